"""The editions of the record: its versions, and the day to which each was checked."""

from geo import Dataset
from geo.dataset import cached_on_dataset
from geo.descriptor import load_descriptor


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
