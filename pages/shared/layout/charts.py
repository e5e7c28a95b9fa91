"""Charts in Vega-Lite: one style for all, layers and channels, axes of decimal years, a rule at the visitor's day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import isnan
from typing import Any, Literal

import pandas as pd
import streamlit as st
from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

from pages.shared.language.languages import language
from pages.shared.language.words import say_date

Spec = dict[str, Any]  # a part of a chart as Vega-Lite has it
Rows = list[dict[str, Any]]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
YEARS = {"format": "d", "title": None, "labelOverlap": "greedy", "labelSeparation": 8}  # an axis of decimal years
FONT = "Alegreya Sans"
TITLE_FONT = "Alegreya"


@dataclass(frozen=True)
class Palette:
    """The inks of a chart, for paper or for night.

    Attributes
    ----------
    series
        Eight hues that stay apart for colour-blind eyes (after Okabe and Ito), dark or light enough for the ground.
    """

    paper: str
    ink: str
    faint: str
    rule: str
    accent: str
    series: tuple[str, ...]


LIGHT = Palette(
    paper="#fbf8f1",
    ink="#2b2219",
    faint="#6d6255",
    rule="#d6cab2",
    accent="#8c2f24",
    series=("#0b5e8e", "#b8860b", "#00795a", "#a8462f", "#7a4a8c", "#4f6d7a", "#8a6d3b", "#5a5a5a"),
)
DARK = Palette(
    paper="#12161d",
    ink="#ece5d6",
    faint="#a79f90",
    rule="#343e4a",
    accent="#e8a15c",
    series=("#6bb8e8", "#e6b84a", "#4cc4a0", "#e88a6c", "#c39be0", "#9fb6c4", "#d0b27c", "#b5b5b5"),
)


def palette() -> Palette:
    """Return the palette of the visitor's theme."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def decimal_year(day: str) -> float:
    """Return an ISO day as a decimal year: no time zone moves it on an axis."""
    moment = date.fromisoformat(day)
    begin, following = (date(year, 1, 1).toordinal() for year in (moment.year, moment.year + 1))
    return moment.year + (moment.toordinal() - begin) / (following - begin)


def records(frame: pd.DataFrame) -> Rows:
    """Return the rows of a frame as JSON has them: what is missing is null."""
    return [
        {name: None if isinstance(value, float) and isnan(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def layer(rows: Rows, mark: str, look: Spec | None = None, /, **encoding: Any) -> Spec:
    """Return a layer of a chart: marks of one type for rows or GeoJSON features, with their look and channels."""
    spec: Spec = {"data": {"values": rows}, "mark": {"type": mark, **(look or {})}}
    return {**spec, "encoding": encoding} if encoding else spec


def quantity(field: str, **options: Any) -> Spec:
    """Return a channel for the numbers of a column."""
    return {"field": field, "type": "quantitative", **options}


def words(field: str, **options: Any) -> Spec:
    """Return a channel for the words of a column."""
    return {"field": field, "type": "nominal", **options}


def exact(*domain: float, **options: Any) -> Spec:
    """Return a scale from one number to another, rounded to no others."""
    return {"domain": list(domain), "nice": False, **options}


def year_axis(field: str, first: float, last: float) -> Spec:
    """Return a horizontal axis of decimal years from `first` to `last` for the column `field`."""
    return quantity(field, scale=exact(first, last), axis={**YEARS, "tickCount": 10, "grid": True})


def day_rule(day: str) -> Spec:
    """Return a vertical line at an ISO day, the date above it, to lay over a chart of decimal years."""
    ink, rows = palette().accent, [{"at": decimal_year(day), "day": say_date(day)}]
    above = {"baseline": "bottom", "dy": -6, "fontSize": 13, "fontWeight": 700, "y": 0}
    line = layer(rows, "rule", {"color": ink, "strokeWidth": 1.6}, x=quantity("at"), tooltip=words("day", title=" "))
    return {"layer": [line, layer(rows, "text", {"color": ink, **above}, x=quantity("at"), text=words("day"))]}


def show_chart(
    chart: Spec,
    *,
    key: str,
    alt_text: str,
    on_select: Literal["rerun", "ignore"] | Callable[[], None] = "ignore",
    selection: str | None = None,
) -> Any:
    """Show a chart in the style of the atlas.

    Parameters
    ----------
    chart
        In Vega-Lite: written as it is sent, it costs the server a few milliseconds.
    alt_text
        What the chart shows, in a sentence.
    on_select, selection
        As `on_select` and `selection_mode` of `st.vega_lite_chart`: the name of the parameter that comes back.
    """
    options: dict[str, Any] = {} if on_select == "ignore" else {"on_select": on_select, "selection_mode": selection}
    spec = {"$schema": SCHEMA, **chart, "config": _style()}
    return st.vega_lite_chart(spec, theme=None, key=key, alt=alt_text, width="stretch", **options)


def _style() -> Spec:
    inks = palette()
    fonts = {"labelFont": FONT, "labelFontSize": 14, "labelColor": inks.ink}
    titled = {**fonts, "titleFont": FONT, "titleFontSize": 14, "titleColor": inks.ink, "aria": False}
    return {
        "background": "transparent",
        "font": FONT,
        "locale": _number_signs(language()),
        "padding": {"left": 4, "right": 8, "top": 22, "bottom": 4},
        "view": {"stroke": None},
        "mark": {"aria": False},  # its sentence stands for the whole chart, its rows stand in the table
        "axis": {
            **titled,
            "titleFontWeight": 400,
            "gridColor": inks.rule,
            "gridOpacity": 0.55,
            "domainColor": inks.rule,
            "tickColor": inks.rule,
        },
        "legend": {**titled, "orient": "bottom", "symbolSize": 140},
        "text": {"font": FONT, "fontSize": 13, "color": inks.ink},
        "title": {"font": TITLE_FONT, "fontSize": 17, "color": inks.ink, "anchor": "start"},
        "header": fonts,
    }


@cache
def _number_signs(code: str) -> dict[str, Any]:
    """Return how Vega writes numbers in a language."""
    locale = Locale.parse(code)
    signs = {"decimal": get_decimal_symbol(locale), "thousands": get_group_symbol(locale)}
    return {"number": {**signs, "grouping": [3], "currency": ["", ""]}}
