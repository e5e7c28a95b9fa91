"""The tour page runs on every kind of link."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo import Dataset, load_dataset
from geo.dates import shown_day
from pages.shared.components.tour_bar import step_on
from pages.shared.data import dataset as shown_data
from pages.shared.language.words import for_markdown, say_date, text
from tests.app.atlas import TODAY, headings, html_of, link_of, links_of, page, pass_note, sound, words_of
from tests.app.test_tour_steps import NUMBERS, STEPS, step
from tests.datasets import atlas_dataset
from tests.tiny import write_tiny_package

DATES = [
    *("1884", "1890-07-01", "1900", "1916-05-06", "1925", "1946-12-13", "1959-11-01"),
    *("1962-07-01", "1975", "1994-04-12", "2025-03-17", TODAY),
]
NOTED = [row["step_id"] for row in STEPS if row["date"].startswith("1994")]
PLAIN = [number for number in NUMBERS if number not in NOTED]


def query_of(row: dict[str, str]) -> dict[str, str]:
    """Return the link that a step has once its page has written it."""
    chosen = {name: row[f"{name}_id"] for name in ("event", "territory") if row[f"{name}_id"]}
    return {"date": row["date"], **chosen, "lang": "en", "step": row["step_id"], "at": row["at"]}


@pytest.mark.parametrize("number", PLAIN)
def test_a_step_opens_from_its_link_alone(number: str) -> None:
    app, row = page("tour", step=number), step(number)
    assert link_of(app) == query_of(row)
    assert for_markdown(row["title"]) in headings(app)
    words = words_of(app)
    for column in ("look", "text", "question"):
        assert for_markdown(row[column]) in words
    assert text("tour_when", number=number, total=len(STEPS), day=say_date(shown_day(row["date"], TODAY))) in words
    assert not app.warning


@pytest.mark.parametrize("number", NOTED)
def test_a_step_behind_a_note_tells_nothing_before_it_is_passed(number: str) -> None:
    app, row = page("tour", step=number), step(number)
    assert for_markdown(row["title"]) in headings(app)
    for column in ("look", "text", "question"):
        assert for_markdown(row[column]) not in words_of(app)
        assert escape(row[column]) not in html_of(app)
    (table,) = app.dataframe
    assert row["text"] not in set(table.value[text("tour_field_text")])
    pass_note(app)
    for column in ("look", "text", "question"):
        assert for_markdown(row[column]) in words_of(app)
    (table,) = app.dataframe
    assert row["text"] in set(table.value[text("tour_field_text")])
    assert link_of(app) == query_of(row)


def test_the_date_of_a_step_wins_over_another_date_of_the_link() -> None:
    app = page("tour", step="4", date="1975", at="belgium", layers="none", territory="zaire")
    assert link_of(app) == query_of(step("4"))


@pytest.mark.exhaustive
@pytest.mark.parametrize("date", DATES)
def test_the_cover_keeps_date_place_and_layers_in_every_link(date: str) -> None:
    app = page("tour", date=date, at="belgium", layers="missions")
    assert link_of(app) == {"date": date, "lang": "en", "layers": "missions", "at": "belgium"}
    queries = [query for _, query in links_of(app)]
    assert queries
    assert all(f"date={date}" in query and "at=belgium" in query for query in queries)
    (door,) = [button for button in app.button if button.key == "tour_goto"]
    assert door.label == text("tour_goto", day=say_date(date))
    sound(door.click().run())
    assert link_of(app)["step"] == step_on(atlas_dataset(), shown_day(date, TODAY), TODAY)


def test_start_and_the_list_of_steps_open_a_step() -> None:
    app = page("tour", date="1975")
    sound(app.button(key="tour_start").click().run())
    assert link_of(app) == query_of(STEPS[0])
    app = page("tour", date="1975")
    sound(app.button(key="tour_open_7").click().run())
    assert link_of(app) == query_of(step("7"))


def test_the_closing_card_leads_on_and_back_to_the_beginning() -> None:
    app = page("tour", step="end")
    last = STEPS[-1]
    assert link_of(app) == query_of(last) | {"step": "end"}
    labels = dict(links_of(app))
    assert f"date={last['date']}" in labels[text("tour_end_map", day=say_date(last["date"]))]
    assert text("tour_end_article") in labels
    sound(app.button(key="tour_again").click().run())
    assert "step" not in link_of(app)
    assert text("tour_title") in headings(app)


@pytest.mark.parametrize("value", ["0", "11", "four", "<b>", "4 ", "９"])
def test_an_unknown_step_is_told_and_the_cover_opens(value: str) -> None:
    app = page("tour", step=value, date="1925")
    assert [item.value for item in app.warning] == [for_markdown(text("bad_step"))]
    assert link_of(app) == {"date": "1925", "lang": "en", "at": "lakes"}
    assert text("tour_title") in headings(app)


@pytest.mark.parametrize("number", PLAIN)
def test_a_step_names_its_claims_and_sources_and_opens_its_view_on_the_map(dataset: Dataset, number: str) -> None:
    app, row = page("tour", step=number), step(number)
    labels = "\n".join(label for label, _ in links_of(app))
    for claim in row["claim_ids"].split():
        assert for_markdown(dataset.row("claims", claim)["claim"]) in labels
    html = html_of(app)
    assert html.count("<li>") == len(row["source_ids"].split())
    assert ('class="mark-partly"' in html) == (row["verified"] == "partly")
    (query,) = [query for label, query in links_of(app) if label == text("tour_open_map")]
    assert f"date={row['date']}" in query
    assert "step=" not in query


@pytest.mark.parametrize("card", ["", "end"])
def test_a_printer_gets_the_texts_of_all_steps_from_the_two_ends_of_the_story(card: str) -> None:
    handout = html_of(page("tour", date="1925", **({"step": card} if card else {}))).split('<div class="handout">')[1]
    assert [escape(row["title"]) in handout for row in STEPS] == [True] * len(STEPS)
    assert handout.count('class="mark-partly"') == sum(row["verified"] == "partly" for row in STEPS)


def test_the_table_has_every_step() -> None:
    app = page("tour", date="1925")
    (table,) = app.dataframe
    assert list(table.value[text("tour_field_title")]) == [row["title"] for row in STEPS]
    assert list(table.value[text("tour_field_date")]) == [say_date(row["date"]) for row in STEPS]


@pytest.fixture
def tiny_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """Return the page of an atlas that has no tour."""
    folder = write_tiny_package(tmp_path)
    monkeypatch.setattr(shown_data, "load_dataset", lambda: load_dataset(folder))
    shown_data.dataset_in.clear()
    yield page("tour")
    shown_data.dataset_in.clear()


def test_an_atlas_without_a_tour_says_so_and_has_no_link_to_it(tiny_page: AppTest) -> None:
    assert for_markdown(text("tour_none")) in words_of(tiny_page)
    assert text("nav_tour") not in [label for label, _ in links_of(tiny_page)]
