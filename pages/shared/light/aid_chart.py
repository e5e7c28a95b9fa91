"""The aid of one state to another by year as a chart in SVG, made ahead."""

from collections.abc import Iterator
from math import ceil, isnan, nan

import pandas as pd
from markupsafe import Markup

from pages.shared.language.words import say_number
from pages.shared.record.html import join, tag

WIDE, HIGH = 720, 300  # units of the picture
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 708, 16, 268
_LINES = 5  # of the scale, at least


def aid_chart(rows: pd.DataFrame, alt_text: str) -> Markup:
    """Return the chart: a line through the years that have a figure, a point each, hollow where it is doubtful.

    Parameters
    ----------
    rows
        As `geo.cooperation.aid_by_year` gives them.
    alt_text
        What the chart shows, in a sentence.
    """
    first, last = int(rows["year"].min()), int(rows["year"].max())
    most = float(rows["amount_usd"].max()) / 1e6
    step = _step(most)
    top = step * ceil(most / step)

    def x(year: int) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (year - first) / max(1, last - first)

    def y(millions: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * millions / top

    parts = [
        *(_scale(y(value), say_number(value, 0)) for value in range(0, top + 1, step)),
        *(_year(x(year), str(year)) for year in range(-(-first // 10) * 10, last + 1, 10)),
        *_lines([(x(row.year), y(row.amount_usd / 1e6)) for row in rows.itertuples()]),
        *(
            _point(x(row.year), y(row.amount_usd / 1e6), is_sure=row.confidence != "low" and row.verified == "yes")
            for row in rows.dropna(subset=["amount_usd"]).itertuples()
        ),
    ]
    return tag("svg", *parts, viewBox=f"0 0 {WIDE} {HIGH}", role="img", aria_label=alt_text, class_="chart")


def _step(most: float) -> int:
    """Return a round number of millions between two lines of the scale."""
    return next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10**9) if most / step <= _LINES)


def _scale(y: float, words: str) -> Markup:
    line = tag("path", d=f"M{_LEFT} {y:.1f}H{_RIGHT}", class_="grid")
    return line + tag("text", words, x=str(_LEFT - 6), y=f"{y + 4:.1f}", text_anchor="end")


def _year(x: float, words: str) -> Markup:
    return tag("text", words, x=f"{x:.1f}", y=str(_BOTTOM + 20), text_anchor="middle")


def _lines(points: list[tuple[float, float]]) -> Iterator[Markup]:
    """Give the line through the points; a year without a figure is a gap."""
    run: list[str] = []
    for x, y in [*points, (0.0, nan)]:
        if not isnan(y):
            run.append(f"{x:.1f} {y:.1f}")
        elif run:
            yield tag("path", d=f"M{'L'.join(run)}", class_="line")
            run = []


def _point(x: float, y: float, *, is_sure: bool) -> Markup:
    return tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="3.5", class_="sure" if is_sure else "doubtful")


def aid_table(rows: pd.DataFrame, heads: list[str]) -> Markup:
    """Return the figures of the chart as a table: year, amount, amount for each inhabitant."""
    body = (
        tag(
            "tr",
            tag("th", str(row.year), scope="row"),
            tag("td", _number(row.amount_usd, 0)),
            tag("td", _number(row.per_head, 2)),
        )
        for row in rows.itertuples()
    )
    head = tag("tr", *(tag("th", words, scope="col") for words in heads))
    return tag("table", tag("thead", head), tag("tbody", join(body)), class_="rows figures")


def _number(value: float, digits: int) -> str:
    return "—" if pd.isna(value) else say_number(value, digits)
