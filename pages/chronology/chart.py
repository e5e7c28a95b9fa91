"""The timeline: eras as named bands, events as marks in a row a kind, on an axis of decimal years."""

from typing import Any

import altair as alt
import pandas as pd

from geo import Dataset
from geo.dates import OPEN_END, day_after, last_day, precision
from pages.shared.language.words import say_date, say_interval, text
from pages.shared.layout.charts import decimal_year, palette
from pages.shared.record.events import Event, kind_of, say_when

PICKED = "picked"
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


def timeline(dataset: Dataset, events: list[Event], hidden: set[str], day: str, years: tuple[int, int]) -> Any:
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
    domain = [float(years[0]), float(years[1] + 1)]
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False, zero=False), axis=None)
    layers = [
        *_eras(era_rows(dataset, domain[1]), domain),
        *_row_names(marks, y),
        *_bars(dataset, marks, domain, y),
        _points(dataset, marks, domain, y),
        *_rule(day, domain),
    ]
    return alt.layer(*layers).properties(height=height + _FRAME)


def _years(field: str, domain: list[float]) -> alt.X:
    axis = alt.Axis(format="d", title=None, tickMinStep=1, tickCount=8, labelOverlap="greedy", labelSeparation=8)
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=domain, nice=False), axis=axis)


def _eras(rows: pd.DataFrame, domain: list[float]) -> list[Any]:
    if rows.empty:
        return []
    inks = palette()
    tooltip = [alt.Tooltip("label:N", title=" "), alt.Tooltip("when:N", title="  ")]
    low = _years("low", domain)
    base = alt.Chart(rows)
    band = base.mark_rect(clip=True, color=inks.faint, stroke=inks.paper, strokeWidth=1.5).encode(
        x=low,
        x2="high:Q",
        y=alt.value(0),
        y2=alt.value(_BAND - 8),
        tooltip=tooltip,
        opacity=alt.Opacity("shade:Q", scale=None, legend=None),
    )
    width = alt.ExprRef("max(1, scale('x', datum.high) - max(0, scale('x', datum.low)) - 10)")
    opacity = alt.ExprRef("scale('x', datum.high) - max(0, scale('x', datum.low)) > 34 ? 1 : 0")
    words = base.mark_text(align="left", baseline="middle", clip=True, limit=width, opacity=opacity, fontSize=13)
    start = _years("low", domain)
    return [
        band,
        words.encode(x=start, xOffset=alt.value(5), y=alt.value((_BAND - 8) / 2), text="label:N", tooltip=tooltip),
    ]


def _row_names(marks: pd.DataFrame, y: alt.Y) -> list[Any]:
    inks = palette()
    base = alt.Chart(marks.drop_duplicates("y")[["y", "kind"]])
    line = base.mark_rule(color=inks.rule, opacity=0.6).encode(y=y)
    words = base.mark_text(align="left", baseline="bottom", color=inks.faint, fontSize=12.5, dy=-7)
    return [line, words.encode(x=alt.value(2), y=y, text="kind:N")]


def _hues(dataset: Dataset) -> alt.Color:
    kinds, series = list(dataset.tables["categories"]["label"]), palette().series
    hues = [series[index % len(series)] for index in range(len(kinds))]
    return alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=hues), legend=None)


def _bars(dataset: Dataset, marks: pd.DataFrame, domain: list[float], y: alt.Y) -> list[Any]:
    """Return solid bars for events that lasted, pale ones where only the month or the year is known."""
    bars = []
    for form, size, opacity in (("vague", 14, 0.28), ("long", 6, 0.85)):
        rows = marks[marks["form"] == form]
        if not rows.empty:
            low = _years("low", domain)
            bar = alt.Chart(rows).mark_bar(clip=True, height=size, opacity=opacity, cornerRadius=2)
            bars.append(bar.encode(x=low, x2="high:Q", y=y, color=_hues(dataset)))
    return bars


def _points(dataset: Dataset, marks: pd.DataFrame, domain: list[float], y: alt.Y) -> Any:
    kinds = list(dataset.tables["categories"]["label"])
    shapes = [_SHAPES[index % len(_SHAPES)] for index in range(len(kinds))]
    picked = alt.selection_point(name=PICKED, fields=["event_id"], on="click", clear=False, toggle=False)
    zoom = alt.selection_interval(
        name="zoom", bind="scales", encodings=["x"], zoom="wheel![event.ctrlKey || event.metaKey]"
    )
    points = alt.Chart(marks).mark_point(clip=True, filled=True, size=150, cursor="pointer", opacity=1)
    return points.encode(
        x=_years("at", domain),
        y=y,
        color=_hues(dataset),
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=shapes), legend=None),
        fillOpacity=alt.condition("datum.form == 'vague'", alt.value(0.25), alt.value(0.9)),
        strokeWidth=alt.condition(picked, alt.value(4), alt.value(1.4), empty=False),
        tooltip=[alt.Tooltip("title:N", title=" "), alt.Tooltip("when:N", title="  ")],
    ).add_params(picked, zoom)


def _rule(day: str, domain: list[float]) -> list[Any]:
    inks = palette()
    at = decimal_year(day)
    base = alt.Chart(pd.DataFrame([{"at": at, "day": say_date(day)}]))
    line = base.mark_rule(color=inks.accent, strokeWidth=1.6, clip=True).encode(x=_years("at", domain))
    is_late = at > sum(domain) / 2
    is_seen = alt.ExprRef("inrange(scale('x', datum.at), [0, width]) ? 1 : 0")
    words = base.mark_text(
        color=inks.accent,
        align="right" if is_late else "left",
        dx=5 if is_late else -5,
        baseline="bottom",
        fontWeight=700,
        fontSize=13,
        opacity=is_seen,
        clip=False,
    )
    return [line, words.encode(x=_years("at", domain), y=alt.value(-5), text="day:N")]
