"""The charts of aid: amounts by year with the events beside them, aid for each inhabitant, population."""

from typing import Any

import pandas as pd

from geo.cooperation import MODEL
from pages.shared.language.words import say_code, say_date, text
from pages.shared.layout.charts import (
    Spec,
    day_rule,
    decimal_year,
    exact,
    layer,
    palette,
    quantity,
    records,
    words,
    year_axis,
)

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


def aid_chart(aid: pd.DataFrame, events: pd.DataFrame, last: str, day: str) -> Spec:
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
    frame = pd.DataFrame(
        {"at": row["year"] + 0.5, "year": str(row["year"]), "millions": row["amount_usd"] / 1e6}
        | {
            "doubt": "hollow" if is_doubtful(row) else "full",
            "sure": say_code("", "confidence", row["confidence"]),
            "note": row["note"],
        }
        for row in aid.to_dict("records")
    )
    rows, ink, top = records(frame), inks.series[0], float(frame["millions"].max()) * 1.4
    x, y = year_axis("at", *domain), quantity("millions", title=None, scale=exact(0, top))
    tips = [
        words("year", title=text("cooperation_tip_year")),
        quantity("millions", title=text("cooperation_tip_amount"), format=".2f"),
        words("sure", title=text("cooperation_tip_sure")),
        words("note", title=text("cooperation_tip_note")),
    ]
    fill = {"condition": {"test": "datum.doubt == 'hollow'", "value": inks.paper}, "value": ink}
    look = {"filled": True, "size": 48, "stroke": ink, "strokeWidth": 1.8, "opacity": 1}
    amounts = [
        layer(rows, "line", {"color": ink, "strokeWidth": 1.6}, x=x, y=y),
        layer([row for row in rows if row["millions"] is not None], "point", look, x=x, y=y, fill=fill, tooltip=tips),
    ]
    layers = [{"layer": amounts}, *_numbers(events, domain, top), *_rule(day, domain)]
    return {"layer": layers, "height": _HEIGHT}


def head_chart(rows: pd.DataFrame, last: str, day: str) -> Spec:
    """Return aid for each inhabitant by year, from the rows of `geo.cooperation.aid_per_head`."""
    ink, domain = palette().series[2], (float(rows["year"].min()), decimal_year(last))
    points = rows[["year", "per_head"]].assign(at=rows["year"] + 0.5, year=rows["year"].astype(str))
    tips = [
        words("year", title=text("cooperation_tip_year")),
        quantity("per_head", title=text("cooperation_tip_head"), format=".2f"),
    ]
    line = layer(
        records(points),
        "line",
        {"color": ink, "point": {"color": ink, "shape": "square", "size": 26}},
        x=year_axis("at", *domain),
        y=quantity("per_head", title=None, axis={"tickCount": 4}),
        tooltip=tips,
    )
    return {"layer": [line, *_rule(day, domain)], "height": 170}


def people_chart(figures: pd.DataFrame, first: int, last: str, day: str) -> Spec:
    """Return the population of one place in millions: its model as a line, other figures as marks with their range.

    Parameters
    ----------
    figures
        Rows of `geo.cooperation.population_figures` of one place.
    """
    inks, domain = palette(), (float(first), decimal_year(last))
    rows = [
        {"at": (decimal_year(row["start_day"]) + decimal_year(row["end_day"])) / 2}
        | {"code": row["kind"], "kind": say_code("population", "kind", row["kind"])}
        | {"low": row["low"] / 1e6, "high": row["high"] / 1e6, "date": say_date(row["date"]), "note": row["note"]}
        for row in figures.to_dict("records")
    ]
    x, y = year_axis("at", *domain), quantity("high", title=None, axis={"tickCount": 4})
    tips = [
        words("date", title=text("cooperation_tip_year")),
        quantity("high", title=text("cooperation_tip_people"), format=".2f"),
        words("kind", title=text("cooperation_tip_kind")),
        words("note", title=text("cooperation_tip_note")),
    ]
    model, counted = ([row for row in rows if (row["code"] == MODEL) == is_model] for is_model in (True, False))
    diamond = {"shape": "diamond", "size": 95, "filled": True, "color": inks.ink, "opacity": 1, "clip": True}
    layers = [
        layer(model, "line", {"color": inks.series[4], "strokeWidth": 1.8, "strokeDash": [6, 3]}, x=x, y=y),
        layer(counted, "rule", {"color": inks.ink, "strokeWidth": 2}, x=x, y=quantity("low"), y2={"field": "high"}),
        layer(counted, "point", diamond, x=x, y=y, tooltip=tips),
    ]
    return {"layer": [*layers, *_rule(day, domain)], "height": 170}


def _numbers(events: pd.DataFrame, domain: tuple[float, float], top: float) -> list[Spec]:
    """Return the numbers of events beneath the upper edge `top` of the chart, each with a thin line to the years."""
    if events.empty:
        return []
    inks = palette()
    years = [decimal_year(day) for day in events["start_day"]]
    rows = [
        {"at": year, "mark": number_mark(row["number"]), "title": row["title"], "date": say_date(row["start"])}
        | {"high": top * (1 - (12 + _STEP * level) / _HEIGHT), "from": top * (1 - (24 + _STEP * level) / _HEIGHT)}
        for row, year, level in zip(events.to_dict("records"), years, number_levels(years), strict=True)
        if domain[0] <= year <= domain[1]
    ]
    tips = [words("title", title=text("cooperation_tip_event")), words("date", title=text("cooperation_tip_year"))]
    x = year_axis("at", *domain)
    thin = {"color": inks.faint, "strokeDash": [2, 3], "strokeWidth": 1}
    lines = layer(rows, "rule", thin, x=x, y=quantity("from"), y2={"value": "height"})
    marks = layer(rows, "text", {"fontSize": 19, "color": inks.ink}, x=x, y=quantity("high"), text=words("mark"))
    marks["encoding"]["tooltip"] = tips
    return [{"layer": [lines, marks]}]


def _rule(day: str, domain: tuple[float, float]) -> list[Spec]:
    return [day_rule(day)] if domain[0] <= decimal_year(day) <= domain[1] else []
