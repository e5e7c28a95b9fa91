"""Browser layers: what `data/` says, in the compact form that the map and the time bar fetch."""

import hashlib
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from topojson.core.topology import Topology

from geo.build import browser
from geo.changes import changes_between
from geo.checksums import checksum_table
from geo.dataset import PROPERTIES, Dataset
from geo.dates import OPEN_END, day_before
from geo.loading import load_dataset
from geo.translations import SOURCE, file_in, in_language

_GRID = 10_000  # steps per degree: four decimals, about eleven metres
_MISSION_SHAPES = {
    "embassy": "embassy",
    "protecting_embassy": "embassy",
    "consular_embassy": "embassy",
}
_SEAT_KINDS = {"residency", "seat", "post"}


def build_layers(data: Path, static: Path) -> list[str]:
    """Write the browser layers of the data package `data` into `static`; return the files that changed.

    Files: `territories.geojson` (EPSG:4326, one feature per territory and period),
    `atlas.json` (atoms as a topology, features, missions, colours), `timeline.json`,
    `physical.json`, the package's `physical.geojson` byte for byte, for every other language
    `words.<language>.json` (the words of `atlas.json`) and `timeline.<language>.json`,
    `checksums.csv` with their checksums, and `version.txt`, a hash over them all. The same data gives the same bytes.

    Raises
    ------
    DatasetError
        If the data package is faulty.
    """
    dataset = load_dataset(data)
    atlas = atlas_json(dataset)
    texts = {
        "territories.geojson": territories_geojson(dataset),
        "atlas.json": _dump(atlas),
        "timeline.json": _dump(timeline_json(dataset)),
        "physical.json": (data / "physical.geojson").read_text(encoding="utf-8"),
    }
    for code in dataset.about.get("languages", [SOURCE]):
        if code != SOURCE:
            translated = in_language(dataset, code)
            texts[file_in("words", code)] = _dump(browser.words(atlas, atlas_json(translated)))
            texts[file_in("timeline", code)] = _dump(timeline_json(translated))
    texts["checksums.csv"] = checksum_table(texts)
    texts["version.txt"] = hashlib.sha256("".join(texts.values()).encode()).hexdigest()[:12] + "\n"
    static.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, text in texts.items():
        path = static / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            changed.append(name)
    return changed


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def territories_geojson(dataset: Dataset) -> str:
    """Return the public layer: one feature per territory and period, one feature a line."""
    lines = []
    features = dataset.features
    for row in features.itertuples():
        properties = {name: getattr(row, name) for name in [*PROPERTIES, "role"]}
        geometry = shapely.geometry.mapping(row.geometry)
        lines.append(
            json.dumps(
                {"type": "Feature", "properties": properties, "geometry": geometry},
                ensure_ascii=False,
                separators=(",", ":"),
            )
        )
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def atlas_json(dataset: Dataset) -> dict[str, Any]:
    """Return everything the live map draws: a topology of parts, and features that name their parts."""
    colours = dataset.tables["colours"]
    lands = topology(dataset.atoms, dataset.shapes)
    return {
        "colours": {
            row.colour_id: {"label": row.label, "light": row.light, "dark": row.dark} for row in colours.itertuples()
        },
        "certainties": browser.certainties(dataset),
        "topology": lands,
        "outer": browser.outer_arcs(dataset, lands),
        "borders": browser.borders(dataset, lands),
        "features": [
            _feature(dataset, row) for rows in (dataset.features, dataset.rivals) for row in rows.itertuples()
        ],
        "positions": browser.positions(dataset),
        "places": browser.places(dataset),
        "missions": _missions(dataset),
    }


def topology(atoms: gpd.GeoDataFrame, shapes: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return atoms and shapes (EPSG:4326) as one TopoJSON topology, every shared border once."""
    parts = pd.concat([atoms[["geometry"]], shapes[["geometry"]]]) if len(shapes) else atoms[["geometry"]]
    parts = gpd.GeoDataFrame(parts, crs="EPSG:4326")
    encoded = Topology(parts, prequantize=False, shared_coords=True, object_name="parts").to_dict()
    for geometry, part_id in zip(encoded["objects"]["parts"]["geometries"], parts.index, strict=True):
        geometry.pop("properties", None)
        geometry["id"] = part_id
    return {
        "type": "Topology",
        "transform": {"scale": [1 / _GRID, 1 / _GRID], "translate": [0, 0]},
        "objects": {
            "parts": {
                "type": "GeometryCollection",
                "geometries": encoded["objects"]["parts"]["geometries"],
            }
        },
        "arcs": [_encode_arc(arc) for arc in encoded["arcs"]],
    }


def _encode_arc(arc: list[list[float]]) -> list[list[int]]:
    """Return an arc (lon, lat in degrees) as whole steps of the grid, each from the one before."""
    steps = [(round(x * _GRID), round(y * _GRID)) for x, y in arc]
    encoded = [list(steps[0])]
    encoded += [[x - px, y - py] for (px, py), (x, y) in pairwise(steps)]
    return encoded


def _feature(dataset: Dataset, row: Any) -> dict[str, Any]:
    status = dataset.row("statuses", row.status_id)
    certainty = dataset.row("certainties", row.certainty)
    power = dataset.row("powers", row.administering_power_id)
    feature = {
        "territory_id": row.territory_id,
        "name": row.name,
        "start": row.start_day,
        "end": row.end_day,
        "role": row.role,
        "parts": list(row.parts),
        "colour": power["colour"],
        "pattern": status["pattern"],
        "line": certainty["line"],
        "certainty": certainty["label"],
        "status": row.status,
    }
    if row.administering_power != row.name:
        feature["power"] = row.administering_power
    if row.certainty != "fixed":
        feature["doubt"] = certainty["label"]
    if row.position:
        feature["position"] = row.position
    if row.unless:
        feature["unless"] = list(row.unless)
    if row.role == "claim" or (row.role in ("base", "core") and status["pattern"] != "faint"):
        feature["label"] = True
    return feature


def _missions(dataset: Dataset) -> list[dict[str, Any]]:
    """Return every mission that is shown on the map, with its periods and their symbols."""
    powers = {row.name: row.colour for row in dataset.tables["powers"].itertuples()}
    states = dataset.tables["mission_states"].set_index("state_id")
    periods = dataset.tables["mission_periods"]
    missions = []
    for row in dataset.tables["missions"].itertuples():
        of_mission = periods[periods["mission_id"] == row.mission_id]
        if row.on_map != "yes" or of_mission.empty:
            continue
        missions.append(
            {
                "mission_id": row.mission_id,
                "name": row.name,
                "place": row.city,
                "lat": float(row.lat),
                "lon": float(row.lon),
                "shape": mission_shape(row.kind),
                "colour": powers.get(row.sending) or powers.get(row.receiving) or next(iter(powers.values())),
                "periods": [
                    {
                        "start": period.start_day,
                        "end": period.end_day,
                        "symbol": states.loc[period.state, "symbol"],
                        "label": states.loc[period.state, "label"],
                    }
                    for period in of_mission.sort_values("start_day").itertuples()
                ],
            }
        )
    return missions


def mission_shape(kind: str) -> str:
    """Return how a kind of mission is drawn: ``embassy``, ``seat`` or ``place``."""
    return "seat" if kind in _SEAT_KINDS else _MISSION_SHAPES.get(kind, "place")


def timeline_json(dataset: Dataset) -> dict[str, Any]:
    """Return what the time bar draws: days of change, events and eras."""
    colours = dataset.tables["colours"].set_index("colour_id")
    return {
        "first": int(dataset.about["first"][:4]),
        "as_of": dataset.about["as_of"],
        "changes": [{"date": day, "title": _change_title(dataset, day)} for day in dataset.change_days],
        "events": [
            {"id": row.event_id, "date": row.start_day, "title": row.title, "category": row.category}
            for row in dataset.tables["events"].sort_values("start_day").itertuples()
        ],
        "eras": [
            {
                "start": row.start_day,
                "end": "" if row.end_day == OPEN_END else row.end_day,
                "label": row.label,
                "light": colours.loc[row.colour, "light"],
                "dark": colours.loc[row.colour, "dark"],
            }
            for row in dataset.tables["eras"].itertuples()
        ],
    }


def _change_title(dataset: Dataset, day: str) -> str:
    rows = changes_between(dataset, day_before(day), day)
    names = dict.fromkeys(after or before for after, before in zip(rows["to_name"], rows["from_name"], strict=True))
    return ", ".join(list(names)[:3])
