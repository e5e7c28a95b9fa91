"""Content notes, and what the panel says of disputes and officeholders."""

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from geo import Dataset
from pages.shared.language.words import for_markdown, text
from pages.shared.record.sentences import officeholder_sentences, territory_sentences
from pages.shared.view.link import DEFAULT_LAYERS, View, decode_link, encode_link
from tests.app.atlas import html_of, opened, sound

NOTED = "1994-04-07"


def words(app: AppTest) -> str:
    """Return everything that the page says in Markdown."""
    return "\n".join([*(item.value for item in app.markdown), *(button.label for button in app.button)])


def noted_events(dataset: Dataset) -> list[dict[str, str]]:
    """Return the events that happened on the day that the tests open."""
    events = dataset.tables["events"]
    return [dict(row) for row in events[events["start"] == NOTED].to_dict("records")]


def pass_note(app: AppTest) -> AppTest:
    """Press the button of the first content note."""
    return sound(next(button for button in app.button if button.label == text("content_note_dismiss")).click().run())


def test_the_note_stands_before_the_texts_and_can_be_passed(dataset: Dataset) -> None:
    row = noted_events(dataset)[0]
    app = opened(date=NOTED, event=row["event_id"])
    note = dataset.tables["content_notes"].iloc[0]
    assert for_markdown(note["text"]) in words(app)
    assert str(escape(row["text"])) not in html_of(app)
    app = pass_note(app)
    assert str(escape(row["text"])) in html_of(app)
    assert for_markdown(note["text"]) not in words(app)


def test_the_year_lists_nothing_of_the_time_before_the_note_is_passed(dataset: Dataset) -> None:
    titles = [for_markdown(row["title"]) for row in noted_events(dataset)]
    assert titles
    app = opened(date="1994")
    assert not [title for title in titles if title in words(app)]
    app = pass_note(app)
    assert all(title in words(app) for title in titles)


@pytest.mark.parametrize("date", ["1993", "1995", "1925"])
def test_other_years_have_no_note(date: str) -> None:
    assert text("content_note_dismiss") not in [button.label for button in opened(date=date).button]


def test_a_visitor_who_asked_to_be_remembered_is_not_asked_again(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, note = noted_events(dataset)[0], dataset.tables["content_notes"].iloc[0]
    cookies = {"atlas_notes": f"nonsense.{note['note_id']}"}
    shown = {"theme": _Theme(), "is_embedded": False, "url": None}
    context = {"cookies": cookies, "headers": {}, "locale": "en-GB", **shown}
    monkeypatch.setattr("streamlit.context", type("Context", (), context)())
    assert str(escape(row["text"])) in html_of(opened(date=NOTED, event=row["event_id"]))


class _Theme:
    type = "light"


# Rival positions in the link and in the sentences.


def test_a_rival_position_is_in_the_link_among_the_layers(dataset: Dataset) -> None:
    view = View(date="1921", at="lakes", position="gisaka_1921")
    query = encode_link(view)
    assert query["layers"] == " ".join((*DEFAULT_LAYERS, "gisaka_1921"))
    assert decode_link({name: [value] for name, value in query.items()}, dataset, "2026-01-01") == (view, [])


@pytest.mark.parametrize("value", ["gisaka_1921 congo_1885", "gisaka_1922", "names nobody", "congo_german"])
def test_a_position_that_the_map_cannot_show_is_told(dataset: Dataset, value: str) -> None:
    view, notices = decode_link({"date": ["1921"], "layers": [value]}, dataset, "2026-01-01")
    assert (view.position, view.layers) == ("", DEFAULT_LAYERS)
    assert notices == [text("bad_layers")]


def test_the_sentences_follow_the_position(dataset: Dataset) -> None:
    main, rival = (sum(len(part) for part in territory_sentences(dataset, "1909", name)) for name in ("", "congo_1885"))
    assert rival == main - 1  # what was a claim is land


def test_the_panel_lets_the_visitor_choose_a_position() -> None:
    app = opened(date="1909")
    assert not app.radio  # what is folded is not sent
    app.session_state["disputes"] = True
    radio = next(item for item in sound(app.run()).radio if item.key == "dispute_congo_line")
    assert radio.value == "congo_german"
    app = sound(radio.set_value("congo_1885").run())
    assert app.session_state["view"].position == "congo_1885"
    assert app.query_params["layers"] == " ".join((*DEFAULT_LAYERS, "congo_1885"))
    radio = next(item for item in app.radio if item.key == "dispute_congo_line")
    assert sound(radio.set_value("congo_german").run()).session_state["view"].position == ""


# Offices.


@pytest.mark.parametrize(
    ("day", "begin"),
    [
        ("1931-06-30", "Charles Voisin (Governor) heads the Belgian administration."),
        ("2010", "Ivo Goemans is ambassador of Belgium to Rwanda."),
        ("2024-12-31", "Ambassador of Belgium to Rwanda: the post is vacant."),
        ("2023-06-30", "Ambassador of Rwanda to Belgium: Vincent Karega is nominated but not accepted."),
        ("2025-06-30", "Ambassador of Rwanda to Belgium: none."),
    ],
)
def test_offices_in_words(dataset: Dataset, day: str, begin: str) -> None:
    assert any(sentence.startswith(begin) for sentence, _ in officeholder_sentences(dataset, day))
