"""The files of the site without a server: texts of every day, links, and hostile texts."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup, escape

from geo import Dataset, load_dataset
from geo.build.layers import build_layers
from geo.dates import day_before
from geo.translations import in_language
from pages.shared.data.assets import STATIC
from pages.shared.data.editions import edition_folder
from pages.shared.language.languages import speak
from pages.shared.language.words import say_date
from pages.shared.light.__main__ import main
from pages.shared.light.folder import Edition, build_site, map_document, write_site
from pages.shared.light.identity import edition_id
from pages.shared.record import sentences
from pages.shared.record.summary import summary_of
from pages.shared.view.link import View, rival_positions
from pages.shared.view.routes import PAGES
from tests.tiny import HOSTILE, write_tiny_package

LANGUAGES = ("en", "fr")


class Page(HTMLParser):
    """What a page of the site links to, loads and names."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag says."""
        values = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.handlers += [name for name in values if name.startswith("on")]
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if tag == "a" else []
        self.loads += [values[name] for name in ("src", "href") if tag != "a" and name in values]


def data_of(files: dict[str, bytes]) -> dict[str, Any]:
    """Return what the scripts of data of a site set, and of the details each table."""
    content: dict[str, Any] = {}
    for name in ("days", "map", "physical", "details", "find"):
        script = files[f"data/{name}.js"].decode()
        content |= json.loads(script.removeprefix("Object.assign(window.atlasSite ??= {}, ").removesuffix(");\n"))
    return content | content["details"]


@pytest.fixture(scope="module")
def files(dataset: Dataset) -> dict[str, bytes]:
    """Return the site in English."""
    return build_site(Edition(dataset))


@pytest.mark.exhaustive
@pytest.mark.parametrize("language", LANGUAGES)
def test_on_every_day_the_site_says_what_the_app_says(dataset: Dataset, files: dict[str, bytes], language: str) -> None:
    translation = in_language(dataset, language)
    data = data_of(files if language == dataset.language else build_site(Edition(translation)))
    assert language == data["locale"]
    texts = data["texts"]
    days = sorted({str(day) for span in data["days"] for day in (span["from"], day_before(span["from"]))})[1:]
    assert len(days) > 200
    speak(language)
    for day in [*days, "2100-01-01"]:
        span = [span for span in data["days"] if span["from"] <= day][-1]
        near, far = sentences.territory_sentences(translation, day)
        assert texts[span["relation"]] == sentences.relation_at(translation, day), day
        assert ([texts[at] for at in span["near"]], [texts[at] for at in span["far"]]) == (near, far), day
        missions = [(texts[name], texts[sentence]) for name, sentence in span["missions"]]
        assert missions == sentences.mission_sentences(translation, day), day
        assert [(texts[at], mark) for at, mark in span["offices"]] == sentences.officeholder_sentences(
            translation, day
        ), day


def test_a_rival_position_says_what_the_app_says(dataset: Dataset, files: dict[str, bytes]) -> None:
    data = data_of(files)
    assert set(data["rivals"]) == set(rival_positions(dataset))
    for position, spans in data["rivals"].items():
        for day in [span["from"] for span in data["days"]]:
            standard = [span for span in data["days"] if span["from"] <= day][-1]
            rival = {**standard, **next((span for span in reversed(spans) if span["from"] <= day), {})}
            said = tuple([data["texts"][at] for at in rival[name]] for name in ("near", "far"))
            assert said == sentences.territory_sentences(dataset, day, position), (position, day)


def test_the_page_of_the_map_has_the_texts_of_its_day(dataset: Dataset) -> None:
    day = "1962-07-01"
    summary = summary_of(dataset, View(day, "lakes", event="E074"), "2026-01-01")
    page = str(map_document(Edition(dataset), summary, Markup("<svg></svg>"), "2026-01-01"))
    for words in (say_date(day), summary.relation, *summary.lands, *summary.offices, *summary.others):
        assert str(escape(words)) in page
    assert all(f"date={step.date}" in page for step in summary.steps if len(step.date) == 10)
    assert '<div class="first-sight"><svg></svg></div>' in page


def test_what_is_kept_under_one_name_is_of_one_edition(files: dict[str, bytes]) -> None:
    index = Page(files["index.html"])
    assert {name.partition("?v=")[2] for name in index.loads if ".js" in name or ".css" in name} == {edition_id()}
    worker = files["worker.js"].decode()
    assert edition_id() in worker
    kept = next(words.split() for words in re.findall(r'"([^"]+)"', worker) if words.startswith("index.html "))
    assert {name.partition("?")[0] for name in index.loads} - {"manifest.webmanifest"} <= set(kept)
    assert set(kept) <= set(files)


def test_every_change_and_event_of_every_year_is_a_line(dataset: Dataset, files: dict[str, bytes]) -> None:
    data, until = data_of(files), str(dataset.about["as_of"])
    for year in range(1884, int(until[:4]) + 1):
        lines = [(step["text"], step["event"]) for step in data["years"].get(str(year), [])]
        assert lines == [(step.sentence, step.event_id) for step in sentences.steps_of_year(dataset, str(year), until)]


def test_texts_on_1994_stand_behind_the_note(files: dict[str, bytes]) -> None:
    data = data_of(files)
    noted = {step["content_note"] for step in data["years"]["1994"] if "1994-04-06" <= step["date"] < "1994-08"}
    assert noted == set(data["notes"]) == {"genocide_1994"}
    assert {step["content_note"] for step in data["years"]["1962"]} == {""}
    text = files["chronology.html"].decode()
    note = text[text.index('class="content-note"') :]
    event = next(event for event in data["events"].values() if event["content_note"])
    assert event["title"] not in text[: text.index('class="content-note"')]
    assert note.index("<summary>") < note.index(event["title"]) < note.index("</details>")


def test_every_link_leads_somewhere_and_no_file_is_loaded_from_elsewhere(files: dict[str, bytes]) -> None:
    pages = {name: Page(content) for name, content in files.items() if name.endswith(".html")}
    assert set(pages) == {f"{page.url_path or 'index'}.html" for page in PAGES.values()}
    data = data_of(files)
    for name, page in pages.items():
        assert {name.partition("?")[0] for name in page.loads} <= set(files), name
        assert len(page.ids) == len(set(page.ids)), name
        for link in page.links:
            if not re.match("https?://", link):
                file, _, anchor = link.partition("#")
                assert file.partition("?")[0] in files, link
                assert not anchor or anchor in pages[file].ids, link
    styles = b"".join(content for name, content in files.items() if name.endswith(".css")).decode()
    assert not re.search(r"url\(['\"]?https?:|@import", styles)
    for entry in data["find"]:
        file, _, anchor = entry["link"].partition("#")
        assert file.partition("?")[0] in files, entry
        assert not anchor or anchor in pages[file.partition("?")[0]].ids, entry
    details = [*data["territories"].values(), *data["missions"].values(), *data["events"].values()]
    assert {number for row in details for number in row["sources"]} <= set(pages["sources.html"].ids)


def test_scripts_are_classic_and_ask_for_nothing_beside_them(files: dict[str, bytes]) -> None:
    scripts = b"".join(content for name, content in files.items() if name.endswith(".js")).decode()
    assert "sourceMappingURL" not in scripts
    assert not re.search(r"^\s*(import|export)\b", files["light.js"].decode(), re.MULTILINE)
    assert b'type="module"' not in files["index.html"]


def test_the_same_data_makes_the_same_bytes_in_a_small_folder(
    dataset: Dataset, files: dict[str, bytes], tmp_path: Path
) -> None:
    assert write_site(Edition(dataset), tmp_path) < 2_900_000
    written = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*") if path.is_file()}
    assert set(written) == set(files)
    assert [name for name, path in written.items() if path.read_bytes() != files[name]] == []


def test_another_dataset_makes_another_site_and_its_texts_stay_text(tmp_path: Path) -> None:
    static = tmp_path / "static"
    shutil.copytree(STATIC, static, ignore=shutil.ignore_patterns("*.json"))
    build_layers(write_tiny_package(tmp_path / "data"), static)
    site = build_site(Edition(load_dataset(tmp_path / "data"), static))
    pages = {name: Page(content) for name, content in site.items() if name.endswith(".html")}
    named = ("index", "chronology", "missions", "comparison", "sources", "data", "about", "find")
    assert set(pages) == {f"{name}.html" for name in named}
    for name, page in pages.items():
        assert not page.tags & {"img", "iframe"}, name
        assert page.handlers == [], name
    assert HOSTILE[0] in json.dumps(data_of(site), ensure_ascii=False)
    assert HOSTILE[0].encode() not in b"".join(site[name] for name in pages)


def test_a_folder_bears_its_version_if_that_can_be_a_name(tiny_folder: Path) -> None:
    def folder_of(version: str) -> str:
        path = tiny_folder / "datapackage.json"
        descriptor = json.loads(path.read_text(encoding="utf-8")) | {"version": version}
        path.write_text(json.dumps(descriptor), encoding="utf-8")
        return edition_folder(load_dataset(tiny_folder))

    assert [folder_of(version) for version in ("2.1.0", "2024-05", "../..", "..", "a/b", "")] == [
        *("2.1.0", "2024-05"),
        *("", "", "", ""),
    ]


@pytest.mark.exhaustive
def test_the_command_writes_a_folder_and_refuses_another_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["nl", str(tmp_path / "atlas")]) == 0
    assert (
        (tmp_path / "atlas" / "index.html").read_text(encoding="utf-8").startswith('<!doctype html>\n<html lang="nl">')
    )
    assert str(tmp_path / "atlas" / "index.html") in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["it", str(tmp_path / "other")])
    assert "it" in capsys.readouterr().err
