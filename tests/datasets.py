"""The atlas's own dataset, loaded once for all tests of a process."""

from functools import cache

from geo import Dataset, load_dataset


@cache
def atlas_dataset() -> Dataset:
    """Return the atlas's own dataset; not to be changed."""
    return load_dataset()
