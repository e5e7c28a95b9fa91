"""Tests of the offline build: rules and cuts on small squares, then the committed layers."""

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import LineString, Point, Polygon, box

from geo.build import __main__ as command
from geo.build import inputs
from geo.build.atoms import Atom, cut_atoms, load_atoms, make_ground
from geo.build.coverage import area_km2, check_coverage, coverage_faults, deviation_metres, simplify_coverage
from geo.build.drawings import Drawing, Drawings, extend_line, load_drawings
from geo.build.inputs import Input, check_hash, fetch_inputs, load_inputs
from geo.build.layerfiles import encode_layer
from geo.build.physical import Zones, build_physical, simplify_line, simplify_polygon
from geo.build.pipeline import compare_areas
from geo.build.rules import Ground, Term, kilometres, parse_rule, rule_holds
from geo.build.shapes import build_shapes
from geo.build.sources import Sources
from geo.errors import BuildError

DATA = Path(__file__).resolve().parents[1] / "data"
CRS = "EPSG:4326"

AFRICA = [
    "rw_west",
    "rw_centre",
    "rw_gisaka",
    "bi_west",
    "bi_east",
    "ug_bufumbira",
    "ug_south",
    "ug_main",
    "ke_rudolf",
    "ke_west",
    "ke_coast",
    "ke_main",
    "tz_zanzibar",
    "tz_mafia",
    "tz_coast_north",
    "tz_coast_south",
    "tz_charter",
    "tz_bugufi",
    "tz_usui",
    "tz_ujiji",
    "tz_tabora",
    "tz_north",
    "tz_central",
    "tz_south",
    "mz_kionga",
    "mz_main",
    "mw",
    "zm",
    "cd",
]
EUROPE = ["be_main", "be_eupen_malmedy", "be_moresnet", "de_west", "de_east"]
SHAPES = [
    "core_rwanda",
    "reach_rwanda",
    "core_burundi",
    "core_buganda",
    "german_lands_lost_1919",
    "german_lands_lost_1945",
]
MAINLAND = [name for name in AFRICA if name.startswith("tz_") and name != "tz_zanzibar"]
RWANDA = ["rw_west", "rw_centre", "rw_gisaka"]
BURUNDI = ["bi_west", "bi_east"]


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


def make_input(**changes: str) -> Input:
    fields = dict.fromkeys(inputs.COLUMNS, "") | {"input_id": "one", "registry": "pypi", "package": "thing"}
    return Input(**(fields | {"version": "1.0", "file": "thing.whl", "sha256": "0" * 64} | changes))


def test_wrong_hash_names_file_and_both_hashes(tmp_path: Path) -> None:
    path = tmp_path / "thing.whl"
    path.write_bytes(b"other")
    with pytest.raises(BuildError) as caught:
        fetch_inputs([make_input()], tmp_path)
    sentence = str(caught.value)
    found = "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa"
    assert str(path) in sentence
    assert found in sentence
    assert "0" * 64 in sentence


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"The file gone\.shp is missing"):
        check_hash(tmp_path / "gone.shp", "0" * 64)


def test_right_hash_passes(tmp_path: Path) -> None:
    (tmp_path / "thing.whl").write_bytes(b"other")
    right = make_input(sha256="d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa")
    assert fetch_inputs([right], tmp_path) == {"one": tmp_path / "thing.whl"}


def test_failing_client_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = SimpleNamespace(returncode=1, stderr="trouble\nERROR: no such package", stdout="")
    monkeypatch.setattr(inputs.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(BuildError, match=r"could not get thing==1\.0: ERROR: no such package"):
        fetch_inputs([make_input()], tmp_path)


def test_missing_system_package_without_apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs.shutil, "which", lambda _: None)
    with pytest.raises(BuildError, match="no apt-get to fetch thing"):
        fetch_inputs([make_input(registry="debian", file="/nowhere/rivers.shp")], tmp_path)


def test_unknown_registry_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="registry cpan"):
        fetch_inputs([make_input(registry="cpan")], tmp_path)


@pytest.mark.parametrize("load", [load_inputs, load_atoms])
def test_table_with_another_header_is_refused(load: Callable[[Path], Any], tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    with pytest.raises(BuildError, match=r"table\.csv is missing"):
        load(path)
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"table\.csv must have the columns"):
        load(path)


def test_atom_table_names_the_faulty_row(tmp_path: Path) -> None:
    path = tmp_path / "atoms.csv"
    head = "atom_id,country,rule,certainty,name,note\n"
    path.write_text(head + "a,AAA,rest,fixed,A,\nb,AAA,beside:x,fixed,B,\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"atoms\.csv, row 3, column rule: .*'beside'"):
        load_atoms(path)
    path.write_text(head + "a,AAA,rest,fixed,A,\na,BBB,rest,fixed,B,\n", encoding="utf-8")
    with pytest.raises(BuildError, match="names a more than once"):
        load_atoms(path)


def test_drawings_name_every_faulty_feature(tmp_path: Path) -> None:
    path = tmp_path / "cuts.geojson"
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    words = dict.fromkeys(("title", "source", "source_url", "certainty", "note"), "")
    features = [
        {"type": "Feature", "properties": {"cut_id": "one", "use": "cut"}, "geometry": bow},
        {"type": "Feature", "properties": {"cut_id": "two", "use": "cut", **words}, "geometry": bow},
        {"type": "Feature", "properties": {"cut_id": "three", "use": "fun", **words}, "geometry": bow},
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    with pytest.raises(BuildError, match=r"one lacks title.*; two crosses itself; three has the use fun"):
        load_drawings(path)


def test_command_prints_the_sentence_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: Path) -> dict[str, str]:
        raise BuildError("The file x has another hash.")

    monkeypatch.setattr(command, "build_boundaries", fail)
    assert command.main(["atoms"]) == 1
    assert capsys.readouterr() == ("", "The file x has another hash.\n")


def test_command_says_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "old.geojson").write_text("same\n", encoding="utf-8")
    monkeypatch.setattr(command, "ROOT", tmp_path)
    monkeypatch.setattr(command, "build_boundaries", lambda *_: {"old.geojson": "same\n", "new.geojson": "new\n"})
    assert command.main(["atoms", "--check"]) == 1
    assert capsys.readouterr().out == "data/new.geojson: differs\ndata/old.geojson: same\n"
    assert not (tmp_path / "data" / "new.geojson").exists()
    assert command.main(["atoms"]) == 0
    assert capsys.readouterr().out == "data/new.geojson: changed\ndata/old.geojson: unchanged\n"
    assert command.main(["atoms", "--check"]) == 0


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
    def named(*rows: tuple[str, int, Any]) -> gpd.GeoDataFrame:
        columns = {"name": [row[0] for row in rows], "scalerank": [row[1] for row in rows]}
        return gpd.GeoDataFrame(columns, geometry=[row[2] for row in rows], crs=CRS)

    return Sources(
        countries=countries,
        land=gpd.GeoSeries([box(0, 0, 5, 2), box(9, 9, 9.01, 9.01)], crs=CRS),
        lakes=named(("Pond", 9, box(1, 1, 1.01, 1.01)), ("Lake", 1, box(2, 1, 3, 1.5))),
        rivers=named(("Rver", 1, LineString([(0, 1), (4, 1)])), ("Brook", 9, LineString([(0, 1), (1, 0)]))),
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


# The committed layers


@pytest.fixture(scope="module")
def atoms() -> gpd.GeoDataFrame:
    return gpd.read_file(DATA / "atoms.geojson")


@pytest.fixture(scope="module")
def shapes() -> gpd.GeoDataFrame:
    return gpd.read_file(DATA / "shapes.geojson")


@pytest.fixture(scope="module")
def areas(atoms: gpd.GeoDataFrame) -> dict[str, float]:
    return dict(zip(atoms.atom_id, area_km2(atoms.geometry), strict=True))


def test_atoms_have_the_ids_of_the_atlas(atoms: gpd.GeoDataFrame) -> None:
    assert sorted(atoms.atom_id) == sorted(AFRICA + EUROPE)
    assert list(atoms.columns) == ["atom_id", "name", "country", "certainty", "area_km2", "note", "geometry"]
    assert atoms.crs == CRS


def test_atoms_have_no_gap_and_no_overlap(atoms: gpd.GeoDataFrame) -> None:
    assert coverage_faults(atoms) == []
    assert shapely.coverage_is_valid(atoms.geometry.array)


@pytest.mark.parametrize(
    ("names", "expected", "percent"),
    [
        (RWANDA, 25_305, 0.5),
        (BURUNDI, 27_041, 0.5),
        (RWANDA + BURUNDI, 52_346, 0.5),
        ([*RWANDA, *BURUNDI, *MAINLAND, "mz_kionga"], 991_863, 0.5),
        (MAINLAND, 939_006, 0.5),
        (["cd"], 2_325_240, 0.5),
        (["rw_gisaka"], 6_868, 2),
        (["mz_kionga"], 510, 2),
        (["ug_bufumbira", "ug_south"], 3_576, 2),
        (["rw_west", "bi_west"], 12_251, 2),
        (["tz_zanzibar"], 2_499, 2),
        (["tz_mafia"], 490, 2),
        # Literature: 1,036 without Moresnet; 3.4 to 3.5; 108,333 with East Berlin, and 480 for West Berlin.
        (["be_eupen_malmedy"], 1_036, 6),
        (["be_moresnet"], 3.44, 10),
        (["de_east"], 108_813, 2),
    ],
)
def test_areas_are_those_of_the_sources(
    names: list[str], expected: float, percent: float, areas: dict[str, float]
) -> None:
    assert sum(areas[name] for name in names) == pytest.approx(expected, rel=percent / 100)


def test_stated_area_is_the_measured_one(atoms: gpd.GeoDataFrame, areas: dict[str, float]) -> None:
    stated = dict(zip(atoms.atom_id, atoms.area_km2, strict=True))
    assert all(abs(stated[name] - area) <= 0.51 for name, area in areas.items())


@pytest.mark.parametrize(
    ("place", "lon", "lat", "name"),
    [
        ("Kigali", 30.06, -1.95, "rw_centre"),
        ("Shangi", 29.0, -2.4, "rw_west"),
        ("Kibungo", 30.54, -2.16, "rw_gisaka"),
        ("Gitega", 29.92, -3.43, "bi_east"),
        ("Kisoro", 29.69, -1.28, "ug_bufumbira"),
        ("Kampala", 32.58, 0.32, "ug_main"),
        ("Lodwar, north bank", 35.4, 3.4, "ke_rudolf"),
        ("Kisumu", 34.75, -0.1, "ke_west"),
        ("Naivasha", 36.43, -0.72, "ke_west"),
        ("Nairobi", 36.82, -1.29, "ke_main"),
        ("Mazeras, by Mombasa", 39.55, -3.97, "ke_coast"),
        ("Bagamoyo", 38.88, -6.44, "tz_coast_north"),
        ("Kilwa Kivinje", 39.38, -8.75, "tz_coast_south"),
        ("Morogoro", 37.66, -6.82, "tz_charter"),
        ("Ngara", 30.65, -2.51, "tz_bugufi"),
        ("Biharamulo", 31.31, -2.63, "tz_usui"),
        ("Ujiji", 29.69, -4.92, "tz_ujiji"),
        ("Tabora", 32.80, -5.02, "tz_tabora"),
        ("Moshi", 37.34, -3.35, "tz_north"),
        ("Dodoma", 35.74, -6.17, "tz_central"),
        ("Mahenge", 36.72, -8.68, "tz_south"),
        ("Eupen", 6.036, 50.63, "be_eupen_malmedy"),
        ("Malmedy", 6.03, 50.43, "be_eupen_malmedy"),
        ("Sankt Vith", 6.126, 50.28, "be_eupen_malmedy"),
        ("Stavelot", 5.93, 50.395, "be_main"),
        ("Spa", 5.866, 50.492, "be_main"),
        ("Luebeck", 10.69, 53.87, "de_west"),
        ("Helmstedt", 11.01, 52.23, "de_west"),
        ("Coburg", 10.96, 50.26, "de_west"),
        ("Hof", 11.92, 50.31, "de_west"),
        ("Eisenach", 10.32, 50.98, "de_east"),
        ("Sonneberg", 11.17, 50.36, "de_east"),
        ("Bergen on Ruegen", 13.43, 54.42, "de_east"),
        ("Salzwedel", 11.15, 52.85, "de_east"),
    ],
)
def test_places_lie_in_their_atom(place: str, lon: float, lat: float, name: str, atoms: gpd.GeoDataFrame) -> None:
    assert list(atoms.atom_id[atoms.contains(Point(lon, lat))]) == [name], place


def test_shapes_have_the_ids_of_the_atlas(shapes: gpd.GeoDataFrame) -> None:
    assert sorted(shapes.shape_id) == sorted(SHAPES)
    assert shapes.is_valid.all()
    assert set(shapes.certainty) == {"soft", "schematic"}


def test_german_lands_leave_present_states_free(shapes: gpd.GeoDataFrame, atoms: gpd.GeoDataFrame) -> None:
    present = shapely.union_all(atoms.geometry[atoms.country.isin(["DEU", "BEL"])].array)
    lost = shapes[shapes.shape_id.str.startswith("german_lands")].set_index("shape_id")
    # Rounding to four decimals may leave a hair's breadth.
    assert (area_km2(lost.intersection(present)) < 1).all()
    # Along the lower Memel both shapes are simplified by themselves.
    both = shapely.intersection_all(lost.geometry.array)
    assert area_km2(gpd.GeoSeries([both], crs=CRS))[0] < 5
    sizes = dict(zip(lost.index, area_km2(lost.geometry), strict=True))
    assert sizes["german_lands_lost_1919"] == pytest.approx(69_500, rel=0.03)
    assert sizes["german_lands_lost_1945"] == pytest.approx(114_300, rel=0.03)


def test_soft_cores_stay_inside_their_modern_country(shapes: gpd.GeoDataFrame, atoms: gpd.GeoDataFrame) -> None:
    for shape_id, codes in {"core_rwanda": ["RWA"], "core_burundi": ["BDI", "TZA"], "core_buganda": ["UGA"]}.items():
        land = shapely.union_all(atoms.geometry[atoms.country.isin(codes)].array)
        assert land.contains(shapes.geometry[shapes.shape_id == shape_id].iloc[0])


def test_base_map_is_small_and_has_its_rivers_and_lakes() -> None:
    content = (DATA / "physical.geojson").read_bytes()
    assert len(gzip.compress(content, mtime=0)) < 125_000
    physical = gpd.read_file(DATA / "physical.geojson")
    names = physical.groupby("kind")["name"].agg(set)
    assert set(names.index) == {"land", "lake", "river"}
    assert {"Lake Kivu", "Lake Tanganyika", "Lake Victoria", "Lake Edward", "Lake Bunyonyi"} <= names["lake"]
    rivers = {"Kagera", "Rusizi", "Ruvuma", "Malagarasi", "Semliki", "Congo", "Nile", "Meuse", "Rhine", "Scheldt"}
    assert rivers <= names["river"]
    assert physical.is_valid.all()
    land = physical[physical.kind == "land"].geometry.iloc[0]
    assert all(land.contains(Point(place)) for place in [(30.06, -1.95), (4.35, 50.85), (39.35, -6.14), (20, 20)])


@pytest.mark.parametrize(("name", "decimals"), [("atoms", 4), ("shapes", 4), ("physical", 3)])
def test_layer_files_are_plain_and_rounded(name: str, decimals: int) -> None:
    content = (DATA / f"{name}.geojson").read_bytes()
    assert b"\r" not in content
    assert content.endswith(b"]}\n")
    for feature in json.loads(content)["features"]:
        coordinates = shapely.get_coordinates(shapely.geometry.shape(feature["geometry"]))
        assert np.array_equal(coordinates, coordinates.round(decimals))


def test_atoms_follow_their_table(atoms: gpd.GeoDataFrame) -> None:
    table = load_atoms(DATA / "atoms.csv")
    built = [(row.atom_id, row.country, row.certainty, row.name_, row.note) for row in _rows(atoms)]
    assert built == [(row.atom_id, row.country, row.certainty, row.name, row.note or None) for row in table]
    assert {row.rule for row in table if row.atom_id in ("cd", "mw", "zm")} == {((Term("rest"),),)}


def _rows(gdf: gpd.GeoDataFrame) -> list[SimpleNamespace]:
    """Return rows whose name is not hidden by the name of the row itself, empty notes as None."""
    frame_ = gdf.drop(columns="geometry").rename(columns={"name": "name_"})
    return [SimpleNamespace(**row | {"note": row["note"] or None}) for row in frame_.to_dict("records")]


def test_every_cut_is_used_and_has_its_origin() -> None:
    drawings = load_drawings(DATA / "cuts.geojson")
    rules = [parse_rule(row["rule"]) for row in _table("atoms.csv")]
    used = {term.argument for rule in rules for terms in rule for term in terms}
    cuts = drawings.used_as("cut")
    assert {cut_.cut_id for cut_ in cuts} <= used
    ids = [drawing.cut_id for drawing in drawings.features]
    assert len(ids) == len(set(ids))
    for drawing in drawings.features:
        assert drawing.properties["source"]
        assert drawing.properties["note"]
        assert drawing.properties["certainty"] in {"fixed", "approximate", "disputed", "soft", "schematic"}


def test_inputs_are_pinned() -> None:
    for row in load_inputs(DATA / "inputs.csv"):
        assert len(row.sha256) == 64
        assert row.version
        assert row.licence
        assert row.citation


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
