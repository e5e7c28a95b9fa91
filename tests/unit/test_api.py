"""The record by address: parameters are read as they are described, and rows are those of the pages."""

import dataclasses
import json
import re
from collections.abc import Iterator

import pandas as pd
import pytest
import shapely
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from geo import Dataset, borders_at, changes_between, exports, territories_at
from geo.dataset import DEFAULT_FOLDER
from geo.dates import day_after, day_before
from geo.translations import in_language
from pages.shared.language.languages import NAMES, speak
from pages.shared.record.sentences import officeholder_sentences, steps_of_year, territory_sentences
from server.api import openapi
from server.api.files import formats_of, table_file
from server.api.page import page
from server.api.parameters import AT, BBOX, DATE, POSITION, Query, parameters_of, read_query
from server.api.plates import PLATES
from server.api.problems import ProblemError
from server.api.tables import TABLES, rows_of, tables_of

TODAY = "2026-06-30"
NUMBER = re.compile(r"-?\d+(\.\d+)?")
EVERY = {parameter for described in (*TABLES.values(), PLATES) for parameter in described.parameters}
DAYS = ("1884-12-31", "1913-06-01", "1921-12-31", "1962-07-01", "1994-04-07", "2025-03-18")


def read(text: str, dataset: Dataset, table: str = "territories") -> Query:
    """Return what a query asks of a table."""
    return read_query(text, TABLES[table].parameters, dataset, TODAY)


@pytest.fixture(params=["atlas", "tiny"])
def any_dataset(request: pytest.FixtureRequest, dataset: Dataset, tiny_dataset: Dataset) -> Iterator[Dataset]:
    """Return the atlas's own dataset, then that of two invented countries."""
    return dataset if request.param == "atlas" else tiny_dataset


# Parameters


def test_a_date_stands_for_its_last_day_and_the_first_of_a_time_for_its_first(dataset: Dataset) -> None:
    assert read("date=1925", dataset).date == "1925-12-31"
    assert read("date=1925-02", dataset).date == "1925-02-28"
    assert read("date=2026", dataset).date == TODAY
    query = read("from=1913&to=1925-03&bbox=28.8,-2.9,30.9,-1&lang=fr", dataset)
    assert (query.begin, query.end) == ("1913-01-01", "1925-03-31")
    assert (query.bbox, query.lang) == ((28.8, -2.9, 30.9, -1.0), "fr")
    assert read("", dataset) == Query()


def test_every_parameter_reads_its_own_example_which_has_the_form_that_it_describes(any_dataset: Dataset) -> None:
    for parameter in parameters_of(tuple(EVERY), any_dataset):
        described = openapi.parameter_object(parameter, any_dataset)
        Draft202012Validator(described["schema"]).validate(described["example"])
        assert parameter.read(parameter.example(any_dataset), any_dataset, TODAY)


@pytest.mark.parametrize(
    "value", ["", "abc", "25", "1925-1", "1925-13-01", "1925-02-30", "01/07/1925", "1925 ", "١٩٢٥"]
)
def test_what_is_no_date_is_a_problem(dataset: Dataset, value: str) -> None:
    with pytest.raises(ProblemError, match="no date") as raised:
        DATE.read(value, dataset, TODAY)
    assert raised.value.parameter == "date"
    assert read(raised.value.example, dataset).date


@pytest.mark.parametrize(
    "value",
    ["1,2,3", "1,2,3,4,5", "a,b,c,d", "nan,0,1,1", "1e1,0,20,1", "31,-3,29,-1", "0,0,0,0", "-181,0,1,1", "0,1,1,91"],
)
def test_what_is_no_box_is_a_problem(dataset: Dataset, value: str) -> None:
    with pytest.raises(ProblemError, match="west, south, east and north") as raised:
        BBOX.read(value, dataset, TODAY)
    assert read(raised.value.example, dataset).bbox


@pytest.mark.parametrize(
    ("text", "status", "parameter", "sentence"),
    [
        ("date=1700", 400, "date", "The record covers 1884-01-01 to 2026-06-30."),
        ("date=2027", 400, "date", "The record covers"),
        ("date=1925&date=1926", 400, "date", "twice"),
        ("date=1925&from=1913", 400, "date", "either for a date or for a time"),
        ("from=1925&to=1913", 400, "from", "after the last"),
        ("Date=1925", 400, "Date", "takes `date`, `from`, `to`, `bbox`, `position`, `lang`"),
        ("<b>=1", 400, "", "no such parameter"),
        ("position=nowhere", 400, "position", "The atlas has"),
        ("lang=xx", 400, "lang", "The atlas has " + ", ".join(f"`{code}`" for code in NAMES)),
        ("date=%ff", 400, "", "UTF-8"),
        ("&".join(["date=1"] * 13), 400, "", "more than 12"),
        ("date=" + "9" * 3000, 414, "", "longer than"),
    ],
)
def test_a_problem_says_what_is_wrong_where_and_gives_a_query_that_works(
    dataset: Dataset, text: str, status: int, parameter: str, sentence: str
) -> None:
    with pytest.raises(ProblemError) as raised:
        read(text, dataset)
    assert (raised.value.status, raised.value.parameter) == (status, parameter)
    assert sentence in raised.value.detail
    assert read(raised.value.example, dataset) != Query()


def test_a_table_takes_what_means_something_for_it(dataset: Dataset, tiny_dataset: Dataset) -> None:
    for name, table in TABLES.items():
        assert (BBOX in table.parameters) is table.has_geometry
        with pytest.raises(ProblemError):
            read("at=lakes", dataset, name)
    assert {"aid", "claims"}.isdisjoint(tables_of(tiny_dataset))
    assert AT.choices(tiny_dataset) == list(tiny_dataset.tables["views"]["view_id"])


# Rows


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", ["territories", "missions", "events", "borders", "places"])
def test_the_rows_of_a_day_are_those_of_the_page_of_data(dataset: Dataset, name: str, day: str) -> None:
    shown = exports.shown_layers(dataset, day)[name].rename(columns={"since": "start", "until": "end"})
    rows = rows_of(TABLES[name], dataset, Query(date=day))
    common = [column for column in rows.columns if column in shown and column != "geometry"]
    assert len(common) > 6
    assert len(rows) == len(shown)
    assert plain(rows[common]) == plain(shown[common])


def plain(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return rows in some order; a number is the same number however it is written, and nothing is nothing."""
    cells = frame.astype(object).where(frame.notna(), "").to_numpy().tolist()
    return sorted(
        tuple(str(float(cell)) if NUMBER.fullmatch(str(cell)) else str(cell) for cell in row) for row in cells
    )


@pytest.mark.parametrize("day", DAYS)
def test_the_lands_of_a_day_are_those_of_the_library(dataset: Dataset, day: str) -> None:
    expected = territories_at(dataset, day).set_index(["territory_id", "start_day"]).sort_index()
    rows = (
        rows_of(TABLES["territories"], dataset, Query(date=day)).set_index(["territory_id", "start_day"]).sort_index()
    )
    assert list(rows.index) == list(expected.index)
    assert shapely.equals(rows.geometry.to_numpy(), expected.geometry.to_numpy()).all()


def test_a_position_has_its_own_map(dataset: Dataset) -> None:
    for position in POSITION.choices(dataset):
        days = dataset.rivals.loc[dataset.rivals["position"] == position, "start_day"]
        day = next(iter(days), "1905-12-31")
        query = Query(date=day, position=position)
        for name, function in (("territories", territories_at), ("borders", borders_at)):
            rows, expected = rows_of(TABLES[name], dataset, query), function(dataset, day, position)
            assert sorted(rows["certainty"]) == sorted(expected["certainty"])
            assert shapely.length(rows.geometry).sum() == pytest.approx(shapely.length(expected.geometry).sum())
    assert POSITION.choices(dataset)


def test_a_time_has_what_holds_on_one_of_its_days_and_nothing_else(dataset: Dataset) -> None:
    for name, table in TABLES.items():
        if name == "borders":  # of a time it has stretches, of a day lines
            continue
        key = table.names[0]
        begin, end = "1962-06-30", "1962-07-02"
        days, day = set(), begin
        while day <= end:
            days |= set(rows_of(table, dataset, Query(date=day))[key])
            day = day_after(day)
        assert set(rows_of(table, dataset, Query(begin=begin, end=end))[key]) == days, name


def test_a_time_may_be_open_and_a_border_of_a_time_has_its_days(dataset: Dataset) -> None:
    table = TABLES["territories"]
    assert len(rows_of(table, dataset, Query())) == len(dataset.features)
    early, late = rows_of(table, dataset, Query(end="1900-01-01")), rows_of(table, dataset, Query(begin="1900-01-02"))
    assert set(early["start_day"]) <= {day for day in dataset.features["start_day"] if day <= "1900-01-01"}
    assert not [day for day in late["end_day"] if day is not None and day <= "1900-01-02"]
    borders = rows_of(TABLES["borders"], dataset, Query(begin="1913-01-01", end="1913-12-31"))
    assert borders["start_day"].notna().all()
    assert rows_of(TABLES["borders"], dataset, Query(date="1913-12-31"))["start_day"].isna().all()


def test_a_box_has_what_it_crosses(dataset: Dataset) -> None:
    kivu = Query(date="1925-12-31", bbox=(28.9, -2.4, 29.4, -1.7))
    inside = rows_of(TABLES["territories"], dataset, kivu)
    assert 1 < len(inside) < len(rows_of(TABLES["territories"], dataset, Query(date="1925-12-31")))
    assert inside.intersects(shapely.box(*(kivu.bbox or ()))).all()
    assert rows_of(TABLES["missions"], dataset, Query(bbox=(-1.0, -1.0, 0.0, 0.0))).empty


def test_changes_offices_and_aid_say_what_the_pages_say(dataset: Dataset) -> None:
    year = rows_of(TABLES["changes"], dataset, Query(begin="1962-01-01", end="1962-12-31"))
    expected = changes_between(dataset, "1961", "1962")
    assert list(year["area_km2"]) == list(expected["area_km2"])
    steps = [step for step in steps_of_year(dataset, "1962", TODAY) if not step.event_id]
    assert all(any(sentence in step.sentence for sentence in year["sentence"]) for step in steps)
    offices = rows_of(TABLES["officeholders"], dataset, Query(date="1931-12-31"))
    assert sorted(offices["sentence"]) == sorted(
        sentence for sentence, _ in officeholder_sentences(dataset, "1931-12-31")
    )
    aid = rows_of(TABLES["aid"], dataset, Query(begin="1990-01-01", end="1994-12-31"))
    assert list(aid["year"]) == [1990, 1991, 1992, 1993, 1994]
    amounts = dataset.lookup("aid", "year", "amount_usd")
    assert list(aid["amount_usd"]) == [int(amounts[str(year)]) for year in aid["year"]]


def test_names_sentences_and_labels_are_in_the_language_that_is_asked_for(dataset: Dataset) -> None:
    french = in_language(dataset, "fr")
    speak("fr")
    rows = rows_of(TABLES["territories"], french, Query(date="1925-12-31", lang="fr")).set_index("polity")
    row = rows.loc["belgium"]
    assert row["name"] == "Belgique"
    assert row["certainty_label"] in set(french.tables["certainties"]["label"])
    assert row["sentence"] in territory_sentences(french, "1925-12-31")[0]


def test_a_row_behind_a_content_note_has_the_note(dataset: Dataset) -> None:
    note = dataset.records["content_notes"][0]
    for name in ("events", "claims"):
        noted = rows_of(TABLES[name], dataset, Query(begin=note["start_day"], end=day_before(note["end_day"])))
        assert note["text"] in set(noted["content_note"])
    assert rows_of(TABLES["events"], dataset, Query(end="1990-12-31"))["content_note"].isna().all()


# The description


def test_the_description_is_openapi(any_dataset: Dataset) -> None:
    written = json.loads(json.dumps(openapi.description(any_dataset, "https://atlas.example/base")))
    if any_dataset.folder == DEFAULT_FOLDER:
        OpenAPIV31SpecValidator(written).validate()
    paths = {
        f"/api/v1/{name}.{ending}" for name, table in tables_of(any_dataset).items() for ending in formats_of(table)
    }
    assert set(written["paths"]) == paths | {"/map.png", "/map.svg", "/map.pdf"}


def test_files_have_the_form_that_is_described(any_dataset: Dataset) -> None:
    forms = openapi.description(any_dataset, "")["components"]
    query = Query(date=DATE.read(DATE.example(any_dataset), any_dataset, TODAY))
    files = [(name, ending) for name, table in tables_of(any_dataset).items() for ending in formats_of(table)]
    for name, ending in files:
        content = table_file(name, ending, any_dataset, query)
        if ending == "csv":
            assert content.decode("utf-8-sig").splitlines()[0].split(",") == list(TABLES[name].columns)
        elif ending in {"json", "geojson"}:
            schema = {"$ref": f"#/components/schemas/{name}_{ending}", "components": forms}
            validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
            validator.validate(json.loads(content))


def test_every_replica_gives_the_same_bytes(dataset: Dataset) -> None:
    other = dataclasses.replace(dataset)  # begins with an empty cache, as another process does
    for name, table in TABLES.items():
        query = Query(date="1962-07-01")
        for ending in {"json", *formats_of(table)[2:]} if name in {"aid", "missions"} else {"json"}:
            assert table_file(name, ending, other, query) == table_file(name, ending, dataset, query)


def test_every_answer_says_which_record_it_is(dataset: Dataset) -> None:
    said = json.loads(table_file("aid", "json", dataset, Query()))
    assert (said["version"], said["as_of"], said["language"]) == ("2.1.1", dataset.about["as_of"], "en")
    assert said["licence_url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert (said["table"], said["count"]) == ("aid", len(said["rows"]))


def test_the_page_names_every_table_parameter_and_column_and_runs_no_script(any_dataset: Dataset) -> None:
    html = page(any_dataset, "https://atlas.example")
    for name, table in tables_of(any_dataset).items():
        assert all(f"<dt><code>{column}</code></dt>" in html for column in table.columns)
        assert f'href="/api/v1/{name}.json?date=' in html
    assert all(
        f"<dt><code>{parameter.name}</code></dt>" in html for parameter in parameters_of(tuple(EVERY), any_dataset)
    )
    assert "<script" not in html
    assert 'src="' not in html
