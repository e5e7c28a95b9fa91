"""Charts: one style for every Altair chart, axes of decimal years, a rule at the visitor's day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

import altair as alt
import pandas as pd
import streamlit as st
from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

from pages.shared.language.languages import language
from pages.shared.language.words import say_date

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


def year_axis(field: str, first: float, last: float, **options: Any) -> alt.X:
    """Return a horizontal axis of decimal years from `first` to `last` for the column `field`."""
    axis = alt.Axis(
        format="d", title=None, tickCount=10, grid=options.pop("grid", True), labelOverlap="greedy", labelSeparation=8
    )
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[first, last], nice=False), axis=axis, **options)


def day_rule(day: str) -> Any:
    """Return a vertical line at an ISO day, the date above it, to lay over a chart of decimal years."""
    inks = palette()
    base = alt.Chart(pd.DataFrame([{"at": decimal_year(day), "day": say_date(day)}]))
    line = base.mark_rule(color=inks.accent, strokeWidth=1.6).encode(x="at:Q", tooltip=alt.Tooltip("day:N", title=" "))
    words = base.mark_text(color=inks.accent, dy=-6, y=0, baseline="bottom", fontWeight=700, fontSize=13)
    return alt.layer(line, words.encode(x="at:Q", text="day:N"))


def show_chart(
    chart: alt.TopLevelMixin,
    *,
    key: str,
    alt_text: str,
    on_select: Literal["rerun", "ignore"] | Callable[[], None] = "ignore",
    selection: str | None = None,
) -> Any:
    """Show a chart in the style of the atlas.

    Parameters
    ----------
    alt_text
        What the chart shows, in a sentence.
    on_select, selection
        As `on_select` and `selection_mode` of `st.altair_chart`: the name of the parameter that comes back.
    """
    options: dict[str, Any] = {} if on_select == "ignore" else {"on_select": on_select, "selection_mode": selection}
    return st.altair_chart(_styled(chart), theme=None, key=key, alt=alt_text, width="stretch", **options)


def _styled(chart: Any) -> Any:
    inks = palette()
    words = {"labelFont": FONT, "titleFont": FONT, "labelColor": inks.ink, "titleColor": inks.ink}
    return (
        chart.configure(
            background="transparent",
            font=FONT,
            locale=_number_signs(language()),
            padding={"left": 4, "right": 8, "top": 22, "bottom": 4},
        )
        .configure_view(stroke=None)
        .configure_mark(aria=False)  # its sentence stands for the whole chart, its rows stand in the table
        .configure_axis(
            **words,
            aria=False,
            labelFontSize=14,
            titleFontSize=14,
            titleFontWeight=400,
            gridColor=inks.rule,
            gridOpacity=0.55,
            domainColor=inks.rule,
            tickColor=inks.rule,
        )
        .configure_legend(**words, aria=False, labelFontSize=14, titleFontSize=14, orient="bottom", symbolSize=140)
        .configure_text(font=FONT, fontSize=13, color=inks.ink)
        .configure_title(font=TITLE_FONT, fontSize=17, color=inks.ink, anchor="start")
        .configure_header(labelFont=FONT, labelFontSize=14, labelColor=inks.ink)
    )


@cache
def _number_signs(code: str) -> dict[str, Any]:
    """Return how Vega writes numbers in a language."""
    locale = Locale.parse(code)
    signs = {"decimal": get_decimal_symbol(locale), "thousands": get_group_symbol(locale)}
    return {"number": {**signs, "grouping": [3], "currency": ["", ""]}}
