"""Identifiers: where other catalogues have what a row is about, as addresses and as links."""

from collections.abc import Mapping

from markupsafe import Markup

from pages.shared.language.words import for_markdown, text
from pages.shared.record.html import EMPTY, join, tag

# Columns of identifiers: the name of the catalogue, and its addresses.
_CATALOGUES = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "geonames": ("GeoNames", "https://www.geonames.org/{}"),
}
_SEPARATOR = " · "


def same_as(row: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses of what a row is about, by the names of the catalogues that have it."""
    return {name: address.format(row[column]) for column, (name, address) in _CATALOGUES.items() if row.get(column)}


def catalogue_links(row: Mapping[str, str]) -> Markup:
    """Return links to what a row is about in other catalogues; empty if none is known to have it."""
    links = [tag("a", name, href=url, target="_blank", rel="noopener") for name, url in same_as(row).items()]
    return tag("small", text("other_catalogues"), " ", join(links, _SEPARATOR), class_="catalogues") if links else EMPTY


def catalogues_in_markdown(row: Mapping[str, str]) -> str:
    """Return the same as Markdown; empty if there is none."""
    links = _SEPARATOR.join(f"[{name}]({url})" for name, url in same_as(row).items())
    return " ".join([for_markdown(text("other_catalogues")), links]) if links else ""
