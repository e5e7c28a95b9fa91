"""The atlas as a library: who held which land, and which mission stood where, on any day."""

from geo.changes import changes_between
from geo.dataset import Dataset, load_dataset
from geo.errors import AtlasError, BuildError, DatasetError
from geo.missions import missions_at
from geo.territories import territories_at

__all__ = [
    "AtlasError",
    "BuildError",
    "Dataset",
    "DatasetError",
    "changes_between",
    "load_dataset",
    "missions_at",
    "territories_at",
]
