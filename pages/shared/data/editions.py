"""The editions of the record: its versions, the day to which each was checked, and where older ones are kept.

``ATLAS_ARCHIVE`` is the address below which an operator keeps what `make site` wrote of every edition.
"""

import os
import re
from urllib.parse import quote

from geo import Dataset
from geo.dataset import cached_on_dataset
from geo.descriptor import load_descriptor

_NAME = re.compile(r"\w[\w.-]{0,40}", re.ASCII)


@cached_on_dataset()
def editions(dataset: Dataset) -> dict[str, str]:
    """Return the ISO day of every edition by its version, the one that is shown first; none if it has no version."""
    version = str(load_descriptor(dataset.folder).get("version", ""))
    if not version:
        return {}
    days = {row["version"]: row["as_of"] for row in dataset.records["versions"]}
    return {version: str(dataset.about["as_of"]), **days}


def edition_shown(dataset: Dataset) -> str:
    """Return the version of the record that is shown; empty if its package names none."""
    return next(iter(editions(dataset)), "")


def edition_folder(dataset: Dataset) -> str:
    """Return the version of the record that is shown as the name of a folder; empty if it cannot be one."""
    version = edition_shown(dataset)
    return version if _NAME.fullmatch(version) else ""


def archive_of(version: str, language: str) -> str:
    """Return the address of the map of an older edition, without a query; empty if the operator keeps none."""
    place = os.environ.get("ATLAS_ARCHIVE", "").rstrip("/")
    if not place.startswith(("http://", "https://", "/")):
        return ""
    return f"{place}/{quote(version, safe='')}/{language}/index.html"
