"""The summary of a view: right for its day, short enough for a preview, silent about what a content note covers."""

import pytest

from geo import Dataset
from geo.translations import in_language
from pages.shared.language.languages import NAMES, speak
from pages.shared.record.summary import LONGEST_DESCRIPTION, summary_of
from pages.shared.view.link import View

TODAY = "2026-11-30"


@pytest.mark.parametrize(
    ("date", "title", "relation"),
    [
        (
            "1925",
            "Ruanda-Urundi: a mandate of the League of Nations under Belgium – 31 December 1925",
            "not the sovereign",
        ),
        ("1962-07-01", "Independence of Rwanda and Burundi – 1 July 1962", "two states with diplomatic relations"),
        ("1962-07-02", "Rwanda: an independent state – 2 July 1962", "two states with diplomatic relations"),
        ("2025-03-18", "Rwanda: an independent state – 18 March 2025", "severed diplomatic relations"),
        (
            "1884",
            "Kingdom of Rwanda: independent, under no colonial power – 31 December 1884",
            "no relations",
        ),
    ],
)
def test_title_and_description_are_those_of_the_day(dataset: Dataset, date: str, title: str, relation: str) -> None:
    summary = summary_of(dataset, View(date, "lakes"), TODAY)
    assert summary.title == title
    assert relation in summary.relation
    assert summary.description.startswith(summary.relation)


def test_a_description_says_what_changed_in_the_year(dataset: Dataset) -> None:
    assert summary_of(dataset, View("1925", "lakes"), TODAY).description.endswith(
        "1925: Albert National Park; Law on the government of Ruanda-Urundi."
    )


@pytest.mark.parametrize(
    ("view", "title", "said"),
    [
        (View("2000", "lakes", mission="M01"), "Embassy of Belgium in Kigali – 31 December 2000", "keeps an embassy"),
        (View("1925-08-21", "lakes", event="E041"), "Law on the government of Ruanda-Urundi – 21 August 1925", "legal"),
        (
            View("1930", "lakes", event="E041"),
            "Law on the government of Ruanda-Urundi (21 August 1925) – 31 December 1930",
            "legal",
        ),
    ],
)
def test_what_is_chosen_comes_first(dataset: Dataset, view: View, title: str, said: str) -> None:
    summary = summary_of(dataset, view, TODAY)
    assert summary.title == title
    assert said in " ".join(words for _, words in summary.chosen)


def test_a_land_that_is_chosen_tells_its_facts(dataset: Dataset) -> None:
    land = dataset.records["territories"][0]
    facts = dict(summary_of(dataset, View("1925", "lakes", territory=land["territory_id"]), TODAY).chosen)
    assert dataset.territories[land["territory_id"]]["status"] in facts.values()


def test_the_title_of_a_page_takes_the_place_of_the_land(dataset: Dataset) -> None:
    assert summary_of(dataset, View("1925", "lakes"), TODAY, page="Chronology").title == "Chronology – 31 December 1925"


def test_a_comparison_names_both_days(dataset: Dataset) -> None:
    view = View("1913", "lakes", other="1925")
    assert summary_of(dataset, view, TODAY, page="Compare").title == "Compare – 31 December 1913 and 31 December 1925"


def test_what_stands_behind_a_content_note_is_not_told(dataset: Dataset) -> None:
    summary = summary_of(dataset, View("1994", "lakes"), TODAY)
    note = dataset.records["content_notes"][0]
    assert (note["title"], note["text"]) in summary.notes
    assert summary.steps
    assert summary.hidden
    assert not [step for step in summary.steps if note["start_day"] <= step.day < note["end_day"]]
    noted = next(row for row in dataset.records["events"] if note["start_day"] <= row["start_day"] < note["end_day"])
    chosen = summary_of(dataset, View("1925", "lakes", event=noted["event_id"]), TODAY)
    assert (note["title"], note["text"]) in chosen.notes
    assert noted["title"] not in repr(chosen)
    assert noted["text"] not in repr(chosen)


def test_another_atlas_has_summaries(tiny_dataset: Dataset) -> None:
    first = str(tiny_dataset.about["first"])
    summary = summary_of(tiny_dataset, View(first, str(tiny_dataset.about["default_view"])), TODAY)
    assert summary.title
    assert summary.lands


@pytest.mark.exhaustive
@pytest.mark.parametrize("code", NAMES)
def test_every_year_has_words_of_a_length_that_previews_show(dataset: Dataset, code: str) -> None:
    speak(code)
    translated = in_language(dataset, code)
    summaries = [summary_of(translated, View(str(year), "lakes"), TODAY) for year in range(1884, 2026)]
    assert all(summary.title and summary.description for summary in summaries)
    assert max(len(summary.description) for summary in summaries) <= LONGEST_DESCRIPTION
