"""What a page gives to others: the button in its head, and what the menu behind it (`browser/share`) needs."""

from typing import Any

import streamlit as st
from markupsafe import Markup

from geo import Dataset
from pages.shared.data.assets import base_path, static_url, static_version
from pages.shared.data.editions import edition_shown
from pages.shared.language.languages import language
from pages.shared.language.words import day_pattern, first_of_month, months, text
from pages.shared.layout.phrases import PHRASES
from pages.shared.record.html import tag
from pages.shared.record.reference import reference
from pages.shared.view.routes import Page
from pages.shared.view.session import current_view, today

# Where the picture of a view lies, below the base path; the menu adds the query of the view.
PICTURE = "preview.png"
_PREFIX = "share_"


def share_button() -> Markup:
    """Return the button that opens the menu; `page_script` tells the menu what it needs."""
    return tag("button", tag("span", text("share")), type="button", class_="share-button", aria_haspopup="dialog")


def share_data(dataset: Dataset, route: Page) -> dict[str, Any]:
    """Return what the menu of a page needs, ready for JSON; what changes with the view it reads from the address."""
    title, page, edition = str(dataset.about["title"]), text(route.title), edition_shown(dataset)
    keys = [key for key in PHRASES if key.startswith(_PREFIX)]
    phrases = {key.removeprefix(_PREFIX): text(key, version=edition) for key in keys}
    return {
        "script": script_address("share"),
        "picture": f"{base_path()}/{PICTURE}",
        "title": f"{title}: {page}" if route.url_path else title,
        "citation": reference(dataset, _what(title, route, page), "{link}", "{seen}"),
        "edition": edition,
        "date": current_view().date,
        "today": today(),
        "locale": language(),
        "months": ",".join(months()),
        "day_pattern": day_pattern(),
        "first_of_month": first_of_month(),
        "has_map": route.has_map,
        "phrases": phrases | {"close": text("close_details")},
    }


def _what(title: str, route: Page, page: str) -> str:
    """Return the sentence that names what is cited, with places for its days."""
    if route.url_path == "comparison":
        return text("cite_days", title=title, day="{day}", other="{other}")
    return text("cite_map", title=title, day="{day}") if route.has_map else text("cite_page", title=title, page=page)


def embed_script() -> str | None:
    """Return the address of what a page runs only in the frame of another site."""
    return script_address("embed") if st.context.is_embedded else None


def script_address(bundle: str) -> str:
    """Return the address of a bundle of browser/."""
    return f"{static_url()}/{bundle}.js?v={static_version()}"
