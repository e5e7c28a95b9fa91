"""The texts beside the map of the light edition: as HTML for the day of a link, and the phrases for the browser."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from geo import Dataset
from geo.dates import link_date
from pages.shared.language.words import phrase, say_date, text
from pages.shared.record.cards import mark
from pages.shared.record.html import EMPTY, address, join, tag, terms
from pages.shared.record.sentences import Step, next_change
from pages.shared.record.summary import Summary
from pages.shared.view.link import LAYERS

_PLAIN = {
    "missions": "missions_heading",
    "no_missions": "no_missions",
    "offices": "office_heading",
    "far": "elsewhere",
    "disputes": "disputes_heading",
    "next_change": "next_change",
    "close": "close_details",
    "before": "details_before",
    "after": "details_after",
    "sources": "details_sources",
    "dismiss_note": "content_note_dismiss",
}
_FILLED = ("headed", "this_year", "nothing_this_year")


def panel_phrases(dataset: Dataset) -> dict[str, Any]:
    """Return the phrases of `browser/light/panel.js`; the browser fills in the placeholders."""
    phrases = {name: text(key) for name, key in _PLAIN.items()} | {name: phrase(name) for name in _FILLED}
    day = say_date(str(dataset.about["as_of"]))
    marks = {mark: text(f"badge_{mark}") for mark in ("no", "partly")}
    return phrases | {"no_next": text("no_next", day=day), "after_as_of": text("after_as_of", day=day), "marks": marks}


def panel(dataset: Dataset, summary: Summary, today: str) -> Markup:
    """Return the texts of a day, each part named for `browser/light/panel.js`, which goes on from here.

    Parameters
    ----------
    dataset
        In the language of the edition, which is spoken.
    summary
        Of the view.
    today
        ISO day, after which nothing is shown.
    """
    missions = [join([tag("strong", f"{name}:"), " ", sentence]) for name, sentence in summary.missions]
    disputes = [join([tag("strong", f"{title}."), " ", sentence]) for title, sentence in summary.disputes]
    is_late = summary.day > str(dataset.about["as_of"])
    return tag(
        "section",
        _details(summary),
        _part("h1", "day", say_date(summary.day)),
        _part("p", "relation", summary.relation),
        _part("ul", "near", *_items(summary.lands), class_="near"),
        _fold("missions", "missions_heading", missions, text("no_missions"), is_open=True),
        _fold("offices", "office_heading", summary.offices),
        _fold("far", "elsewhere", summary.others),
        _fold("disputes", "disputes_heading", disputes),
        _part("p", "after", text("after_as_of", day=say_date(str(dataset.about["as_of"]))), hidden=not is_late),
        _part("h2", "year", text("this_year", year=summary.day[:4])),
        _part("ul", "steps", *_year(summary, today), class_="steps"),
        _part("p", "following", _following(dataset, summary.day, today)),
        _layers(),
        id="panel",
    )


def _part(name: str, part: str, *content: str, class_: str | None = None, hidden: bool = False) -> Markup:
    return tag(name, *content, class_=class_, data_part=part, hidden=hidden)


def _items(lines: Iterable[str]) -> list[Markup]:
    return [tag("li", line) for line in lines]


def _fold(part: str, heading: str, lines: Iterable[str], otherwise: str = "", *, is_open: bool = False) -> Markup:
    """Return lines folded under a heading that counts them; hidden if there are none and nothing to say instead."""
    items = _items(lines)
    head = tag("summary", f"{text(heading)} ({len(items)})")
    shown = items or _items([otherwise] if otherwise else [])
    return tag("details", head, tag("ul", *shown), data_part=part, open=is_open, hidden=not shown)


def _details(summary: Summary) -> Markup:
    """Return what the record says of what is chosen; what a content note hides is not told."""
    named = [fact for fact in summary.chosen if fact[0]]
    facts = terms(named) if named else EMPTY
    sentences = join(tag("p", words) for term, words in summary.chosen if not term)
    head = tag("header", tag("h2", summary.subject)) if summary.chosen else EMPTY
    return _part("section", "details", head, facts, sentences, class_="details", hidden=not summary.chosen)


def _year(summary: Summary, today: str) -> list[Markup]:
    lines = [_step(step, today) for step in summary.steps]
    if summary.hidden:
        lines.append(tag("li", text("hidden_rows", count=summary.hidden), class_="small"))
    elif not lines:
        lines.append(tag("li", text("nothing_this_year", year=summary.day[:4]), class_="small"))
    return lines


def _step(step: Step, today: str) -> Markup:
    query = {"date": link_date(step.date, today)} | ({"event": step.event_id} if step.event_id else {})
    words = join([tag("strong", say_date(step.date)), " — ", step.sentence, " ", mark(step.verified)])
    return tag("li", tag("a", words, href=address("index.html", query)))


def _following(dataset: Dataset, day: str, today: str) -> Markup:
    following = next_change(dataset, day, today)
    if not following:
        return tag("span", text("no_next", day=say_date(str(dataset.about["as_of"]))))
    words = join([text("next_change"), " ", tag("strong", say_date(following))])
    return tag("a", words, href=address("index.html", {"date": following}))


def _layers() -> Markup:
    boxes = (tag("label", tag("input", type="checkbox", value=layer), " ", text(f"layer_{layer}")) for layer in LAYERS)
    return _part("fieldset", "layers", tag("legend", text("layers")), *boxes)
