"""The sentences of the panel: what the map shows, what changed, what comes next."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import Dataset, territories_at
from pages.shared.language.phrases import PHRASES
from pages.shared.language.words import for_markdown, say_date, say_interval, text
from pages.shared.record.sentences import (
    mission_sentences,
    neighbours_in_time,
    next_change,
    relation_at,
    steps_of_year,
    territory_sentences,
)
from tests.datasets import atlas_dataset

ROOT = Path(__file__).resolve().parents[2]
DATASET = atlas_dataset()
TODAY = date.today().isoformat()
YEARS = [str(year) for year in range(1884, date.today().year + 1)]
days = st.dates(min_value=date(1884, 1, 1), max_value=date.today()).map(date.isoformat)


@settings(max_examples=40)
@given(days)
def test_every_territory_on_the_map_has_a_sentence_and_no_other_has(day: str) -> None:
    near, far = territory_sentences(DATASET, day)
    gdf = territories_at(DATASET, day)
    ranks = DATASET.lookup("polities", "polity_id", "rank")
    lands = gdf[(gdf["role"] != "context") | (gdf["polity"].map(ranks) == "1")]
    for name in lands["name"]:
        assert any(name in sentence for sentence in near + far), name
    names = set(gdf["name"])
    assert all(any(name in sentence for name in names) for sentence in near + far)
    assert len(near + far) == len(set(near + far))


@given(days)
def test_there_is_one_sentence_on_the_relations_of_the_two_states(day: str) -> None:
    sentence = relation_at(DATASET, day)
    assert sentence.endswith(".")
    assert sentence in set(DATASET.tables["relations"]["sentence"])


@settings(max_examples=40)
@given(days)
def test_the_protagonists_come_first(day: str) -> None:
    near, _ = territory_sentences(DATASET, day)
    gdf = territories_at(DATASET, day)
    leading = set(DATASET.tables["polities"].query("rank == '1'")["polity_id"])
    assert len(near) == len(set(near))
    assert bool(near) == bool(leading & set(gdf["polity"]))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("1913-12-31", "German East Africa: a colony of Germany."),
        ("1925-12-31", "Ruanda-Urundi: a mandate of the League of Nations under Belgium."),
        ("1946-12-13", "Ruanda-Urundi: a trust territory of the United Nations under Belgium."),
        ("1962-07-01", "Rwanda: an independent state."),
        ("1916-05-07", "Belgian-occupied East African territories: under military occupation by Belgium."),
        ("1975-12-31", "Zaire: an independent state."),
    ],
)
def test_the_legal_status_is_said_in_words(dataset: Dataset, day: str, sentence: str) -> None:
    near, far = territory_sentences(dataset, day)
    assert sentence in near + far


def test_the_missions_of_march_2025_are_told(dataset: Dataset) -> None:
    before, after = (dict(mission_sentences(dataset, day)) for day in ("2025-03-16", "2025-03-18"))
    embassies = [name for name in before if name.startswith("Embassy")]
    assert len(embassies) == 2
    for name in embassies:
        assert "open without an ambassador" in before[name]
        assert "severed" in after[name]


@pytest.mark.parametrize("year", YEARS)
def test_the_steps_of_a_year_lie_in_it_in_order_and_say_something(dataset: Dataset, year: str) -> None:
    steps = steps_of_year(dataset, year, TODAY)
    assert [step.day for step in steps] == sorted(step.day for step in steps)
    assert all(step.day[:4] == year and step.day <= TODAY for step in steps)
    assert all(step.sentence.strip() and step.date == step.day[: len(step.date)] for step in steps)
    changes = [step for step in steps if not step.event_id]
    assert [step.day for step in changes] == [day for day in dataset.change_days if day[:4] == year]
    events = dataset.tables["events"]
    assert {step.event_id for step in steps if step.event_id} == set(
        events.loc[events["start_day"].str[:4] == year, "event_id"]
    )


def test_1962_is_told_day_by_day(dataset: Dataset) -> None:
    steps = steps_of_year(dataset, "1962", TODAY)
    (change,) = [step for step in steps if step.day == "1962-07-01" and not step.event_id]
    assert "Land passes from “Ruanda-Urundi” to “Rwanda”" in change.sentence
    assert "Land passes from “Ruanda-Urundi” to “Kingdom of Burundi”" in change.sentence


def test_a_land_that_stays_on_the_map_in_another_role_neither_ends_nor_begins(dataset: Dataset) -> None:
    (words,) = [
        step.sentence
        for step in steps_of_year(dataset, "1897", TODAY)
        if step.day == "1897-03-01" and not step.event_id
    ]
    assert words == (
        "Kingdom of Rwanda: “Independent kingdom, claimed on paper” until then, “Kingdom under foreign rule” from "
        "this day"
    )


def test_nothing_is_told_of_a_day_that_has_not_come(dataset: Dataset) -> None:
    steps = steps_of_year(dataset, "1962", "1962-06-30")
    assert steps
    assert all(step.day <= "1962-06-30" for step in steps)


def test_from_change_to_change_one_comes_to_the_last(dataset: Dataset) -> None:
    day, visited = "1884-01-01", []
    while following := next_change(dataset, day, TODAY):
        assert following > day
        visited.append(following)
        day = following
    assert visited == dataset.change_days
    assert next_change(dataset, "1962-06-30", "1962-06-30") == ""


def test_before_and_after_a_territory_comes_who_held_its_land(dataset: Dataset) -> None:
    def neighbours(territory: str) -> tuple[set[str], set[str]]:
        before, after = neighbours_in_time(dataset, territory)
        return set(before), set(after)

    assert neighbours("ruanda_urundi_trust")[1] == {"rwanda_republic", "burundi_kingdom_ind"}
    assert neighbours("rwanda_kingdom_claimed") == ({"rwanda_kingdom_1884"}, {"rwanda_kingdom_german"})
    assert neighbours("ruanda_urundi_mandate_b") == (
        {"ruanda_urundi_mandate_a", "tanganyika_mandate_a"},
        {"ruanda_urundi_mandate_c"},
    )
    assert neighbours("zaire") == ({"dr_congo_1964"}, {"dr_congo"})
    assert neighbours("rwanda_republic")[1] == set()
    assert neighbours("rwanda_republic")[0] == {"ruanda_urundi_trust"}


def test_no_territory_comes_before_or_after_itself(dataset: Dataset) -> None:
    for territory in dataset.tables["territories"].itertuples():
        before, after = neighbours_in_time(dataset, territory.territory_id)
        assert territory.territory_id not in before + after
        for name in before:
            assert dataset.row("territories", name)["start_day"] < territory.end_day
        for name in after:
            assert dataset.row("territories", name)["end_day"] > territory.start_day


# Words


@pytest.mark.parametrize(
    ("value", "sentence"), [("1925", "1925"), ("1962-07", "July 1962"), ("1962-07-01", "1 July 1962")]
)
def test_a_date_is_said_in_the_precision_it_has(value: str, sentence: str) -> None:
    assert say_date(value) == sentence


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("1946-12-13", "1962-07-01", "13 December 1946 – 30 June 1962"),
        ("1962-07-01", "", "since 1 July 1962"),
        ("1890", "1932", "1890 – 1931"),
        ("1994-07", "1995-01", "July 1994 – December 1994"),
        ("1994", "1995", "1994"),
        ("1994-04-12", "1994-04-13", "12 April 1994"),
    ],
)
def test_an_interval_names_the_last_date_on_which_it_held(start: str, end: str, sentence: str) -> None:
    assert say_interval(start, end) == sentence


@given(st.text())
def test_markdown_shows_words_as_they_are(words: str) -> None:
    escaped = for_markdown(words)
    plain = re.sub(r"\\(.)", r"\1", escaped, flags=re.DOTALL).replace("\u2060", "")
    assert plain == re.sub(r"[\t\r\n]+", " ", words).replace("\u2060", "")
    assert not re.search(r"(?<!\\)[<>`*_\[\]$]", escaped.replace("\\\\", "")), escaped


def test_every_word_that_a_page_asks_for_is_there() -> None:
    keys = set()
    for path in (ROOT / "pages").rglob("*.py"):
        keys |= set(re.findall(r"\btext\(\s*[\"'](\w+)[\"']", path.read_text(encoding="utf-8")))
    assert len(keys) > 20
    assert keys <= set(PHRASES)


def test_every_word_that_the_time_bar_asks_for_is_there() -> None:
    def texts(kind: str) -> str:
        paths = [path for folder in ("pages", "static") for path in sorted((ROOT / folder).rglob(kind))]
        return "\n".join(path.read_text(encoding="utf-8") for path in paths if "vendor" not in path.parts)

    script, page = texts("*.js"), texts("*.html")
    keys = set(re.findall(r"\bword\(\"(\w+)\"", script)) | set(re.findall(r"error: \"(\w+)\"", script))
    keys |= set(re.findall(r"data-act=\"(\w+)\"", page))
    assert len(keys) > 10
    assert {f"bar_{key}" for key in keys} <= set(PHRASES)


def test_words_take_their_values() -> None:
    assert text("from_to", start="a", end="b") == "a – b"
    with pytest.raises(KeyError):
        text("from_to", start="a")
