"""Errors of a data package name file, row and column."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from frictionless import Schema

from geo import DatasetError, load_dataset
from geo.build.layers import topology
from geo.defaults import palette
from geo.descriptor import SCHEMAS, load_descriptor
from geo.tables import load_package
from tests.conftest import Rewrite


def faults_of(folder: Path) -> list[str]:
    """Load a spoilt package and return the faults that the loader names."""
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    for fault in caught.value.faults:
        assert fault in str(caught.value)
    return caught.value.faults


def only_fault(folder: Path) -> str:
    """Return the one fault that the loader names."""
    faults = faults_of(folder)
    assert len(faults) == 1, faults
    return faults[0]


def test_the_tiny_package_itself_is_sound(tiny_folder: Path) -> None:
    package = load_package(tiny_folder)
    assert len(package.tables["territories"]) == 11
    assert load_dataset(tiny_folder).about["title"] == "Norland and Sudmark: a tiny atlas"


def test_a_missing_column_is_named(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("views.csv", "view_id,label,", "view_id,")
    fault = faults_of(tiny_folder)[0]
    assert fault.startswith("views.csv, row 1:")
    assert "missing ['label']" in fault


def test_an_unknown_column_is_named(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("views.csv", "view_id,label,", "view_id,title,")
    assert "unknown ['title']" in faults_of(tiny_folder)[0]


def test_a_row_with_a_cell_too_few_is_named(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("categories.csv", "treaties,Treaties", "treaties")
    assert "categories.csv, row 3: 1 cells, 2 expected" in faults_of(tiny_folder)


class Spoilt(NamedTuple):
    """One cell spoilt: the file, its text before and after, and what the fault must say."""

    name: str
    old: str
    new: str
    where: str
    what: str


BAD_CELLS = [
    Spoilt("extents.csv", "1955,inner,", "1955,outer,", "row 10, column role", "“outer” is not one of"),
    Spoilt("mission_states.csv", "Open,full", "Open,round", "row 2, column symbol", "“round” is not one of"),
    Spoilt("views.csv", "north,", ",", "row 3, column view_id", "is empty"),
    Spoilt("views.csv", "-1,-1,11,9", "-1,-1,11,nine", "row 2, column top", "“nine” is not a number"),
    Spoilt("views.csv", "-1,-1,11,9", "-181,-1,11,9", "row 2, column left", "-181 lies outside -180 to 180"),
    Spoilt("colours.csv", "#2F5D8A", "navy", "row 2, column light", "“navy” does not have the form"),
    Spoilt("events.csv", "T1,1905,", "T1,1905-6,", "row 2, column start", "“1905-6” does not have the form"),
    Spoilt(
        "territories.csv", "sudmark_duchy,sudmark,", "sudmark_duchy,alt,", "row 4, column polity", "in polities.csv"
    ),
    Spoilt(
        "extents.csv",
        "marches_taken,1940-09,",
        "lost,1940-09,",
        "row 8, column territory_id",
        "“lost” is not in territories.csv",
    ),
    Spoilt("powers.csv", "ochre", "mauve", "row 3, column colour", "“mauve” is not in colours.csv"),
    Spoilt("mission_periods.csv", ",in_use,", ",lost,", "row 6, column state", "“lost” is not in mission_states.csv"),
]


@pytest.mark.parametrize("bad", BAD_CELLS, ids=lambda bad: f"{bad.name} {bad.where}")
def test_a_bad_cell_is_named_with_its_row_and_column(tiny_folder: Path, rewrite: Rewrite, bad: Spoilt) -> None:
    rewrite(bad.name, bad.old, bad.new)
    fault = only_fault(tiny_folder)
    assert fault.startswith(f"{bad.name}, {bad.where}:")
    assert bad.what in fault


def test_a_doubled_key_is_named(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("categories.csv", "treaties,Treaties", "treaties,Treaties\ndeeds,Deeds again")
    faults = faults_of(tiny_folder)
    assert all(fault.startswith("categories.csv, row 4, column category_id:") for fault in faults)
    assert "“deeds” stands twice" in faults[0]


def test_a_key_of_two_columns_may_not_stand_twice(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("mission_periods.csv", "N1,1980-02-01,,severed", "N1,1956,,severed")
    assert "mission_periods.csv, row 3, column mission_id: “N1, 1956” stands twice" in faults_of(tiny_folder)


@pytest.mark.parametrize("end", ["1900", "1899", "1900-01-01"])
def test_an_end_that_is_not_after_its_start_is_named(tiny_folder: Path, rewrite: Rewrite, end: str) -> None:
    rewrite("eras.csv", "early,1900,1930-03-15", f"early,1900,{end}")
    assert only_fault(tiny_folder) == f"eras.csv, row 2, column end: {end} is not after the start 1900"


def test_a_day_that_no_calendar_has_is_named(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("eras.csv", "early,1900,1930-03-15", "early,1900,1930-02-30")
    fault = only_fault(tiny_folder)
    assert fault.startswith("eras.csv, row 2, column start or end:")
    assert "1930-02-30" in fault


def test_a_file_that_is_not_utf_8_is_named(tiny_folder: Path) -> None:
    (tiny_folder / "views.csv").write_bytes(
        "view_id,label,short_label,left,bottom,right,top\nall,Süd,S,-1,-1,11,9\n".encode("latin-1")
    )
    assert faults_of(tiny_folder)[0].startswith("views.csv: not a CSV file in UTF-8")


def test_a_missing_file_is_named(tiny_folder: Path) -> None:
    (tiny_folder / "views.csv").unlink()
    assert "views.csv: there is no such file" in faults_of(tiny_folder)


@pytest.mark.parametrize(
    ("name", "row", "old"),
    [
        ("territories.csv", 3, "yes,S001 S002"),
        ("events.csv", 2, "Norstad,high,yes,S001"),
        ("relations.csv", 2, "wool for salt.,high,yes,S001"),
        ("missions.csv", 3, "100,yes,high,yes,S002"),
        ("mission_periods.csv", 4, "embassy in Norstad.,high,yes,S002"),
    ],
)
def test_an_unknown_source_is_named(tiny_folder: Path, rewrite: Rewrite, name: str, row: int, old: str) -> None:
    rewrite(name, old, f"{old[:-1]}9")
    assert only_fault(tiny_folder) == f"{name}, row {row}, column source_ids: unknown S009"


def test_an_atom_without_an_answer_is_named_with_its_days(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("extents.csv", "marches_taken,1940-09,1955,base", "marches_taken,1941,1955,base")
    assert only_fault(tiny_folder) == (
        "extents.csv, row 8, column start: atom marches has no answer from 1940-09-01 to 1941-01-01"
    )


def test_an_atom_without_an_answer_today_is_named(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("extents.csv", "sudmark_republic,1955,,base", "sudmark_republic,1955,1980,base")
    faults = faults_of(tiny_folder)
    assert "extents.csv, row 6, column end: atom marches has no answer from 1980-01-01 on" in faults
    assert len(faults) == 3


def test_two_lands_on_one_atom_are_named(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite(
        "extents.csv",
        "norland_republic,1920-05-01,,base,nor_west nor_east",
        "norland_republic,1920-05-01,,base,nor_west nor_east marches",
    )
    fault = faults_of(tiny_folder)[0]
    assert fault.startswith("extents.csv, row ")
    assert "column atoms: marches overlaps another territory" in fault


def test_an_extent_outside_the_time_of_its_territory_is_named(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("extents.csv", "marches_claim,1905,1940-09", "marches_claim,1904,1940-09")
    assert only_fault(tiny_folder) == "extents.csv, row 9, column start or end: outside the time of marches_claim"


def test_an_unknown_atom_is_named(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("extents.csv", "sudmark_east,1930-03-15,1955,inner,sud_east", "sudmark_east,1930-03-15,1955,inner,sud_far")
    assert only_fault(tiny_folder) == "extents.csv, row 10, column atoms or shape: unknown sud_far"


def test_two_extents_of_one_territory_on_one_day_are_named(tiny_folder: Path, rewrite: Rewrite) -> None:
    row = "sudmark_east,1930-03-15,1955,inner,sud_east,,exact_enough,,\n"
    rewrite("extents.csv", row, row + "sudmark_east,1950,1955,inner,sud_west,,exact_enough,,\n")
    assert only_fault(tiny_folder) == "extents.csv, row 11, column start: sudmark_east has two extents on one day"


def test_atoms_that_overlap_are_named(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("atoms.geojson", "[[[8,2],[10,2],[10,6],[8,6],[8,4],[8,2]]]", "[[[7,2],[10,2],[10,6],[7,6],[7,4],[7,2]]]")
    fault = only_fault(tiny_folder)
    assert fault.startswith("atoms.geojson, column geometry:")
    assert "marches" in fault


def test_a_geometry_that_crosses_itself_is_named(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("shapes.geojson", "[[[7,3],[9,3],[9,5],[7,5],[7,3]]]", "[[[7,3],[9,5],[9,3],[7,5],[7,3]]]")
    assert only_fault(tiny_folder).startswith("shapes.geojson, feature 1 (hills), column geometry: Self-intersection")


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda text: text.rstrip()[:-1], "datapackage.json: not valid JSON"),
        (lambda _: "[]", "datapackage.json: a JSON object is expected"),
        (lambda text: text.replace('"atlas"', '"map"', 1), "datapackage.json: the block “atlas” is missing"),
        (lambda text: text.replace('"first"', '"begin"', 1), "datapackage.json, block atlas: first is missing"),
    ],
)
def test_a_spoilt_descriptor_is_named(tiny_folder: Path, spoil: Callable[[str], str], fault: str) -> None:
    path = tiny_folder / "datapackage.json"
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert only_fault(tiny_folder).startswith(fault)


@pytest.mark.parametrize(
    ("key", "value"),
    [("default_view", "nowhere"), ("default_date", "soon"), ("first", "never"), ("as_of", "1990-02-30")],
)
def test_a_setting_that_cannot_be_shown_is_named(tiny_folder: Path, key: str, value: str) -> None:
    path = tiny_folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["atlas"][key] = value
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    fault = only_fault(tiny_folder)
    assert fault.startswith("datapackage.json, block atlas")
    assert key in fault
    assert value in fault


def test_a_table_has_the_schema_of_its_name_or_its_own(tiny_folder: Path, rewrite: Rewrite) -> None:
    assert load_package(tiny_folder).descriptor == load_descriptor(tiny_folder)
    schemas = {resource["name"]: resource.get("schema") for resource in load_descriptor(tiny_folder)["resources"]}
    assert schemas["eras"] == json.loads(SCHEMAS["eras"].read_text(encoding="utf-8"))
    assert schemas["atoms_layer"] is None
    fields = [{"name": name, "type": "string"} for name in ("category_id", "label")]
    fields[1]["constraints"] = {"enum": ["Wars"]}  # type: ignore[assignment]
    schema = json.dumps({"fields": fields})
    rewrite("datapackage.json", '"path": "categories.csv"', f'"path": "categories.csv", "schema": {schema}')
    assert "categories.csv, row 3, column label: “Treaties” is not one of Wars" in faults_of(tiny_folder)


def without(folder: Path, *names: str) -> None:
    """Leave tables out of a package."""
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"] = [resource for resource in descriptor["resources"] if resource["name"] not in names]
    path.write_text(json.dumps(descriptor), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("territories", "datapackage.json: no table territories"),
        ("extents", "datapackage.json: no table extents"),
        ("positions", "extents.csv, row 13, column position: “taken_1939” is not in positions.csv"),
        ("sources", "events.csv, row 2, column source_ids: unknown S001"),
        ("statuses", "territories.csv, row 5, column status: “guarded” is not in statuses.csv"),
    ],
)
def test_a_table_that_others_name_is_missed(tiny_folder: Path, name: str, fault: str) -> None:
    without(tiny_folder, name)
    assert fault in faults_of(tiny_folder)


@pytest.mark.parametrize("name", ["officeholders", "relations", "content_notes", "eras", "events", "borders"])
def test_a_table_that_is_left_out_is_empty(tiny_folder: Path, name: str) -> None:
    without(tiny_folder, name)
    assert load_dataset(tiny_folder).tables[name].empty


def test_what_is_left_out_and_needed_follows_from_the_rest(tiny_folder: Path) -> None:
    without(tiny_folder, "powers", "polities", "colours", "views", "eras", "mission_states")
    path = tiny_folder / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"default_view": "all", ', ""), encoding="utf-8")
    dataset = load_dataset(tiny_folder)
    assert [row["name"] for row in dataset.records["powers"]] == ["Norland", "Sudmark", "Villages"]
    assert [row["light"] for row in dataset.records["colours"]] == [hue["light"] for hue in palette()[:3]]
    assert dataset.protagonists == ["norland", "sudmark"]
    assert dataset.records["views"][0]["label"] == "All lands"
    assert dataset.about["default_view"] == "all"
    assert dataset.row("mission_states", "open")["label"] == "Open"


def write_columns(path: Path, *columns: str) -> None:
    """Leave only these columns in a table."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def test_a_column_that_is_left_out_has_its_default(tiny_folder: Path) -> None:
    write_columns(tiny_folder / "events.csv", "title", "event_id", "start", "lon", "lat")
    write_columns(tiny_folder / "sources.csv", "source_id", "citation")
    without(tiny_folder, "categories")
    dataset = load_dataset(tiny_folder)
    event = dataset.row("events", "T1")
    assert (event["confidence"], event["verified"], event["category"], event["end"]) == ("medium", "no", "event", "")
    assert dataset.row("sources", "S001")["consulted"] == "no"


def test_an_empty_cell_of_an_optional_column_has_its_default(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("sources.csv", "yes,1999-05-01,public domain", ",1999-05-01,")
    source = load_dataset(tiny_folder).row("sources", "S001")
    assert (source["consulted"], source["licence"]) == ("no", "not stated")


def test_ids_are_letters_digits_and_a_few_signs(tiny_folder: Path, rewrite: Rewrite) -> None:
    path = tiny_folder / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8") + "Buve-2019,A book,,no,,,\n", encoding="utf-8")
    rewrite("relations.csv", "wool for salt.,high,yes,S001", "wool for salt.,high,yes,Buve-2019 S001")
    assert load_dataset(tiny_folder).records["relations"][0]["source_ids"] == "Buve-2019 S001"


@pytest.mark.parametrize(
    ("name", "edit", "what"),
    [
        ("events.csv", ("T1,1905,", "T1,1905-6,"), "write 1925, 1925-07 or 1925-07-01"),
        ("colours.csv", ("#2F5D8A", "navy"), "such as #2F5D8A"),
        ("views.csv", ("north,", "the north,"), "letters without accents, digits"),
        ("views.csv", ("-1,-1,11,9", "11,-1,-1,9"), "column right: -1 is not greater than left, 11; exchange the two"),
        ("views.csv", ("-1,-1,11,9", "-1,9,11,9"), "column top: 9 is not greater than bottom, 9; exchange the two"),
        ("datapackage.json", ('"first": "1900"', '"first": "1900-05-05"'), "“1900-05-05” is not a year; write 1900"),
        ("datapackage.json", ('"1950"', '"1850"'), "default_date: 1850 lies before the first year, 1900"),
    ],
)
def test_a_fault_says_what_to_write(
    tiny_folder: Path, rewrite: Rewrite, name: str, edit: tuple[str, str], what: str
) -> None:
    rewrite(name, *edit)
    assert what in only_fault(tiny_folder)


def test_a_package_may_have_no_shape(tiny_folder: Path) -> None:
    (tiny_folder / "shapes.geojson").write_text('{"type":"FeatureCollection","features":[]}', encoding="utf-8")
    path = tiny_folder / "extents.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "hills" not in line and "oversea" not in line), encoding="utf-8")
    dataset = load_dataset(tiny_folder)
    assert dataset.shapes.empty
    assert topology(dataset.atoms, dataset.shapes)["objects"]["parts"]["geometries"]


@pytest.mark.parametrize("extra", ['"name": "trees", "path": "trees.csv"', '"name": "../eras", "path": "eras.csv"'])
def test_a_table_that_nobody_describes_is_named(tiny_folder: Path, rewrite: Rewrite, extra: str) -> None:
    rewrite("datapackage.json", '"resources": [', f'"resources": [{{{extra}}},')
    assert re.match(r"datapackage.json: the table \S+ has no schema", only_fault(tiny_folder))


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_schema_is_a_table_schema_that_names_known_tables(name: str) -> None:
    schema = Schema.from_descriptor(json.loads(SCHEMAS[name].read_text(encoding="utf-8")))
    names = {field.name for field in schema.fields}
    assert all(field.description for field in schema.fields)
    assert set(schema.primary_key) <= names
    for key in schema.foreign_keys:
        assert set(key["fields"]) <= names
        assert key["reference"]["resource"] in {*SCHEMAS, ""}


def test_a_folder_without_a_package_is_named(tmp_path: Path) -> None:
    assert only_fault(tmp_path).startswith("datapackage.json: there is no such file in")


def test_every_fault_is_told_at_once(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("colours.csv", "#2F5D8A", "navy")
    rewrite("mission_states.csv", "open,Open,full", "open,Open,round")
    rewrite("powers.csv", "ochre", "mauve")
    faults = faults_of(tiny_folder)
    assert {fault.split(",")[0] for fault in faults} == {"colours.csv", "mission_states.csv", "powers.csv"}
