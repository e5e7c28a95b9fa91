"""Each step of the tour is in the record, on its day and on the map."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from geo import Dataset, DatasetError, load_dataset, territories_at
from geo.dates import first_day, shown_day
from pages.shared.components.tour_bar import cards_of, step_on
from pages.shared.record.tour import steps_of
from pages.shared.view.link import decode_link
from tests.app.atlas import TODAY

DATA = Path(__file__).resolve().parents[2] / "data"
with (DATA / "story_steps.csv").open(encoding="utf-8", newline="") as _stream:
    STEPS = list(csv.DictReader(_stream))
NUMBERS = [row["step_id"] for row in STEPS]
# What a text may say of a time after its own day, and not: years, as the texts write them.
YEAR = re.compile(r"(?<![\d.])(1[89]\d\d|20\d\d)(?!\d)")


def step(number: str) -> dict[str, str]:
    """Return the row of a step."""
    return next(row for row in STEPS if row["step_id"] == number)


def test_the_steps_are_counted_and_in_the_order_of_their_days() -> None:
    assert [str(number) for number in range(1, len(STEPS) + 1)] == NUMBERS
    days = [shown_day(row["date"], TODAY) for row in STEPS]
    assert days == sorted(days)
    assert len(set(days)) == len(days)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_step_lies_in_the_record_and_can_be_read_in_a_minute(dataset: Dataset, number: str) -> None:
    row = step(number)
    assert dataset.about["first"] <= row["date"] <= dataset.about["as_of"]
    assert 60 <= len(row["text"].split()) <= 90
    assert len(row["look"].split()) <= 20
    assert row["question"].endswith("?")
    assert row["look"].startswith("Look at the map: ")


@pytest.mark.parametrize("number", NUMBERS)
def test_the_map_of_a_step_has_its_territory(dataset: Dataset, number: str) -> None:
    row = step(number)
    assert row["territory_id"] in set(territories_at(dataset, shown_day(row["date"], TODAY))["territory_id"])


@pytest.mark.parametrize("number", NUMBERS)
def test_the_event_of_a_step_has_begun_by_its_day(dataset: Dataset, number: str) -> None:
    row = step(number)
    event = dataset.row("events", row["event_id"])
    assert not event or event["start_day"] <= shown_day(row["date"], TODAY)


@pytest.mark.parametrize("number", NUMBERS)
def test_no_text_of_a_step_names_a_year_after_its_own(number: str) -> None:
    row = step(number)
    years = [year for year in YEAR.findall(f"{row['title']} {row['look']} {row['text']}") if year > row["date"][:4]]
    assert years == []


@pytest.mark.parametrize("number", NUMBERS)
def test_the_sources_of_a_step_are_those_of_the_rows_it_rests_on(dataset: Dataset, number: str) -> None:
    """Every source stands behind a row of the record that holds by that day, or behind a claim that the step names."""
    row = step(number)
    day = shown_day(row["date"], TODAY)
    known = set(dataset.row("content_notes", next(iter(dataset.rows["content_notes"])))["source_ids"].split())
    for claim in row["claim_ids"].split():
        known |= set(dataset.row("claims", claim)["source_ids"].split())
    for table in ("events", "territories", "relations", "mission_periods", "officeholders"):
        frame = dataset.tables[table]
        for cell in frame.loc[frame["start_day"] <= day, "source_ids"]:
            known |= set(cell.split())
    aid = dataset.tables["aid"]
    known |= {part for cell in aid.loc[aid["year"] <= day[:4], "source_ids"] for part in cell.split()}
    assert set(row["source_ids"].split()) <= known


@pytest.mark.parametrize("number", NUMBERS)
def test_a_step_is_no_surer_than_what_it_rests_on(dataset: Dataset, number: str) -> None:
    row = step(number)
    events = [dataset.row("events", row["event_id"])] if row["event_id"] else []
    assert "no" not in {event["verified"] for event in events}
    claims = [dataset.row("claims", claim) for claim in row["claim_ids"].split()]
    if any(claim["verified"] != "yes" for claim in claims):
        assert row["verified"] != "yes"


def test_every_statement_of_the_article_is_touched(dataset: Dataset) -> None:
    touched = {claim for row in STEPS for claim in row["claim_ids"].split()}
    assert set(dataset.rows["claims"]) == touched


def test_a_sum_in_the_tour_is_that_of_the_record(dataset: Dataset) -> None:
    amounts = {(row["date"], amount) for row in STEPS for amount in re.findall(r"US\$ (\d+\.\d) million", row["text"])}
    aid = dataset.tables["aid"].set_index("year")["amount_usd"]
    assert amounts == {("1975", f"{int(aid['1975']) / 1e6:.1f}")}


def test_a_day_leads_to_the_last_step_begun_and_the_first_days_to_the_first(dataset: Dataset) -> None:
    assert step_on(dataset, "1884-01-01", TODAY) == "1"
    for row in STEPS:
        assert step_on(dataset, shown_day(row["date"], TODAY), TODAY) == row["step_id"]
    assert step_on(dataset, "1925-12-31", TODAY) == "5"
    assert step_on(dataset, TODAY, TODAY) == NUMBERS[-1]


def test_the_closing_card_is_known_to_the_link_only_where_there_is_a_tour(
    dataset: Dataset, tiny_dataset: Dataset
) -> None:
    view, notices = decode_link({"step": ["end"]}, dataset, TODAY)
    assert (view.step, notices) == ("end", [])
    view, notices = decode_link({"step": ["end"]}, tiny_dataset, TODAY)
    assert view.step == ""
    assert len(notices) == 1
    assert steps_of(tiny_dataset) == []
    assert [card["step"] for card in cards_of(dataset)] == ["", *NUMBERS, "end"]


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("date", "1916-13-45", "is no day of the calendar"),
        ("at", "nowhere", "unknown nowhere"),
        ("claim_ids", "C06 C99", "unknown C99"),
        ("source_ids", "S001 S999", "unknown S999"),
        ("event_id", "E999", "“E999” is not in events.csv"),
        ("territory_id", "atlantis", "“atlantis” is not in territories.csv"),
        ("step_id", "2", "“2” stands twice"),
    ],
)
def test_a_faulty_step_is_named_by_file_row_and_column(tmp_path: Path, column: str, value: str, reason: str) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    rows = [dict(row) for row in STEPS]
    rows[0][column] = value
    with (folder / "story_steps.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(DatasetError) as error:
        load_dataset(folder)
    place = f"story_steps.csv, row {3 if column == 'step_id' else 2}, column {column}: "
    assert all(fault.startswith(place) and reason in fault for fault in error.value.faults)


def test_the_dates_of_the_tour_are_days_where_the_record_has_them() -> None:
    days = [row["date"] for row in STEPS if len(row["date"]) == 10]
    assert len(days) >= 7
    assert all(first_day(day) == day for day in days)
