"""Plates: the map of a day at an address of its own, as PNG, SVG or PDF, drawn where all plates are drawn."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from geo import Dataset
from geo.dates import shown_day, today
from geo.exports import file_name
from geo.render.orders import FORMATS, Order
from geo.render.pool import POOL
from pages.shared.language.languages import speak
from pages.shared.record.plate import plate_words
from pages.shared.view.link import View, encode_link
from server.api.desk import Answer
from server.api.parameters import AT, DRAWN_DATE, LANG, POSITION, Parameter, Query, listed
from server.api.problems import ProblemError
from server.api.resources import address_of_atlas, asked, packed
from server.compression import encoding_for

SPARE = 2  # places in the line that are left to visitors


@dataclass(frozen=True)
class Plates:
    """What an address of plates gives, and the parameters that it takes."""

    title: str
    parameters: tuple[Parameter, ...]


PLATES = Plates(
    "The map of a day as a plate: with names, legend, scale bar, sources and its address, to print and to cite.",
    (DRAWN_DATE, AT, POSITION, LANG),
)


async def give_plate(request: Request) -> Answer:
    """Give the plate of a day, with the address of the view that it shows."""
    ending = request.path_params["ending"]
    if ending not in FORMATS:
        raise ProblemError(f"The map can be had as {listed(list(FORMATS))}.", "", "/map.png", 404)
    dataset, query = await asked(request, PLATES.parameters)
    speak(dataset.language)
    order = order_of(dataset, query, ending, address_of_atlas(request))
    body = await asyncio.wrap_future(POOL.submit(dataset, order, spare=SPARE))
    encoding = encoding_for(request.headers.get("accept-encoding", "").encode("latin-1"))
    name = file_name(dataset, order.day, order.view, ending=ending)
    fields = {"media": FORMATS[ending], "name": name, "language": dataset.language}
    return await run_in_threadpool(packed, body, encoding, **fields)


def order_of(dataset: Dataset, query: Query, ending: str, address: str) -> Order:
    """Return the order of the plate that is asked for.

    Parameters
    ----------
    dataset
        In the language that is asked for, which must be spoken.
    ending
        One of `geo.render.orders.FORMATS`.
    address
        Of the atlas.
    """
    day = query.date or shown_day(str(dataset.about["default_date"]), today())
    view = query.view or str(dataset.about["default_view"])
    link = encode_link(View(date=day, at=view, position=query.position, lang=dataset.language))
    words = plate_words(dataset, day, view, query.position)
    return Order(day, view, words, query.position, f"{address}/?{urlencode(link)}", ending)
