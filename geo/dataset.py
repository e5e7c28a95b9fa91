"""The dataset of an atlas: every table and layer of one data package, and what has been worked out from them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import geopandas as gpd
import pandas as pd

DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "data"
PROPERTIES = [
    "territory_id",
    "name",
    "start",
    "end",
    "status",
    "sovereign",
    "administering_power",
    "certainty",
    "sources",
]
_P = ParamSpec("_P")
_R = TypeVar("_R")
_LOCK, _MISSING = Lock(), object()


@dataclass(frozen=True, eq=False)
class Dataset:
    """Everything that one data package says.

    Attributes
    ----------
    about
        The ``atlas`` block of `datapackage.json`: title, first year, default date, ``as_of``, …
    tables
        One DataFrame of text per table, dated ones with ``start_day`` and ``end_day``
        (ISO days, half-open).
    features
        GeoDataFrame (EPSG:4326), one row per territory and period of one extent, with the
        properties of the contract, identifiers, ``role``, ``parts`` (atoms or shape) and
        ``unless``, the rival positions under which the row is not shown.
    rivals
        The same columns: the rows that stand on the map instead under a ``position``.
    atoms, shapes, physical
        GeoDataFrames (EPSG:4326).
    change_days
        Every ISO day on which an extent begins or ends, sorted.
    areas
        Area in km² (EPSG:6933, equal area) of every atom and shape.
    territories
        The words of each territory by its identifier: name, status, powers, polity, …
    records
        The rows of each table in its order, for what every step of a visitor needs: a search
        through them takes a hundredth of the time of one through a DataFrame.
    rows
        The same rows by their identifier, the table's first column.
    folder
        Where the data package lies.
    language
        Of its texts; `geo.translations.in_language` gives them in another.
    cache
        What `cached_on_dataset` keeps of this dataset, by function. A copy begins with an empty one.
    """

    about: dict[str, Any]
    tables: dict[str, pd.DataFrame]
    features: gpd.GeoDataFrame
    rivals: gpd.GeoDataFrame
    atoms: gpd.GeoDataFrame
    shapes: gpd.GeoDataFrame
    physical: gpd.GeoDataFrame
    change_days: list[str]
    areas: dict[str, float]
    territories: dict[str, dict[str, str]]
    records: dict[str, list[dict[str, str]]]
    rows: dict[str, dict[str, dict[str, str]]]
    folder: Path
    language: str = "en"
    cache: dict[Any, dict[Any, Any]] = field(default_factory=dict, init=False, repr=False)

    def row(self, table: str, value: str) -> dict[str, str]:
        """Return the row of `table` whose identifier (its first column) is `value`, or an empty dict."""
        return self.rows[table].get(value, {})

    @property
    def protagonists(self) -> list[str]:
        """The polities that the atlas is about, in their order."""
        return [row["polity_id"] for row in self.records["polities"] if row["rank"] == "1"]

    def lookup(self, table: str, key: str, column: str) -> dict[str, str]:
        """Return `column` of `table` by `key`."""
        return {row[key]: row[column] for row in self.records[table]}


def cached_on_dataset(
    limit: int | None = None,
) -> Callable[[Callable[Concatenate[Dataset, _P], _R]], Callable[Concatenate[Dataset, _P], _R]]:
    """Return a decorator that keeps a function's results on the dataset it is called with, so that they go with it.

    The function's other arguments are hashable. Callers share the result and must not change it. Errors are not kept.

    Parameters
    ----------
    limit
        How many results each dataset keeps; the oldest goes first. Needed where visitors choose the arguments.
    """

    def decorate(function: Callable[Concatenate[Dataset, _P], _R]) -> Callable[Concatenate[Dataset, _P], _R]:
        @wraps(function)
        def cached(dataset: Dataset, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
            results = dataset.cache.setdefault(function, {})
            key = args, tuple(sorted(kwargs.items()))
            result = results.get(key, _MISSING)
            if result is _MISSING:
                result = function(dataset, *args, **kwargs)
                with _LOCK:  # another thread may not add a result while the oldest is looked up
                    results[key] = result
                    while limit and len(results) > limit:
                        del results[next(iter(results))]
            return cast("_R", result)

        return cached

    return decorate


def name_powers(frame: Any, tables: Mapping[str, pd.DataFrame]) -> Any:
    """Return rows with the words of ``status``, ``sovereign`` and ``administering_power`` beside their ids."""
    powers = dict(zip(tables["powers"]["power_id"], tables["powers"]["name"], strict=True))
    labels = dict(zip(tables["statuses"]["status_id"], tables["statuses"]["label"], strict=True))
    return frame.assign(
        status=frame["status_id"].map(labels),
        sovereign=frame["sovereign_id"].map(powers),
        administering_power=frame["administering_power_id"].map(powers),
    )


def plain_rows(
    tables: Mapping[str, pd.DataFrame],
) -> tuple[dict[str, list[dict[str, str]]], dict[str, dict[str, dict[str, str]]]]:
    """Return the rows of tables in their order, and the same rows by their identifier, as `Dataset` has them."""
    records = {name: frame.to_dict("records") for name, frame in tables.items()}
    return records, {name: {row[tables[name].columns[0]]: row for row in rows} for name, rows in records.items()}


def territory_words(features: gpd.GeoDataFrame) -> dict[str, dict[str, str]]:
    """Return the words of each territory by its identifier, as `Dataset.territories` has them."""
    columns = ["name", "status", "sovereign", "administering_power", "polity", "administering_power_id", "status_id"]
    firsts = features.drop_duplicates("territory_id").set_index("territory_id")
    return {str(key): dict(row) for key, row in firsts[columns].iterrows()}
