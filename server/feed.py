"""The feed: what is new in the record, version by version, as Atom (RFC 4287); only what `versions.csv` says."""

from functools import partial
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from starlette.requests import Request
from starlette.routing import Route

from geo import Dataset
from geo.descriptor import load_descriptor
from pages.shared.data.assets import base_path, static_url
from pages.shared.language.languages import speak
from pages.shared.language.words import say_date, text
from pages.shared.record.html import address as link_to
from pages.shared.record.plate import package_of
from server.api.desk import Answer
from server.api.parameters import LANG
from server.api.resources import Resource, address_of_atlas, asked, made

MEDIA = "application/atom+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"


async def give_feed(request: Request) -> Answer:
    """Give the feed in the language that is asked for."""
    dataset, _ = await asked(request, (LANG,))
    address = address_of_atlas(request)
    make = partial(feed, dataset, address)
    return await made(request, dataset, ("feed", address), make, media=MEDIA, language=dataset.language)


def feed(dataset: Dataset, address: str) -> bytes:
    """Return the feed: an entry for each version of the record, the newest first.

    Parameters
    ----------
    dataset
        Its language is that of the feed.
    address
        Of the atlas, without a slash at its end; empty if it is not known.
    """
    speak(dataset.language)
    # Of two versions of one day the later row is the newer.
    versions = sorted(dataset.records["versions"], key=lambda row: row["day"])[::-1]
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": dataset.language})
    _add(root, "id", _identifier(dataset, dataset.language))
    _add(root, "title", str(dataset.about["title"]))
    _add(root, "subtitle", text("data_address_feed"))
    _add(root, "updated", _moment(next((row["day"] for row in versions), str(dataset.about["as_of"]))))
    _add(_add(root, "author"), "name", str(dataset.about["title"]))
    query = {"lang": dataset.language}
    _add(root, "link", rel="self", type="application/atom+xml", href=link_to(f"{address}/feed.atom", query))
    _add(root, "link", rel="alternate", type="text/html", href=link_to(f"{address}/data", query))
    _add(root, "icon", f"{address.removesuffix(base_path())}{static_url()}/icon.svg")
    if licence := package_of(dataset).licence:
        _add(root, "rights", licence)
    for row in versions:
        _entry(root, dataset, row, address)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(root: ElementTree.Element, dataset: Dataset, row: dict[str, str], address: str) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", _identifier(dataset, dataset.language, row["version"]))
    _add(entry, "title", text("data_version", version=row["version"], as_of=say_date(row["as_of"])))
    _add(entry, "updated", _moment(row["day"]))
    _add(entry, "link", rel="alternate", type="text/html", href=link_to(f"{address}/data", {"lang": dataset.language}))
    _add(entry, "content", row["text"], type="text")


def _add(parent: ElementTree.Element, name: str, words: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = words or None
    return element


def _identifier(dataset: Dataset, *parts: str) -> str:
    """Return the identifier of a feed or an entry: the same wherever the atlas stands."""
    name = str(load_descriptor(dataset.folder).get("name") or dataset.folder.name)
    return uuid5(NAMESPACE_URL, " ".join([name, *parts])).urn


def _moment(day: str) -> str:
    """Return an ISO day as Atom has it: the record knows no hours."""
    return f"{day}T00:00:00Z"


def routes() -> list[Route]:
    """Return the route of the feed."""
    return [Route(f"{base_path()}/feed.atom", Resource(give_feed))]
