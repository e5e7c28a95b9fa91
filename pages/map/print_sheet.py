"""The printed sheet: what only a printer shows of the map page.

The works are sent once, when the page opens; a step of the map sends the rule that selects those to print.
"""

from typing import Any

from markupsafe import Markup

from geo import Dataset
from geo.dates import shown_day
from geo.tables import rows_in_force
from geo.territories import rows_at
from pages.shared.language.words import text
from pages.shared.record.html import EMPTY, css_string, tag
from pages.shared.record.sentences import office_sentence
from pages.shared.view.link import View
from pages.shared.view.session import today


def works_at(dataset: Dataset, day: str, position: str = "") -> list[str]:
    """Return the ids of the sources of the two states' lands and relations on an ISO day."""
    first = dataset.protagonists
    lands = [row for row in rows_at(dataset, day, position) if row["polity"] in first]
    rows = [dataset.row("territories", row["territory_id"]) for row in lands]
    return _ids([*rows, *rows_in_force(dataset.records["relations"], day)])


def _ids(rows: list[dict[str, Any]]) -> list[str]:
    return sorted({source for row in rows for source in row["source_ids"].split()})


def sheet_head(dataset: Dataset, view: View) -> Markup:
    """Return the style sheet that selects the officeholders and the works to print.

    The printed address is that of the link to the current language, the printed day the heading of the sentences.
    """
    day = shown_day(view.date, today())
    holders = [holder_class(row) for row in rows_in_force(dataset.records["officeholders"], day)]
    selector = ",".join(f".{name}" for name in (*works_at(dataset, day, view.position), *holders))
    return tag("style", f"@media print{{{selector}{{display:list-item!important}}}}") if selector else EMPTY


def holder_class(row: dict[str, str]) -> str:
    """Return the class of an officeholder's line."""
    return f"holder-{row['holder_id']}"


def sheet_offices(dataset: Dataset) -> Markup:
    """Return a sentence on every officeholder of the record, to be printed where the day selects it."""
    items = (
        tag("li", office_sentence(office, holder), class_=holder_class(holder))
        for office in dataset.records["offices"]
        for holder in dataset.records["officeholders"]
        if holder["office_id"] == office["office_id"]
    )
    return tag("section", tag("h3", text("office_heading")), tag("ul", *items), class_="paper paper-offices")


def sheet_works(dataset: Dataset, address: str) -> Markup:
    """Return the sources of all lands and relations of the two states, to be printed.

    `address` is that of the atlas, without a query.
    """
    first = dataset.protagonists
    lands = [row for row in dataset.records["territories"] if row["polity"] in first]
    works = [dataset.row("sources", source) for source in _ids([*lands, *dataset.records["relations"]])]
    items = (tag("li", row["citation"], class_=row["source_id"]) for row in works)
    style = Markup("<style>:root{{--address:{}}}</style>").format(css_string(address))
    section = tag("section", tag("h3", text("paper_sources")), tag("ul", *items), class_="paper paper-works")
    return style + section
