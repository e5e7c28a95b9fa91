"""The charts of aid: amounts by year with the events beside them, aid for each inhabitant, population."""

from typing import Any

import altair as alt
import pandas as pd

from geo.cooperation import MODEL
from pages.shared.language.words import say_code, say_date, text
from pages.shared.layout.charts import day_rule, decimal_year, palette, year_axis

_STEP = 17  # px between two stacked numbers
_HEIGHT = 340  # px
_NEAR = 2.6  # years; closer numbers are stacked
_CIRCLED = 0x2460


def number_mark(number: int) -> str:
    """Return a number from 1 to 20 as a circled digit, a larger one in brackets."""
    return chr(_CIRCLED + number - 1) if number <= 20 else f"({number})"


def is_doubtful(row: dict[str, Any]) -> bool:
    """Return whether a figure is of low confidence or does not rest on a source that was read."""
    return bool(row["confidence"] == "low" or row["verified"] != "yes")


def number_levels(years: list[float]) -> list[int]:
    """Return for each of ascending decimal years how many numbers stand above it already."""
    levels: list[int] = []
    for index, year in enumerate(years):
        levels.append(levels[-1] + 1 if index and year - years[index - 1] < _NEAR else 0)
    return levels


def aid_chart(aid: pd.DataFrame, events: pd.DataFrame, last: str, day: str) -> Any:
    """Return aid by year in millions, hollow points for doubtful figures, numbers of events on top.

    Parameters
    ----------
    aid
        As `geo.cooperation.aid_by_year` gives it: missing amounts break the line.
    events
        As `geo.cooperation.aid_events` gives it.
    last
        ISO day on which the axis ends.
    """
    inks, domain = palette(), (float(aid["year"].min()), decimal_year(last))
    rows = pd.DataFrame(
        {"at": row["year"] + 0.5, "year": str(row["year"]), "millions": row["amount_usd"] / 1e6}
        | {
            "doubt": "hollow" if is_doubtful(row) else "full",
            "sure": say_code("", "confidence", row["confidence"]),
            "note": row["note"],
        }
        for row in aid.to_dict("records")
    )
    top = float(rows["millions"].max()) * 1.4
    x, y = year_axis("at", *domain), alt.Y("millions:Q", title=None, scale=alt.Scale(domain=[0, top], nice=False))
    tips = [
        alt.Tooltip("year:N", title=text("cooperation_tip_year")),
        alt.Tooltip("millions:Q", title=text("cooperation_tip_amount"), format=".2f"),
        alt.Tooltip("sure:N", title=text("cooperation_tip_sure")),
        alt.Tooltip("note:N", title=text("cooperation_tip_note")),
    ]
    line = alt.Chart(rows).mark_line(color=inks.series[0], strokeWidth=1.6).encode(x=x, y=y)
    fill = alt.condition("datum.doubt == 'hollow'", alt.value(inks.paper), alt.value(inks.series[0]))
    points = alt.Chart(rows[rows["millions"].notna()]).mark_point(
        filled=True, size=48, stroke=inks.series[0], strokeWidth=1.8, opacity=1
    )
    amounts = alt.layer(line, points.encode(x=x, y=y, fill=fill, tooltip=tips))
    layers = [amounts, *_numbers(events, domain, top), *_rule(day, domain)]
    return alt.layer(*layers).properties(height=_HEIGHT)


def head_chart(rows: pd.DataFrame, last: str, day: str) -> Any:
    """Return aid for each inhabitant by year, from the rows of `geo.cooperation.aid_per_head`."""
    inks, domain = palette(), (float(rows["year"].min()), decimal_year(last))
    points = rows[["year", "per_head"]].assign(at=rows["year"] + 0.5, year=rows["year"].astype(str))
    tips = [
        alt.Tooltip("year:N", title=text("cooperation_tip_year")),
        alt.Tooltip("per_head:Q", title=text("cooperation_tip_head"), format=".2f"),
    ]
    y = alt.Y("per_head:Q", title=None, axis=alt.Axis(tickCount=4))
    point = {"color": inks.series[2], "shape": "square", "size": 26}
    line = alt.Chart(points).mark_line(color=inks.series[2], point=point)
    line = line.encode(x=year_axis("at", *domain), y=y, tooltip=tips)
    return alt.layer(line, *_rule(day, domain)).properties(height=170)


def people_chart(figures: pd.DataFrame, first: int, last: str, day: str) -> Any:
    """Return the population of one place in millions: its model as a line, other figures as marks with their range.

    Parameters
    ----------
    figures
        Rows of `geo.cooperation.population_figures` of one place.
    """
    inks, domain = palette(), (float(first), decimal_year(last))
    rows = pd.DataFrame(
        {"at": (decimal_year(row["start_day"]) + decimal_year(row["end_day"])) / 2}
        | {"code": row["kind"], "kind": say_code("population", "kind", row["kind"])}
        | {"low": row["low"] / 1e6, "high": row["high"] / 1e6, "date": say_date(row["date"]), "note": row["note"]}
        for row in figures.to_dict("records")
    )
    x, y = year_axis("at", *domain), alt.Y("high:Q", title=None, axis=alt.Axis(tickCount=4))
    tips = [
        alt.Tooltip("date:N", title=text("cooperation_tip_year")),
        alt.Tooltip("high:Q", title=text("cooperation_tip_people"), format=".2f"),
        alt.Tooltip("kind:N", title=text("cooperation_tip_kind")),
        alt.Tooltip("note:N", title=text("cooperation_tip_note")),
    ]
    model, counted = rows[rows["code"] == MODEL], rows[rows["code"] != MODEL]
    line = alt.Chart(model).mark_line(color=inks.series[4], strokeWidth=1.8, strokeDash=[6, 3]).encode(x=x, y=y)
    span = alt.Chart(counted).mark_rule(color=inks.ink, strokeWidth=2).encode(x=x, y=alt.Y("low:Q"), y2="high:Q")
    marks = alt.Chart(counted).mark_point(shape="diamond", size=95, filled=True, color=inks.ink, opacity=1, clip=True)
    return alt.layer(line, span, marks.encode(x=x, y=y, tooltip=tips), *_rule(day, domain)).properties(height=170)


def _numbers(events: pd.DataFrame, domain: tuple[float, float], top: float) -> list[Any]:
    """Return the numbers of events beneath the upper edge `top` of the chart, each with a thin line to the years."""
    if events.empty:
        return []
    inks = palette()
    years = [decimal_year(day) for day in events["start_day"]]
    rows = pd.DataFrame(
        {"at": year, "mark": number_mark(row["number"]), "title": row["title"], "date": say_date(row["start"])}
        | {"high": top * (1 - (12 + _STEP * level) / _HEIGHT), "from": top * (1 - (24 + _STEP * level) / _HEIGHT)}
        for row, year, level in zip(events.to_dict("records"), years, number_levels(years), strict=True)
    )
    rows = rows[(rows["at"] >= domain[0]) & (rows["at"] <= domain[1])]
    tips = [
        alt.Tooltip("title:N", title=text("cooperation_tip_event")),
        alt.Tooltip("date:N", title=text("cooperation_tip_year")),
    ]
    x = year_axis("at", *domain)
    lines = alt.Chart(rows).mark_rule(color=inks.faint, strokeDash=[2, 3], strokeWidth=1)
    words = alt.Chart(rows).mark_text(fontSize=19, color=inks.ink)
    return [
        alt.layer(
            lines.encode(x=x, y="from:Q", y2=alt.value("height")),
            words.encode(x=x, y="high:Q", text="mark:N", tooltip=tips),
        )
    ]


def _rule(day: str, domain: tuple[float, float]) -> list[Any]:
    return [day_rule(day)] if domain[0] <= decimal_year(day) <= domain[1] else []
