"""Edition: what is said of the record with every file."""

from geo import Dataset
from pages.shared.record.plate import package_of

# What an edition says, for the description of the interface.
EDITION = {
    "dataset": "Title of the atlas.",
    "version": "Version of the record.",
    "as_of": "Day to which the record was checked.",
    "licence": "Licence of the record.",
    "licence_url": "Address of the licence.",
    "language": "Language of names and sentences.",
}


def edition_of(dataset: Dataset) -> dict[str, str]:
    """Return what is said of the record with every file: the members of `EDITION` that it has."""
    about, package = dataset.about, package_of(dataset)
    values = (about["title"], package.version, about["as_of"], package.licence, package.licence_url, dataset.language)
    return {name: str(value) for name, value in zip(EDITION, values, strict=True) if value}
