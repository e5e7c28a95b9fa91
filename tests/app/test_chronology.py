"""The chronology shows every event once, in its place in time, and finds it by kind and words."""

import pytest

from geo import Dataset
from pages.chronology import chart
from pages.shared.language.words import for_markdown, say_date, text
from pages.shared.layout.charts import decimal_year
from pages.shared.record import events as chronicle
from tests.app.atlas import html_of, link_of, page, sound, words_of
from tests.app.charts import assert_sound, rows_of


def test_all_events_are_found_without_words_and_in_order(dataset: Dataset) -> None:
    events = chronicle.find_events(dataset, "")
    assert len(events) == len(dataset.tables["events"])
    assert [row["start_day"] for row in events] == sorted(row["start_day"] for row in events)


def test_every_event_is_found_by_its_title_and_by_its_kind(dataset: Dataset) -> None:
    for row in dataset.tables["events"].to_dict("records"):
        assert row in chronicle.find_events(dataset, row["title"].upper())
        assert row in chronicle.find_events(dataset, row["title"], (row["category"],))
        other = next(kind for kind in dataset.tables["categories"]["category_id"] if kind != row["category"])
        assert row not in chronicle.find_events(dataset, row["title"], (other,))


def test_the_date_in_words_is_searched(dataset: Dataset) -> None:
    event = next(row for row in chronicle.events_of(dataset) if len(row["start"]) == 10 and not row["end"])
    assert event in chronicle.find_events(dataset, say_date(event["start"]))


def test_a_mark_is_as_wide_as_its_date_is_unsure(dataset: Dataset) -> None:
    events = chronicle.events_of(dataset)
    marks = chart.event_rows(dataset, events, set()).set_index("event_id")
    assert list(marks.index) == [row["event_id"] for row in events]
    for row in events:
        mark = marks.loc[row["event_id"]]
        low = decimal_year(row["start_day"])
        assert mark["low"] == low
        if row["end"]:
            assert mark["form"] == "long"
            assert mark["high"] >= decimal_year(row["end_day"])
        elif len(row["start"]) == 4:
            assert (mark["form"], mark["high"], mark["at"]) == ("vague", low + 1, low + 0.5)
        elif len(row["start"]) == 10:
            assert (mark["form"], mark["at"]) == ("exact", low)
            assert mark["high"] - mark["low"] < 0.02


def test_the_eras_follow_one_another_without_a_gap(dataset: Dataset) -> None:
    eras = chart.era_rows(dataset, 2027.0)
    assert list(eras["high"][:-1]) == list(eras["low"][1:])
    assert eras["high"].iloc[-1] == 2027.0


def test_the_chart_is_sound_and_hides_what_stands_behind_a_note(dataset: Dataset) -> None:
    events = chronicle.events_of(dataset)
    hidden = {events[60]["event_id"]}
    spec = chart.timeline(dataset, events, hidden, "1925-12-31", (1884, 2026))
    assert_sound(spec)
    titles = {row["title"] for row in rows_of(spec) if "event_id" in row}
    assert events[60]["title"] not in titles
    assert events[59]["title"] in titles
    assert text("chronology_hidden_mark") in titles


def test_decades_hold_every_event_once(dataset: Dataset) -> None:
    decades = chronicle.by_decade(chronicle.events_of(dataset))
    assert list(decades) == sorted(decades)
    assert sum(map(len, decades.values())) == len(dataset.tables["events"])
    assert all(row["start"].startswith(decade[:3]) for decade, rows in decades.items() for row in rows)


@pytest.mark.parametrize(
    ("day", "count"), [("1884-01-01", 0), ("1962-07-01", None), ("2026-12-31", -1)], ids=["first", "middle", "last"]
)
def test_the_answer_counts_what_has_begun(dataset: Dataset, day: str, count: int | None) -> None:
    sentence = chronicle.summary(dataset, day, set())
    total = len(dataset.tables["events"])
    begun = sum(row["start_day"] <= day for row in dataset.tables["events"].to_dict("records"))
    if count is None:
        assert f" {begun} of the {total} recorded events" in sentence
    elif count == 0:
        assert (begun, sentence.startswith("None of the")) == (0, True)
    else:
        assert (begun, f"all {total}" in sentence) == (total, True)


def test_every_event_has_a_card_with_both_its_links_once_the_note_is_passed(dataset: Dataset) -> None:
    app = page("chronology", date="1962-07-01")
    before = html_of(app).count("<article>")
    buttons = [button for button in app.button if str(button.key).startswith("content_note_dismiss")]
    sound(buttons[0].click().run())
    html = html_of(app)
    total = len(dataset.tables["events"])
    # One more stands above the list: the last event up to the day.
    assert before < total + 1
    assert html.count("<article>") == total + 1
    for number in dataset.tables["events"]["event_id"]:
        assert html.count(f"event={number}&amp;") + html.count(f'event={number}"') == 2
    assert len(app.dataframe[0].value) == total


def test_words_and_kinds_narrow_the_list_and_stand_in_the_link(dataset: Dataset) -> None:
    app = page("chronology", date="1925")
    sound(app.text_input(key="chronology_query").input("kigali").run())
    kind = dataset.tables["categories"]["category_id"].iloc[3]
    sound(app.button_group(key="chronology_kinds").select(kind).run())
    assert link_of(app).items() >= {"q": "kigali", "kinds": kind}.items()
    expected = chronicle.find_events(dataset, "kigali", (kind,))
    assert text("chronology_found", count=len(expected)) in words_of(app)
    sound(app.button(key="chronology_clear").click().run())
    assert not {"q", "kinds"} & set(link_of(app))


def test_a_link_with_words_that_nothing_has_says_so_and_offers_all() -> None:
    app = page("chronology", date="1925", q="xqzw")
    assert text("chronology_found_none") in words_of(app)
    assert app.button(key="chronology_clear")
    assert app.dataframe[0].value.empty


def test_the_event_of_a_link_is_shown_first_behind_its_note(dataset: Dataset) -> None:
    note = dataset.tables["content_notes"].iloc[0]
    events = dataset.tables["events"]
    event = events[(events["start_day"] >= note["start_day"]) & (events["start_day"] < note["end_day"])].iloc[0]
    app = page("chronology", event=event["event_id"])
    assert text("chronology_chosen") in words_of(app)
    assert event["title"] not in html_of(app)
    assert for_markdown(event["title"]) not in words_of(app)
    chosen = [button for button in app.button if str(button.key).startswith("content_note_dismiss_chosen")]
    sound(chosen[0].click().run())
    assert event["title"].replace("’", "’") in html_of(app)
