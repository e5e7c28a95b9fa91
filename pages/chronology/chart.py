"""The timeline: eras as named bands, events as marks in a row a kind, on an axis of decimal years."""

import pandas as pd

from geo import Dataset
from geo.dates import OPEN_END, day_after, last_day, precision
from pages.shared.language.words import say_date, say_interval, text
from pages.shared.layout.charts import YEARS, Rows, Spec, decimal_year, exact, layer, palette, quantity, records, words
from pages.shared.record.events import Event, kind_of, say_when

PICKED = "picked"
_MARKS = "view_1"  # the layer that is clicked and moved
_SHAPES = (
    *("circle", "square", "diamond", "triangle-up", "triangle-down", "cross", "triangle-right", "triangle-left"),
    *("M-1,-.5H1V.5H-1Z", "M-.5,-1H.5V1H-.5Z", "M-1,-1L1,1V-1L-1,1Z"),
)
_BAND, _ROW, _FRAME, _LEAST = 34, 31, 52, 0.012  # px, px, px, years


def event_rows(dataset: Dataset, events: list[Event], hidden: set[str]) -> pd.DataFrame:
    """Return the marks of events: `at`, `low` and `high` in decimal years, row, form, and the words of the tooltip.

    The mark of an event of a month or a year is in the middle of it; `low` to `high` is all of it.
    """
    levels = _rows_of_kinds(dataset, events)
    rows = []
    for row in events:
        is_long, is_exact = bool(row["end"]), precision(row["start"]) == "day"
        low = decimal_year(row["start_day"])
        high = decimal_year(row["end_day"] if is_long else day_after(last_day(row["start"])))
        is_hidden = row["event_id"] in hidden
        rows.append(
            {
                "event_id": row["event_id"],
                "kind": kind_of(dataset, row),
                "y": _BAND + _ROW * levels[row["category"]] + 20,
                "at": low if is_long or is_exact else (low + high) / 2,
                "low": low,
                "high": max(high, low + _LEAST),
                "form": "long" if is_long else "exact" if is_exact else "vague",
                "title": text("chronology_hidden_mark") if is_hidden else row["title"],
                "when": say_when(row),
            }
        )
    return pd.DataFrame(rows)


def _rows_of_kinds(dataset: Dataset, events: list[Event]) -> dict[str, int]:
    """Return the row of each kind that has events, in the order of the data."""
    present = {row["category"] for row in events}
    kinds = [kind for kind in dataset.tables["categories"]["category_id"] if kind in present]
    return {kind: row for row, kind in enumerate(kinds)}


def era_rows(dataset: Dataset, last: float) -> pd.DataFrame:
    """Return the bands of the eras, `low` to `high` in decimal years; one without an end reaches to `last`."""
    return pd.DataFrame(
        [
            {
                "label": row["label"],
                "when": say_interval(row["start"], row["end"]),
                "low": decimal_year(row["start_day"]),
                "high": last if row["end_day"] == OPEN_END else decimal_year(row["end_day"]),
                "shade": 0.16 if index % 2 else 0.3,
            }
            for index, row in enumerate(dataset.records["eras"])
        ]
    )


def timeline(dataset: Dataset, events: list[Event], hidden: set[str], day: str, years: tuple[int, int]) -> Spec:
    """Return the chart of some events, at least one.

    Parameters
    ----------
    hidden
        Identifiers of events whose tooltip has no title.
    day
        ISO day of the vertical line.
    years
        First and last year at first.
    """
    marks = event_rows(dataset, events, hidden)
    height = _BAND + _ROW * marks["y"].nunique()
    domain = (float(years[0]), float(years[1] + 1))
    y = quantity("y", scale=exact(height, 0, zero=False), axis=None)
    layers = [
        *_eras(records(era_rows(dataset, domain[1])), domain),
        *_row_names(marks, y),
        *_bars(dataset, marks, domain, y),
        _points(dataset, marks, domain, y),
        *_rule(day, domain),
    ]
    picked = {"type": "point", "fields": ["event_id"], "on": "click", "clear": False, "toggle": False}
    zoom = {"type": "interval", "encodings": ["x"], "zoom": "wheel![event.ctrlKey || event.metaKey]"}
    parameters = [
        {"name": PICKED, "select": picked, "views": [_MARKS]},
        {"name": "zoom", "select": zoom, "bind": "scales", "views": [_MARKS]},
    ]
    return {"layer": layers, "params": parameters, "height": height + _FRAME}


def _years(field: str, domain: tuple[float, float]) -> Spec:
    return quantity(field, scale=exact(*domain), axis={**YEARS, "tickCount": 8, "tickMinStep": 1})


def _tooltip(*fields: str) -> list[Spec]:
    return [words(field, title=" " * count) for count, field in enumerate(fields, 1)]


def _eras(rows: Rows, domain: tuple[float, float]) -> list[Spec]:
    if not rows:
        return []
    inks, low, tooltip = palette(), _years("low", domain), _tooltip("label", "when")
    band = layer(
        rows,
        "rect",
        {"clip": True, "color": inks.faint, "stroke": inks.paper, "strokeWidth": 1.5},
        x=low,
        x2={"field": "high"},
        y={"value": 0},
        y2={"value": _BAND - 8},
        tooltip=tooltip,
        opacity=quantity("shade", scale=None, legend=None),
    )
    width = {"expr": "max(1, scale('x', datum.high) - max(0, scale('x', datum.low)) - 10)"}
    opacity = {"expr": "scale('x', datum.high) - max(0, scale('x', datum.low)) > 34 ? 1 : 0"}
    names = layer(
        rows,
        "text",
        {"align": "left", "baseline": "middle", "clip": True, "limit": width, "opacity": opacity, "fontSize": 13},
        x=low,
        xOffset={"value": 5},
        y={"value": (_BAND - 8) / 2},
        text=words("label"),
        tooltip=tooltip,
    )
    return [band, names]


def _row_names(marks: pd.DataFrame, y: Spec) -> list[Spec]:
    inks, rows = palette(), records(marks.drop_duplicates("y")[["y", "kind"]])
    look = {"align": "left", "baseline": "bottom", "color": inks.faint, "fontSize": 12.5, "dy": -7}
    return [
        layer(rows, "rule", {"color": inks.rule, "opacity": 0.6}, y=y),
        layer(rows, "text", look, x={"value": 2}, y=y, text=words("kind")),
    ]


def _by_kind(dataset: Dataset, looks: tuple[str, ...]) -> Spec:
    """Return the channel that gives every kind of event one of some hues or shapes, again from the first if need be."""
    kinds = list(dataset.tables["categories"]["label"])
    used = [looks[index % len(looks)] for index in range(len(kinds))]
    return words("kind", scale={"domain": kinds, "range": used}, legend=None)


def _bars(dataset: Dataset, marks: pd.DataFrame, domain: tuple[float, float], y: Spec) -> list[Spec]:
    """Return solid bars for events that lasted, pale ones where only the month or the year is known."""
    bars, hues = [], _by_kind(dataset, palette().series)
    for form, size, opacity in (("vague", 14, 0.28), ("long", 6, 0.85)):
        rows = records(marks[marks["form"] == form])
        look = {"clip": True, "height": size, "opacity": opacity, "cornerRadius": 2}
        if rows:
            bars.append(layer(rows, "bar", look, x=_years("low", domain), x2={"field": "high"}, y=y, color=hues))
    return bars


def _points(dataset: Dataset, marks: pd.DataFrame, domain: tuple[float, float], y: Spec) -> Spec:
    points = layer(
        records(marks),
        "point",
        {"clip": True, "filled": True, "size": 150, "cursor": "pointer", "opacity": 1},
        x=_years("at", domain),
        y=y,
        color=_by_kind(dataset, palette().series),
        shape=_by_kind(dataset, _SHAPES),
        fillOpacity={"condition": {"test": "datum.form == 'vague'", "value": 0.25}, "value": 0.9},
        strokeWidth={"condition": {"param": PICKED, "value": 4, "empty": False}, "value": 1.4},
        tooltip=_tooltip("title", "when"),
    )
    return {**points, "name": _MARKS}


def _rule(day: str, domain: tuple[float, float]) -> list[Spec]:
    ink, at = palette().accent, decimal_year(day)
    rows, x = [{"at": at, "day": say_date(day)}], _years("at", domain)
    is_late = at > sum(domain) / 2
    side = {"align": "right" if is_late else "left", "dx": 5 if is_late else -5}
    is_seen = {"expr": "inrange(scale('x', datum.at), [0, width]) ? 1 : 0"}
    look = {"baseline": "bottom", "fontWeight": 700, "fontSize": 13, "opacity": is_seen, "clip": False}
    return [
        layer(rows, "rule", {"color": ink, "strokeWidth": 1.6, "clip": True}, x=x),
        layer(rows, "text", {"color": ink, **side, **look}, x=x, y={"value": -5}, text=words("day")),
    ]
