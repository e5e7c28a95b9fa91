"""The map of the site for search engines: every page in every language, on every day on which the map changes."""

from collections.abc import Iterator

from markupsafe import Markup

from geo import Dataset
from pages.shared.record.html import join
from pages.shared.view.link import View, languages_of
from server.asked import linked_pages
from server.links import Links

MOST = 50_000  # addresses in one sitemap, as its protocol has it
_MAP = Markup(
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{}\n</urlset>\n'
)
_ENTRY = Markup("<url><loc>{}</loc></url>")


def sitemap(dataset: Dataset, origin: str, today: str) -> bytes:
    """Return the sitemap as XML.

    Parameters
    ----------
    origin
        Scheme and host of the atlas.
    today
        ISO day, after which nothing is shown.
    """
    entries = [_ENTRY.format(address) for address in addresses(dataset, Links(origin), today)]
    return _MAP.format(join(entries[:MOST], "\n")).encode()


def addresses(dataset: Dataset, links: Links, today: str) -> Iterator[str]:
    """Give the address of every page in every language, as it opens and on each day on which the map changes."""
    at = str(dataset.about["default_view"])
    days = [str(dataset.about["default_date"]), *(day for day in dataset.change_days if day <= today)]
    for path, _ in linked_pages(dataset):
        for code in languages_of(dataset):
            yield from (links.page(path, View(date=day, at=at, lang=code)) for day in days)
