"""Names: what a territory was called beside its name, and who holds its land now."""

from functools import lru_cache

from geo.dataset import Dataset
from geo.territories import territories_at

_LEAST_SHARE = 0.02  # of a territory's land; smaller overlaps of soft outlines are left unsaid


def other_names(dataset: Dataset, territory_id: str) -> list[tuple[str, str]]:
    """Return the other names of a territory, each with those who called it so."""
    names = dataset.tables["territory_names"]
    own = names[names["territory_id"] == territory_id]
    return list(zip(own["name"], own["used_by"], strict=True))


@lru_cache(maxsize=512)
def holders_now(dataset: Dataset, territory_id: str) -> list[str]:
    """Return the names of the states that hold a territory's land on the day of checking, largest part first.

    Shares are areas in km² (EPSG:6933, equal area); less than 2 % is left unsaid.
    """
    own = dataset.features[dataset.features["territory_id"] == territory_id]
    land = own.to_crs("EPSG:6933").geometry.union_all()
    now = territories_at(dataset, dataset.about["as_of"])
    now = now[now["role"] == "base"]
    shares = now.to_crs("EPSG:6933").geometry.intersection(land).area / land.area
    held = shares[shares > _LEAST_SHARE].sort_values(ascending=False)
    return [str(name) for name in now.loc[held.index, "name"]]
