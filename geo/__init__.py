"""The atlas as a library: who held which land, and which mission stood where, on any day."""

from geo.borders import borders_at
from geo.changes import changes_between
from geo.comparison import differences_between, mission_differences
from geo.dataset import Dataset
from geo.disputes import disputes_at, positions_on
from geo.errors import AtlasError, BuildError, DatasetError
from geo.loading import load_dataset
from geo.missions import missions_at, officeholders_at
from geo.places import places_at
from geo.territories import holders_now, other_names, territories_at

__all__ = [
    "AtlasError",
    "BuildError",
    "Dataset",
    "DatasetError",
    "borders_at",
    "changes_between",
    "differences_between",
    "disputes_at",
    "holders_now",
    "load_dataset",
    "mission_differences",
    "missions_at",
    "officeholders_at",
    "other_names",
    "places_at",
    "positions_on",
    "territories_at",
]
