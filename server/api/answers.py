"""Answers: tables as JSON, GeoJSON or CSV, with what caches, browsers and programs need to know of them."""

import asyncio
import hashlib
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

import geopandas as gpd
import pandas as pd
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo import Dataset, exports
from geo.dates import today
from pages.shared.data.assets import base_path
from pages.shared.data.dataset import dataset_in, source_dataset
from pages.shared.record.plate import package_of
from server.api.parameters import Query, read_query
from server.api.problems import ProblemError, problem_response
from server.api.tables import TABLES, answer
from server.compression import compress, encoding_for
from server.logs import error_record, log

ENDINGS = {
    "json": "application/json",
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8",
}
MOST_PARAMETERS = 12
_KEPT = 64  # answers kept
_LARGEST_KEPT = 1 << 20  # bytes
_CACHE = "public, max-age=300"


def table_bytes(name: str, ending: str, query: Query) -> bytes:
    """Return a table as a file.

    Parameters
    ----------
    name
        One of `TABLES`.
    ending
        One of `ENDINGS`; GeoJSON only for a table that has places.
    query
        What is asked for.
    """
    dataset = dataset_in(query.lang)
    frame = answer(TABLES[name], dataset, query)
    write: dict[str, Callable[[], bytes]] = {
        "json": lambda: _json(dataset, name, frame),
        "geojson": lambda: _geojson(frame),
        "csv": lambda: exports.to_csv(frame.fillna("")),
    }
    return write[ending]()


def _geojson(frame: pd.DataFrame) -> bytes:
    layer = frame if isinstance(frame, gpd.GeoDataFrame) else gpd.GeoDataFrame(frame, geometry=[])
    return exports.to_geojson(layer)


def _json(dataset: Dataset, name: str, frame: pd.DataFrame) -> bytes:
    """Return rows under the name of their table, with what they are and how far they reach."""
    rows = pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
    value = {**edition_of(dataset), name: rows.to_dict("records")}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain).encode("utf-8")


def _plain(value: Any) -> Any:
    """Return a number of NumPy as one of Python, anything else as words."""
    return value.item() if hasattr(value, "item") else str(value)


def edition_of(dataset: Dataset) -> dict[str, str]:
    """Return what is said of the record with every answer: title, version, the day it was checked to, licence."""
    about, package = dataset.about, package_of(dataset)
    fields = {
        "title": about["title"],
        "version": package.version,
        "as_of": about["as_of"],
        "licence": package.licence,
        "language": dataset.language,
    }
    return {key: str(value) for key, value in fields.items() if value}


@lru_cache(maxsize=_KEPT)
def _kept(name: str, ending: str, query: Query, day: str, encoding: str) -> tuple[bytes, str]:
    """Return an answer, compressed, and its tag; `day` is today, with which an answer may change."""
    body = table_bytes(name, ending, query)
    tag = hashlib.sha256(body).hexdigest()[:20]
    packed = compress(body, encoding) if encoding else body
    if len(packed) > _LARGEST_KEPT:
        raise _TooLargeError(packed, tag)
    return packed, tag


class _TooLargeError(Exception):
    """Carries an answer that is not kept."""


def _answered(name: str, ending: str, query: Query, encoding: str) -> tuple[bytes, str]:
    try:
        return _kept(name, ending, query, today(), encoding)
    except _TooLargeError as answered:
        body, tag = answered.args
        return body, tag


def common_headers() -> dict[str, str]:
    """Return the headers of every answer: any site may read it."""
    return {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag", "X-Robots-Tag": "noindex"}


async def table_endpoint(request: Request) -> Response:
    """Answer a request for a table."""
    headers = common_headers()
    if request.method == "OPTIONS":
        return Response(None, 204, headers | {"Access-Control-Allow-Methods": "GET, HEAD", "Access-Control-Max-Age": "86400"})
    try:
        name, ending = _file_of(request.path_params["file"])
        pairs = parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
        query = read_query(pairs, TABLES[name].parameters, source_dataset(), today())
    except ProblemError as problem:
        return problem_response(problem, headers)
    except ValueError:
        return problem_response(ProblemError(f"At most {MOST_PARAMETERS} parameters, in UTF-8."), headers)
    encoding = encoding_for(request.headers.get("accept-encoding", "").encode("latin-1"))
    try:
        body, tag = await asyncio.to_thread(_answered, name, ending, query, encoding)
    except Exception as error:  # a fault of the atlas, told without a trace
        log.error("a table cannot be given", extra={"atlas": error_record(error) | {"table": name}})
        return problem_response(ProblemError("The atlas could not answer. The fault is logged.", status=500), headers)
    headers |= {"ETag": f'W/"{tag}"', "Cache-Control": _CACHE, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(None, 304, headers)
    headers |= {"Content-Encoding": encoding} if encoding else {}
    if ending == "csv":
        headers["Content-Disposition"] = f'inline; filename="{name}.csv"'
    return Response(body, 200, headers, media_type=ENDINGS[ending])


def _file_of(file: str) -> tuple[str, str]:
    """Return table and ending of the last part of an address."""
    name, _, ending = file.rpartition(".")
    if name not in TABLES:
        raise ProblemError(f"There is no such table; there are {', '.join(TABLES)}.", "", "/api/events.json", 404)
    if ending not in ENDINGS or (ending == "geojson" and not TABLES[name].has_places):
        endings = [known for known in ENDINGS if known != "geojson" or TABLES[name].has_places]
        raise ProblemError(f"This table can be had as {', '.join(endings)}.", "", f"/api/{name}.json", 404)
    return name, ending


def routes() -> list[Route]:
    """Return the routes of the tables; the description of the interface is that of `server.api.openapi`."""
    return [Route(f"{base_path()}/api/{{file}}", table_endpoint, methods=["GET", "OPTIONS"])]
