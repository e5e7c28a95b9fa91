"""The head of a page, for those who do not run its scripts: previews, search engines, catalogues, feeds."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from geo import Dataset
from geo.dataset import cached_on_dataset
from geo.dates import first_day
from geo.descriptor import load_descriptor
from geo.render.preview import SHAPES
from geo.render.symbology import PALETTE
from pages.shared.language.words import text
from pages.shared.record.html import join, tag
from pages.shared.record.identifiers import same_as
from pages.shared.record.plate import package_of
from pages.shared.record.summary import Summary
from pages.shared.view.link import languages_of
from server.asked import Asked, title_of

_LOCALES = {"en": "en_GB", "fr": "fr_BE", "nl": "nl_BE", "de": "de_BE", "rw": "rw_RW"}
_EMBEDDED = (("json", "application/json"), ("xml", "text/xml"))
_FILES = {
    "json": "application/json",
    "geojson": "application/geo+json",
    "csv": "text/csv",
    "gpkg": "application/geopackage+sqlite3",
    "parquet": "application/vnd.apache.parquet",
}


def head(dataset: Dataset, asked: Asked, summary: Summary) -> Markup:
    """Return title, description, previews, other languages, structured data and citation of a page, as HTML.

    Parameters
    ----------
    dataset
        In the language of the view, which is spoken.
    asked
        The page and its view.
    summary
        Of the same view.
    """
    name, links = str(dataset.about["title"]), asked.links
    here = links.page(asked.path, asked.seen)
    picture = links.preview(asked.view)
    parts = [
        tag("title", f"{summary.title} · {name}"),
        *_named({"description": summary.description, **_citation(dataset, summary, here)}),
        *_named(_twitter(summary, picture)),
        *(tag("meta", property=key, content=value) for key, value in _open_graph(dataset, asked, summary, picture)),
        tag("link", rel="canonical", href=here),
        *_alternates(dataset, asked),
        *(_alternate(f"{kind}+oembed", links.to("oembed", url=here, format=form), name) for form, kind in _EMBEDDED),
        _alternate("application/atom+xml", links.to("feed.atom"), name),
        tag("link", rel="service-desc", type="application/json", href=links.to("api/openapi.json")),
        *icons(asked),
        structured(structured_data(dataset, asked, summary)),
    ]
    return join(parts, "\n")


def icons(asked: Asked) -> Iterator[Markup]:
    """Give icons, colours and manifest of the atlas."""
    yield tag("link", rel="shortcut icon", href=asked.links.to("favicon.ico"))  # Streamlit puts its own address here
    yield tag("link", rel="apple-touch-icon", href=asked.links.to("icon-180.png"))
    yield tag("link", rel="manifest", href=asked.links.to("manifest.webmanifest"))
    for theme in ("light", "dark"):
        yield tag("meta", name="theme-color", content=PALETTE["page"][theme], media=f"(prefers-color-scheme: {theme})")


def _named(values: dict[str, str]) -> Iterator[Markup]:
    return (tag("meta", name=name, content=value) for name, value in values.items() if value)


def _open_graph(dataset: Dataset, asked: Asked, summary: Summary, picture: str) -> Iterator[tuple[str, str]]:
    yield "og:type", "website"
    yield "og:site_name", str(dataset.about["title"])
    yield "og:title", summary.title
    yield "og:description", summary.description
    yield "og:url", asked.links.page(asked.path, asked.seen)
    yield "og:locale", _LOCALES.get(asked.view.lang, asked.view.lang)
    for code in languages_of(dataset):
        if code != asked.view.lang:
            yield "og:locale:alternate", _LOCALES.get(code, code)
    for shape in ("wide", "square"):
        wide, high = SHAPES[shape].size
        yield "og:image", picture if shape == "wide" else asked.links.preview(asked.view, shape=shape)
        yield "og:image:type", "image/png"
        yield "og:image:width", str(wide)
        yield "og:image:height", str(high)
        yield "og:image:alt", text("preview_alt", title=summary.title)


def _twitter(summary: Summary, picture: str) -> dict[str, str]:
    return {
        "twitter:card": "summary_large_image",
        "twitter:title": summary.title,
        "twitter:description": summary.description,
        "twitter:image": picture,
        "twitter:image:alt": text("preview_alt", title=summary.title),
    }


def _citation(dataset: Dataset, summary: Summary, here: str) -> dict[str, str]:
    """Return what reference managers read: Zotero among them."""
    title, as_of = f"{dataset.about['title']}: {summary.title}", str(dataset.about["as_of"])
    return {
        "citation_title": title,
        "citation_publication_date": as_of.replace("-", "/"),
        "citation_language": dataset.language,
        "citation_public_url": here,
        "DC.title": title,
        "DC.date": as_of,
        "DC.language": dataset.language,
        "DC.identifier": here,
        "DC.rights": package_of(dataset).licence,
    }


def _alternate(kind: str, href: str, title: str) -> Markup:
    return tag("link", rel="alternate", type=kind, href=href, title=title)


def _alternates(dataset: Dataset, asked: Asked) -> Iterator[Markup]:
    """Give links to the same view in every language, and to the one where each reader gets his own."""
    for code in languages_of(dataset):
        href = asked.links.page(asked.path, replace(asked.seen, lang=code))
        yield tag("link", rel="alternate", hreflang=code, href=href)
    yield tag("link", rel="alternate", hreflang="x-default", href=asked.links.in_any_language(asked.path, asked.seen))


def structured_data(dataset: Dataset, asked: Asked, summary: Summary) -> dict[str, Any]:
    """Return a page as JSON-LD (schema.org): the page, the dataset behind it, and the way to it."""
    name, links = str(dataset.about["title"]), asked.links
    here = links.page(asked.path, asked.seen)
    way = [(name, links.to(""))]
    way += [(title_of(asked.page), links.to(asked.path))] if asked.path else []
    page = {
        "@type": "WebPage",
        "@id": here,
        "url": here,
        "name": summary.title,
        "description": summary.description,
        "inLanguage": asked.view.lang,
        "temporalCoverage": summary.day,
        "primaryImageOfPage": {"@type": "ImageObject", "url": links.preview(asked.view)},
        "isPartOf": {"@type": "WebSite", "name": name, "url": links.to("")},
        "mainEntity": {"@id": links.to("#dataset")},
        "breadcrumb": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": label, "item": url}
                for number, (label, url) in enumerate([*way, (summary.title, here)], start=1)
            ],
        },
    }
    page |= _about(dataset, asked)
    return {"@context": "https://schema.org", "@graph": [page, _dataset(dataset, asked)]}


def _about(dataset: Dataset, asked: Asked) -> dict[str, Any]:
    """Return what a page is about, if it is one land or mission that other catalogues have."""
    view = asked.view
    row = dataset.row("missions", view.mission) or dataset.row("territories", view.territory)
    addresses = list(same_as(row).values())
    return {"about": {"@type": "Place", "name": row["name"], "sameAs": addresses}} if addresses else {}


def _dataset(dataset: Dataset, asked: Asked) -> dict[str, Any]:
    """Return the record as a dataset of schema.org; what the package does not say is left out."""
    about, package, links = dataset.about, package_of(dataset), asked.links
    title, description = _described(dataset)
    fields = {
        "@type": "Dataset",
        "@id": links.to("#dataset"),
        "name": title or str(about["title"]),
        "description": description or str(about["subtitle"]),
        "url": links.to("data"),
        "version": package.version,
        "license": package.licence_url or package.licence,
        "temporalCoverage": f"{first_day(str(about['first']))}/{about['as_of']}",
        "dateModified": str(about["as_of"]),
        "inLanguage": languages_of(dataset),
        "isAccessibleForFree": True,
        "spatialCoverage": {"@type": "Place", "geo": {"@type": "GeoShape", "box": _box(dataset)}},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": links.to(f"api/territories.{ending}")}
            for ending, kind in _FILES.items()
        ],
    }
    return {key: value for key, value in fields.items() if value}


@cached_on_dataset()
def _described(dataset: Dataset) -> tuple[str, str]:
    """Return title and description of the data package; empty if it has none."""
    descriptor = load_descriptor(dataset.folder)
    return str(descriptor.get("title", "")), str(descriptor.get("description", ""))


@cached_on_dataset()
def _box(dataset: Dataset) -> str:
    """Return what all lands of the record lie in, as schema.org writes a box."""
    left, bottom, right, top = dataset.features.total_bounds
    return f"{bottom:.1f} {left:.1f} {top:.1f} {right:.1f}"


def structured(value: dict[str, Any]) -> Markup:
    """Return JSON-LD as an element; no text in it ends the element."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup('<script type="application/ld+json">{}</script>').format(_unended(written))


def _unended(written: str) -> Markup:
    return Markup(written.replace("<", "\\u003c"))  # noqa: S704 no "<" is left
