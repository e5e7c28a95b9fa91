"""The dataset, loaded once for all visitors, and where the browser fetches its layers."""

import gc
import hashlib
from pathlib import Path

import streamlit as st

from geo import Dataset, changes_between, load_dataset
from geo.errors import DatasetError
from geo.integrity import check_files
from geo.texts import SOURCE, file_in, in_language
from pages.shared.languages import language
from pages.shared.own_data import own_data

STATIC = Path(__file__).resolve().parents[2] / "static"


def atlas_dataset() -> Dataset:
    """Return the dataset in the language of the visitor."""
    return dataset_in(language())


def source_dataset() -> Dataset:
    """Return the dataset in the language in which it was written."""
    return dataset_in(SOURCE)


@st.cache_resource(show_spinner="…")
def dataset_in(code: str) -> Dataset:
    """Return the dataset in one language, loaded and checked once with the browser's layers, then frozen.

    Its changes are computed with it. Streamlit collects garbage after every run of a script; what is frozen
    is not walked again.
    """
    if code == SOURCE:
        own = own_data()
        dataset = load_dataset(own.folder) if own else load_dataset()
        check_files(layers_folder(), "checksums.csv")
    else:
        dataset = in_language(dataset_in(SOURCE), code)
    changes_between(dataset, dataset.about["first"], dataset.about["as_of"])
    gc.collect()
    gc.freeze()
    return dataset


def layers_folder() -> Path:
    """Return the folder of the layers that the map fetches: `static/`, or that of the package that is shown.

    Of a faulty package there is nothing to fetch; what is wrong with it is said by `dataset_in`.
    """
    try:
        own = own_data()
    except DatasetError:
        return STATIC
    return own.layers if own else STATIC


@st.cache_resource(show_spinner=False)
def static_version() -> str:
    """Return a text that changes when a file the map fetches does, the same on every replica."""
    patterns = ("*.js", "*.css", "time-bar/*.css", "tour/*", "vendor/*")
    files = [layers_folder() / "version.txt"]
    files += [path for pattern in patterns for path in sorted(STATIC.glob(pattern))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:10]


def base_path() -> str:
    """Return the URL path below which the atlas is served, without a slash at its end; empty at the root."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def static_url() -> str:
    """Return the URL path of the static files, also below a base path."""
    return f"{base_path()}/app/static"


def static_json(name: str) -> str:
    """Return the address of a JSON file that the browser fetches, in the language of the visitor."""
    return f"{static_url()}/{file_in(name, language())}?v={static_version()}"
