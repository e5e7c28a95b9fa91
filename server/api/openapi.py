"""The description of the interface, for programs (OpenAPI 3.1) and as a page."""

from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from geo import Dataset
from geo.exports import number_columns
from pages.shared.data.assets import base_path
from pages.shared.data.dataset import source_dataset
from pages.shared.record.html import join, tag
from pages.shared.view.link import languages_of, rival_positions
from server.api.answers import ENDINGS, common_headers, edition_of
from server.api.parameters import DESCRIPTIONS, EXAMPLES
from server.api.problems import MEDIA_TYPE
from server.api.tables import TABLES, Table

_PAGE = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The record by address – {title}</title>
<style>
body {{ max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 17px/1.5 Georgia, serif; }}
code {{ font-size: .9em; }} dt {{ margin-top: .6em; }} dd {{ margin-left: 1.2em; }}
</style>
</head>
<body>
<main>
<h1>The record by address</h1>
<p>Every table of “{title}” can be fetched by address, with no key and from any site. Licence: {licence}.
For programs: <a href="openapi.json">openapi.json</a>.</p>
{tables}
<h2>Parameters</h2>
<dl>{parameters}</dl>
<p>What a table cannot answer comes back as a problem (RFC 9457) that names the parameter and a value that works.</p>
</main>
</body>
</html>
""")


def description(dataset: Dataset) -> dict[str, Any]:
    """Return the description of the interface as OpenAPI 3.1."""
    edition = edition_of(dataset)
    info = {
        "title": f"{edition['title']}: the record by address",
        "version": edition.get("version", "0"),
        "summary": "Tables of the record as JSON, GeoJSON and CSV.",
        "license": {"name": edition.get("licence") or "see the data package"},
    }
    paths = {
        f"/api/{name}.{ending}": {"get": _operation(dataset, name, table, ending)}
        for name, table in TABLES.items()
        if name in dataset.tables or name == "changes"
        for ending in ENDINGS
        if ending != "geojson" or table.has_places
    }
    problem = {
        "type": "object",
        "required": ["title", "status", "detail"],
        "properties": {
            name: {"type": "integer" if name == "status" else "string"}
            for name in ("type", "title", "status", "detail", "parameter", "example")
        },
    }
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": base_path() or "/"}],
        "paths": paths,
        "components": {"schemas": {"Problem": problem}},
    }


def _operation(dataset: Dataset, name: str, table: Table, ending: str) -> dict[str, Any]:
    """Return what one address answers."""
    media = ENDINGS[ending].split(";")[0]
    problem = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    return {
        "operationId": f"{name}_{ending}",
        "summary": table.title,
        "parameters": [_parameter(dataset, parameter) for parameter in table.parameters],
        "responses": {
            "200": {"description": "The rows.", "content": {media: {"schema": _schema(dataset, name, ending)}}},
            "304": {"description": "Nothing has changed since the tag that was sent."},
            "400": {"description": "A parameter cannot be used.", **problem},
        },
    }


def _parameter(dataset: Dataset, name: str) -> dict[str, Any]:
    known = {"lang": languages_of(dataset), "position": rival_positions(dataset)}.get(name)
    schema = {"type": "string"} | ({"enum": known} if known else {})
    example = known[0] if known else EXAMPLES[name]
    return {"name": name, "in": "query", "description": DESCRIPTIONS[name], "schema": schema, "example": example}


def _schema(dataset: Dataset, name: str, ending: str) -> dict[str, Any]:
    if ending == "csv":
        return {"type": "string"}
    if ending == "geojson":
        feature = {"type": "object", "required": ["type", "properties", "geometry"]}
        properties = {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": feature}}
        return {"type": "object", "properties": properties}
    numbers = number_columns(dataset).get(name, set())
    columns = list(dataset.tables[name]) if name in dataset.tables else []
    row = {column: {"type": ["number" if column in numbers else "string", "null"]} for column in columns}
    return {"type": "object", "properties": {name: {"type": "array", "items": {"type": "object", "properties": row}}}}


def page(dataset: Dataset) -> Markup:
    """Return the description as a page."""
    edition = edition_of(dataset)
    tables = join(_section(name, table) for name, table in TABLES.items() if name in dataset.tables or name == "changes")
    parameters = join(
        tag("dt", tag("code", name)) + tag("dd", words, " Example: ", tag("code", EXAMPLES[name]))
        for name, words in DESCRIPTIONS.items()
    )
    return _PAGE.format(
        title=edition["title"], licence=edition.get("licence", ""), tables=tables, parameters=parameters
    )


def _section(name: str, table: Table) -> Markup:
    query = "?date=1925-07-01" if "date" in table.parameters and name not in {"changes", "aid"} else ""
    endings = [ending for ending in ENDINGS if ending != "geojson" or table.has_places]
    links = join(
        (tag("a", tag("code", f"{name}.{ending}{query}"), href=f"{name}.{ending}{query}") for ending in endings), " · "
    )
    takes = join((tag("code", parameter) for parameter in table.parameters), ", ")
    return tag("h2", tag("code", name)) + tag("p", table.title) + tag("p", links) + tag("p", "Parameters: ", takes)


async def _openapi(_request: Request) -> Response:
    return JSONResponse(description(source_dataset()), headers=common_headers())


async def _documentation(_request: Request) -> Response:
    return HTMLResponse(page(source_dataset()))


def routes() -> list[Route]:
    """Return the routes of the description."""
    at = f"{base_path()}/api"
    return [Route(f"{at}/openapi.json", _openapi), Route(f"{at}/", _documentation), Route(at, _documentation)]
