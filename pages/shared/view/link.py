"""The link: everything that a visitor has set, written into the URL and read back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shapely import Point, box

from geo import Dataset
from geo.dates import first_day, link_date, shown_day
from geo.errors import DateError
from geo.render import symbology
from geo.translations import SOURCE
from pages.shared.data.editions import editions
from pages.shared.language.languages import NAMES, language, speak
from pages.shared.language.words import months, say_date, text
from pages.shared.language.written_dates import read_written

LAYERS = tuple(symbology.LAYERS)
DEFAULT_LAYERS = tuple(name for name, row in symbology.LAYERS.items() if row["shown"])
PAGE_PARAMETERS = ("step", "q", "kinds")
LONGEST_QUERY = 120
LAST_CARD = "end"
_TABLES = {"event": "events", "territory": "territories", "mission": "missions"}
_SPAN = re.compile(r"(\d{4})-(\d{4})", re.ASCII)
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
    other
        The second date of a comparison, as `date`; empty if there is none. The link calls it ``with``.
    step
        The step of the tour that is open; empty on the cover, `LAST_CARD` after the last one.
    query
        The words that the visitor looks for. The link calls them ``q``.
    kinds
        The categories of events shown, in the order of the data; none stands for all.
    edition
        The version of the record that the link names; empty if it names none. The atlas shows the present one.
    play
        Years that the map plays once it is seen, ``1913-1925``; no link that the atlas writes has it.
    """

    date: str
    at: str
    territory: str = ""
    mission: str = ""
    event: str = ""
    layers: tuple[str, ...] = DEFAULT_LAYERS
    position: str = ""
    lang: str = SOURCE
    other: str = ""
    step: str = ""
    query: str = ""
    kinds: tuple[str, ...] = ()
    edition: str = ""
    play: str = ""


def encode_link(view: View, extra: Sequence[str] = ()) -> dict[str, str]:
    """Return the query of a view.

    It always names date, place and language, so that neither new defaults nor another browser change a shared
    link. What is not chosen is left out. The place comes last: the time bar keeps it there.

    Parameters
    ----------
    extra
        Those of `PAGE_PARAMETERS` that the page behind the link reads: ``step``, ``q``, ``kinds``.
    """
    query = {"date": view.date}
    if view.other:
        query["with"] = view.other
    query["lang"] = view.lang
    for name in ("edition", "event", "territory", "mission"):
        if getattr(view, name):
            query[name] = getattr(view, name)
    if view.layers != DEFAULT_LAYERS or view.position:
        query["layers"] = " ".join((*view.layers, view.position)).strip() or "none"
    values = {"step": view.step, "q": view.query, "kinds": " ".join(view.kinds)}
    query |= {name: values[name] for name in extra if values[name]}
    return {**query, "at": view.at}


def decode_link(
    query: Mapping[str, Sequence[str]], dataset: Dataset, today: str, default: str = SOURCE
) -> tuple[View, list[str]]:
    """Return the view of a query, and a sentence for every part that cannot be used.

    Parameters
    ----------
    query
        Every value of every parameter, as the browser sends them. They may be anything.
    today
        ISO day; later dates are not shown.
    default
        The language of a link that names none.
    """
    notices: list[str] = []

    def one(name: str) -> str:
        values = query.get(name, [])
        if len(values) > 1:
            notices.append(text("repeated", name=name))
        return values[0] if len(values) == 1 else ""

    lang = _language(one("lang"), default, dataset, notices)
    event = _known("event", one("event"), dataset, notices)
    layers, position = _layers(one("layers"), dataset, notices)
    event_date = link_date(dataset.row("events", event)["start"], today) if event else dataset.about["default_date"]
    play = _play(one("play"), dataset, today, notices)
    view = View(
        date=read_date(one("date"), play[:4] or event_date, dataset, today, notices),
        at=read_place(one("at"), dataset, notices, place_of(event, dataset)),
        territory=_known("territory", one("territory"), dataset, notices),
        mission=_known("mission", one("mission"), dataset, notices),
        event=event,
        layers=layers,
        position=position,
        lang=lang,
        other=read_other(one("with"), dataset, today, notices),
        step=_step(one("step"), dataset, notices),
        query=read_query(one("q"), notices),
        kinds=_kinds(one("kinds"), dataset, notices),
        edition=_edition(one("edition"), dataset, notices),
        play=play,
    )
    return view, notices


def read_other(value: str, dataset: Dataset, today: str, notices: list[str]) -> str:
    """Return the second date of a comparison; empty if there is none, or it is bad, which a notice says."""
    faults: list[str] = []
    other = read_date(value, str(dataset.about["default_date"]), dataset, today, faults) if value else ""
    if faults:
        notices.append(text("bad_with"))
    return "" if faults else other


def _edition(value: str, dataset: Dataset, notices: list[str]) -> str:
    if value and value not in editions(dataset):
        notices.append(text("bad_edition"))
        return ""
    return value


def _play(value: str, dataset: Dataset, today: str, notices: list[str]) -> str:
    span, first = _SPAN.fullmatch(value), str(dataset.about["first"])[:4]
    if value and not (span and first <= span[1] < span[2] <= today[:4]):
        notices.append(text("bad_play"))
        return ""
    return value


def _step(value: str, dataset: Dataset, notices: list[str]) -> str:
    steps = dataset.rows.get("story_steps", {})
    if value and not (value in steps or (steps and value == LAST_CARD)):
        notices.append(text("bad_step"))
        return ""
    return value


def read_query(value: str, notices: list[str]) -> str:
    """Return the words to look for: printable characters only, at most `LONGEST_QUERY` of them."""
    query = " ".join("".join(char if char.isprintable() else " " for char in value).split())
    if len(query) > LONGEST_QUERY:
        notices.append(text("long_query", count=LONGEST_QUERY))
    return query[:LONGEST_QUERY].strip()


def _kinds(value: str, dataset: Dataset, notices: list[str]) -> tuple[str, ...]:
    known, names = list(dataset.tables["categories"]["category_id"]), value.split()
    if not set(names) <= set(known):
        notices.append(text("bad_kinds"))
        return ()
    return tuple(name for name in known if name in names)


def read_date(value: str, default: str, dataset: Dataset, today: str, notices: list[str]) -> str:
    """Return the date of a link, however it is written; `default`, and a sentence in `notices`, if it is none."""
    if not value:
        return default
    try:
        return _clamp(value, first_day(value), dataset, today, notices)
    except DateError:
        readings = read_written(value[:LONGEST_QUERY], months())
    if len(readings) == 1:
        return _clamp(readings[0], first_day(readings[0]), dataset, today, notices)
    shown = say_date(shown_day(default, today))
    if readings:
        first, second = map(say_date, readings)
        notices.append(text("two_days", written=value, first=first, second=second, shown=shown))
    else:
        notices.append(text("bad_date", shown=shown))
    return default


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


def place_of(event_id: str, dataset: Dataset) -> str:
    """Return where to look for an event: the smallest view with both its place and the land of the default view.

    An act signed in a capital is thus shown with the land that it was about. Empty without an event, and for a
    place outside every view.
    """
    row = dataset.row("events", event_id)
    if not row.get("lat"):
        return ""
    place = Point(float(row["lon"]), float(row["lat"]))
    boxes = {
        view.view_id: box(float(view.left), float(view.bottom), float(view.right), float(view.top))
        for view in dataset.tables["views"].itertuples()
    }
    land = boxes[dataset.about["default_view"]]
    near = {view_id: bounds.area for view_id, bounds in boxes.items() if bounds.covers(place) and bounds.covers(land)}
    return min(near, key=lambda view_id: float(near[view_id]), default="")


def read_place(value: str, dataset: Dataset, notices: list[str], default: str = "") -> str:
    """Return where a link looks; `default` or the default view, and a sentence in `notices`, if that is nowhere."""
    default = default or str(dataset.about["default_view"])
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
    """Return the positions that the map can show in place of the default ones."""
    positions = dataset.tables["positions"]
    return list(positions.loc[positions["shown"] == "rival", "position_id"])


def _layers(value: str, dataset: Dataset, notices: list[str]) -> tuple[tuple[str, ...], str]:
    """Return the layers of a link and the rival position among them."""
    if not value:
        return DEFAULT_LAYERS, ""
    names = [] if value == "none" else value.split()[: len(LAYERS) + 2]
    rivals = [name for name in names if name not in LAYERS]
    if len(rivals) > 1 or not set(rivals) <= set(rival_positions(dataset)):
        notices.append(text("bad_layers"))
        return DEFAULT_LAYERS, ""
    return tuple(name for name in LAYERS if name in names), "".join(rivals)


def languages_of(dataset: Dataset) -> list[str]:
    """Return the languages that both the interface and a dataset have, in the order of the interface."""
    languages = dataset.about.get("languages") or [SOURCE]
    return [code for code in NAMES if code in languages] or [SOURCE]


def _language(value: str, default: str, dataset: Dataset, notices: list[str]) -> str:
    """Return the language of a link. Also makes it the current language, so that notices use it."""
    known = languages_of(dataset)
    speak(value if value in known else default if default in known else known[0])
    if value and value not in known:
        notices.append(text("bad_lang"))
    return language()
