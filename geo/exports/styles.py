"""Styles: how the layers of an export look in other programs, after the symbology of the live map."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import geopandas as gpd
import pandas as pd
import pyarrow as pa

from geo.dataset import Dataset
from geo.exports.qml import qml
from geo.exports.sld import sld
from geo.exports.strokes import Fill, Hatch, Line, Marker, Rule, Sign, Spots
from geo.render.symbology import BORDERS, LANDS, PATTERNS, SYMBOLOGY, cap_of, colour, dash_of, pattern_of

_GEOMETRY = "geom"  # as GDAL calls the column of places in a GeoPackage
_FILL, _PATTERN, _CORE, _CLAIM, _EDGE = range(5)  # what lies over what
_MARK = 9  # pixels
_DECIDING = ("administering_power_id", "status_id", "certainty")  # columns, beside the role
_SHUT = ("hollow", "cross")  # symbols of missions that are closed


class _Look(NamedTuple):
    """What decides how a land is drawn."""

    role: str
    colour: str
    pattern: str
    line: str


def styles_of(dataset: Dataset, layers: Mapping[str, pd.DataFrame], stamp: str) -> pd.DataFrame:
    """Return the table of styles that QGIS looks for in a GeoPackage: a row for each layer that has a style.

    Parameters
    ----------
    layers
        By name; a style has a rule for every look among the rows of a layer.
    stamp
        ISO day of the last change.
    """
    rows = []
    for name, layer in layers.items():
        rules = rules_of(dataset, layer) if isinstance(layer, gpd.GeoDataFrame) else []
        if rules:
            is_dated = {"start_day", "end_day"} <= set(layer)
            names = {"f_table_catalog": "", "f_table_schema": "", "f_table_name": name, "f_geometry_column": _GEOMETRY}
            texts = {"styleName": name, "styleQML": qml(rules, is_dated=is_dated), "styleSLD": sld(name, rules)}
            rows.append({**names, **texts, "useAsDefault": True, "description": "", "owner": "", "ui": ""})
    frame = pd.DataFrame(rows)
    moment = pd.Timestamp(stamp, tz="UTC")
    types = {name: pa.bool_() if name == "useAsDefault" else pa.string() for name in frame}
    columns = {name: frame[name].astype(pd.ArrowDtype(kind)) for name, kind in types.items()}
    moments = pd.Series([moment] * len(rows), dtype=pd.ArrowDtype(pa.timestamp("ms", "UTC")))
    return pd.DataFrame({**columns, "update_time": moments}) if rows else frame


def rules_of(dataset: Dataset, layer: gpd.GeoDataFrame) -> list[Rule]:
    """Return how the rows of a layer are drawn; nothing for a layer of which the symbology says nothing."""
    if {"role", "administering_power_id", "status_id", "certainty"} <= set(layer):
        return _lands(dataset, layer)
    if {"left_id", "right_id", "certainty"} <= set(layer):
        return _borders(dataset)
    if "mission_id" in layer:
        return _missions(dataset, layer)
    if {"place_id", "rank"} <= set(layer):
        return _places(layer)
    ink = colour("var(--accent)")[0]
    return [Rule("", {}, (Marker("diamond", _MARK, ink, ink),))] if "event_id" in layer else []


def _lands(dataset: Dataset, layer: gpd.GeoDataFrame) -> list[Rule]:
    """Return a rule for every look of the lands of a layer."""
    groups: dict[_Look, dict[str, dict[str, None]]] = {}
    columns = (layer[name] for name in ("role", *_DECIDING))
    for role, power, status, certainty in dict.fromkeys(zip(*columns, strict=True)):
        land_colour = dataset.row("colours", dataset.row("powers", power)["colour"])["light"]
        line = dataset.row("certainties", certainty)["line"] if LANDS[role]["weight"] else ""
        look = _Look(role, land_colour, pattern_of(role, dataset.row("statuses", status)["pattern"]), line)
        group = groups.setdefault(look, {name: {} for name in _DECIDING})
        for name, value in zip(_DECIDING, (power, status, certainty), strict=True):
            group[name][value] = None
    return [_land(dataset, look, groups[look]) for look in sorted(groups) if any(_signs_of_land(look))]


def _land(dataset: Dataset, look: _Look, group: dict[str, dict[str, None]]) -> Rule:
    deciding = _DECIDING if look.line else _DECIDING[:-1]
    where = {"role": (look.role,), **{name: tuple(group[name]) for name in deciding}}
    powers = ", ".join(dataset.row("powers", power)["name"] for power in group["administering_power_id"])
    statuses = ", ".join(dataset.row("statuses", status)["label"] for status in group["status_id"])
    return Rule(f"{powers}: {statuses}", where, tuple(_signs_of_land(look)))


def _signs_of_land(look: _Look) -> Iterable[Sign]:
    opacity = LANDS[look.role]["fillOpacity"]
    if look.role in {"base", "context"}:
        yield Fill(look.colour, opacity, _FILL)
    if look.role == "core":
        yield Fill(look.colour, opacity, _CORE)
    if look.pattern:
        ink, share = (look.colour, opacity) if look.role == "claim" else colour("var(--pattern)")
        yield from _pattern(look.pattern, ink, share, _CLAIM if look.role == "claim" else _PATTERN)
    if look.line and look.line != "none":
        edge = SYMBOLOGY["edge"]
        ink = look.colour if look.role == "claim" else colour(edge["color"])[0]
        stroke = "inner" if look.role == "inner" else look.line
        yield Line(ink, edge["opacity"], LANDS[look.role]["weight"], tuple(dash_of(stroke)), cap_of(stroke), _EDGE)


def _pattern(name: str, ink: str, opacity: float, level: int) -> Iterable[Sign]:
    """Return the marks of a pattern; it turns with the clock, and angles against it from the horizontal."""
    pattern = PATTERNS[name]
    dots = [look for kind, look in pattern["draw"] if kind == "circle"]
    for kind, look in pattern["draw"]:
        if kind == "line":
            upright = 90 if look["x1"] == look["x2"] else 0
            yield Hatch(ink, opacity, (upright - pattern["turn"]) % 180, pattern["size"], look["stroke-width"], level)
    if dots:
        is_filled = dots[0].get("fill") != "none"
        yield Spots(ink, opacity, dots[0]["r"], pattern["size"] / len(dots) ** 0.5, is_filled, level)


def _borders(dataset: Dataset) -> list[Rule]:
    """Return a rule for every certainty of a border."""
    rules = []
    for row in dataset.records["certainties"]:
        if row["line"] in BORDERS:
            looks = (BORDERS[row["line"]]["band"], BORDERS[row["line"]]["line"])
            signs = [
                Line(ink, share * look.get("opacity", 1.0), look["weight"], dashes, cap, level)
                for level, look in enumerate(looks)
                if look.get("stroke", True)
                for ink, share in [colour(look["color"])]
                for dashes, cap in [(tuple(dash_of(row["line"])), cap_of(row["line"])) if level else ((), "butt")]
            ]
            rules.append(Rule(row["label"], {"certainty": (row["certainty_id"],)}, tuple(signs)))
    return rules


def _missions(dataset: Dataset, layer: gpd.GeoDataFrame) -> list[Rule]:
    """Return a rule for every state of a mission, hollow where it is closed; one for all if the layer has no states."""
    ink, paper = colour("var(--accent)")[0], colour("var(--paper)")[0]
    if "state" not in layer:
        return [Rule("", {}, (Marker("circle", _MARK, ink, ink),))]
    return [
        Rule(row["label"], {"state": (row["state_id"],)}, (Marker("circle", _MARK, fill, ink),))
        for row in dataset.records["mission_states"]
        for fill in [paper if row["symbol"] in _SHUT else ink]
    ]


def _places(layer: gpd.GeoDataFrame) -> list[Rule]:
    """Return a rule for every rank, the first the largest."""
    ink, paper = colour("var(--ink)")[0], colour("var(--paper)")[0]
    ranks = sorted({int(rank) for rank in layer["rank"]})
    return [Rule(str(rank), {"rank": (rank,)}, (Marker("circle", _MARK - 2 * rank, paper, ink),)) for rank in ranks]
