"""Defaults: what stands in a table or a column that a package leaves out.

A table whose schema says ``"optional": true`` may be missing. Most are then without a row; statuses, certainties,
categories and states of missions have the rows of `geo/default_rows`, and powers, polities, colours and views follow
from the rest. A column whose schema says ``"optional": true`` may be missing, or a cell of it empty: it then says what
its schema has as ``default``, what the column named in ``like`` says, or nothing.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.descriptor import SCHEMAS, schema_of

ROWS = Path(__file__).parent / "default_rows"
PALETTE = "palette"  # of `ROWS`: hues that are told apart, in the order in which powers get them
_Tables = dict[str, pd.DataFrame]


def with_optional(tables: Mapping[str, pd.DataFrame]) -> _Tables:
    """Return the tables of a package and what it has left out and is optional."""
    whole = {name: filled(name, frame) for name, frame in tables.items()}
    for name in SCHEMAS:
        if name not in whole and schema_of(name).get("optional"):
            whole[name] = filled(name, frame_of(name, default_rows(name)))
    _add_defaults_named(whole, set(tables))
    if "territories" in tables:
        _derive(whole, set(tables))
    return whole


def _add_defaults_named(whole: _Tables, given: set[str]) -> None:
    """Add to a package's own lists the rows that the defaults of other tables name and its lists lack."""
    for name in given & set(SCHEMAS):
        schema = schema_of(name)
        defaults = {field["name"]: field["default"] for field in schema["fields"] if "default" in field}
        for key in schema.get("foreignKeys", []):
            column, target = key["fields"][0], key["reference"]["resource"]
            default = defaults.get(column, "")
            rows = [row for row in default_rows(target) if next(iter(row.values())) == default]
            is_named = bool(rows) and target in given and (whole[name][column] == default).any()
            if is_named and default not in set(whole[target].iloc[:, 0]):
                whole[target] = pd.concat([whole[target], frame_of(target, rows)], ignore_index=True).fillna("")


def filled(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its optional columns, and with their defaults in the cells that are empty."""
    if name not in SCHEMAS:
        return frame
    for field in schema_of(name)["fields"]:
        column, like, default = field["name"], field.get("like"), field.get("default", "")
        if not field.get("optional"):
            continue
        if column not in frame:
            frame = frame.assign(**{column: ""})
        if (like in frame or default) and not frame.empty:
            empty = frame[column] == ""
            if empty.any():
                frame = frame.assign(**{column: frame[column].mask(empty, frame[like] if like else default)})
    return frame


def frame_of(name: str, rows: list[dict[str, str]]) -> pd.DataFrame:
    """Return rows as a table of text with the columns of its schema."""
    columns = [field["name"] for field in schema_of(name)["fields"]]
    return pd.DataFrame([[row.get(column, "") for column in columns] for row in rows], columns=columns, dtype=str)


@cache
def _rows_in(name: str) -> tuple[dict[str, str], ...]:
    path = ROWS / f"{name}.csv"
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def default_rows(name: str) -> list[dict[str, str]]:
    """Return the rows that a table has where a package leaves it out."""
    return [dict(row) for row in _rows_in(name)]


def palette() -> list[dict[str, str]]:
    """Return hues (``light``, ``dark``) that are told apart, in the order in which powers get them."""
    return [{key: row[key] for key in ("light", "dark")} for row in _rows_in(PALETTE)]


def _derive(whole: _Tables, given: set[str]) -> None:
    """Add polities, powers and their colours as the territories name them, where a package lists none."""
    territories = whole["territories"]
    if "powers" not in given:
        ids = _named(territories, "sovereign", "administering_power")
        whole["powers"] = filled("powers", frame_of("powers", [{"power_id": i, "name": title_of(i)} for i in ids]))
    if "polities" not in given:
        ids = _named(territories, "polity")
        whole["polities"] = frame_of("polities", [polity(i, rank=1 if n < 2 else 2) for n, i in enumerate(ids)])
    if "colours" not in given:
        ids = list(dict.fromkeys([*_named(whole["powers"], "colour"), *_named(whole["eras"], "colour")]))
        names = dict(zip(whole["powers"]["colour"], whole["powers"]["name"], strict=True))
        hues = palette()
        rows = [
            {"colour_id": i, "label": names.get(i, title_of(i)), **hues[min(n, len(hues) - 1)]}
            for n, i in enumerate(ids)
        ]
        whole["colours"] = frame_of("colours", rows)


def polity(polity_id: str, rank: int) -> dict[str, str]:
    """Return the row of a polity that only its identifier is known of."""
    return {"polity_id": polity_id, "name": title_of(polity_id), "rank": str(rank)}


def title_of(identifier: str) -> str:
    """Return an identifier as a name: ``south_africa`` is South Africa."""
    words = identifier.replace("_", " ").split()
    return " ".join(word if not word.islower() else word.capitalize() for word in words)


def _named(frame: pd.DataFrame, *columns: str) -> list[str]:
    return [value for value in dict.fromkeys(value for column in columns for value in frame[column]) if value]


def view_of_everything(atoms: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the table of views with one that shows all atoms (EPSG:4326)."""
    left, bottom, right, top = (round(float(side), 2) for side in atoms.total_bounds)
    sides = {"left": max(left - 1, -180), "bottom": max(bottom - 1, -85), "right": min(right + 1, 180)}
    row: dict[str, Any] = {"view_id": "all", "label": "All lands", **sides, "top": min(top + 1, 85)}
    return filled("views", frame_of("views", [{key: str(value) for key, value in row.items()}]))
