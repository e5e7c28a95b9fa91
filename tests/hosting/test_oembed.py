"""A link that is pasted into another site becomes a frame, if it is one of the atlas's own."""

import json
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from lxml import etree
from starlette.applications import Starlette

from server.oembed import LEAST, SIZE
from tests.asgi import Answer, ask
from tests.hosting.test_first_answer import Page, plain

LINK = "http://atlas.example/?date=1925&lang=fr"


def embed(atlas: Starlette, url: str = LINK, more: str = "") -> Answer:
    """Return the answer for an address."""
    return ask(atlas, f"/oembed?url={quote(url, safe='')}{more}")


def fields(answer: Answer) -> dict[str, Any]:
    """Return what an answer says; it must be one."""
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    said: dict[str, Any] = json.loads(answer.body)
    assert said["version"] == "1.0"
    return said


def test_a_link_becomes_a_frame_with_the_view(atlas: Starlette) -> None:
    said = fields(embed(atlas))
    assert (said["type"], said["width"], said["height"]) == ("rich", *SIZE)
    assert "31 décembre 1925" in said["title"]
    frame = Page(said["html"])
    src = urlsplit(next(iter(frame.frames)))
    assert (src.netloc, src.path) == ("atlas.example", "/")
    assert parse_qs(src.query) == {"date": ["1925"], "lang": ["fr"], "at": ["lakes"], "embed": ["true"]}
    assert said["thumbnail_url"].startswith("http://atlas.example/preview.png?date=1925&lang=fr")
    assert (said["thumbnail_width"], said["thumbnail_height"]) == (1200, 630)


def test_the_link_of_a_page_leads_here(atlas: Starlette) -> None:
    page = Page(plain(ask(atlas, "/chronology?date=1925")))
    for kind, read in (("application/json+oembed", json.loads), ("text/xml+oembed", etree.fromstring)):
        address = urlsplit(page.link(type=kind))
        assert read(ask(atlas, f"{address.path}?{address.query}").body) is not None


def test_xml_says_the_same(atlas: Starlette) -> None:
    answer = embed(atlas, more="&format=xml")
    assert answer.headers["content-type"].startswith("text/xml")
    assert {child.tag: child.text for child in etree.fromstring(answer.body)} == {
        name: str(value) for name, value in fields(embed(atlas)).items()
    }


@pytest.mark.parametrize(("wide", "high"), [(400, 600), (360, 520), (99_999, 700)])
def test_a_frame_keeps_to_the_room_that_there_is(atlas: Starlette, wide: int, high: int) -> None:
    said = fields(embed(atlas, more=f"&maxwidth={wide}&maxheight={high}"))
    assert said["type"] == "rich"
    assert said["width"] == min(wide, SIZE[0])
    assert said["height"] == min(high, SIZE[1])
    assert f'width="{said["width"]}"' in said["html"]


def test_where_no_frame_has_room_there_is_a_link(atlas: Starlette) -> None:
    said = fields(embed(atlas, more=f"&maxwidth={LEAST[0] - 1}"))
    assert said["type"] == "link"
    assert not {"html", "width", "thumbnail_url"} & said.keys()


@pytest.mark.parametrize("value", ["0", "-5", "wide", "1e9", "999999", "٤٠٠", "%00"])
def test_what_is_no_number_of_pixels_is_said(atlas: Starlette, value: str) -> None:
    answer = embed(atlas, more=f"&maxheight={quote(value)}")
    assert (answer.status, answer.text) == (400, "maxheight is a number of pixels, such as 640.\n")


def test_another_format_is_not_there(atlas: Starlette) -> None:
    assert embed(atlas, more="&format=yaml").status == 501


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.com/?date=1925",
        "http://atlas.example.evil.com/",
        "http://atlas.example@evil.com/",
        "http://evil.com/http://atlas.example/",
        "//atlas.example/",
        "javascript:alert(1)//atlas.example/",
        "file:///etc/passwd",
        "http://atlas.example/nonsense",
        "http://atlas.example/_stcore/health",
        "http://atlas.example:81/",
        "http://[::1",
        "http://atlas.example/" + "x" * 5000,
        "<script>alert(1)</script>",
    ],
)
def test_no_address_of_another_site_is_answered(atlas: Starlette, url: str) -> None:
    answer = embed(atlas, url)
    assert (answer.status, answer.text) == (404, "The url is not the address of a page of this atlas.\n")


def test_a_hostile_query_becomes_a_usual_view(atlas: Starlette) -> None:
    said = fields(embed(atlas, 'http://atlas.example/?date=1925"><script>alert(1)</script>&lang=\x00'))
    assert "script" not in said["html"]
    assert Page(said["html"]).text == ""
