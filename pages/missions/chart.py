"""The chart of missions over time: bars differ in height, outline and words, not only in colour."""

from collections.abc import Sequence

import pandas as pd

from geo.dates import day_before
from pages.missions.timeline import Row, height_of
from pages.shared.language.words import say_series, text
from pages.shared.layout.charts import (
    Palette,
    Rows,
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

# Share of the height of a line that a bar takes, from top to bottom, and whether it is filled or outlined.
_SHAPES: dict[str, tuple[float, float, str]] = {
    "even": (0.0, 1.0, "pale"),
    "odd": (0.0, 1.0, "paler"),
    "full": (0.0, 1.0, "full"),
    "half": (0.5, 1.0, "full"),
    "square": (0.15, 0.85, "second"),
    "hollow": (0.1, 0.9, "outline"),
    "link": (0.25, 0.75, "dashed"),
    "cross": (0.45, 0.55, "accent"),
    "in_office": (0.0, 1.0, "pale"),
    "acting": (0.0, 1.0, "dashed"),
    "refused": (0.0, 1.0, "dashed"),
    "vacant": (0.1, 0.9, "outline"),
    "none": (0.45, 0.55, "accent"),
    "unknown": (0.5, 0.5, "dots"),
}
LEGEND = ("full", "half", "square", "hollow", "link", "cross")
_WRITTEN = {"relations", "head"}
_LETTER = 5.8  # px: the width of a letter of a name, on average


def chart(rows: Sequence[Row], first: str, until: str, day: str) -> Spec:
    """Return the chart from ISO day `first` to `until`, with a vertical line at ISO day `day`.

    Parameters
    ----------
    rows
        As `pages.missions.timeline.timeline_rows` gives them, from top to bottom.
    """
    domain, height, inks = (decimal_year(first), decimal_year(until)), height_of(rows), palette()
    bars = frame(rows, *domain)
    layers = [
        _bars(bars[bars["paint"] == paint], paint, inks, domain, height) for paint in dict.fromkeys(bars["paint"])
    ]
    layers += [_crosses(bars, inks, domain, height), _words(bars, inks, domain, height)]
    look = {"align": "left", "baseline": "top", "fontSize": 15, "fontWeight": 700, "color": inks.ink}
    layers.append(
        layer(
            _names(rows, domain[0]),
            "text",
            {**look, "limit": {"expr": "width"}},
            x=year_axis("x", *domain),
            y=_line("top", height),
            text=words("words"),
            opacity=_as_is(),
        )
    )
    if first <= day <= until:
        layers.append(day_rule(day))
    return {"layer": layers, "height": height}


def frame(rows: Sequence[Row], first: float, last: float) -> pd.DataFrame:
    """Return the bars between two decimal years, a row each."""
    bars = []
    for row in rows:
        for bar in row.bars:
            x, x2 = max(decimal_year(bar.start), first), min(decimal_year(bar.end), last)
            if x >= x2:
                continue
            upper, lower, paint = _SHAPES.get(bar.shape, _SHAPES["square"])
            size = bar.bottom - bar.top
            bars.append(
                {"row": bar.row, "part": bar.part, "shape": bar.shape, "words": bar.words, "time": bar.time}
                | {"note": bar.note, "verified": text(f"life_verified_{bar.verified}")}
                | {"x": x, "x2": x2, "top": bar.top + upper * size, "bottom": bar.top + lower * size}
                | {"middle": bar.top + size / 2, "paint": paint, "opacity": 0.4 if bar.soft else 1.0}
            )
    columns = ["row", "part", "shape", "words", "time", "note", "verified", "x", "x2", "top", "bottom"]
    return pd.DataFrame(bars, columns=[*columns, "middle", "paint", "opacity"])


def alt_text(rows: Sequence[Row], first: str, until: str, day: str) -> str:
    """Return the chart in a sentence."""
    names = say_series(row_words(row) for row in rows)
    return text("life_alt", first=first[:4], last=until[:4], count=len(rows), lanes=names, day=day)


def row_words(row: Row) -> str:
    """Return the name of a row with its state on the day."""
    return text("life_lane", name=row.name, state=row.state) if row.state else row.name


def years_shown(span: tuple[str, str], begin: str, until: str) -> dict[str, tuple[str, str]]:
    """Return the choices of years, each with its ISO days: those of the missions, all, the last ten.

    Parameters
    ----------
    span
        ISO days on which the first of the missions begins and the last ends.
    begin, until
        ISO days of the beginning of the atlas and of today.
    """
    recent = f"{int(day_before(until)[:4]) - 10}-01-01"
    choices = {"all": (begin, until), "recent": (max(recent, begin), until)}
    life = max(begin, span[0][:4] + "-01-01"), min(until, f"{int(span[1][:4]) + 1}-01-01")
    return {"life": life, **choices} if life != choices["all"] else choices


def _names(rows: Sequence[Row], x: float) -> Rows:
    return [
        {"x": x, "top": row.top + 2, "words": row_words(row), "opacity": 1.0 if row.state else 0.62} for row in rows
    ]


def _line(field: str, height: int) -> Spec:
    return quantity(field, scale=exact(0, height, range=[0, {"expr": "height"}]), axis=None)


def _as_is() -> Spec:
    return quantity("opacity", scale=None, legend=None)


def _tooltip() -> list[Spec]:
    heads = {"row": " ", "words": "  ", "time": text("life_tip_time"), "note": text("life_tip_note")}
    heads["verified"] = text("life_tip_verified")
    return [words(name, title=head) for name, head in heads.items()]


def _bars(bars: pd.DataFrame, paint: str, inks: Palette, domain: tuple[float, float], height: int) -> Spec:
    """Return the bars of one paint: filled, outlined, dashed or dotted."""
    fills = {
        "full": (inks.series[0], 1.0),
        "second": (inks.series[1], 0.9),
        "pale": (inks.series[0], 0.30),
        "paler": (inks.series[0], 0.14),
        "accent": (inks.accent, 1.0),
    }
    fill, share = fills.get(paint, (inks.paper, 0.01))
    outline = {"outline": [], "dashed": [4, 3], "dots": [2, 4]}
    return layer(
        records(bars.assign(opacity=bars["opacity"] * share) if paint in fills else bars),
        "rect",
        {
            "clip": True,
            "fill": fill,
            "fillOpacity": 1 if paint in fills else 0,
            "stroke": inks.faint if paint in outline else inks.paper,
            "strokeWidth": 1.4 if paint in outline else 0.7,
            "strokeDash": outline.get(paint, []),
        },
        x=year_axis("x", *domain),
        x2={"field": "x2"},
        y=_line("top", height),
        y2={"field": "bottom"},
        opacity=_as_is(),
        tooltip=_tooltip(),
    )


def _crosses(bars: pd.DataFrame, inks: Palette, domain: tuple[float, float], height: int) -> Spec:
    """Return a cross where a break of relations begins."""
    breaks = records(bars[bars["paint"] == "accent"])
    look = {"text": "×", "fontSize": 19, "fontWeight": 700, "color": inks.accent, "align": "left", "dx": -4}
    return layer(breaks, "text", look, x=year_axis("x", *domain), y=_line("middle", height), tooltip=_tooltip())


def _words(bars: pd.DataFrame, inks: Palette, domain: tuple[float, float], height: int) -> Spec:
    """Return the words within the bars: all that fit, or a name without its first, or none; never a part of a word."""
    certain = bars[bars["part"].isin(_WRITTEN) & (bars["opacity"] == 1.0) & (bars["paint"] != "accent")]
    parts = zip(certain["part"], certain["words"], strict=True)
    fewer = [said.partition(" ")[2] if part == "head" else "" for part, said in parts]
    room = f"(scale('x', datum.x2) - scale('x', datum.x) - 6) / {_LETTER}"
    fitting = f"length(datum.words) < {room} ? datum.words : length(datum.fewer) < {room} ? datum.fewer : ''"
    return layer(
        records(certain.assign(fewer=fewer)),
        "text",
        {"align": "left", "dx": 3, "fontSize": 13, "color": inks.ink, "text": {"expr": fitting}},
        x=year_axis("x", *domain),
        y=_line("middle", height),
        tooltip=_tooltip(),
    )
