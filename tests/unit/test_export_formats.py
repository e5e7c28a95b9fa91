"""Every file of the exports opens again, with the rows, the types and the times that went into it."""

import csv
import io
import json
import re
import sqlite3
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from jsonschema import Draft202012Validator

from geo import Dataset, exports
from geo.exports.columns import TYPES, edtf, last_edtf
from geo.exports.programs import short_names
from geo.render.symbology import BORDERS, LANDS
from pages.shared.record.edition import edition_of
from server.api.tables import TABLES

DAYS = ("1884-12-31", "1925-12-31", "2025-03-18")
PLACED = ("territories", "missions", "borders", "places", "events")
VECTORS = ("gpkg", "fgb", "kml", "shp.zip", "geojson")
EMPTY = ("1884-12-31", "missions")  # the first is of 1885
ATLAS = "https://atlas.example"
KML = "{http://www.opengis.net/kml/2.2}"


def sheet(dataset: Dataset, day: str, layer: str) -> exports.Sheet:
    """Return a layer of a day, ready to be written."""
    rows = exports.typed(exports.shown_layers(dataset, day)[layer])
    return exports.Sheet(layer, rows, dataset, edition_of(dataset), ATLAS)


@pytest.fixture(scope="module")
def sheets(dataset: Dataset) -> dict[tuple[str, str], exports.Sheet]:
    """Return every layer of three days, by day and name; one of them has no row."""
    return {(day, layer): sheet(dataset, day, layer) for day in DAYS for layer in exports.LAYERS}


def opened(content: bytes, ending: str, folder: Path) -> Path:
    path = folder / f"export.{ending}"
    path.write_bytes(content)
    return path


def days_of(column: Any) -> list[date | None]:
    """Return the cells of a column as days, however a program reads them."""
    cells = pd.to_datetime(pd.Series(column.array).astype(object))
    return [None if pd.isna(cell) else cell.date() for cell in cells]


# Map programs


@pytest.mark.parametrize("ending", VECTORS)
def test_map_programs_open_every_layer_of_a_day(
    sheets: dict[tuple[str, str], exports.Sheet], ending: str, tmp_path: Path
) -> None:
    assert sheets[EMPTY].frame.empty
    for day, layer in [*((day, name) for day in DAYS for name in ("territories", "missions")), (DAYS[1], "borders")]:
        one = sheets[day, layer]
        path = opened(exports.FORMATS[ending].write(one), ending, tmp_path)
        read = gpd.read_file(path, **({"layer": layer} if ending == "gpkg" else {}))
        assert read.crs == "EPSG:4326"
        assert len(read) == len(one.frame)
        assert sorted(read.geometry.notna()) == sorted(one.frame.geometry.notna())
        if ending in {"gpkg", "fgb"}:
            assert parts(read) == parts(one.frame)


def parts(layer: gpd.GeoDataFrame) -> list[bytes]:
    """Return all polygons, lines or points of a layer, in some order."""
    return sorted(shapely.to_wkb(shapely.get_parts(layer.geometry.dropna().to_numpy())))


@pytest.mark.parametrize(("ending", "kind"), [("gpkg", "OFTDate"), ("fgb", "OFTDateTime"), ("shp.zip", "OFTDate")])
@pytest.mark.parametrize("case", [EMPTY, ("1925-12-31", "places"), ("2025-03-18", "missions")])
def test_days_are_dates_and_what_is_still_true_has_no_end(
    sheets: dict[tuple[str, str], exports.Sheet], case: tuple[str, str], ending: str, kind: str, tmp_path: Path
) -> None:
    one = sheets[case]
    path = opened(exports.FORMATS[ending].write(one), ending, tmp_path)
    options = {"layer": one.name} if ending == "gpkg" else {}
    info = pyogrio.read_info(path, **options)
    kinds = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert (kinds["start_day"], kinds["end_day"], kinds["start"], kinds["end"]) == (kind, kind, *["OFTString"] * 2)
    read = pyogrio.read_dataframe(path, **options).sort_values(["start_day", "name"])
    frame = one.frame.sort_values(["start_day", "name"])
    for column in ("start_day", "end_day"):
        assert days_of(read[column]) == days_of(frame[column])
    assert list(read["end"].isna()) == [day is None for day in days_of(frame["end_day"])]
    assert one.frame.empty or None in days_of(read["end_day"])


@pytest.mark.parametrize("layer", exports.LAYERS)
def test_geoparquet_has_days_as_dates(sheets: dict[tuple[str, str], exports.Sheet], layer: str, tmp_path: Path) -> None:
    for day in DAYS:
        one = sheets[day, layer]
        path = opened(exports.FORMATS["parquet"].write(one), "parquet", tmp_path)
        schema = pq.read_schema(path)
        assert {str(schema.field(name).type) for name in ("start_day", "end_day") if name in schema.names} <= {
            "date32[day]"
        }
        assert not [name for name in schema.names if str(schema.field(name).type) == "null"]
        read = gpd.read_parquet(path) if layer in PLACED else pd.read_parquet(path)
        assert len(read) == len(one.frame)
        if layer in PLACED:
            assert json.loads(schema.metadata[b"geo"])["version"] == "1.1.0"


def test_a_column_has_the_same_type_in_a_download_as_by_its_address(
    sheets: dict[tuple[str, str], exports.Sheet],
) -> None:
    for layer in PLACED:
        frame = sheets["1925-12-31", layer].frame
        by_address = {name: TYPES[column.kind] for name, column in TABLES[layer].columns.items()}
        common = [name for name in frame if name in by_address]
        assert "source_ids" in common
        assert {name: frame[name].dtype.pyarrow_dtype for name in common} == {name: by_address[name] for name in common}


def test_a_kml_has_the_time_of_each_row_as_a_span(sheets: dict[tuple[str, str], exports.Sheet]) -> None:
    one = sheets["2025-03-18", "missions"]
    root = ElementTree.fromstring(exports.FORMATS["kml"].write(one))  # noqa: S314  (written here)
    marks = list(root.iter(f"{KML}Placemark"))
    assert [mark.findtext(f"{KML}name") for mark in marks] == list(one.frame["name"])
    spans = [[(mark.findtext(f"{KML}TimeSpan/{KML}{end}") or "")[:10] for end in ("begin", "end")] for mark in marks]
    rows = exports.records(one.frame)
    assert spans == [[row["start_day"], row["end_day"] or ""] for row in rows]
    assert "" in {end for _, end in spans}


def test_a_kml_has_whole_numbers_as_such_and_keeps_the_end_of_the_source(
    sheets: dict[tuple[str, str], exports.Sheet], tmp_path: Path
) -> None:
    for case, whole in ((("2025-03-18", "missions"), "accuracy_m"), (("1925-12-31", "places"), "rank")):
        one = sheets[case]
        written = exports.FORMATS["kml"].write(one)
        root = ElementTree.fromstring(written)  # noqa: S314  (written here)
        kinds = {field.get("name"): field.get("type") for field in root.iter(f"{KML}SimpleField")}
        assert (kinds[whole], kinds["lat"], kinds["start"]) == ("int", "double", "string")
        read = pyogrio.read_dataframe(opened(written, "kml", tmp_path))
        # GDAL calls the end of the span `end`, too, and reads the day; the date of the source stands in `end_edtf`.
        assert days_of(read["end"]) == days_of(one.frame["end_day"])
        for name in ("start", "start_edtf", "end_edtf"):
            assert [None if pd.isna(cell) else cell for cell in read[name]] == [
                row[name] for row in exports.records(one.frame)
            ]
        assert [None if pd.isna(cell) else int(cell) for cell in read[whole]] == [
            row[whole] for row in exports.records(one.frame)
        ]


def test_a_kml_keeps_a_number_too_long_for_its_whole_numbers() -> None:
    places = gpd.GeoDataFrame(
        {"name": ["a"], "people": ["3000000000"]}, geometry=[shapely.Point(30, -2)], crs=exports.CRS
    )
    written = exports.to_kml(exports.typed(places, {"people": "integer"}), "places")
    assert b'<SimpleData name="people">3000000000</SimpleData>' in written


def test_a_geopackage_is_whole_and_of_a_version_that_old_programs_know(
    sheets: dict[tuple[str, str], exports.Sheet], tmp_path: Path
) -> None:
    for case in (EMPTY, ("1925-12-31", "territories"), ("1925-12-31", "relations")):
        one = sheets[case]
        with sqlite3.connect(opened(exports.FORMATS["gpkg"].write(one), "gpkg", tmp_path)) as database:

            def ask(question: str, database: sqlite3.Connection = database) -> list[Any]:
                return database.execute(question).fetchall()

            assert ask("PRAGMA integrity_check") == [("ok",)]
            assert not ask("PRAGMA foreign_key_check")
            assert ask("PRAGMA application_id") == [(int.from_bytes(b"GPKG"),)]
            assert ask("PRAGMA user_version") == [(10200,)]
            tables = {name for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'")}
            assert tables >= {"gpkg_spatial_ref_sys", "gpkg_contents", one.name}
            assert ("gpkg_geometry_columns" in tables) or one.name not in PLACED
            assert {srs for (srs,) in ask("SELECT srs_id FROM gpkg_spatial_ref_sys")} >= {-1, 0, 4326}
            kind = "features" if one.name in PLACED else "attributes"
            assert (one.name, kind) in ask("SELECT table_name, data_type FROM gpkg_contents")
        database.close()


def test_a_shapefile_says_what_its_columns_are_called(sheets: dict[tuple[str, str], exports.Sheet]) -> None:
    one = sheets["1925-12-31", "territories"]
    archive = zipfile.ZipFile(io.BytesIO(exports.FORMATS["shp.zip"].write(one)))
    names = {Path(name).suffix for name in archive.namelist()}
    assert names == {".shp", ".shx", ".dbf", ".prj", ".cpg", ".txt"}
    said = re.findall(r"^  (\S+)\s+(\S+)$", archive.read("README.txt").decode(), re.MULTILINE)
    short = {full: brief for brief, full in said}
    assert list(short) == [name for name in one.frame if name != "geometry"]
    assert all(len(brief) <= 10 for brief in short.values())
    assert len({brief.lower() for brief in short.values()}) == len(short)
    assert short_names(["a_very_long_name_1", "a_very_long_name_2", "A_very_long_name_1"]).keys() == {
        "a_very_long_name_1", "a_very_long_name_2", "A_very_long_name_1",
    }  # fmt: skip


def test_the_same_input_gives_the_same_bytes(sheets: dict[tuple[str, str], exports.Sheet]) -> None:
    one = sheets["1925-12-31", "missions"]
    for ending in exports.formats_for("mission_id", has_places=True):
        assert exports.FORMATS[ending].write(one) == exports.FORMATS[ending].write(one), ending
    archive = zipfile.ZipFile(io.BytesIO(exports.FORMATS["shp.zip"].write(one)))
    assert archive.read("missions.dbf")[1:4] == bytes([80, 1, 1])  # its last change, as years since 1900, month, day


# Styles


def test_qgis_finds_a_style_for_every_layer_and_its_columns_of_time(dataset: Dataset, tmp_path: Path) -> None:
    layers = {name: exports.typed(rows) for name, rows in exports.shown_layers(dataset, "1925-12-31").items()}
    path = opened(exports.geopackage(dataset, layers, "1925-12-31"), "gpkg", tmp_path)
    with sqlite3.connect(path) as database:
        rows = database.execute(
            "SELECT f_table_name, styleQML, styleSLD FROM layer_styles"
            " WHERE f_table_schema = '' AND f_geometry_column = 'geom' AND useAsDefault"
        ).fetchall()
    database.close()
    assert [name for name, *_ in rows] == list(PLACED)
    for name, written, sld in rows:
        root = ElementTree.fromstring(written)  # noqa: S314  (written here)
        symbols = {symbol.get("name") for symbol in root.findall("renderer-v2/symbols/symbol")}
        assert symbols == {rule.get("symbol") for rule in root.findall("renderer-v2/rules/rule")} != set()
        time = root.find("temporal")
        assert (time is not None) is ("start_day" in layers[name])
        if time is not None:
            assert (time.get("startField"), time.get("endField")) == ("start_day", "end_day")
        assert ElementTree.fromstring(sld).find(".//{http://www.opengis.net/se}Rule") is not None  # noqa: S314


def test_every_land_is_drawn_by_one_rule_in_the_colour_of_who_holds_it(dataset: Dataset) -> None:
    from geo.exports.strokes import Fill
    from geo.exports.styles import rules_of

    layer = exports.typed(exports.all_territories(dataset))
    rules = rules_of(dataset, layer)
    drawn = layer[[LANDS[role]["fillOpacity"] > 0 for role in layer["role"]]]
    for row in drawn.drop(columns="geometry").to_dict("records"):
        matching = [rule for rule in rules if all(row[name] in values for name, values in rule.where.items())]
        assert len(matching) == 1, row["territory_id"]
        colour = dataset.row("colours", dataset.row("powers", row["administering_power_id"])["colour"])["light"]
        assert {sign.colour for sign in matching[0].signs if isinstance(sign, Fill)} <= {colour}
    borders = rules_of(dataset, exports.typed(exports.shown_layers(dataset, "1925-12-31")["borders"]))
    assert len(borders) == len([row for row in dataset.records["certainties"] if row["line"] in BORDERS])


# Spreadsheets


def test_a_workbook_has_a_sheet_for_each_layer_and_heads_without_a_row(
    sheets: dict[tuple[str, str], exports.Sheet], tmp_path: Path
) -> None:
    pyogrio.set_gdal_config_options({"OGR_XLSX_HEADERS": "FORCE"})
    try:
        for day in DAYS:
            layers = {layer: sheets[day, layer].frame for layer in exports.LAYERS}
            path = opened(exports.to_xlsx(layers), "xlsx", tmp_path)
            assert [name for name, _ in pyogrio.list_layers(path)] == list(layers)
            for name, frame in layers.items():
                read = pyogrio.read_dataframe(path, layer=name).dropna(how="all")
                assert list(read) == [column for column in frame if column != "geometry"]
                assert len(read) == len(frame)
                if len(frame) and "start_day" in frame:
                    assert list(read["start_day"]) == [row["start_day"] for row in exports.records(frame)]
    finally:
        pyogrio.set_gdal_config_options({"OGR_XLSX_HEADERS": None})


def test_no_text_of_a_workbook_is_a_formula() -> None:
    table = exports.typed(pd.DataFrame({"name": ["=1+1", "a"], "lon": ["-1.5", ""]}))
    archive = zipfile.ZipFile(io.BytesIO(exports.to_xlsx({"table": table})))
    assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert b"<t>'=1+1</t>" in archive.read("xl/sharedStrings.xml")
    assert b"<v>-1.5</v>" in archive.read("xl/worksheets/sheet1.xml")


def test_pandas_reads_the_csv_of_every_layer(sheets: dict[tuple[str, str], exports.Sheet]) -> None:
    for one in sheets.values():
        read = pd.read_csv(io.BytesIO(exports.FORMATS["csv"].write(one)))
        assert list(read) == [column for column in one.frame if column != "geometry"]
        assert len(read) == len(one.frame)


# Dates that say how sure they are


@pytest.mark.parametrize(
    ("row", "when", "expected"),
    [
        ({}, "1894-06", "1894-06"),
        ({"certainty": "approximate"}, "1916", "1916~"),
        ({"certainty": "approximate"}, "1916-05-06", "1916-05-06"),
        ({"confidence": "low"}, "2004", "2004?"),
        ({"verified": "no", "certainty": "approximate"}, "2004-01", "2004-01%"),
        ({"confidence": "low", "period_confidence": "high"}, "2004", "2004"),
        ({"confidence": "low"}, "", ""),
    ],
)
def test_a_date_says_how_sure_it_is(row: dict[str, str], when: str, expected: str) -> None:
    assert edtf(row, when) == expected


def test_the_last_date_keeps_precision_and_doubt() -> None:
    assert [last_edtf(end) for end in ("1962-07-01", "1916-07~", "1932", "")] == ["1962-06-30", "1916-06~", "1931", ""]


def test_every_date_of_the_record_is_edtf_and_keeps_what_its_source_says(dataset: Dataset) -> None:
    form = re.compile(r"\d{4}(-\d\d(-\d\d)?)?[~?%]?")
    found = set()
    for layer in (exports.all_territories, exports.all_places, exports.all_missions, exports.all_events):
        for row in exports.records(exports.typed(layer(dataset))):
            for name in ("start", "end"):
                assert (row[name] is None) is (row[f"{name}_edtf"] is None)
                if row[name]:
                    assert form.fullmatch(row[f"{name}_edtf"])
                    assert row[f"{name}_edtf"].rstrip("~?%") == row[name]
                    found.add(row[f"{name}_edtf"][len(row[name]) :])
    assert found >= {"", "~", "?"}


# Linked data

_DATE = {"type": "string", "pattern": r"^-?\d{4}(-\d\d(-\d\d)?)?[~?%]?$"}
_TIME = {
    "type": "object",
    "properties": dict.fromkeys(("in", "earliest", "latest"), _DATE),
    "additionalProperties": False,
    "minProperties": 1,
}
_WHEN = {
    "type": "object",
    "required": ["timespans"],
    "properties": {
        "timespans": {
            "type": "array",
            "minItems": 1,
            # Without an end, a span is no longer than its start: what is still true needs one, too.
            "items": {"type": "object", "required": ["start", "end"], "properties": {"start": _TIME, "end": _TIME}},
        }
    },
}
_TEXT = {"type": "string", "minLength": 1}
_GEOMETRY = {
    "type": "object",
    "required": ["type", "coordinates", "when"],
    "properties": {
        "type": {"enum": ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"]},
        "when": _WHEN,
        "certainty": {"enum": ["certain", "less-certain", "uncertain"]},
    },
}
_CITATIONS = {"minItems": 1, "items": {"required": ["label"], "properties": {"label": _TEXT}}}
# What Linked Places Format 1.2.2 asks for, written down after its README: members that are required, and the form of
# those that are optional.
LINKED_PLACES: dict[str, Any] = {
    "type": "object",
    "required": ["type", "@context", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "@context": {"type": "string", "pattern": "^https://.*linkedplaces-context-v1"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["@id", "type", "properties", "names", "geometry"],
                "additionalProperties": False,
                "properties": {
                    "@id": {"type": "string", "pattern": "^https://"},
                    "type": {"const": "Feature"},
                    "properties": {"type": "object", "required": ["title"], "properties": {"title": _TEXT}},
                    "when": _WHEN,
                    "names": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["toponym", "citations"],
                            "properties": {
                                "toponym": _TEXT,
                                "when": _WHEN,
                                "citations": _CITATIONS,
                            },
                        },
                    },
                    "types": {"items": {"required": ["label", "when"], "properties": {"label": _TEXT, "when": _WHEN}}},
                    "geometry": {
                        "type": "object",
                        "required": ["type", "geometries"],
                        "properties": {
                            "type": {"const": "GeometryCollection"},
                            "geometries": {"type": "array", "items": _GEOMETRY},
                        },
                    },
                    "descriptions": {"items": {"required": ["value", "lang"], "properties": {"value": _TEXT}}},
                },
            },
        },
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def linked(dataset: Dataset) -> dict[str, Any]:
    """Return all places and missions of the record as Linked Places."""
    value: dict[str, Any] = json.loads(exports.to_linked_places(gazetteer(dataset), edition_of(dataset), ATLAS))
    return value


def gazetteer(dataset: Dataset) -> dict[str, gpd.GeoDataFrame]:
    layers = {"places": exports.all_places(dataset), "missions": exports.all_missions(dataset)}
    return {name: exports.typed(rows) for name, rows in layers.items()}


def test_linked_places_keep_to_their_format(
    linked: dict[str, Any], sheets: dict[tuple[str, str], exports.Sheet]
) -> None:
    validator = Draft202012Validator(LINKED_PLACES)
    validator.validate(linked)
    for day in DAYS:
        for layer in ("territories", "missions", "places"):
            validator.validate(json.loads(exports.FORMATS["lpf.json"].write(sheets[day, layer])))
    without = json.loads(json.dumps(linked["features"][0]))
    del without["names"][0]["citations"]
    assert not validator.is_valid({**linked, "features": [without]})


def test_a_linked_place_has_every_name_in_its_time(linked: dict[str, Any], dataset: Dataset) -> None:
    features = {feature["@id"]: feature for feature in linked["features"]}
    assert len(features) == len(linked["features"])
    names = dataset.tables["place_names"]
    renamed = names["place_id"].value_counts().loc[lambda counts: counts > 1].index
    assert len(renamed) > 3
    for place in renamed:
        found = features[f"{ATLAS}/api/v1/places.jsonld#{place}"]
        assert {name["toponym"] for name in found["names"]} == set(names[names["place_id"] == place]["name"])
    spans = [span for feature in features.values() for span in feature["when"]["timespans"]]
    assert all(span["start"]["in"].rstrip("~?%") <= next(iter(span["end"].values())) + "~" for span in spans)
    assert {"earliest": dataset.about["as_of"]} in [span["end"] for span in spans]


def test_gdal_opens_linked_places_as_geojson(linked: dict[str, Any], tmp_path: Path) -> None:
    path = opened(json.dumps(linked).encode(), "geojson", tmp_path)
    assert pyogrio.read_info(path)["features"] == len(linked["features"])


def test_lp_tsv_has_a_row_for_each_place_and_its_required_columns(dataset: Dataset, linked: dict[str, Any]) -> None:
    lines = exports.to_lp_tsv(gazetteer(dataset), edition_of(dataset), ATLAS).decode("utf-8").splitlines()
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == len(linked["features"])
    for row in rows:
        assert all(row[name] for name in ("id", "title", "title_source", "fclasses", "start"))
        assert max(len(row[name]) for name in ("title", "title_source", "title_uri")) <= 255
        assert set(row["fclasses"].split(";")) <= set("AHLPRST")
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", row["start"])
        assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", row["end"])
        assert not row["geowkt"]
        assert not row["lat"] or abs(float(row["lat"])) <= 90


def test_lp_tsv_has_the_outline_of_a_land_and_no_point(sheets: dict[tuple[str, str], exports.Sheet]) -> None:
    lines = exports.FORMATS["lp.tsv"].write(sheets["1925-12-31", "territories"]).decode("utf-8").splitlines()
    heads = lines[0].split("\t")
    for line in lines[1:]:
        row = dict(zip(heads, line.split("\t"), strict=True))
        assert not row["lon"]
        assert shapely.from_wkt(row["geowkt"]).geom_type in {"Polygon", "MultiPolygon"}


@pytest.mark.parametrize("layer", exports.LAYERS)
def test_json_ld_has_every_row_under_an_address_of_its_own(
    sheets: dict[tuple[str, str], exports.Sheet], layer: str
) -> None:
    for day in DAYS:
        one = sheets[day, layer]
        value = json.loads(exports.FORMATS["jsonld"].write(one))
        context, rows = value["@context"], value["rows"]
        assert context["rows"] == "@graph"
        assert len({row["@id"] for row in rows}) == len(rows) == len(one.frame)
        assert all(row["@id"].startswith(f"{ATLAS}/api/v1/{layer}.jsonld#") for row in rows)
        if "start_day" in one.frame:
            assert context["start_day"]["@type"] == "xsd:date"


# All of it


@pytest.mark.parametrize("key", ["territory_id", "event_id", "holder_id"])
def test_a_table_is_offered_in_what_can_hold_it(key: str) -> None:
    assert {"csv", "gpkg", "xlsx", "jsonld"} <= set(exports.formats_for(key, has_places=False))
    assert not {"fgb", "kml", "shp.zip", "geojson", "lpf.json"} & set(exports.formats_for(key, has_places=False))
    assert ("lpf.json" in exports.formats_for(key, has_places=True)) is (key == "territory_id")


def test_two_invented_countries_have_every_format(tiny_dataset: Dataset, tmp_path: Path) -> None:
    for layer in ("territories", "relations"):
        one = sheet(tiny_dataset, "1950-12-31", layer)
        for ending in exports.formats_for(str(one.frame.columns[0]), has_places=layer == "territories"):
            assert exports.FORMATS[ending].write(one), ending
    path = opened(exports.everything_shapefiles(tiny_dataset), "shp.zip", tmp_path)
    assert {str(name) for name, _ in pyogrio.list_layers(path)} == {*PLACED}


@pytest.mark.exhaustive
def test_the_workbook_of_everything_holds_every_table(dataset: Dataset, tmp_path: Path) -> None:
    path = opened(exports.everything_workbook(dataset), "xlsx", tmp_path)
    assert {str(name) for name, _ in pyogrio.list_layers(path)} == {"territory_periods", *dataset.tables}
    assert len(pyogrio.read_dataframe(path, layer="events")) == len(dataset.tables["events"])
