"""The dataset, loaded once for all visitors, and where the browser fetches its layers."""

import gc
import hashlib
from pathlib import Path

import streamlit as st

from geo import Dataset, changes_between, load_dataset
from geo.integrity import check_files

STATIC = Path(__file__).resolve().parents[2] / "static"


@st.cache_resource(show_spinner="Opening the atlas …")
def atlas_dataset() -> Dataset:
    """Return the dataset, loaded and checked once with the browser's layers, its changes computed, then frozen.

    Streamlit collects garbage after every run of a script; what is frozen is not walked again.
    """
    dataset = load_dataset()
    check_files(STATIC, "checksums.csv")
    changes_between(dataset, dataset.about["first"], dataset.about["as_of"])
    gc.collect()
    gc.freeze()
    return dataset


@st.cache_resource(show_spinner=False)
def static_version() -> str:
    """Return a text that changes when a file the map fetches does, the same on every replica."""
    patterns = ("version.txt", "*.js", "*.css", "time-bar/*.css", "tour/*", "vendor/*")
    files = [path for pattern in patterns for path in sorted(STATIC.glob(pattern))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:10]


def static_url() -> str:
    """Return the URL path of the static files, also below a base path."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/app/static" if base else "/app/static"
