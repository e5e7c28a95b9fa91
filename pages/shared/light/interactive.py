"""Pages of the light edition that a script brings to life: find, and the comparison of two days."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from geo import Dataset
from geo.dates import first_day, link_date
from geo.search import Hit, everything, text_of
from pages.shared.language.words import phrase, say_interval, text
from pages.shared.light.shell import Part, scripts
from pages.shared.record.events import say_when
from pages.shared.record.html import address, join, tag
from pages.shared.record.notes import notes_on

_ZOOM = 9  # of a place


def find_page(dataset: Dataset) -> Part:
    """Return the page on which everything of the record is found by name and by text."""
    del dataset
    field = tag("input", type="search", id="words", autocomplete="off", spellcheck="false", maxlength="120")
    main = [
        tag("h1", text("find_title")),
        tag("p", tag("label", text("find_field"), for_="words"), field, class_="search-field"),
        tag("p", text("find_hint"), id="answer", role="status"),
        tag("div", id="hits", data_none=text("find_none_help"), data_count=phrase("find_group")),
    ]
    return Part(join(main, "\n"), scripts=scripts("data/find.js", "find.js"))


def find_entries(dataset: Dataset) -> list[dict[str, Any]]:
    """Return everything that can be found, JSON-ready: kind, name, when, text, and the link to the map or a page."""
    last = str(dataset.about["as_of"])
    return [_entry(dataset, hit, last) for hit in everything(dataset) if hit.kind != "era"]


def _entry(dataset: Dataset, hit: Hit, last: str) -> dict[str, Any]:
    span = hit.spans[0]
    row = dataset.row("events", span.row_id) if hit.kind == "event" else {}
    is_hidden = bool(row) and bool(notes_on(dataset, row["start"], row["end"]))
    when = say_when(row) if row else say_interval(hit.spans[0].start, hit.spans[-1].end)
    return {
        "kind": text(f"find_kind_{hit.kind}"),
        "title": text("find_hidden", day=when) if is_hidden else hit.name,
        "when": ", ".join(filter(None, [span.label if span.label != hit.name else "", when])),
        "text": text_of(dataset, hit),
        "link": _link(dataset, hit, last),
    }


def _link(dataset: Dataset, hit: Hit, last: str) -> str:
    span, begin = hit.spans[0], first_day(str(dataset.about["first"]))
    query = {"date": link_date(max(span.start_day, begin), last)}
    if hit.kind == "person":
        return address("missions.html", query) + f"#office-{dataset.row('officeholders', span.row_id)['office_id']}"
    if hit.kind == "place":
        row = dataset.row("places", span.row_id)
        place = {"at": f"{row['lat']}_{row['lon']}_{_ZOOM}"} if row else {}
        return address("index.html", {**query, "layers": "claims missions names towns", **place})
    if hit.kind == "mission" and dataset.row("missions", span.row_id)["on_map"] != "yes":
        return f"missions.html#{span.row_id}"
    return address("index.html", {**query, hit.kind: span.row_id})


def comparison_page(dataset: Dataset) -> Part:
    """Return the page that sets two days side by side: what holds on each, and what changed between them."""
    days = (str(dataset.about["first"])[:4], str(dataset.about["as_of"])[:4])
    sides = zip(("a", "b"), ("date", "with"), days, strict=True)
    main = [
        tag("h1", text("comparison_title")),
        tag("div", *(_side(*side) for side in sides), class_="sides"),
        tag("h2", text("comparison_days")),
        tag("ul", class_="steps", id="between"),
        tag("p", text("light_cannot"), class_="small"),
    ]
    return Part(join(main, "\n"), scripts=scripts("data/days.js", "compare.js"))


def _side(side: str, parameter: str, date: str) -> Markup:
    name = f"day-{side}"
    return tag(
        "section",
        tag("p", tag("label", text(f"comparison_side_{side}"), for_=name), _date_field(name, parameter, date)),
        tag("h2", data_part="day"),
        tag("p", data_part="relation"),
        tag("ul", data_part="near"),
        tag("h3", text("missions_heading")),
        tag("ul", data_part="missions"),
        tag("p", tag("a", text("nav_atlas"), data_part="map", href="index.html")),
        data_side=side,
    )


def _date_field(name: str, parameter: str, date: str) -> Markup:
    return tag("input", id=name, name=parameter, value=date, autocomplete="off", spellcheck="false", maxlength="40")


def interactive(dataset: Dataset) -> Iterator[tuple[str, str, str, Part]]:
    """Give the pages with name, key of the label, the table without which there is nothing to show, and parts."""
    yield "comparison", "nav_comparison", "territories", comparison_page(dataset)
    yield "find", "nav_find", "territories", find_page(dataset)
