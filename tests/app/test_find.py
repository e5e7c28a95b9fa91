"""The search page."""

from urllib.parse import parse_qs

import pytest

from geo import Dataset
from geo.dates import shown_day
from geo.search import everything
from pages.find import results
from pages.shared.language.words import for_markdown, say_date, text
from pages.shared.view.link import View, decode_link
from tests.app.atlas import TODAY, link_of, links_of, page, sound, words_of


def test_every_hit_leads_to_a_link_that_is_sound(dataset: Dataset) -> None:
    view = View(date="1925", at="belgium", layers=("missions",))
    for hit in everything(dataset):
        name, query = results.target_of(dataset, hit, view, TODAY)
        decoded, notices = decode_link({key: [value] for key, value in query.items()}, dataset, TODAY)
        assert notices == [], hit
        assert name in (results.MAP, results.MISSIONS)
        span, day = hit.span_at("1925-12-31"), shown_day(decoded.date, TODAY)
        assert hit.kind == "event" or span.start_day <= day < span.end_day
        assert {"territory": decoded.territory, "event": decoded.event}.get(hit.kind, span.row_id) == span.row_id


def test_words_are_looked_for_and_kept_in_the_link() -> None:
    app = page("find", date="1925")
    sound(app.text_input(key="find_query").input("kigali").run())
    assert link_of(app)["q"] == "kigali"
    queries = [parse_qs(query) for label, query in links_of(app) if label.startswith("**")]
    assert len(queries) > 6
    assert {"mission", "event"} <= {key for query in queries for key in query}
    before = len(queries)
    sound(app.button(key="find_more_event").click().run())
    assert len([label for label, _ in links_of(app) if label.startswith("**")]) > before


@pytest.mark.parametrize("written", ["20 July 1922", "20/7/1922", "20 juillet 1922"])
def test_a_date_leads_to_its_map_and_to_its_events(written: str) -> None:
    links = links_of(page("find", date="1925", q=written))
    labels = [label for label, _ in links]
    first = labels.index("**Map of 20 July 1922**")
    assert parse_qs(links[first][1])["date"] == ["1922-07-20"]
    assert "confirms the mandate" in labels[first + 1]
    assert any("Gisaka" in label for label in labels[first + 1 :])


def test_what_may_be_two_days_leads_to_both_and_what_the_map_does_not_show_to_none() -> None:
    labels = [label for label, _ in links_of(page("find", date="1925", q="7/8/1922"))]
    assert [label for label in labels if label.startswith("**Map")] == [
        "**Map of 7 August 1922**",
        "**Map of 8 July 1922**",
    ]
    for words in ("1700", "2999", "1922-02-30"):
        labels = [label for label, _ in links_of(page("find", date="1925", q=words))]
        assert not any(label.startswith("**Map") for label in labels), words


def test_nothing_found_offers_what_may_be_meant() -> None:
    app = page("find", date="1925", q="kigaly")
    assert text("find_none_help") in words_of(app)
    assert app.button(key="offer_0").label == "Kigali"
    sound(app.button(key="offer_0").click().run())
    assert link_of(app)["q"] == "Kigali"


def test_an_event_behind_a_note_is_found_by_its_day_alone(dataset: Dataset) -> None:
    note = dataset.tables["content_notes"].iloc[0]
    events = dataset.tables["events"]
    event = events[(events["start_day"] >= note["start_day"]) & (events["start_day"] < note["end_day"])].iloc[0]
    app = page("find", date="1925", q=event["title"])
    labels = " ".join(label for label, _ in links_of(app))
    assert for_markdown(event["title"]) not in labels
    assert for_markdown(say_date(event["start"])) in labels
