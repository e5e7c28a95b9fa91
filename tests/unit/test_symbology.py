"""One symbology and palette: generated files are up to date, and the plate follows them."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.collections import EllipseCollection, LineCollection, PatchCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from geo import Dataset
from geo.build.scripts import PALETTE as STYLE_SHEET
from geo.build.scripts import SOURCES
from geo.render.plate.ground import ground_of
from geo.render.plate.inks import POINT, fill_of, pattern_of
from geo.render.plate.lands import _BLUR as STEPS
from geo.render.plate.lands import draw_borders, draw_physical, draw_territories, visible_territories
from geo.render.plate.patterns import SCALE
from geo.render.plate.plate import _axes
from geo.render.symbology import LANDS, PALETTE, PATTERNS, PHYSICAL, SYMBOLOGY, colour, map_css
from tests.looks import DAYS, Stroke, band, borders_on, distance, land, rounded, stroke

ROOT = Path(__file__).resolve().parents[2]
THEME = {
    "primaryColor": "accent",
    "backgroundColor": "page",
    "secondaryBackgroundColor": "panel",
    "textColor": "ink",
    "linkColor": "link",
    "borderColor": "border",
    "codeBackgroundColor": "panel",
}


def test_the_palette_of_the_live_map_is_the_one_of_the_table() -> None:
    assert (SOURCES / STYLE_SHEET).read_text(encoding="utf-8") == map_css(), "run python -m geo.build scripts"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_streamlit_has_the_colours_of_the_palette(theme: str) -> None:
    configured = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][theme]
    assert configured == {name: PALETTE[palette_name][theme] for name, palette_name in THEME.items()}


def test_every_pattern_and_line_of_the_data_can_be_drawn(dataset: Dataset) -> None:
    plain = {"solid", "faint", "none"}
    assert set(dataset.tables["statuses"]["pattern"]) <= {*PATTERNS, *plain}
    assert set(dataset.tables["certainties"]["line"]) <= set(SYMBOLOGY["dashes"])
    assert set(dataset.features["role"]) <= set(LANDS)


def test_a_colour_of_the_symbology_is_one_of_the_palette() -> None:
    assert colour("var(--accent)", "dark") == ("#e8a15c", 1.0)
    assert colour("rgba(44, 34, 24, .42)") == ("#2c2218", 0.42)
    with pytest.raises(KeyError):
        colour("var(--nothing)")


def drawn_stroke(artist: LineCollection) -> Stroke:
    """Return the stroke of a collection, in pixels of the live map."""
    _, dashes = artist.get_linestyle()[0]
    lengths = tuple(length / POINT for length in dashes or ())
    alpha = 1.0 if artist.get_alpha() is None else artist.get_alpha()
    return rounded(
        Stroke(
            to_hex(artist.get_edgecolor()[0]), alpha, artist.get_linewidth()[0] / POINT, lengths, artist.get_capstyle()
        )
    )


def drawn_marks(artists: list[Any]) -> frozenset[tuple[Any, ...]]:
    """Return the marks of a pattern, as `tests.looks.marks` does, from where they lie on the page."""
    marks: set[tuple[Any, ...]] = set()
    for artist in artists:
        width = round(artist.get_linewidth()[0] / SCALE, 2)
        if isinstance(artist, EllipseCollection):
            first, *others = artist.get_offsets()
            size = min(distance(first, other) for other in others)
            marks.add(("ring", round(size / SCALE, 2), round(float(artist.get_widths()[0]) / SCALE, 2), width))
            continue
        (start, end), (other, _) = artist.get_segments()[:2]
        along = (end - start) / distance(end, start)
        _, dashes = artist.get_linestyle()[0]
        if dashes:
            assert artist.get_capstyle() == "round"
            marks.add(("dot", round(sum(dashes) / SCALE), width))
            continue
        gap = abs(float(along[0] * (other - start)[1] - along[1] * (other - start)[0]))
        angle = round(float(np.degrees(np.arctan2(-along[1], along[0])))) % 180  # y downwards, as in SVG
        marks.add(("line", angle, round(gap / SCALE, 2), width))
    return frozenset(marks)


@pytest.mark.parametrize("view", ["lakes", "region"])
@pytest.mark.parametrize(("day", "position"), DAYS)
def test_the_plate_draws_every_land_as_the_live_map_does(dataset: Dataset, day: str, position: str, view: str) -> None:
    ground = ground_of(dataset, view)
    gdf = visible_territories(dataset, day, position, ground)
    axes, _ = _axes(Figure(figsize=(11.7, 8.3)), ground)
    draw_territories(axes, gdf)
    groups = {tuple(key) for key, _ in gdf.groupby(["role", "colour", "pattern", "line"])}
    assert {artist.get_label() for artist in axes.collections} == {" ".join(key) for key in groups}
    for role, land_colour, status, line in groups:
        artists = [
            artist for artist in axes.collections if artist.get_label() == f"{role} {land_colour} {status} {line}"
        ]
        expected = land(role, land_colour, status, line)
        fills = [artist for artist in artists if isinstance(artist, PatchCollection)]
        strokes = [artist for artist in artists if not isinstance(artist, PatchCollection)]
        outlines = [artist for artist in strokes if artist.get_clip_path() is axes.patch.get_clip_path()]
        patterns = [artist for artist in strokes if artist not in outlines]
        assert drawn_marks(patterns) == expected.marks
        assert [drawn_stroke(artist) for artist in outlines] == ([expected.outline] if expected.outline else [])
        if role in {"base", "context"}:
            assert [to_hex(artist.get_facecolor()[0]) for artist in fills] == [fill_of(land_colour, role)]
            assert {to_hex(artist.get_edgecolor()[0]) for artist in patterns} <= {pattern_of(land_colour, role)}
        elif role == "core":
            # A land that is narrower than its blur does not reach the full opacity, as on the live map.
            assert len(fills) <= STEPS
            assert {round(1 - (1 - artist.get_alpha()) ** STEPS, 9) for artist in fills} == {expected.opacity}
        elif role == "claim":
            assert {(to_hex(one.get_edgecolor()[0]), one.get_alpha()) for one in patterns} == {
                (expected.fill, expected.opacity)
            }


@pytest.mark.parametrize(("day", "position"), DAYS)
def test_the_plate_draws_borders_and_water_as_the_live_map_does(dataset: Dataset, day: str, position: str) -> None:
    ground = ground_of(dataset, "region")
    axes, _ = _axes(Figure(figsize=(11.7, 8.3)), ground)
    draw_borders(axes, dataset, day, position, ground)
    draw_physical(axes, dataset, ground)
    lines = {artist.get_label(): artist for artist in axes.collections if isinstance(artist, LineCollection)}
    kinds = {name.split()[1] for name in lines if name.startswith("border")}
    assert {(kind, drawn_stroke(lines[f"border {kind}"])) for kind in kinds} <= borders_on(day, position)
    for kind in kinds:
        assert (drawn_stroke(lines[f"band {kind}"]) if f"band {kind}" in lines else None) == band(kind)
    assert drawn_stroke(lines["outer"]) == stroke(SYMBOLOGY["outer"])
    assert drawn_stroke(lines["lake"]) == stroke(PHYSICAL["lake"])
    assert drawn_stroke(lines["river"]) == stroke(PHYSICAL["river"])
    fills = {artist.get_label(): artist for artist in axes.collections if isinstance(artist, PatchCollection)}
    for kind in ("land", "lake"):
        ink, _ = colour(PHYSICAL[kind]["fillColor"])
        assert (to_hex(fills[kind].get_facecolor()[0]), fills[kind].get_alpha()) == (ink, PHYSICAL[kind]["fillOpacity"])
