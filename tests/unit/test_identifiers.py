"""Identifiers of other catalogues: in form, each for one thing, and left out where a package has none."""

import csv
from pathlib import Path

import pytest
from frictionless import Schema

from geo import Dataset, DatasetError, exports, load_dataset, places_at
from geo.descriptor import load_descriptor
from pages.shared.record.identifiers import catalogue_links, catalogues_in_markdown, same_as

# By table: a row of the tiny package, a column, what is no identifier, and another row that has its identifier.
FORMS = [
    ("polities", "wikidata", "Q01"),
    ("polities", "iso3", "Nor"),
    ("polities", "gw", "380,385"),
    ("powers", "wikidata", "1037"),
    ("places", "geonames", "0123"),
    ("territories", "wikidata", "http://www.wikidata.org/entity/Q1"),
]


def add_column(folder: Path, table: str, column: str, cells: list[str]) -> None:
    """Add a column to a table of a package."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        heads, *rows = csv.reader(stream)
    filled = cells + [""] * (len(rows) - len(cells))
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [[*heads, column], *([*row, cell] for row, cell in zip(rows, filled, strict=True))]
        )


def only_fault(folder: Path) -> str:
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    (fault,) = caught.value.faults
    return fault


@pytest.mark.parametrize(("table", "column", "cell"), FORMS)
def test_what_is_no_identifier_is_named(tiny_folder: Path, table: str, column: str, cell: str) -> None:
    add_column(tiny_folder, table, column, ["", cell])
    assert only_fault(tiny_folder).startswith(f"{table}.csv, row 3, column {column}: “{cell}” does not have the form")


@pytest.mark.parametrize("table", ["polities", "powers", "places"])
def test_two_rows_with_one_item_are_named(tiny_folder: Path, table: str) -> None:
    add_column(tiny_folder, table, "wikidata", ["Q1", "Q1"])
    assert only_fault(tiny_folder) == f"{table}.csv, row 3, column wikidata: “Q1” stands twice"


def test_a_territory_with_the_item_of_another_polity_is_named(tiny_folder: Path) -> None:
    add_column(tiny_folder, "polities", "wikidata", ["Q1", "Q2"])
    add_column(tiny_folder, "territories", "wikidata", ["Q1", "Q2"])
    assert only_fault(tiny_folder) == (
        "territories.csv, row 3, column wikidata: Q2 stands for sudmark (polities.csv, row 3)"
    )


def test_the_territories_of_one_polity_may_share_an_item(tiny_folder: Path) -> None:
    add_column(tiny_folder, "territories", "wikidata", ["Q1", "Q1"])
    assert load_dataset(tiny_folder).row("territories", "norland_republic")["wikidata"] == "Q1"


def add_holder(folder: Path, person: str) -> None:
    with (folder / "officeholders.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"later,norland_in_sudmark,{person},Ambassador,in_office,1980-02-01,1990,high,yes,S001,\n")


def test_two_persons_with_one_item_are_named(tiny_folder: Path) -> None:
    add_holder(tiny_folder, "Other")
    add_column(tiny_folder, "officeholders", "wikidata", ["Q1", "", "Q1"])
    fault = only_fault(tiny_folder)
    assert fault.startswith("officeholders.csv, row 4, column wikidata: Q1 stands for Una Brand")
    assert fault.endswith("(officeholders.csv, row 2)")


@pytest.mark.parametrize("second", ["", "Q2"])
def test_a_person_with_two_answers_is_named(tiny_folder: Path, second: str) -> None:
    with (tiny_folder / "officeholders.csv").open(encoding="utf-8", newline="") as stream:
        add_holder(tiny_folder, next(csv.DictReader(stream))["person"])
    add_column(tiny_folder, "officeholders", "wikidata", ["Q1", "", second])
    assert only_fault(tiny_folder).startswith(f"officeholders.csv, row 4, column wikidata: “{second}”, but “Q1”")


def test_a_package_without_the_columns_is_one_with_empty_ones(tiny_folder: Path, tiny_dataset: Dataset) -> None:
    (places,) = (row for row in load_descriptor(tiny_folder)["resources"] if row["name"] == "places")
    assert "wikidata" not in [field["name"] for field in places["schema"]["fields"]]
    assert Schema.from_descriptor(places["schema"]).field_names[-1] == "source_ids"
    assert set(tiny_dataset.tables["places"]["geonames"]) == {""}
    assert "wikidata" in exports.all_territories(tiny_dataset)


def test_the_record_has_the_numbers_of_the_two_countries(dataset: Dataset) -> None:
    for table in ("polities", "powers"):
        rows = [dataset.row(table, name) for name in ("belgium", "rwanda")]
        assert all(row["wikidata"] and row["iso3"] and row["gw"] for row in rows)
    kigali = places_at(dataset, "2020").set_index("place_id").loc["kigali"]
    assert (kigali["wikidata"], kigali["geonames"]) == ("Q3859", "202061")


def test_identifiers_become_links() -> None:
    row = {"wikidata": "Q3859", "geonames": "202061", "note": ""}
    assert list(same_as(row).values()) == ["https://www.wikidata.org/wiki/Q3859", "https://www.geonames.org/202061"]
    assert ">Wikidata</a> · <a " in catalogue_links(row)
    assert "[GeoNames](https://www.geonames.org/202061)" in catalogues_in_markdown(row)
    assert catalogue_links({"wikidata": ""}) == catalogues_in_markdown({}) == ""
