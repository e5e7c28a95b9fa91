"""The link: everything that a visitor has set, written into the URL and read back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo import Dataset
from geo.dates import first_day, link_date, shown_day
from geo.errors import DateError
from pages.shared.words import say_date, text

LAYERS = ("missions", "seats", "places", "claims", "names", "towns")
DEFAULT_LAYERS = ("missions", "seats", "claims", "names", "towns")
LANGUAGES = ("en",)
_TABLES = {"event": "events", "territory": "territories", "mission": "missions"}
_PLACE = re.compile(r"(-?\d{1,2}(?:\.\d{1,6})?)_(-?\d{1,3}(?:\.\d{1,6})?)_(\d{1,2}(?:\.\d{1,2})?)", re.ASCII)


@dataclass(frozen=True)
class View:
    """What a visitor sees.

    Attributes
    ----------
    date
        As in the link: a year (its 31 December) or an ISO day.
    at
        Where the map looks: the id of a view, or ``lat_lon_zoom`` (EPSG:4326, degrees).
    territory, mission, event
        What is chosen; empty if nothing is.
    layers
        The layers shown, in the order of `LAYERS`.
    position
        The rival position that the map follows; empty if none. The link has it among the layers.
    """

    date: str
    at: str
    territory: str = ""
    mission: str = ""
    event: str = ""
    layers: tuple[str, ...] = DEFAULT_LAYERS
    position: str = ""
    lang: str = "en"


def encode_link(view: View) -> dict[str, str]:
    """Return the query of a view.

    Date and place always stand in it, so that a later change of the defaults alters no shared
    link; what is not chosen does not. The place comes last: the time bar keeps it there.
    """
    query = {"date": view.date}
    if view.lang != LANGUAGES[0]:
        query["lang"] = view.lang
    for name in ("event", "territory", "mission"):
        if getattr(view, name):
            query[name] = getattr(view, name)
    if view.layers != DEFAULT_LAYERS or view.position:
        query["layers"] = " ".join((*view.layers, view.position)).strip() or "none"
    return {**query, "at": view.at}


def decode_link(query: Mapping[str, Sequence[str]], dataset: Dataset, today: str) -> tuple[View, list[str]]:
    """Return the view that a query asks for, and a sentence for every part that was not usable.

    Parameters
    ----------
    query
        Every value of every parameter, as a browser sends them: anything may stand here.
    today
        ISO day; later dates are not shown.
    """
    notices: list[str] = []

    def one(name: str) -> str:
        values = query.get(name, [])
        if len(values) > 1:
            notices.append(text("repeated", name=name))
        return values[0] if len(values) == 1 else ""

    event = _known("event", one("event"), dataset, notices)
    layers, position = _layers(one("layers"), dataset, notices)
    default = link_date(dataset.row("events", event)["start"], today) if event else dataset.about["default_date"]
    view = View(
        date=read_date(one("date"), default, dataset, today, notices),
        at=read_place(one("at"), dataset, notices),
        territory=_known("territory", one("territory"), dataset, notices),
        mission=_known("mission", one("mission"), dataset, notices),
        event=event,
        layers=layers,
        position=position,
        lang=_language(one("lang"), notices),
    )
    return view, notices


def read_date(value: str, default: str, dataset: Dataset, today: str, notices: list[str]) -> str:
    """Return the date of a link, or `default` with a sentence in `notices` if it is none."""
    if not value:
        return default
    try:
        first = first_day(value)
    except DateError:
        notices.append(text("bad_date", shown=say_date(shown_day(default, today))))
        return default
    return _clamp(value, first, dataset, today, notices)


def _clamp(value: str, first: str, dataset: Dataset, today: str, notices: list[str]) -> str:
    """Return `value` if the atlas covers it, else the nearest date it covers, with a sentence."""
    begin = str(dataset.about["first"])
    if first < first_day(begin):
        notices.append(text("early_date", first=begin[:4], shown=say_date(shown_day(begin, today))))
        return begin[:4]
    if first > today:
        notices.append(text("late_date", shown=say_date(today)))
        return today[:4]
    return link_date(value, today)


def _known(name: str, value: str, dataset: Dataset, notices: list[str]) -> str:
    if value and not dataset.row(_TABLES[name], value):
        notices.append(text(f"bad_{name}"))
        return ""
    return value


def read_place(value: str, dataset: Dataset, notices: list[str]) -> str:
    """Return where a link looks, or the usual view with a sentence in `notices`."""
    default = str(dataset.about["default_view"])
    if not value or value in set(dataset.tables["views"]["view_id"]):
        return value or default
    match = _PLACE.fullmatch(value)
    if match:
        lat, lon, zoom = map(float, match.groups())
        if abs(lat) <= 85 and abs(lon) <= 180 and 2 <= zoom <= 11:
            return value
    notices.append(text("bad_at"))
    return default


def rival_positions(dataset: Dataset) -> list[str]:
    """Return the positions that the map can show instead of the version it shows first."""
    positions = dataset.tables["positions"]
    return list(positions.loc[positions["shown"] == "rival", "position_id"])


def _layers(value: str, dataset: Dataset, notices: list[str]) -> tuple[tuple[str, ...], str]:
    """Return the layers of a link and the rival position among them."""
    if not value:
        return DEFAULT_LAYERS, ""
    asked = [] if value == "none" else value.split()[: len(LAYERS) + 2]
    rivals = [name for name in asked if name not in LAYERS]
    if len(rivals) > 1 or not set(rivals) <= set(rival_positions(dataset)):
        notices.append(text("bad_layers"))
        return DEFAULT_LAYERS, ""
    return tuple(name for name in LAYERS if name in asked), "".join(rivals)


def _language(value: str, notices: list[str]) -> str:
    if value and value not in LANGUAGES:
        notices.append(text("bad_lang"))
    return value if value in LANGUAGES else LANGUAGES[0]
