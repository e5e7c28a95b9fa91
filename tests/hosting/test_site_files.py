"""What the web asks every site for: robots, sitemap, icons, manifest, licences."""

import gzip
import io
import json
from urllib.parse import parse_qs, urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree
from PIL import Image
from starlette.applications import Starlette

from geo import Dataset
from pages.shared.language.languages import NAMES
from pages.shared.view.routes import PAGES
from tests.asgi import ask
from tests.server import ROOT

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SCHEMA = ROOT / "tests" / "data" / "sitemap.xsd"


def test_crawlers_may_read_pages_and_pictures_and_nothing_of_a_visit(atlas: Starlette) -> None:
    robots = RobotFileParser()
    robots.parse(ask(atlas, "/robots.txt").text.splitlines())
    for path in ("/", "/chronology?date=1925", "/preview.png?date=1925", "/app/static/icon.svg"):
        assert robots.can_fetch("Googlebot", f"http://atlas.example{path}")
    for path in ("/_stcore/health", "/media/a.zip", "/component/streamlit_folium.st_folium/index.html"):
        assert not robots.can_fetch("Googlebot", f"http://atlas.example{path}")
    assert robots.site_maps() == ["http://atlas.example/sitemap.xml"]


def test_the_sitemap_is_valid_and_has_every_page_language_and_day_of_change(atlas: Starlette, dataset: Dataset) -> None:
    answer = ask(atlas, "/sitemap.xml", accept_encoding="gzip")
    assert answer.headers["content-type"] == "application/xml"
    document = etree.fromstring(gzip.decompress(answer.body))
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(document)
    links = [urlsplit(str(link)) for link in document.xpath("//s:loc/text()", namespaces=SPACE)]
    assert len(links) == len(set(links))
    assert {link.netloc for link in links} == {"atlas.example"}
    paths = {page.url_path for page in PAGES.values() if page.label}
    found = {(link.path[1:], parse_qs(link.query)["lang"][0], parse_qs(link.query)["date"][0]) for link in links}
    assert found == {(path, code, day) for path in paths for code in NAMES for day in (*dataset.change_days, "1925")}


def test_an_address_of_the_sitemap_is_the_canonical_one(atlas: Starlette) -> None:
    document = etree.fromstring(ask(atlas, "/sitemap.xml").body)
    for loc in document.xpath("//s:loc/text()", namespaces=SPACE)[::700]:
        link = urlsplit(str(loc))
        page = etree.HTML(ask(atlas, f"{link.path}?{link.query}").body)
        assert page.xpath("//link[@rel='canonical']/@href") == [str(loc)]


@pytest.mark.parametrize(
    ("path", "sizes"),
    [("/icon-180.png", {(180, 180)}), ("/icon-512.png", {(512, 512)}), ("/favicon.ico", {(32, 32), (48, 48)})],
)
def test_icons_are_pictures_of_their_size(atlas: Starlette, path: str, sizes: set[tuple[int, int]]) -> None:
    image = Image.open(io.BytesIO(ask(atlas, path).body))
    assert set(image.info.get("sizes", {image.size})) == sizes


@pytest.mark.parametrize("path", ["/icon-1.png", "/icon-99999.png", "/icon-x.png"])
def test_no_other_icon_is_drawn(atlas: Starlette, path: str) -> None:
    assert ask(atlas, path).status == 404


def test_the_manifest_names_the_atlas_and_icons_that_are_there(atlas: Starlette, dataset: Dataset) -> None:
    answer = ask(atlas, "/manifest.webmanifest")
    assert answer.headers["content-type"] == "application/manifest+json"
    manifest = json.loads(answer.body)
    assert manifest["name"] == dataset.about["title"]
    for icon in manifest["icons"]:
        image = Image.open(io.BytesIO(ask(atlas, icon["src"]).body))
        assert icon["sizes"] == f"{image.width}x{image.height}"


def test_the_licences_of_others_are_told(atlas: Starlette) -> None:
    notice = ask(atlas, "/NOTICE.txt").text
    assert "Snowflake Inc." in notice
    assert "Natural Earth" in notice


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml", "/favicon.ico", "/manifest.webmanifest"])
def test_who_has_a_file_is_told_so(atlas: Starlette, path: str) -> None:
    etag = ask(atlas, path).headers["etag"]
    assert ask(atlas, path, if_none_match=etag).status == 304
    assert ask(atlas, path, "HEAD").body == b""


def test_an_invented_host_gets_a_sitemap_of_its_own_and_a_request_without_one_none(atlas: Starlette) -> None:
    assert "http://other.example/?" in ask(atlas, "/sitemap.xml", host="other.example").text
    assert ask(atlas, "/sitemap.xml", host="").status == 400
