"""The pages beside the map show what the tables say, and every link of theirs leads somewhere."""

import re
from datetime import UTC, datetime

import pytest
from markupsafe import escape

from geo import Dataset, territories_at
from geo.build.layers import mission_shape
from geo.dates import shown_day
from pages.shared.language.words import text
from pages.shared.record import cards
from pages.shared.record import entries as record
from pages.shared.record.html import EMPTY
from pages.shared.view.link import LAYERS, View, decode_link
from tests.tiny import HOSTILE

TODAY = datetime.now(UTC).date().isoformat()
VIEW = View(date="1925", at="lakes")
LAYER_OF_SHAPE = {"embassy": "missions", "seat": "seats", "place": "places"}


def decoded(query: dict[str, str], dataset: Dataset) -> View:
    """Return the view of a link; fail if a part of it was not usable."""
    view, notices = decode_link({name: [value] for name, value in query.items()}, dataset, TODAY)
    assert notices == []
    return view


def test_every_claim_links_to_its_own_day_on_the_map(dataset: Dataset) -> None:
    claims = dataset.tables["claims"].to_dict("records")
    assert claims
    for claim in claims:
        view = decoded(record.view_of(VIEW, record.claim_query(dataset, claim, TODAY), dataset), dataset)
        assert shown_day(view.date, TODAY) == shown_day(claim["date"], TODAY), claim["claim_id"]
        assert (view.territory, view.mission) == (claim["territory_id"], claim["mission_id"])
        assert view.territory or view.mission or view.event, claim["claim_id"]
        assert view.event in {"", *claim["event_ids"].split()}


def test_a_link_keeps_place_and_layers_and_switches_on_what_the_mission_needs(dataset: Dataset) -> None:
    view = View(date="1925", at="belgium", layers=("names",), position="some_position")
    memorial = dataset.tables["missions"].query("kind == 'memorial'").iloc[0]["mission_id"]
    query = record.view_of(view, {"date": "2010", "mission": memorial}, dataset)
    assert query == {"date": "2010", "lang": "en", "mission": memorial, "layers": "places names", "at": "belgium"}


@pytest.mark.parametrize("table", record.FORMS)
def test_every_row_of_the_record_has_a_title_sources_and_a_link_that_decodes(dataset: Dataset, table: str) -> None:
    entries = record.entries(dataset, table, TODAY)
    assert len(entries) == len(dataset.tables[table])
    for entry in entries:
        assert entry.title
        assert entry.source_ids
        assert entry.verified in record.VERIFIED
        card = cards.card(dataset, entry, entry.query)
        for source in entry.source_ids.split():
            assert escape(dataset.row("sources", source)["citation"]) in card
        if entry.query:
            decoded(record.view_of(VIEW, entry.query, dataset), dataset)


def test_a_territory_is_on_the_map_on_the_day_of_its_link(dataset: Dataset) -> None:
    for entry in record.entries(dataset, "territories", TODAY):
        day = shown_day(entry.query["date"], TODAY)
        assert entry.query["territory"] in set(territories_at(dataset, day)["territory_id"]), (entry.title, day)


def test_the_counts_are_those_of_the_tables(dataset: Dataset) -> None:
    counts = record.counts(dataset)
    for count in counts:
        marks = list(dataset.tables[count.table]["verified"])
        assert (count.yes, count.partly, count.no) == tuple(marks.count(mark) for mark in record.VERIFIED)
        assert count.total == len(marks)
    total = record.total_of(counts)
    assert total.total == sum(len(dataset.tables[count.table]) for count in counts)
    assert len(record.unverified(dataset, TODAY)) == total.no
    assert sum(record.verdict_counts(dataset).values()) == len(dataset.tables["claims"])


def test_the_claims_keep_their_order_and_none_is_lost(dataset: Dataset) -> None:
    parts = record.claims_by_part(dataset)
    assert [claim["claim_id"] for rows in parts.values() for claim in rows] == list(
        dataset.tables["claims"]["claim_id"]
    )
    wrong = record.claims_by_part(dataset, ["wrong"])
    assert {claim["verdict"] for rows in wrong.values() for claim in rows} == {"wrong"}


def test_a_note_stands_before_every_claim_of_its_days_and_before_no_other_century(dataset: Dataset) -> None:
    noted = record.noted_claims(dataset)
    notes = dataset.tables["content_notes"].to_dict("records")
    for claim in dataset.tables["claims"].to_dict("records"):
        day = claim["date"]
        if len(day) == 10 and any(note["start_day"] <= day < note["end_day"] for note in notes):
            assert claim["claim_id"] in noted
        if day < "1990":
            assert claim["claim_id"] not in noted


def test_the_layer_of_a_mission_is_that_of_the_map(dataset: Dataset) -> None:
    for kind in set(dataset.tables["missions"]["kind"]):
        assert record.layer_of(kind) == LAYER_OF_SHAPE[mission_shape(kind)]
        assert record.layer_of(kind) in LAYERS


def test_a_search_finds_works_by_all_words_in_any_case(tiny_dataset: Dataset) -> None:
    assert [row["source_id"] for row in record.find_works(tiny_dataset, "SUDMARK annals")] == ["S002"]
    assert [row["source_id"] for row in record.find_works(tiny_dataset, "s001")] == ["S001"]
    assert record.find_works(tiny_dataset, "annals nowhere") == []
    assert len(record.find_works(tiny_dataset, "")) == len(tiny_dataset.tables["sources"])
    assert record.uses(tiny_dataset)["S001"] > 1


def test_hostile_text_is_escaped_in_every_card(tiny_dataset: Dataset) -> None:
    tables = record.tables_of_record(tiny_dataset)
    html = "".join(
        cards.card(tiny_dataset, entry, entry.query)
        for table in tables
        for entry in record.entries(tiny_dataset, table, TODAY)
    )
    html += cards.works(record.find_works(tiny_dataset, ""), record.uses(tiny_dataset))
    for office in tiny_dataset.tables["offices"].to_dict("records"):
        html += cards.office(tiny_dataset, office, record.holders_of(tiny_dataset, office["office_id"]), "1960-01-01")
    for mission in tiny_dataset.tables["missions"].to_dict("records"):
        periods = record.periods_of(tiny_dataset, mission["mission_id"])
        html += cards.mission(tiny_dataset, mission, periods, "1979-12-31", EMPTY)
    assert "&lt;img src=x" in html
    assert "Una Brand &lt;b&gt;" in html
    assert not re.search(r"<(img|script|b>bold|b>town|b>\$)", html)
    assert HOSTILE[0] not in html


def test_no_address_but_one_of_the_web_becomes_a_link() -> None:
    assert cards.link("javascript:alert(1)", "<b>") == "&lt;b&gt;"
    assert cards.link('https://x"y', "a").startswith('<a href="https://x&#34;y"')


def test_who_holds_an_office_is_said_by_the_state_of_the_row() -> None:
    row = {"person": "A", "state": "in_office"}
    assert cards.holder_name(row) == "A"
    assert cards.holder_name({**row, "state": "refused"}) == text("holder_refused", person="A")
    assert cards.holder_name({"person": "", "state": "vacant"}) == text("holder_vacant")
    assert cards.holder_name({"person": "", "state": "none"}) == text("holder_none")


def test_a_row_from_before_the_atlas_leads_to_its_first_year(dataset: Dataset) -> None:
    first = str(dataset.about["first"])
    early = [entry for entry in record.entries(dataset, "officeholders", TODAY) if entry.start < first]
    assert all(entry.query in ({}, {"date": first}) for entry in early)
