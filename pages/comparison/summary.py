"""The comparison in words: its answer, its cards, its table and its layer; no Streamlit."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd
from markupsafe import Markup

from geo import Dataset
from geo.dates import shown_day
from pages.shared.language.words import say_date, say_number, text
from pages.shared.record.html import EMPTY, address, join, tag, terms
from pages.shared.view.link import View, encode_link

_LAND = ("power", "status", "name")
_NAMED = 3  # lands that the answer names
_COLUMNS = ("number", "kind", "from", "to", "km2", "land", "from_status", "to_status", "from_power", "to_power", "days")


def default_other(dataset: Dataset, date: str, today: str) -> str:
    """Return the second date where the link has none: the default date, or the last day checked if both are one."""
    default = str(dataset.about["default_date"])
    return default if shown_day(default, today) != shown_day(date, today) else str(dataset.about["as_of"])


def summary(dataset: Dataset, a: str, b: str, differences: gpd.GeoDataFrame) -> str:
    """Return the answer in one sentence: how much land differs, and what of it concerns the protagonists."""
    days = {"a": say_date(a), "b": say_date(b)}
    if a == b:
        return text("comparison_same_day", day=days["a"])
    lands = differences[differences["kind"].isin(_LAND)]
    if lands.empty:
        return text("comparison_nothing", **days)
    first, near = set(dataset.protagonists), []
    for row in lands.itertuples():
        polities = [dataset.territories[name]["polity"] for name in (row.from_id, row.to_id) if name]
        if first.intersection(polities):
            near.append(row)
    values = {**days, "count": len(lands)}
    if near and len(lands) > 1:
        names = [
            text("comparison_near_land", land=land_of(row), area=say_number(row.area_km2)) for row in near[:_NAMED]
        ]
        return text("comparison_near", **values, lands=", ".join(names))
    return text("comparison_changed", **values, area=say_number(lands["area_km2"].sum()))


def land_of(row: Any) -> str:
    """Return the name of a land: its own if it is one part of the coverage, else that of its later territory."""
    return str(row.land if len(row.parts) == 1 and row.land else row.to_name or row.from_name)


def numbers(differences: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Return the numbers on the maps: JSON-ready, at a point within each land (EPSG:4326, degrees)."""
    lands = differences[differences["kind"].isin(_LAND)]
    points = [_largest(land).representative_point() for land in lands.geometry]
    return [
        {
            "number": row.number,
            "title": land_of(row),
            "change": change(row),
            "area": text("comparison_area", area=say_number(row.area_km2)),
            "lat": round(point.y, 4),
            "lon": round(point.x, 4),
        }
        for row, point in zip(lands.itertuples(), points, strict=True)
    ]


def _largest(land: Any) -> Any:
    """Return the largest polygon of a land."""
    return max(getattr(land, "geoms", [land]), key=lambda part: part.area)


def change(row: Any) -> str:
    """Return the change of a land, by name; by status or power where the name is the same."""
    for name in ("name", "power", "status"):
        before, after = getattr(row, f"from_{name}"), getattr(row, f"to_{name}")
        if not after:
            return text("comparison_ends", before=before)
        if not before:
            return text("comparison_begins", after=after)
        if before != after:
            return text("comparison_change", before=before, after=after)
    return ""


def card(row: Any, days: Mapping[str, str], view: View) -> Markup:
    """Return one difference: number, change, area, both days, and links to the days of change."""
    facts = [
        (say_date(days["a"]), _side(row.from_name, row.from_status, row.from_power)),
        (say_date(days["b"]), _side(row.to_name, row.to_status, row.to_power)),
        (text("comparison_land"), row.land),
    ]
    cells: list[tuple[str, str]] = [(name, words) for name, words in facts if words]
    if row.days:
        cells.append((text("comparison_days"), join((_day_link(day, view) for day in row.days), ", ")))
    number = tag("b", tag("i", str(row.number)), class_="number") if row.kind in _LAND else EMPTY
    area = tag("span", text("comparison_area", area=say_number(row.area_km2)))
    title = change(row)
    if row.kind in _LAND and land_of(row) == row.land:
        title = text("comparison_change_of", land=row.land, change=title)
    return tag("h4", number, title, " ", area) + terms(cells)


def _day_link(day: str, view: View) -> Markup:
    """Return a day as a link to its map."""
    query = encode_link(replace(view, date=day, territory="", event=""))
    return tag("a", say_date(day), href=address("./", query), target="_self")


def _side(name: str, status: str, power: str) -> str:
    return text("comparison_under", name=name, status=status, power=power) if name else text("comparison_no_state")


def mission_cards(missions: pd.DataFrame, days: dict[str, str]) -> Markup:
    """Return the missions whose state differs, each with its sentence on both dates."""
    return join(_mission_card(row, days) for row in missions.itertuples())


def _mission_card(row: Any, days: dict[str, str]) -> Markup:
    sentences = zip(days.values(), (row.from_sentence, row.to_sentence), strict=True)
    none = text("comparison_no_state")
    return tag("h4", row.name) + terms((say_date(day), sentence or none) for day, sentence in sentences)


def table(differences: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the differences as rows in words."""
    frame = pd.DataFrame(differences.drop(columns="geometry"))
    frame["kind"] = [text(f"comparison_kind_{kind}") for kind in frame["kind"]]
    frame["days"] = [", ".join(days) for days in frame["days"]]
    frame = frame.rename(columns={"from_name": "from", "to_name": "to", "area_km2": "km2"})[list(_COLUMNS)]
    return frame.rename(columns={name: text(f"comparison_{name}") for name in _COLUMNS})


def layer(differences: gpd.GeoDataFrame) -> bytes:
    """Return the differences as GeoJSON (EPSG:4326)."""
    lists = {name: [" ".join(values) for values in differences[name]] for name in ("days", "parts")}
    return bytes(differences.assign(**lists).to_json(), "utf-8")
