"""The head of a view's page, for those who do not run its scripts: previews, search engines, catalogues, feeds."""

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from geo import Dataset
from geo.dates import first_day
from pages.shared.data.assets import base_path
from pages.shared.language.words import text
from pages.shared.record.html import join, tag
from pages.shared.record.plate import package_of
from pages.shared.record.summary import Summary
from pages.shared.view.link import PAGE_PARAMETERS, View, encode_link, languages_of

_PREVIEW_SIZE = (1200, 630)  # pixels
_LOCALES = {"en": "en_GB", "fr": "fr_BE", "nl": "nl_BE", "de": "de_BE", "rw": "rw_RW"}
_TAGS = (
    ("og:type", "website"),
    ("og:image:type", "image/png"),
    ("og:image:width", str(_PREVIEW_SIZE[0])),
    ("og:image:height", str(_PREVIEW_SIZE[1])),
)


@dataclass(frozen=True)
class Address:
    """Where a view of a page stands.

    Attributes
    ----------
    origin
        Scheme and host of the atlas; empty if it is not known, and then links are relative.
    path
        Of the page below the atlas's own; empty for the map.
    """

    origin: str
    path: str

    def of(self, view: View, path: str | None = None, **more: str) -> str:
        """Return the address of a view, on this page or on another."""
        page = self.path if path is None else path
        return f"{self.origin}{base_path()}/{page}?{urlencode(encode_link(view, PAGE_PARAMETERS) | more)}"

    def to(self, path: str, **query: str) -> str:
        """Return the address of something else of the atlas."""
        return f"{self.origin}{base_path()}/{path}" + (f"?{urlencode(query)}" if query else "")


def head(dataset: Dataset, view: View, summary: Summary, address: Address) -> Markup:
    """Return title, description, previews, other languages, structured data and citation of a view, as HTML.

    Parameters
    ----------
    dataset
        In the language of the view, which is spoken.
    """
    name = str(dataset.about["title"])
    here, picture = address.of(view), preview_address(address, view)
    named = {"description": summary.description, **_citation(dataset, summary, here), **_twitter(summary, picture)}
    parts = [
        tag("title", f"{summary.title} · {name}"),
        *(tag("meta", name=key, content=value) for key, value in named.items()),
        *(tag("meta", property=key, content=value) for key, value in _open_graph(name, view, summary, here, picture)),
        tag("link", rel="canonical", href=here),
        *_alternates(dataset, view, address),
        tag("link", rel="alternate", type="application/json+oembed", href=address.to("oembed", url=here), title=name),
        tag("link", rel="alternate", type="application/atom+xml", href=address.to("feed.atom"), title=name),
        _structured(structured_data(dataset, view, summary, address)),
    ]
    return join(parts, "\n")


def preview_address(address: Address, view: View, **more: str) -> str:
    """Return the address of the preview of a view."""
    seen = encode_link(view)
    query = {key: seen[key] for key in ("date", "at", "lang", "territory", "mission", "event", "layers") if key in seen}
    return address.to("preview.png", **query, **more)


def _open_graph(name: str, view: View, summary: Summary, here: str, picture: str) -> Iterator[tuple[str, str]]:
    yield from _TAGS
    yield "og:site_name", name
    yield "og:title", summary.title
    yield "og:description", summary.description
    yield "og:url", here
    yield "og:locale", _LOCALES.get(view.lang, view.lang)
    yield "og:image", picture
    yield "og:image:alt", text("preview_alt", title=summary.title)


def _twitter(summary: Summary, picture: str) -> dict[str, str]:
    return {
        "twitter:card": "summary_large_image",
        "twitter:title": summary.title,
        "twitter:description": summary.description,
        "twitter:image": picture,
    }


def _citation(dataset: Dataset, summary: Summary, here: str) -> dict[str, str]:
    """Return what reference managers read: Zotero among them."""
    as_of = str(dataset.about["as_of"])
    return {
        "citation_title": f"{dataset.about['title']}: {summary.title}",
        "citation_publication_date": as_of.replace("-", "/"),
        "citation_language": dataset.language,
        "citation_public_url": here,
        "DC.title": f"{dataset.about['title']}: {summary.title}",
        "DC.date": as_of,
        "DC.language": dataset.language,
        "DC.rights": package_of(dataset).licence,
    }


def _alternates(dataset: Dataset, view: View, address: Address) -> Iterator[Markup]:
    """Give links to the same view in every language; whoever has none of them gets the first."""
    known = languages_of(dataset)
    for code in known:
        yield tag("link", rel="alternate", hreflang=code, href=address.of(dataclasses.replace(view, lang=code)))
    yield tag(
        "link", rel="alternate", hreflang="x-default", href=address.of(dataclasses.replace(view, lang=known[0]))
    )


def structured_data(dataset: Dataset, view: View, summary: Summary, address: Address) -> dict[str, Any]:
    """Return a view as JSON-LD (schema.org): the page, the dataset behind it, and the way to it."""
    name, here = str(dataset.about["title"]), address.of(view)
    home = address.of(dataclasses.replace(view, territory="", mission="", event=""), "")
    crumbs = [(name, home)] + ([(summary.title, here)] if address.path else [])
    page = {
        "@type": "WebPage",
        "@id": here,
        "url": here,
        "name": summary.title,
        "description": summary.description,
        "inLanguage": view.lang,
        "temporalCoverage": summary.day,
        "primaryImageOfPage": {"@type": "ImageObject", "url": preview_address(address, view)},
        "isPartOf": {"@type": "WebSite", "name": name, "url": address.to("")},
        "mainEntity": {"@id": address.to("#dataset")},
        "breadcrumb": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": label, "item": url}
                for number, (label, url) in enumerate(crumbs, start=1)
            ],
        },
    }
    return {"@context": "https://schema.org", "@graph": [page, _dataset(dataset, address)]}


def _dataset(dataset: Dataset, address: Address) -> dict[str, Any]:
    """Return the record as a dataset of schema.org."""
    about, package = dataset.about, package_of(dataset)
    bounds = [dataset.records["views"][0][side] for side in ("bottom", "left", "top", "right")]
    files = {"json": "application/json", "geojson": "application/geo+json", "csv": "text/csv"}
    fields = {
        "@type": "Dataset",
        "@id": address.to("#dataset"),
        "name": package.title or str(about["title"]),
        "description": package.description or str(about["subtitle"]),
        "url": address.to("data"),
        "version": package.version,
        "license": package.licence_url or package.licence,
        "temporalCoverage": f"{first_day(str(about['first']))}/{about['as_of']}",
        "dateModified": str(about["as_of"]),
        "inLanguage": languages_of(dataset),
        "spatialCoverage": {"@type": "Place", "geo": {"@type": "GeoShape", "box": " ".join(map(str, bounds))}},
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media,
                "contentUrl": address.to(f"api/territories.{ending}"),
            }
            for ending, media in files.items()
        ],
    }
    return {key: value for key, value in fields.items() if value}


def _structured(value: dict[str, Any]) -> Markup:
    """Return JSON-LD as an element; no text in it ends the element."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(written))  # noqa: S704 no "<" is left
