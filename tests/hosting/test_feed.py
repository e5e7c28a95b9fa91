"""The feed has the form of Atom (RFC 4287) and says what the versions of the record say, in each language."""

import re
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette

from geo import Dataset
from geo.translations import in_language
from server import feed
from tests.asgi import Answer, ask

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
ONCE = {"id", "title", "updated"}  # what a feed and an entry must have, each once


def get(query: str = "", path: str = "/feed.atom", **headers: str) -> Answer:
    """Return status, headers and body of the feed."""
    return ask(Starlette(routes=feed.routes()), f"{path}?{query}", **headers)


def parsed(body: bytes) -> Any:
    """Return the element of a feed."""
    return ElementTree.fromstring(body)  # noqa: S314  (made here)


def words(element: Any, name: str) -> list[str]:
    """Return the texts of the children of that name."""
    return [child.text or "" for child in element.findall(f"{ATOM}{name}")]


def test_it_has_the_form_of_atom() -> None:
    status, headers, body = get()
    assert (status, headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    root = parsed(body)
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        assert all(len(words(element, name)) == 1 for name in ONCE)
        assert all(MOMENT.fullmatch(moment) for moment in words(element, "updated"))
        assert words(element, "id")[0].startswith("urn:uuid:")
        links = [link.attrib for link in element.findall(f"{ATOM}link")]
        assert all(urlsplit(link["href"]).netloc == "atlas.example" for link in links)
        assert len({(link["rel"], link["type"]) for link in links}) == len(links)
    assert [link.attrib["href"] for link in root.findall(f"{ATOM}link[@rel='self']")] == [
        "http://atlas.example/feed.atom?lang=en"
    ]
    assert root.findall(f"{ATOM}author/{ATOM}name")
    assert len({words(element, "id")[0] for element in (root, *entries)}) == len(entries) + 1
    assert words(root, "updated")[0] == max(words(entry, "updated")[0] for entry in entries)


def test_it_has_an_entry_for_each_version_the_newest_first(dataset: Dataset) -> None:
    root = parsed(get()[2])
    versions = dataset.records["versions"][::-1]
    entries = root.findall(f"{ATOM}entry")
    assert [words(entry, "content")[0] for entry in entries] == [row["text"] for row in versions]
    assert [words(entry, "updated")[0][:10] for entry in entries] == [row["day"] for row in versions]
    assert "2.1.1" in words(entries[0], "title")[0]
    assert "10 December 2025" in words(entries[0], "title")[0]


@pytest.mark.parametrize("code", ["de", "fr", "nl"])
def test_it_speaks_the_language_asked_for_and_its_entries_are_others(dataset: Dataset, code: str) -> None:
    root, english = (parsed(get(f"lang={one}")[2]) for one in (code, "en"))
    assert root.attrib[LANG] == code
    texts = [row["text"] for row in in_language(dataset, code).records["versions"]]
    assert [words(entry, "content")[0] for entry in root.findall(f"{ATOM}entry")] == texts[::-1]
    assert words(root, "title") != words(english, "title")
    assert words(root, "id") != words(english, "id")


def test_a_record_without_versions_has_an_empty_feed(tiny_dataset: Dataset) -> None:
    root = parsed(feed.feed(tiny_dataset, ""))
    assert root.findall(f"{ATOM}entry") == []
    assert words(root, "updated") == ["1990-06-30T00:00:00Z"]


def test_it_is_asked_for_as_the_rest_of_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    assert get(if_none_match=get()[1]["etag"])[0] == 304
    assert get("lang=xx")[0] == 400
    monkeypatch.setattr(feed, "base_path", lambda: "/atlas")
    assert get()[0] == 404
    assert get(path="/atlas/feed.atom")[0] == 200
