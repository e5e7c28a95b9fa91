"""The light edition as it is served: pages for each view, files under the name of their edition."""

import asyncio
import gzip
import re
from html import unescape
from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette

from geo import Dataset
from geo.translations import in_language
from pages.shared.language.languages import NAMES, speak
from pages.shared.light.identity import edition_id
from pages.shared.record import sentences
from pages.shared.view.routes import PAGES
from server import light
from server.light import ROUTES, Files
from tests.asgi import ask, served
from tests.hostile import HOSTILE_TEXTS

LOADED = re.compile(r'(?:src|href)="([\w./-]+)\?v=(\w+)"')


@pytest.fixture
def files(atlas: Starlette, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Starlette:
    """Return the server with files of the light edition that tell where they come from."""
    del atlas
    for code in ("en", "fr"):
        folder = tmp_path / code
        (folder / "data").mkdir(parents=True)
        for name in ("light.js", "data/days.js"):
            body = f"{code} {name}".encode()
            (folder / name).write_bytes(body)
            (folder / f"{name}.gz").write_bytes(gzip.compress(body))
            (folder / f"{name}.br").write_bytes(brotli.compress(body))
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    monkeypatch.setattr(light, "place", lambda: tmp_path)
    monkeypatch.setattr(light, "FILES", Files())
    return served(ROUTES)


@pytest.mark.parametrize("code", NAMES)
def test_a_page_tells_the_day_of_its_link_in_the_language_of_its_path(
    atlas: Starlette, dataset: Dataset, code: str
) -> None:
    answer = ask(atlas, f"/light/{code}/?date=1962-07-01&lang=en", accept_language="it")
    assert answer.status == 200
    assert f'<html lang="{code}">' in answer.text
    translation = in_language(dataset, code)
    speak(code)
    words = unescape(answer.text)
    assert sentences.relation_at(translation, "1962-07-01") in words
    assert all(sentence in words for sentence in sentences.territory_sentences(translation, "1962-07-01")[0])
    assert '<svg class="sketch"' in answer.text or "sketch" in answer.text
    assert 'property="og:image"' in answer.text
    assert {version for _, version in LOADED.findall(answer.text)} == {edition_id()}


@pytest.mark.parametrize("page", [page.url_path for page in PAGES.values()])
@pytest.mark.parametrize("ending", ["", ".html"])
def test_every_page_of_the_atlas_is_there_under_its_own_path(atlas: Starlette, page: str, ending: str) -> None:
    name = f"{page or 'index'}{ending}" if ending else page
    answer = ask(atlas, f"/light/fr/{name}?date=1925&q=kandt")
    assert answer.status == 200
    assert '<body class="site' in answer.text
    assert ask(atlas, f"/light/fr/{name}?date=1925", "HEAD").body == b""


@pytest.mark.parametrize("path", ["/light/xx/", "/light/en/nowhere", "/light/en/nowhere.html", "/light/"])
def test_what_is_no_page_is_told_so(atlas: Starlette, path: str) -> None:
    assert ask(atlas, path).status == 404


@pytest.mark.parametrize("hostile", HOSTILE_TEXTS[:6])
def test_a_hostile_link_stays_text(atlas: Starlette, hostile: str) -> None:
    answer = ask(atlas, f"/light/en/?date={hostile}&territory={hostile}&at={hostile}&layers={hostile}")
    assert answer.status == 200
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(("accepted", "encoding"), [("br", "br"), ("gzip", "gzip"), ("", None)])
def test_a_file_comes_as_it_is_accepted_and_is_kept_under_its_edition(
    files: Starlette, accepted: str, encoding: str | None
) -> None:
    answer = ask(files, f"/light/fr/data/days.js?v={edition_id()}", accept_encoding=accepted)
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert unpack(answer.body) == b"fr data/days.js"
    assert answer.headers.get("content-encoding") == encoding
    assert "immutable" in answer.headers["cache-control"]
    assert "immutable" not in ask(files, "/light/fr/data/days.js?v=older").headers["cache-control"]
    again = ask(files, "/light/fr/data/days.js", accept_encoding=accepted, if_none_match=answer.headers["etag"])
    assert again.status == 304


@pytest.mark.parametrize("name", ["../secret.txt", "..%2fsecret.txt", "nothing.js", "data/", "./../secret.txt"])
def test_a_file_outside_is_not_there(files: Starlette, name: str) -> None:
    assert ask(files, f"/light/en/{name}").status in {400, 404}


def test_a_folder_without_its_slash_leads_to_it_with_the_query(files: Starlette) -> None:
    answer = ask(files, "/light/fr?date=1925")
    assert (answer.status, answer.headers["location"]) == (308, "/light/fr/?date=1925")


def test_files_that_cannot_be_made_are_told_so_and_asked_for_again(
    files: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_code: str) -> Path:
        raise RuntimeError("no room")

    monkeypatch.setattr(light, "_make", fails)
    assert ask(files, "/light/nl/light.js").status == 503

    async def made(code: str) -> Path:
        return light.place() / code

    monkeypatch.setattr(light, "_make", made)
    assert asyncio.run(light.FILES.folder("en")).name == "en"
