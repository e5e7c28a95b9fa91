"""Answers: a table at each address below `/api/v1/`, and the same below `/api/`."""

from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.routing import Route

from geo import Dataset
from geo.exports import FORMATS as OF_EXPORTS
from geo.exports import file_name
from pages.shared.data.assets import base_path
from pages.shared.data.dataset import source_dataset
from server.api import VERSION, openapi, plates
from server.api.desk import Answer
from server.api.files import FORMATS, formats_of, table_file
from server.api.page import give_page
from server.api.parameters import listed
from server.api.problems import ProblemError
from server.api.resources import Resource, address_of_atlas, asked, made
from server.api.tables import TABLES, tables_of


async def give_table(request: Request) -> Answer:
    """Give a table as a file."""
    name, ending = table_of(request.path_params["file"], await run_in_threadpool(source_dataset))
    dataset, query = await asked(request, TABLES[name].parameters)
    days = [day for day in (query.date, query.begin, query.end) if day]
    fields = {
        "media": FORMATS[ending].media,
        "language": dataset.language,
        "name": file_name(dataset, name, *days, ending=ending),
    }
    address = address_of_atlas(request) if ending in OF_EXPORTS and OF_EXPORTS[ending].has_address else ""
    make = partial(table_file, name, ending, dataset, query, address)
    return await made(request, dataset, (name, ending, query, address), make, **fields)


def table_of(file: str, dataset: Dataset) -> tuple[str, str]:
    """Return table and format of the last part of an address, which is JSON without an ending.

    Raises
    ------
    ProblemError
        If the dataset has no such table, or not in this format.
    """
    name, _, ending = file.partition(".")
    tables = tables_of(dataset)
    if name not in tables:
        example = f"/api/{VERSION}/{next(iter(tables))}.json"
        detail = f"There is nothing at this address; the tables are {listed(list(tables))}."
        raise ProblemError(detail, "", example, 404)
    endings = formats_of(tables[name])
    if (ending or endings[0]) not in endings:
        example = f"/api/{VERSION}/{name}.{endings[0]}"
        raise ProblemError(f"This table can be had as {listed(endings)}.", "", example, 404)
    return name, ending or endings[0]


def routes() -> list[Route]:
    """Return the routes of the record by address; like every address of the atlas, they lie below its base path."""
    base = base_path()
    resources = []
    for folder in (f"{base}/api", f"{base}/api/{VERSION}"):
        page, description = Resource(give_page, is_indexed=True), Resource(openapi.give_description)
        resources += [Route(folder, page), Route(f"{folder}/", page), Route(f"{folder}/openapi.json", description)]
    tables = Resource(give_table)
    resources += [Route(f"{base}/api/{VERSION}/{{file:path}}", tables), Route(f"{base}/api/{{file:path}}", tables)]
    return [*resources, Route(f"{base}/map.{{ending}}", Resource(plates.give_plate))]
