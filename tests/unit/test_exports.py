"""Exports contain what the map shows, and other programs can read them."""

import csv
import io
import json
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st

from geo import Dataset, borders_at, exports, missions_at, territories_at
from geo.dataset import PROPERTIES
from geo.exports import harmless, rows_to_csv, to_csv

ROOT = Path(__file__).resolve().parents[2]
DAYS = ["1884-12-31", "1916-09-20", "1925-12-31", "1994-04-07", "2025-03-18"]
FIRST = "=+-@\t\r\n"


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@given(st.lists(st.lists(st.text(FIRST + "a1,\"'"), min_size=2, max_size=2), max_size=5))
def test_no_text_of_a_csv_file_is_a_formula_and_none_is_lost(rows: list[list[str]]) -> None:
    cells = read_csv(rows_to_csv(rows))
    assert [[cell.removeprefix("'") for cell in row] for row in cells] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    assert not any(cell.startswith(tuple(FIRST)) for row in cells for cell in row)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1"])
def test_text_that_begins_like_a_formula_gets_a_quote(cell: str) -> None:
    assert read_csv(rows_to_csv([["a", cell]])) == [["a", f"'{cell}"]]


def test_a_number_is_no_text() -> None:
    assert harmless(-1.95) == -1.95
    frame = pd.DataFrame({"lon": [-1.5, None], "name": ["-a", None], "count": [-3, 4]})
    assert read_csv(to_csv(frame)) == [["lon", "name", "count"], ["-1.5", "'-a", "-3"], ["", "", "4"]]


@pytest.mark.parametrize("day", DAYS)
def test_the_layers_of_a_day_are_those_of_the_map(dataset: Dataset, day: str) -> None:
    layers = exports.shown_layers(dataset, day)
    assert tuple(layers) == exports.LAYERS
    assert sorted(layers["territories"]["territory_id"]) == sorted(territories_at(dataset, day)["territory_id"])
    assert len(layers["missions"]) == len(missions_at(dataset, day))
    assert len(layers["borders"]) == len(borders_at(dataset, day))
    assert len(layers["relations"]) == 1
    events = layers["events"]
    assert all(day < end for end in events["end_day"])
    assert all(start <= day for start in events["start_day"])
    assert "9999" not in "".join(layers["territories"]["end_day"])


def test_an_event_is_shown_on_its_own_days_only(dataset: Dataset) -> None:
    events = dataset.tables["events"]
    single = events[(events["end"] == "") & (events["start"].str.len() == 10)].iloc[0]
    assert single["event_id"] in set(exports.shown_layers(dataset, single["start"])["events"]["event_id"])
    later = exports.shown_layers(dataset, "2020-02-29")["events"]
    assert single["event_id"] not in set(later["event_id"])


def test_areas_and_points_of_the_csv_are_those_of_the_land(dataset: Dataset) -> None:
    territories = exports.shown_layers(dataset, "1925-12-31")["territories"]
    areas = territories.to_crs("EPSG:6933").area / 1e6
    assert (abs(areas - territories["area_km2"]) < 0.001 * areas + 0.1).all()
    points = shapely.points(territories["lon"], territories["lat"])
    assert shapely.dwithin(territories.geometry.to_numpy(), points, 1e-5).all()
    heads = read_csv(exports.to_csv(territories))[0]
    assert "geometry" not in heads
    assert set(PROPERTIES) <= set(heads)


@pytest.mark.parametrize("day", DAYS[:3])
def test_a_geopackage_is_read_back_whole(dataset: Dataset, day: str, tmp_path: Path) -> None:
    layers = exports.shown_layers(dataset, day)
    content = exports.to_geopackage(layers, day)
    assert content == exports.to_geopackage(layers, day)
    path = tmp_path / "shown.gpkg"
    path.write_bytes(content)
    assert [str(name) for name, _ in pyogrio.list_layers(path)] == list(exports.LAYERS)
    territories = gpd.read_file(path, layer="territories")
    assert territories.crs == "EPSG:4326"
    assert list(territories["territory_id"]) == list(layers["territories"]["territory_id"])
    assert shapely.equals(territories.geometry.to_numpy(), layers["territories"].geometry.to_numpy()).all()
    assert len(gpd.read_file(path, layer="missions")) == len(missions_at(dataset, day))


def test_geoparquet_is_read_back_whole(dataset: Dataset) -> None:
    territories = gpd.read_parquet(io.BytesIO(exports.to_geoparquet(exports.all_territories(dataset))))
    assert territories.crs == "EPSG:4326"
    assert len(territories) == len(dataset.features)
    assert territories.geometry.is_valid.all()
    assert exports.to_geoparquet(territories) == exports.to_geoparquet(territories)


def test_geojson_keeps_to_its_standard_and_to_the_public_layer(dataset: Dataset) -> None:
    full = json.loads(exports.to_geojson(exports.all_territories(dataset)))
    assert set(full) == {"type", "features"}
    for feature in full["features"]:
        geometry = shapely.geometry.shape(feature["geometry"])
        polygons = shapely.get_parts(geometry)
        assert all(polygon.exterior.is_ccw for polygon in polygons)
        assert not any(ring.is_ccw for polygon in polygons for ring in polygon.interiors)
    public = json.loads((ROOT / "static" / "territories.geojson").read_text(encoding="utf-8"))

    def properties(collection: dict[str, list[dict[str, dict[str, str]]]]) -> list[list[str]]:
        return sorted([feature["properties"][name] for name in PROPERTIES] for feature in collection["features"])

    assert properties(full) == properties(public)


def test_a_mission_without_a_known_place_has_no_point(dataset: Dataset) -> None:
    missing = dataset.tables["missions"].query("on_map == 'no'")["mission_id"]
    periods = dataset.tables["mission_periods"]
    mission = periods[periods["mission_id"].isin(missing)].iloc[0]
    layer = exports.shown_layers(dataset, mission["start_day"])["missions"]
    collection = json.loads(exports.to_geojson(layer))
    (feature,) = [one for one in collection["features"] if one["properties"]["mission_id"] == mission["mission_id"]]
    assert feature["geometry"] is None
    assert all(one["geometry"] for one in collection["features"] if one["properties"]["on_map"] == "yes")


def test_the_geopackage_of_everything_holds_every_table(dataset: Dataset, tmp_path: Path) -> None:
    path = tmp_path / "all.gpkg"
    path.write_bytes(exports.everything_geopackage(dataset))
    kinds = {str(name): kind for name, kind in pyogrio.list_layers(path)}
    assert set(kinds) == {"territory_periods", "border_periods", "atom_areas", exports.STYLES, *dataset.tables}
    assert kinds["events"] == "Point"
    assert kinds["territory_periods"] == "MultiPolygon"
    assert len(gpd.read_file(path, layer="territory_periods")) == len(dataset.features)
    assert len(gpd.read_file(path, layer="events")) == len(dataset.tables["events"])
    sources = pyogrio.read_dataframe(path, layer="sources")
    assert set(sources["source_id"]) == set(dataset.tables["sources"]["source_id"])


def test_the_zip_is_still_a_valid_data_package(dataset: Dataset, tmp_path: Path) -> None:
    content = exports.everything_zip(dataset)
    assert content == exports.everything_zip(dataset)
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    assert {"datapackage.json", "README.md", "territories.csv", "atoms.geojson"} <= {p.name for p in tmp_path.iterdir()}
    package = Package.from_descriptor(str(tmp_path / "datapackage.json"))
    tables = [resource for resource in package.resources if str(resource.path).endswith(".csv")]
    assert {resource.name for resource in tables} == set(dataset.tables)
    assert all(resource.schema.fields for resource in tables)
    report = package.validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]


def test_the_zip_makes_hostile_cells_harmless_and_leaves_numbers(tiny_folder: Path) -> None:
    from geo import load_dataset

    path = tiny_folder / "places.csv"
    heads, *rows = read_csv(path.read_bytes())
    rows[0][heads.index("lon")] = "-3.5"
    path.write_bytes(rows_to_csv([heads, *rows]).removeprefix(b"\xef\xbb\xbf").replace(b"'-3.5", b"-3.5"))
    names = tiny_folder / "sources.csv"
    heads, *works = read_csv(names.read_bytes())
    works[0][heads.index("note")] = "=cmd()"
    with names.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([heads, *works])
    archive = zipfile.ZipFile(io.BytesIO(exports.everything_zip(load_dataset(tiny_folder))))
    assert b",-3.5," in archive.read("places.csv")
    assert b"'=cmd()" in archive.read("sources.csv")


def test_tiny_can_be_taken_along_as_well(tiny_dataset: Dataset) -> None:
    for layer in exports.shown_layers(tiny_dataset, "1950-12-31").values():
        assert exports.to_csv(layer)
        if "geometry" in layer:
            assert json.loads(exports.to_geojson(layer))["type"] == "FeatureCollection"
            assert len(gpd.read_parquet(io.BytesIO(exports.to_geoparquet(layer)))) == len(layer)
    assert exports.everything_geopackage(tiny_dataset)
    assert exports.file_name(tiny_dataset, "1950", "Ünïté/..", ending="csv") == "norland-and-sudmark-1950-unite.csv"


def test_the_name_of_a_file_comes_from_the_title_of_the_atlas(dataset: Dataset) -> None:
    assert exports.file_name(dataset, "1925-12-31", "territories", ending="gpkg") == (
        "belgium-rwanda-1925-12-31-territories.gpkg"
    )
