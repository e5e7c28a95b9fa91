"""Sketches show the lands of their day, where the live map shows them."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
import shapely

from geo import Dataset, territories_at
from geo.render.sketch import Sketches, Viewport
from geo.render.sketch.viewport import UNITS, mercator
from pages.shared.data.assets import STATIC

LAKES = Viewport((27.6, -4.9, 32.2, -0.6))
REGION = Viewport((11.0, -19.0, 43.0, 6.0))
NEAR = Viewport((29.9, -2.0, 29.9, -2.0), zoom=9)
PATH = re.compile(r'<path class="([^"]*)"[^>]* d="([^"]*)"/>')


@pytest.fixture(scope="module")
def sketches() -> Sketches:
    return Sketches(STATIC)


def paths(svg: str, name: str) -> Iterator[tuple[list[str], str]]:
    """Give classes and commands of the paths with a class."""
    for names, commands in PATH.findall(svg):
        if name in names.split():
            yield names.split(), commands


def land_of(commands: str) -> shapely.Geometry:
    """Return the land of a path; rings in rings are holes."""
    land: shapely.Geometry = shapely.MultiPolygon()
    for ring in re.findall(r"M([^z]*)z", commands):
        numbers = np.array([int(number) for number in re.findall(r"-?\d+", ring)]).reshape(-1, 2)
        land = shapely.symmetric_difference(land, shapely.make_valid(shapely.Polygon(np.cumsum(numbers, axis=0))))
    return land


@pytest.mark.parametrize("look", [LAKES, REGION, NEAR])
@pytest.mark.parametrize("day", ["1886-06-30", "1914-12-31", "1925-12-31", "1962-07-01", "2025-03-17"])
def test_the_lands_of_a_sketch_are_those_of_its_day(
    sketches: Sketches, dataset: Dataset, day: str, look: Viewport
) -> None:
    svg = sketches.draw(day, look)
    drawn: dict[str, shapely.Geometry] = {}
    for names, commands in paths(svg, "base"):
        colour = next(name for name in names if name.startswith("c-"))[2:]
        drawn[colour] = shapely.union(drawn.get(colour, shapely.MultiPolygon()), land_of(commands))
    gdf = territories_at(dataset, day)
    gdf = gdf[gdf["role"] == "base"]
    powers = dataset.rows["powers"]
    expected: dict[str, shapely.Geometry] = {}
    for power, geometry in zip(gdf["administering_power_id"], gdf.geometry, strict=True):
        moved = shapely.transform(geometry, lambda points: look.units(mercator(points)))
        within = shapely.clip_by_rect(moved, *look.reach)
        if not within.is_empty:
            colour = powers[power]["colour"]
            expected[colour] = shapely.union(expected.get(colour, shapely.MultiPolygon()), shapely.make_valid(within))
    assert {colour for colour, land in expected.items() if land.area > 50} <= set(drawn) <= set(expected)
    for colour, land in drawn.items():
        # A line may be off by a pixel, and an island smaller than that be missing.
        assert shapely.difference(land, shapely.buffer(expected[colour], 1.5 * UNITS)).area == 0
        assert shapely.difference(expected[colour], shapely.buffer(land, 1.5 * UNITS)).area < 4


def test_a_land_in_parts_has_no_line_between_them(sketches: Sketches) -> None:
    (_, commands), *_ = [
        pair for pair in paths(sketches.draw("1914-12-31", REGION), "base") if "c-germany" in pair[0] and pair[1]
    ]
    assert isinstance(max(shapely.get_parts(land_of(commands)), key=shapely.area), shapely.Polygon)
    assert max(map(shapely.area, shapely.get_parts(land_of(commands)))) > 0.98 * land_of(commands).area


def test_a_line_that_two_lands_share_is_drawn_once(sketches: Sketches) -> None:
    """So that its dashes stay dashes."""
    drawn = [
        shapely.union_all([line_of(line) for line in commands.split("M")[1:]])
        for _, commands in paths(sketches.draw("1914-01-01", LAKES), "inner")
    ]
    assert len(drawn) > 1
    for number, lines in enumerate(drawn):
        assert shapely.intersection(lines, shapely.union_all(drawn[:number])).length == 0


def line_of(commands: str) -> shapely.LineString:
    """Return a line of a path, its commands without the first."""
    start, _, steps = commands.rstrip("z").partition("l")
    numbers = np.array([int(number) for number in re.findall(r"-?\d+", f"{start} {steps}")]).reshape(-1, 2)
    return shapely.LineString(np.cumsum(numbers, axis=0))


def test_a_sketch_follows_a_rival_position(sketches: Sketches) -> None:
    rivals = {row["position"] for row in sketches.layers.atlas["features"] if row.get("position")}
    for rival in sorted(rivals):
        day = next(row["start"] for row in sketches.layers.atlas["features"] if row.get("position") == rival)
        look = Viewport((-8.0, -14.0, 44.0, 62.0))
        assert sketches.draw(day, look, position=rival) != sketches.draw(day, look)


def test_layers_that_are_off_are_left_out(sketches: Sketches) -> None:
    whole = sketches.draw("1890-07-01", REGION)
    assert list(paths(whole, "claim"))
    assert "<text" in whole
    bare = sketches.draw("1890-07-01", REGION, without=("claims", "names"))
    assert not list(paths(bare, "claim"))
    assert "<text" not in bare


def test_names_are_in_the_language_asked_for(sketches: Sketches) -> None:
    assert ">Belgian Congo<" in sketches.draw("1925-12-31", REGION)
    assert ">Congo belge<" in sketches.draw("1925-12-31", REGION, lang="fr")
    assert ">Belgian Congo<" in sketches.draw("1925-12-31", REGION, lang="xx")


def test_a_hostile_name_is_text() -> None:
    renderer = Sketches(STATIC)
    for row in renderer.layers.atlas["features"]:
        row["name"] = "<script>a</script>"
    svg = renderer.draw("1925-12-31", LAKES)
    assert "&lt;script&gt;" in svg
    assert "<script>" not in svg


def test_a_border_is_drawn_as_sure_as_it_is(sketches: Sketches) -> None:
    lines = {
        next(row["line"] for row in border["periods"] if row["start"] <= "1890-12-31" < row["end"])
        for border in sketches.layers.atlas["borders"]
        if any(row["start"] <= "1890-12-31" < row["end"] for row in border["periods"])
    }
    svg = sketches.draw("1890-12-31", Viewport((-8.0, -14.0, 44.0, 62.0)))
    drawn = {name for names, _ in paths(svg, "border") for name in names} - {"border"}
    assert drawn == lines - {"none"}
    assert {name for names, _ in paths(svg, "band") for name in names} - {"band"} == drawn - {"solid"}


def test_every_turn_of_the_atlas_has_a_small_sketch(sketches: Sketches) -> None:
    days = sorted({row["start"] for row in sketches.layers.atlas["features"]})
    sizes = {day: len(sketches.draw(day, LAKES).encode()) for day in days}
    assert max(sizes.values()) < 40_000


def test_a_border_that_a_rival_position_does_not_have_is_not_drawn() -> None:
    renderer = Sketches(STATIC)
    renderer.layers.atlas["borders"] = [
        {**border, "rivals": {"other": []}} for border in renderer.layers.atlas["borders"]
    ]
    assert list(paths(renderer.draw("1925-12-31", LAKES), "border"))
    assert not list(paths(renderer.draw("1925-12-31", LAKES, position="other"), "border"))
