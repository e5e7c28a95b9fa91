"""The committed atoms, shapes and base map match treaties and sources."""

import csv
import gzip
import json
from pathlib import Path
from types import SimpleNamespace

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import Point

from geo.build.atoms import load_atoms
from geo.build.drawings import load_drawings
from geo.build.inputs import load_inputs
from geo.build.rules import Term, parse_rule
from geo.build.simplify import area_km2, coverage_faults

DATA = Path(__file__).resolve().parents[2] / "data"
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
    german_lands = shapes[shapes.shape_id.str.startswith("german_lands")].set_index("shape_id")
    # Rounding to four decimals may leave a hair's breadth.
    assert (area_km2(german_lands.intersection(present)) < 1).all()
    # Along the lower Memel both shapes are simplified by themselves.
    both = shapely.intersection_all(german_lands.geometry.array)
    assert area_km2(gpd.GeoSeries([both], crs=CRS))[0] < 5
    sizes = dict(zip(german_lands.index, area_km2(german_lands.geometry), strict=True))
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
