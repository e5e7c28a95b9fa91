"""Places: towns, posts, lakes and mountains, each with its name on one day."""

import geopandas as gpd

from geo.dataset import Dataset, cached_on_dataset
from geo.dates import shown_day, today
from geo.tables import in_force

COLUMNS = [
    *("place_id", "name", "used_by", "also", "today", "rank", "kind", "since", "until"),
    *("confidence", "verified", "source_ids", "note", "wikidata", "geonames"),
]


def places_at(dataset: Dataset, day: str) -> gpd.GeoDataFrame:
    """Return the places that have a name on `day`, one row each (points, EPSG:4326).

    Parameters
    ----------
    dataset
        A loaded dataset.
    day
        An ISO day; a year means its 31 December, a month its last day, never after today.

    Returns
    -------
    GeoDataFrame with ``place_id``, ``name`` (then in use), ``used_by``, ``also``, ``today`` (the
    place's last name in the dataset), ``rank`` (1 seen from far to 3), ``kind``, ``since`` and
    ``until`` of the name, its ``confidence``, ``verified``, ``source_ids`` and ``note``, and the
    place's identifiers elsewhere, ``wikidata`` and ``geonames``; in the order of `places.csv`.

    Raises
    ------
    DateError
        If `day` is no date.
    """
    current = in_force(place_periods(dataset), shown_day(day, today()))
    return current[[*COLUMNS, "geometry"]].reset_index(drop=True)


@cached_on_dataset()
def place_periods(dataset: Dataset) -> gpd.GeoDataFrame:
    """Return the places under each of their names, with the columns of `places_at` and of both tables."""
    names = dataset.tables["place_names"]
    last = names.sort_values("start_day").drop_duplicates("place_id", keep="last").set_index("place_id")["name"]
    periods = names.rename(columns={"start": "since", "end": "until"})
    places = dataset.tables["places"].rename(columns={"source_ids": "place_source_ids"})
    rows = places.merge(periods, on="place_id")
    rows = rows.assign(today=rows["place_id"].map(last), rank=rows["rank"].astype(int))
    points = gpd.points_from_xy(rows["lon"].astype(float), rows["lat"].astype(float))
    return gpd.GeoDataFrame(rows, geometry=points, crs="EPSG:4326")
