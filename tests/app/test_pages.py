"""The pages beside the map run on every kind of link."""

from pathlib import Path

import pytest

from geo import Dataset
from geo.dates import shown_day
from pages.shared.data import dataset as shown_data
from pages.shared.language.words import for_markdown, say_date, text
from pages.shared.record import entries
from pages.shared.record.glossary import anchor
from pages.shared.view.routes import PAGES
from tests.app.atlas import TODAY, headings, html_of, link_of, links_of, page, pass_note, sound, words_of

DATES = ["1884", "1925", "1962-07-01", "1994-04-12", "2025-03-18"]
OTHERS = [page for page in PAGES if page != "pages/map/page.py"]


@pytest.mark.exhaustive
@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("name", ["article", "sources", "about"])  # those with an answer for the day: test_answers
def test_a_page_runs_on_a_date_and_keeps_it(name: str, date: str) -> None:
    app = page(name, date=date, at="belgium")
    assert link_of(app).items() >= {"date": date, "at": "belgium"}.items()
    assert headings(app)


@pytest.mark.parametrize("name", OTHERS)
def test_a_bad_date_is_told_on_every_page(name: str) -> None:
    app = page(Path(name).parent.name, date="abc")
    warnings = [item.value for item in app.warning]
    assert len(warnings) == 1
    assert "abc" not in warnings[0]


def test_the_article_has_a_link_for_every_claim_once_the_note_is_passed(dataset: Dataset) -> None:
    app = page("article", date="1925")
    hidden = entries.noted_claims(dataset)
    links = [key for key, _ in links_of(app) if key.startswith("Show on the map")]
    assert len(links) == len(dataset.tables["claims"]) - len(hidden)
    for claim in dataset.tables["claims"].to_dict("records"):
        is_shown = claim["better"].replace("’", "’") in html_of(app)
        assert is_shown or claim["claim_id"] in hidden or "&" in claim["better"] or '"' in claim["better"]
    pass_note(app)
    links = [key for key, _ in links_of(app) if key.startswith("Show on the map")]
    assert len(links) == len(dataset.tables["claims"])


def test_the_answer_counts_the_claims(dataset: Dataset) -> None:
    app, counts = page("article"), entries.verdict_counts(dataset)
    (answer,) = [item.value for item in app.markdown if item.value.startswith("Of ")]
    assert str(sum(counts.values())) in answer
    assert all(str(count) in answer for count in counts.values() if count > 1)


def test_a_verdict_chosen_is_kept_while_another_page_is_open() -> None:
    app = page("article")
    sound(app.button_group(key="article_choice").select("outdated").run())
    sound(app.switch_page("pages/about/page.py").run())
    sound(app.switch_page("pages/article/page.py").run())
    assert app.session_state["article_choice"] == ["outdated"]
    assert "chip-outdated" in html_of(app)
    assert 'class="chip chip-correct"' not in html_of(app)


def test_the_sources_page_counts_what_the_tables_say(dataset: Dataset) -> None:
    app, total = page("sources"), entries.total_of(entries.counts(dataset))
    (answer,) = [item.value for item in app.markdown if item.value.startswith("Of ")]
    assert all(str(number) in answer for number in (total.total, total.yes, total.partly))
    assert f"<td>{total.total:,}</td><td>{total.yes:,}</td><td>{total.partly:,}</td><td>{total.no:,}</td>" in html_of(
        app
    )


@pytest.mark.exhaustive
@pytest.mark.parametrize("table", entries.FORMS)
def test_every_table_of_the_record_can_be_chosen(table: str) -> None:
    app = page("sources", date="1925")
    sound(app.selectbox(key="record_table").select(table).run())
    assert app.session_state["record_table"] == table


def test_a_search_of_the_works_is_narrowed_and_a_work_can_be_linked(dataset: Dataset) -> None:
    work = dataset.tables["sources"].iloc[40]
    app = page("sources")
    sound(app.text_input(key="works_search").input(work["citation"]).run())
    assert f'id="{work["source_id"]}"' in html_of(app)
    sound(app.text_input(key="works_search").input("no work has these words").run())
    assert text("works_none") in words_of(app)


@pytest.mark.exhaustive
@pytest.mark.parametrize("date", ["1900", "1925", "1975", "1994-04-13", "2025-03-18", TODAY])
def test_the_missions_page_says_who_was_in_office_on_the_day(dataset: Dataset, date: str) -> None:
    app, day = page("missions", date=date), shown_day(date, TODAY)
    assert text("missions_title", day=say_date(day)) in headings(app)
    holders = dataset.tables["officeholders"]
    for row in holders[(holders["start_day"] <= day) & (day < holders["end_day"])].itertuples():
        assert row.person.replace("’", "’") in html_of(app)
    if day > dataset.about["as_of"]:
        assert text("after_as_of", day=say_date(dataset.about["as_of"])) in words_of(app)


def test_what_may_have_changed_is_said_with_the_day_of_checking(dataset: Dataset) -> None:
    app = page("missions", date=TODAY)
    for row in dataset.tables["freshness"].to_dict("records"):
        assert for_markdown(row["may_have_changed"]) in words_of(app)
        assert for_markdown(say_date(row["checked_on"])) in words_of(app)


@pytest.mark.usefixtures("pages_of_tiny")
@pytest.mark.parametrize("name", ["missions", "article", "sources", "about"])
def test_a_page_of_the_tiny_atlas_runs_and_says_what_it_does_not_have(name: str) -> None:
    app = page(name, date="1960")
    sentences = {
        "article": text("article_none"),
        "sources": text("omissions_none"),
        "missions": text("freshness_none", day=say_date(shown_data.atlas_dataset().about["as_of"])),
        "about": text("about_heading"),
    }
    assert sentences[name] in words_of(app)
    labels = [label for label, _ in links_of(app)]
    assert text("nav_article") not in labels
    assert text("nav_missions") in labels
    assert "<img src=x" not in html_of(app)


def test_the_page_about_lists_the_terms_each_under_its_anchor(dataset: Dataset) -> None:
    html = html_of(page("about"))
    for row in dataset.records["glossary"]:
        assert f'<dt id="{anchor(row["term_id"])}">{row["term"]}</dt><dd>' in html
