"""What others read of the atlas is valid by their own rules: HTML, JSON-LD, Atom, oEmbed.

The HTML of first answers is tested beside them, OpenAPI with the record by address, the sitemap with other site files.
"""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import feedparser
import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from pyld import jsonld
from starlette.applications import Starlette

from geo import Dataset
from geo.build.npm import MODULES, install_modules, run_tool
from pages.shared.language.languages import NAMES
from pages.shared.view.routes import PAGES
from server import feed
from server.api.answers import table_file
from server.api.page import page as api_page
from server.api.parameters import Query
from server.api.tables import TABLES
from tests.asgi import ask
from tests.hosting.test_first_answer import VIEWS, plain, said

ATOM_GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "data" / "atom.rng"))
SCHEMA_ORG = "https://schema.org"
TYPE_CHECK = {
    "compilerOptions": {
        "strict": True,
        "noEmit": True,
        "skipLibCheck": True,
        "target": "es2023",
        "module": "esnext",
        "moduleResolution": "bundler",
        "types": [],
        "paths": {"schema-dts": [str(MODULES / "schema-dts" / "dist" / "schema.d.ts")]},
    },
    "include": ["*.ts"],
}
# https://oembed.com, 2.3.4: what every answer has, and what each type asks for beside it.
SIDE = {"type": "integer", "minimum": 1}
WORDS = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https?://"}
THUMBNAIL = ("thumbnail_url", "thumbnail_width", "thumbnail_height")
OEMBED = {
    "type": "object",
    "required": ["type", "version"],
    "properties": {
        "type": {"enum": ["photo", "video", "link", "rich"]},
        "version": {"const": "1.0"},
        **dict.fromkeys(("title", "author_name", "provider_name", "html"), WORDS),
        **dict.fromkeys(("author_url", "provider_url", "thumbnail_url"), ADDRESS),
        **dict.fromkeys(("width", "height", "thumbnail_width", "thumbnail_height", "cache_age"), SIDE),
    },
    "additionalProperties": False,
    "dependentRequired": {name: list(THUMBNAIL) for name in THUMBNAIL},
    "if": {"properties": {"type": {"const": "rich"}}},
    "then": {"required": ["html", "width", "height"]},
    "else": {"not": {"anyOf": [{"required": ["html"]}, {"required": ["width"]}]}},
}


def addresses() -> list[str]:
    """Return the address of each view, of each page, and of one view in each language."""
    pages = [f"/{page.url_path}?date=1962-07-01" for page in PAGES.values()]
    chosen = ["/?date=1900&territory=gea_1890", "/?date=2000&mission=M01"]
    return [*(f"/{view}" for view in VIEWS), *pages, *chosen, *(f"/?date=1925&lang={code}" for code in NAMES)]


def faults_of(tool: str, arguments: list[str], capfd: pytest.CaptureFixture[str]) -> str:
    """Return what a validator from npm complains of."""
    install_modules()
    capfd.readouterr()
    status = run_tool(tool, arguments)
    said_by_it = capfd.readouterr()
    return said_by_it.out + said_by_it.err if status else ""


@pytest.mark.parametrize("code", NAMES)
def test_light_pages_are_valid_html(
    atlas: Starlette, code: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    names = ["index", *(page.url_path for page in PAGES.values() if page.url_path)]
    for name in names:
        answer = ask(atlas, f"/light/{code}/{'' if name == 'index' else name}?date=1962-07-01")
        assert answer.status == 200
        (tmp_path / f"{name}.html").write_text(plain(answer), encoding="utf-8")
    (tmp_path / ".htmlvalidate.json").write_text('{"root": true, "extends": ["html-validate:standard"]}')
    assert faults_of("html-validate", ["--formatter", "text", str(tmp_path)], capfd) == ""


def test_the_page_of_the_record_by_address_is_valid_html(
    dataset: Dataset, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "api.html").write_text(api_page(dataset, "https://atlas.example"), encoding="utf-8")
    (tmp_path / ".htmlvalidate.json").write_text('{"root": true, "extends": ["html-validate:standard"]}')
    assert faults_of("html-validate", ["--formatter", "text", str(tmp_path)], capfd) == ""


def schema_org_faults(graphs: list[dict[str, Any]], folder: Path, capfd: pytest.CaptureFixture[str]) -> str:
    """Return what is no type, property or value of schema.org in some graphs, by the types of `schema-dts`."""
    (folder / "tsconfig.json").write_text(json.dumps(TYPE_CHECK))
    written = ",\n".join(json.dumps(graph) for graph in graphs)
    head = 'import type { Graph } from "schema-dts";\nexport const graphs: Graph[] = ['
    (folder / "graphs.ts").write_text(f"{head}\n{written}\n];\n", encoding="utf-8")
    return faults_of("tsc", ["-p", str(folder)], capfd)


def test_structured_data_is_schema_org(atlas: Starlette, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    graphs = [said(ask(atlas, address)).structured for address in addresses()]
    assert schema_org_faults(graphs, tmp_path, capfd) == ""
    graphs[0]["@graph"][1]["licence"] = "CC BY 4.0"  # as another language spells it
    assert "licence" in schema_org_faults(graphs[:1], tmp_path, capfd)


def offline(address: str, _options: Any) -> dict[str, Any]:
    """Give the context of schema.org, as far as it says where the terms are; no other can be had."""
    assert address.rstrip("/") == SCHEMA_ORG
    document = {"@context": {"@vocab": f"{SCHEMA_ORG}/", "url": {"@type": "@id"}, "sameAs": {"@type": "@id"}}}
    return {"contextUrl": None, "documentUrl": address, "contentType": "application/ld+json", "document": document}


def test_structured_data_is_json_ld(atlas: Starlette) -> None:
    for address in addresses():
        shown, record = jsonld.expand(said(ask(atlas, address)).structured, {"documentLoader": offline})
        assert shown["@type"] == [f"{SCHEMA_ORG}/WebPage"]
        assert shown[f"{SCHEMA_ORG}/mainEntity"][0]["@id"] == record["@id"]
        assert all(node["@id"].startswith("http://atlas.example/") for node in (shown, record))
        assert shown[f"{SCHEMA_ORG}/url"] == [{"@id": shown["@id"]}]


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_json_ld_that_loses_nothing(dataset: Dataset, name: str) -> None:
    query = Query(date="1962-07-01")
    written = json.loads(table_file(name, "jsonld", dataset, query, "https://atlas.example"))
    (document,) = jsonld.expand(written, {"documentLoader": offline})
    rows = document["@graph"]
    assert [len(row) for row in rows] == [len(row) for row in written["rows"]]
    assert all(key.startswith(("@", "https://", "http://")) for row in rows for key in row)


@pytest.mark.parametrize("code", NAMES)
def test_the_feed_is_atom(atlas: Starlette, code: str) -> None:
    del atlas
    answer = ask(Starlette(routes=feed.routes()), f"/feed.atom?lang={code}")
    assert ATOM_GRAMMAR.validate(etree.fromstring(answer.body)), ATOM_GRAMMAR.error_log
    read = feedparser.parse(answer.body, response_headers=answer.headers)
    assert (read.bozo, read.version, read.feed.language) == (False, "atom10", code)
    assert read.entries
    assert all(entry.id and entry.link and entry.updated_parsed for entry in read.entries)


@pytest.mark.parametrize("room", ["", "&maxwidth=400", "&maxwidth=300", "&maxwidth=2000&maxheight=2000"])
def test_embeddings_have_the_fields_of_oembed(atlas: Starlette, room: str) -> None:
    for address in addresses():
        answer = ask(atlas, f"/oembed?url={quote(f'http://atlas.example{address}', safe='')}{room}")
        Draft202012Validator(OEMBED).validate(json.loads(answer.body))


def test_the_html_of_an_embedding_is_valid(atlas: Starlette, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    answer = ask(atlas, f"/oembed?url={quote('http://atlas.example/?date=1925&lang=fr', safe='')}")
    html = json.loads(answer.body)["html"]
    around = f'<!DOCTYPE html>\n<html lang="en"><head><title>Host</title></head><body>{html}</body></html>\n'
    (tmp_path / "host.html").write_text(around, encoding="utf-8")
    rules = {"no-inline-style": "off"}  # a host has no style sheet of the atlas
    config = {"root": True, "extends": ["html-validate:recommended"], "rules": rules}
    (tmp_path / ".htmlvalidate.json").write_text(json.dumps(config))
    assert faults_of("html-validate", ["--formatter", "text", str(tmp_path)], capfd) == ""
