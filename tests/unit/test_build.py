"""Tests of the offline build: rules, cuts, inputs and layers on small squares."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import LineString, Point, Polygon, box

from geo.build.atoms import Atom, cut_atoms, make_ground
from geo.build.drawings import Drawing, Drawings, extend_line
from geo.build.layerfiles import encode_layer
from geo.build.physical import Zones, build_physical, simplify_line, simplify_polygon
from geo.build.pipeline import compare_areas
from geo.build.rules import Ground, Term, kilometres, parse_rule, rule_holds
from geo.build.shapes import build_shapes
from geo.build.simplify import check_coverage, coverage_faults, deviation_metres, simplify_coverage
from geo.build.sources import Sources
from geo.errors import BuildError

DATA = Path(__file__).resolve().parents[2] / "data"
CRS = "EPSG:4326"


# Small countries: A is 0..2 by 0..2 with an island at 3..3.2, B its eastern neighbour up to 5.


@pytest.fixture
def countries() -> gpd.GeoSeries:
    island = box(0.5, 5, 0.7, 5.2)
    return gpd.GeoSeries(
        [shapely.MultiPolygon([box(0, 0, 2, 2), island]), box(2, 0, 5, 2)],
        index=["AAA", "BBB"],
        crs=CRS,
    )


@pytest.fixture
def ground(countries: gpd.GeoSeries) -> Ground:
    features = (
        Drawing("middle", "cut", LineString([(1, -1), (1, 3)])),
        Drawing("level", "cut", LineString([(-1, 1), (6, 1)])),
        Drawing("corner", "cut", box(1.5, 1.5, 9, 9)),
    )
    land = gpd.GeoSeries([box(0, 0, 5, 2), box(0.5, 5, 0.7, 5.2)], crs=CRS)
    return make_ground(Drawings(features, ()), countries, land)


def atom(atom_id: str, country: str, rule: str) -> Atom:
    return Atom(atom_id, country, parse_rule(rule), "fixed", atom_id, "")


def cut(rules: list[tuple[str, str, str]], countries: gpd.GeoSeries, ground: Ground) -> gpd.GeoDataFrame:
    return cut_atoms([atom(*rule) for rule in rules], countries, ground)


def degrees2(gdf: gpd.GeoDataFrame) -> dict[str, float]:
    """Return areas in square degrees by atom."""
    areas = shapely.area(gdf.geometry.array)
    return dict(zip(gdf.atom_id, np.round(areas, 6), strict=True))


# Rules


def test_rule_is_alternatives_of_terms() -> None:
    rule = parse_rule("coast:18.52km south_of:kipini or in:islands")
    assert rule == ((Term("coast", "18.52km"), Term("south_of", "kipini")), (Term("in", "islands"),))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("beyond:line", "unknown term 'beyond'"),
        ("east_of", "needs an argument"),
        ("rest:all", "takes no argument"),
        ("", "empty alternative"),
    ],
)
def test_bad_rule_says_what_is_wrong(text: str, sentence: str) -> None:
    with pytest.raises(BuildError, match=sentence):
        parse_rule(text)


@pytest.mark.parametrize("text", ["18.52", "km", "-3km", "ten km"])
def test_bad_distance_is_refused(text: str) -> None:
    with pytest.raises(BuildError, match="not a distance"):
        kilometres(text)


def test_bad_box_is_refused(ground: Ground) -> None:
    with pytest.raises(BuildError, match="box of four numbers"):
        rule_holds(parse_rule("parts:1,2,3"), Point(1, 1), box(0, 0, 2, 2), "AAA", ground)


@pytest.mark.parametrize(
    ("rule", "point", "holds"),
    [
        ("east_of:middle", (1.5, 0.5), True),
        ("east_of:middle", (0.5, 0.5), False),
        ("west_of:middle", (0.5, 0.5), True),
        ("north_of:level", (0.5, 1.5), True),
        ("south_of:level", (0.5, 1.5), False),
        ("south_of:level east_of:middle", (0.5, 0.5), False),
        ("south_of:level or east_of:middle", (0.5, 0.5), True),
        ("in:corner", (1.8, 1.8), True),
        ("rest", (0.1, 0.1), True),
        # Beyond the ends of a line neither side holds.
        ("east_of:middle", (1.5, 8.0), False),
        ("west_of:middle", (0.5, 8.0), False),
    ],
)
def test_rule_holds(rule: str, point: tuple[float, float], holds: bool, ground: Ground) -> None:
    assert rule_holds(parse_rule(rule), Point(point), box(0, 0, 2, 2), "AAA", ground) is holds


def test_line_is_extended_at_both_ends() -> None:
    line = extend_line(LineString([(0, 0), (0, 1), (2, 1)]), 0.5)
    assert list(line.coords) == [(0, -0.5), (0, 0), (0, 1), (2, 1), (2.5, 1)]
    assert extend_line(line, 0) is line


# Cutting


def test_cut_leaves_a_coverage_without_gap_or_overlap(countries: gpd.GeoSeries, ground: Ground) -> None:
    rules = [
        ("a_islands", "AAA", "parts:0,4,1,6"),
        ("a_corner", "AAA", "in:corner"),
        ("a_west", "AAA", "west_of:middle"),
        ("a_rest", "AAA", "rest"),
        ("b_north", "BBB", "north_of:level"),
        ("b_south", "BBB", "rest"),
    ]
    atoms = cut(rules, countries, ground)
    assert degrees2(atoms) == {
        "a_islands": 0.04,
        "a_corner": 0.25,
        "a_west": 2,
        "a_rest": 1.75,
        "b_north": 3,
        "b_south": 3,
    }
    assert coverage_faults(atoms) == []
    assert coverage_faults(simplify_coverage(atoms)) == []


def test_line_of_one_country_leaves_its_neighbour_whole(countries: gpd.GeoSeries, ground: Ground) -> None:
    atoms = cut([("a_north", "AAA", "north_of:level"), ("a", "AAA", "rest"), ("b", "BBB", "rest")], countries, ground)
    assert degrees2(atoms)["b"] == 6
    assert coverage_faults(atoms) == []


def test_coast_strip_has_the_asked_depth(countries: gpd.GeoSeries, ground: Ground) -> None:
    atoms = cut([("b_coast", "BBB", "coast:18.52km"), ("b_inland", "BBB", "rest")], countries, ground)
    inland = atoms.geometry[atoms.atom_id == "b_inland"].iloc[0]
    # The country touches the sea on three sides, and its neighbour in the west.
    assert np.allclose(inland.bounds, (2, 18.52 / 110.57, 5 - 18.52 / 111.3, 2 - 18.52 / 110.57), atol=0.004)


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ([("a", "AAA", "west_of:middle")], "No atom of AAA takes the land at"),
        ([("a", "AAA", "rest"), ("b", "AAA", "in:corner")], "No land is left for b"),
        ([("a", "AAA", "in:nowhere")], "names the cut 'nowhere', which is not drawn"),
        ([("a", "ZZZ", "rest")], "The source has no country ZZZ"),
    ],
)
def test_faulty_rules_raise_a_sentence(
    rules: list[tuple[str, str, str]], sentence: str, countries: gpd.GeoSeries, ground: Ground
) -> None:
    with pytest.raises(BuildError, match=sentence):
        cut(rules, countries, ground)


# Coverage


def frame(**polygons: Polygon) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"atom_id": list(polygons)}, geometry=list(polygons.values()), crs=CRS)


def test_gap_is_named() -> None:
    left = Polygon([(0, 0), (1, 0), (1, 0.5), (0.99, 0.6), (1, 0.7), (1, 1), (0, 1)])
    right = Polygon([(1, 0), (2, 0), (2, 1), (1, 1), (1, 0.7), (1, 0.5)])
    faults = coverage_faults(frame(left=left, right=right, far=box(5, 5, 6, 6)))
    assert any(fault.startswith("There is a gap of") and fault.endswith("between left, right.") for fault in faults)
    with pytest.raises(BuildError, match="gap"):
        check_coverage(frame(left=left, right=right))


def test_overlap_is_named() -> None:
    faults = coverage_faults(frame(left=box(0, 0, 1.1, 1), right=box(1, 0, 2, 1), far=box(5, 5, 6, 6)))
    assert faults == ["The atoms left, right overlap or do not share their vertices."]


def test_broken_polygon_is_named() -> None:
    bow = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    assert coverage_faults(frame(bow=bow)) == ["The atom bow is empty or crosses itself."]


def test_land_enclosed_by_the_atoms_is_no_gap() -> None:
    ring = box(0, 0, 6, 6).difference(box(2, 2, 4, 4))
    west, east = ring.intersection(box(0, 0, 3, 6)), ring.intersection(box(3, 0, 6, 6))
    assert coverage_faults(frame(west=west, east=east)) == []


def test_simplifying_moves_both_sides_of_a_border_alike() -> None:
    wiggle = [(1 + 0.001 * (step % 2), step / 50) for step in range(51)]
    left = Polygon([(0, 0), *wiggle, (0, 1)])
    right = Polygon([(2, 1), *wiggle[::-1], (2, 0)])
    before = frame(left=left, right=right)
    after = simplify_coverage(before, tolerance=0.01)
    assert after.geometry.count_coordinates().sum() < 30
    assert coverage_faults(after) == []
    assert 50 < deviation_metres(before, after) < 250


def test_area_out_of_tolerance_is_reported() -> None:
    square = frame(square=box(0, 0, 1, 1))
    check = {"check": "Square", "atoms": "square", "area_km2": 12308, "tolerance_percent": 0.5}
    assert compare_areas(square, Drawings((), (check,)))[0].startswith("Square 12,3")
    with pytest.raises(BuildError, match=r"Areas out of tolerance: Square 12,\d+ km²"):
        compare_areas(square, Drawings((), ({**check, "area_km2": 10000},)))


# Inputs


# Shapes, base map, files


def zone(name: str, area: Polygon, tolerance: float) -> Drawing:
    settings = {
        "tolerance_degrees": tolerance,
        "islands_min_km2": 100,
        "lakes_min_km2": 50,
        "rivers_max_scalerank": 3,
        "rename": {"Rver": "River"},
    }
    return Drawing(name, "zone", area, settings)


@pytest.fixture
def zones() -> list[Drawing]:
    return [zone("far", box(-20, -20, 20, 20), 0.5), zone("near", box(0, -5, 5, 5), 0.01)]


def test_each_stretch_keeps_the_detail_of_its_zone(zones: list[Drawing]) -> None:
    wave = LineString([(x / 10, 0.1 * (x % 2)) for x in range(-100, 101)])
    simple = simplify_line(wave, Zones(zones))
    near = [x for x, _ in simple.coords if 0 <= x <= 5]
    assert len(near) == 51
    assert len(simple.coords) < 60


def test_polygon_stays_whole_across_zones(zones: list[Drawing]) -> None:
    disc = Point(0, 0).buffer(10, quad_segs=64)
    simple = simplify_polygon(disc, Zones(zones))
    assert simple.geom_type == "Polygon"
    assert simple.is_valid
    assert abs(simple.area / disc.area - 1) < 0.03
    assert simplify_polygon(Point(-10, 0).buffer(0.01), Zones(zones)).area < 0.001


@pytest.fixture
def sources(countries: gpd.GeoSeries) -> Sources:
    def layer(*rows: tuple[str, int, Any]) -> gpd.GeoDataFrame:
        columns = {"name": [row[0] for row in rows], "scalerank": [row[1] for row in rows]}
        return gpd.GeoDataFrame(columns, geometry=[row[2] for row in rows], crs=CRS)

    return Sources(
        countries=countries,
        land=gpd.GeoSeries([box(0, 0, 5, 2), box(9, 9, 9.01, 9.01)], crs=CRS),
        lakes=layer(("Pond", 9, box(1, 1, 1.01, 1.01)), ("Lake", 1, box(2, 1, 3, 1.5))),
        rivers=layer(("Rver", 1, LineString([(0, 1), (4, 1)])), ("Brook", 9, LineString([(0, 1), (1, 0)]))),
    )


def test_base_map_keeps_what_is_large_and_renames(zones: list[Drawing], sources: Sources) -> None:
    physical = build_physical(zones, sources)
    assert list(zip(physical.kind, physical["name"], strict=True)) == [
        ("land", ""),
        ("lake", "Lake"),
        ("river", "River"),
    ]
    assert shapely.get_num_geometries(physical.geometry.iloc[0]) == 1
    with pytest.raises(BuildError, match="no feature with the use zone"):
        build_physical([], sources)


def test_shape_is_cut_to_its_land_and_out_of_another(countries: gpd.GeoSeries, sources: Sources) -> None:
    words = dict.fromkeys(("title", "certainty", "source", "source_url", "note"), "x")
    common = {"shape_id": "lost", "outside": "AAA", **words}
    pieces = (
        Drawing("one", "shape", box(1, 0.5, 3, 1.5), {**common, "within": "BBB"}),
        Drawing("two", "shape", box(4, 0.5, 9, 1.5), {**common, "within": "BBB"}),
    )
    atoms = gpd.GeoDataFrame({"country": ["AAA"]}, geometry=[countries["AAA"]], crs=CRS)
    shapes = build_shapes(Drawings(pieces, ()), atoms, sources)
    assert shapes.geometry.iloc[0].equals(shapely.MultiPolygon([box(2, 0.5, 3, 1.5), box(4, 0.5, 5, 1.5)]))
    faulty = Drawing("one", "shape", box(0, 0, 1, 1), {**common, "within": "ZZZ"})
    with pytest.raises(BuildError, match="country ZZZ"):
        build_shapes(Drawings((faulty,), ()), atoms, sources)


def test_layer_text_is_short_and_stable() -> None:
    square = shapely.MultiPolygon([box(0, 0, 1, 0.123456)])
    text = encode_layer([({"name": "Gérard"}, square)], "layer", 4)
    assert text == (
        '{"type":"FeatureCollection","name":"layer","features":[\n'
        '{"type":"Feature","properties":{"name":"Gérard"},"geometry":{"type":"Polygon",'
        '"coordinates":[[[1,0],[1,0.1235],[0,0.1235],[0,0],[1,0]]]}}\n]}\n'
    )
