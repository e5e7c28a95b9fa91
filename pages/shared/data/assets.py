"""The addresses of the files that the browser fetches: scripts, fonts, layers of the dataset."""

import hashlib
from pathlib import Path

import streamlit as st

from geo.errors import DatasetError
from geo.translations import file_in
from pages.shared.data.held import held
from pages.shared.data.package_source import own_data
from pages.shared.language.languages import language

STATIC = Path(__file__).resolve().parents[3] / "static"


def layers_folder() -> Path:
    """Return the folder of the layers that the map fetches: `static/`, or that of the package that is shown.

    Falls back to `static/` for a broken package; `dataset_in` reports the error.
    """
    try:
        package = own_data()
    except DatasetError:
        return STATIC
    return package.layers if package else STATIC


@held
def static_version() -> str:
    """Return a hash of the files that the browser fetches, the same on every replica."""
    patterns = ("*.js", "*.css", "vendor/*")
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
