"""The description of the interface for programs (OpenAPI 3.1), made of the declarations that read requests."""

import json
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from geo import Dataset
from geo.render import orders
from pages.shared.data.dataset import source_dataset
from pages.shared.record.edition import EDITION, edition_of
from server.api import VERSION, problems
from server.api.columns import Column
from server.api.desk import Answer
from server.api.files import FORMATS, formats_of
from server.api.parameters import Parameter, parameters_of
from server.api.plates import PLATES
from server.api.resources import address_of_atlas, made
from server.api.tables import Table, tables_of

INTERFACE = f"{VERSION[1:]}.0.0"
_MEDIA = "application/json"
_TAG = {"description": "Stands for these very bytes.", "schema": {"type": "string"}}
_ANY = {"description": "Any site may read it.", "schema": {"const": "*"}}


async def give_description(request: Request) -> Answer:
    """Give the description."""
    dataset, address = await run_in_threadpool(source_dataset), address_of_atlas(request)
    return await made(request, dataset, ("openapi", address), partial(_written, dataset, address), media=_MEDIA)


def _written(dataset: Dataset, address: str) -> bytes:
    return json.dumps(description(dataset, address), ensure_ascii=False, indent=1).encode("utf-8")


def description(dataset: Dataset, address: str) -> dict[str, Any]:
    """Return the description as OpenAPI 3.1.

    Parameters
    ----------
    dataset
        In the language in which it was written.
    address
        Of the atlas: without a slash at its end; empty if it is not known.
    """
    tables = {
        f"/api/{VERSION}/{name}.{ending}": _operation(
            f"{name}_{ending.replace('.', '_')}", table, dataset, _rows(name, ending)
        )
        for name, table in tables_of(dataset).items()
        for ending in formats_of(table)
    }
    plate = {
        f"/map.{ending}": _operation(f"map_{ending}", PLATES, dataset, {media: {}})
        for ending, media in orders.FORMATS.items()
    }
    return {
        "openapi": "3.1.0",
        "info": _info(dataset),
        "servers": [{"url": address or "/"}],
        "paths": tables | plate,
        "components": _components(dataset),
    }


def _info(dataset: Dataset) -> dict[str, Any]:
    """Return what the interface is, and the version of the record that it gives."""
    edition = edition_of(dataset)
    version = f"version {edition['version']}, " if "version" in edition else ""
    licence = {"name": edition.get("licence", "see the data package")}
    return {
        "title": f"{edition['dataset']}: the record by address",
        "version": INTERFACE,
        "summary": f"Tables of the record ({version}checked to {edition['as_of']}), and the map of any day.",
        "description": "Dates are ISO 8601. Times are half-open: a row holds from its start to the day before its end.",
        "license": licence | ({"url": edition["licence_url"]} if "licence_url" in edition else {}),
    }


def _operation(name: str, described: Any, dataset: Dataset, content: dict[str, Any]) -> dict[str, Any]:
    """Return what one address answers.

    Parameters
    ----------
    described
        Has a ``title`` and ``parameters``.
    content
        What the answer holds, by media type.
    """
    answer = {
        "description": "The answer.",
        "headers": {"ETag": _TAG, "Access-Control-Allow-Origin": _ANY},
        "content": content,
    }
    known = {"304": {"description": "The client has these bytes already: it has sent their tag."}}
    told = {status: {"$ref": "#/components/responses/Problem"} for status in ("400", "429")}
    operation = {
        "operationId": name,
        "summary": described.title,
        "parameters": [
            parameter_object(parameter, dataset) for parameter in parameters_of(described.parameters, dataset)
        ],
        "responses": {"200": answer} | known | told,
    }
    return {"get": operation}


def parameter_object(parameter: Parameter, dataset: Dataset) -> dict[str, Any]:
    """Return one parameter as OpenAPI describes it."""
    schema = parameter.schema(dataset)
    values: list[Any] = [float(part) for part in parameter.example(dataset).split(",")] if "items" in schema else []
    styled = {"style": "form", "explode": False} if values else {}
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.what,
        **styled,
        "schema": schema,
        "example": values or parameter.example(dataset),
    }


def _rows(name: str, ending: str) -> dict[str, Any]:
    """Return what a table's address holds."""
    media = FORMATS[ending].media.partition(";")[0]
    if ending in _FILES:
        return {media: {"schema": {"$ref": f"#/components/schemas/{name}_{ending}"}}}
    kinds = {"text": "string", "application/ld+json": "object"}
    kind = kinds.get(media) or kinds.get(media.partition("/")[0])
    return {media: {"schema": {"type": kind}} if kind else {}}


def _components(dataset: Dataset) -> dict[str, Any]:
    """Return the forms of rows, files and problems."""
    members = {name: {"type": "string", "description": what} for name, what in problems.MEMBERS.items()}
    members["status"]["type"] = "integer"
    problem = {"type": "object", "required": ["type", "title", "status", "detail"], "properties": members}
    schemas: dict[str, Any] = {"problem": problem}
    for name, table in tables_of(dataset).items():
        schemas[name] = row_schema(table.columns)
        schemas |= {f"{name}_{ending}": _FILES[ending](name, table) for ending in formats_of(table) if ending in _FILES}
    content = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/problem"}}}
    response = {"description": "What is wrong with the request, or why it is not answered now.", "content": content}
    return {"schemas": schemas, "responses": {"Problem": response}}


def row_schema(columns: dict[str, Column]) -> dict[str, Any]:
    """Return the form of a row: every column is there, and null where the record says nothing."""
    properties = {name: _cell_schema(column) for name, column in columns.items()}
    return {"type": "object", "properties": properties, "required": list(columns), "additionalProperties": False}


def _cell_schema(column: Column) -> dict[str, Any]:
    kind = "string" if column.kind == "date" else column.kind
    form = {"format": "date"} if column.kind == "date" else {}
    return {"type": [kind, "null"], **form, "description": column.what}


def _json_schema(name: str, _table: Table) -> dict[str, Any]:
    properties = _edition_schema() | {
        "table": {"const": name},
        "count": {"type": "integer", "description": "How many rows there are."},
        "rows": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
    }
    return {"type": "object", "properties": properties, "required": ["dataset", "as_of", "table", "count", "rows"]}


def _geojson_schema(name: str, _table: Table) -> dict[str, Any]:
    geometry = {
        "type": ["object", "null"],
        "required": ["type", "coordinates"],
        "properties": {"type": {"type": "string"}, "coordinates": {"type": "array"}},
    }
    feature = {
        "type": "object",
        "required": ["type", "properties", "geometry"],
        "properties": {
            "type": {"const": "Feature"},
            "properties": {"$ref": f"#/components/schemas/{name}"},
            "geometry": geometry,
        },
    }
    properties = {
        "type": {"const": "FeatureCollection"},
        "name": {"const": name},
        **_edition_schema(),
        "features": {"type": "array", "items": feature},
    }
    return {"type": "object", "properties": properties, "required": ["type", "features"]}


def _edition_schema() -> dict[str, Any]:
    return {name: {"type": "string", "description": what} for name, what in EDITION.items()}


_FILES = {"json": _json_schema, "geojson": _geojson_schema}
