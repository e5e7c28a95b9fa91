"""The description of the interface as a page: tables, parameters and examples, made of the same declarations."""

from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from geo import Dataset
from geo.render import orders
from geo.render.symbology import page_css
from pages.shared.data.assets import base_path, static_url
from pages.shared.data.dataset import source_dataset
from pages.shared.record.edition import edition_of
from pages.shared.record.html import join, tag, terms, trusted
from server.api import VERSION
from server.api.desk import Answer
from server.api.files import FORMATS, formats_of
from server.api.parameters import DATE, Parameter, parameters_of
from server.api.plates import PLATES
from server.api.resources import SECONDS, address_of_atlas, made
from server.api.tables import Table, tables_of

_HERE = Path(__file__).resolve()
_FACES = _HERE.parents[2] / "pages/shared/layout/styles/fonts.css"
_COLOURS = ("ink", "page", "panel", "faint", "link", "border")
_DOCTYPE = Markup("<!doctype html>\n")
_RULES = (
    ("Time", "A row holds from its start to the day before its end. A year or a month as `date` or `to` stands for its"
     " last day, as `from` for its first. Dates of sources keep their precision in `start` and `end`; `start_day` and"
     " `end_day` are whole days; `start_edtf` and `end_edtf` say how sure the dates are."),
    ("Problems", "What is wrong with a request is told as application/problem+json (RFC 9457): a sentence, the"
     " parameter at fault, an address that works. Nothing is ignored: a parameter that an address does not take is a"
     " problem as well."),
    ("Other sites", "Scripts of any site may read everything (CORS)."),
    ("Asking again", f"Each answer has an ETag: whoever sends it back in If-None-Match is told by a 304 that nothing is"
     f" new. An answer may be kept for {SECONDS // 60} minutes. With 429, ask again after as many seconds as"
     " Retry-After says."),
    ("Versions", f"Within {VERSION} a column keeps its name and its meaning, and none is taken away; new ones may come."
     f" The same addresses without {VERSION}/ answer as the newest version does."),
    ("Content note", "What the atlas says before it shows a text stands in the column `content_note` of the row:"
     " please say it as well."),
)  # fmt: skip


async def give_page(request: Request) -> Answer:
    """Give the page."""
    dataset, address = await run_in_threadpool(source_dataset), address_of_atlas(request)
    make = partial(_written, dataset, address)
    return await made(request, dataset, ("page", address), make, media="text/html; charset=utf-8")


def _written(dataset: Dataset, address: str) -> bytes:
    return page(dataset, address).encode("utf-8")


def page(dataset: Dataset, address: str) -> Markup:
    """Return the page: without a script, and with nothing of another host.

    Parameters
    ----------
    dataset
        In the language in which it was written, which is that of the page.
    address
        Of the atlas, without a slash at its end; empty if it is not known.
    """
    title = f"The record by address – {edition_of(dataset)['dataset']}"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("link", rel="icon", href=f"{static_url()}/icon.svg", type="image/svg+xml"),
        tag("link", rel="service-desc", href=f"{base_path()}/api/openapi.json", type="application/json"),
        tag("style", style()),
    )
    sections = (_opening(dataset, address), _parameters(dataset), *_tables(dataset), _plate(dataset), _rules())
    return _DOCTYPE + tag("html", head, tag("body", tag("main", *sections)), lang=dataset.language)


@cache
def style() -> Markup:
    """Return the style of the page: the fonts and the colours of the atlas."""
    faces = _FACES.read_text(encoding="utf-8").replace("{static}", static_url())
    rules = _HERE.with_suffix(".css").read_text(encoding="utf-8")
    return trusted(f"{faces}\n:root {{ {page_css(_COLOURS)} }}\n{rules}")


def _opening(dataset: Dataset, address: str) -> Markup:
    edition = edition_of(dataset)
    words = edition.get("licence", "see the data package")
    licence = tag("a", words, href=edition["licence_url"]) if "licence_url" in edition else words
    version = f"Version {edition['version']}, checked" if "version" in edition else "Checked"
    example = f"{address}{_address('territories', 'geojson', dataset)}"
    return join(
        [
            tag("p", tag("a", edition["dataset"], href=f"{base_path()}/")),
            tag("h1", "The record by address"),
            tag(
                "p",
                "Every table of the record can be fetched by its address, on any day or for any time, in the language",
                " of your choice; so can the map of any day. No key, no account. ",
                f"{version} to {edition['as_of']}. Licence: ",
                licence,
                ".",
            ),
            tag("pre", tag("code", f"curl '{example}'")),
            tag(
                "p",
                "For programs: ",
                tag("a", "openapi.json", href=f"{base_path()}/api/openapi.json"),
                " (OpenAPI 3.1). For what is new in the record: ",
                tag("a", "feed.atom", href=f"{base_path()}/feed.atom"),
                ".",
            ),
            tag("h2", "Formats"),
            terms((tag("code", f".{ending}"), f"for {one.what}") for ending, one in FORMATS.items()),
        ]
    )


def _parameters(dataset: Dataset) -> Markup:
    every = dict.fromkeys(parameter for table in tables_of(dataset).values() for parameter in table.parameters)
    return tag("h2", "Parameters") + _described(every, dataset)


def _described(parameters: Iterable[Parameter], dataset: Dataset) -> Markup:
    return terms(
        (
            tag("code", parameter.name),
            tag("span", parameter.what, " ", tag("code", f"{parameter.name}={parameter.example(dataset)}")),
        )
        for parameter in parameters_of(tuple(parameters), dataset)
    )


def _tables(dataset: Dataset) -> Iterable[Markup]:
    yield tag("h2", "Tables")
    for name, table in tables_of(dataset).items():
        yield tag("section", *_table(name, table, dataset), id=name)


def _table(name: str, table: Table, dataset: Dataset) -> Iterable[Markup]:
    yield tag("h3", tag("code", name))
    yield tag("p", table.title)
    yield tag("p", join((_link(_address(name, ending, dataset)) for ending in formats_of(table)), " "), class_="links")
    taken = (tag("code", parameter.name) for parameter in parameters_of(table.parameters, dataset))
    yield tag("p", "Takes ", join(taken, ", "), ".")
    columns = terms((tag("code", column), described.what) for column, described in table.columns.items())
    yield tag("details", tag("summary", f"{len(table.columns)} columns"), columns)


def _address(name: str, ending: str, dataset: Dataset) -> str:
    """Return an address that answers, below that of the atlas."""
    return f"/api/{VERSION}/{name}.{ending}?{DATE.name}={DATE.example(dataset)}"


def _plate(dataset: Dataset) -> Markup:
    links = (_link(f"/map.{ending}?{DATE.name}={DATE.example(dataset)}") for ending in orders.FORMATS)
    return join(
        [
            tag("h2", "The map as a plate"),
            tag("p", PLATES.title),
            tag("p", join(links, " "), class_="links"),
            _described(PLATES.parameters, dataset),
        ]
    )


def _link(address: str) -> Markup:
    return tag("a", tag("code", address), href=f"{base_path()}{address}")


def _rules() -> Markup:
    return tag("h2", "Rules") + terms((head, _coded(words)) for head, words in _RULES)


def _coded(words: str) -> Markup:
    """Return words with what stands in backticks as code."""
    parts = words.split("`")
    return join(tag("code", part) if number % 2 else tag("span", part) for number, part in enumerate(parts))
