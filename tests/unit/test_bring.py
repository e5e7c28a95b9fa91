"""Dated borders as others keep them become territories and one coverage of atoms."""

import datetime
import json
import shutil
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely import Polygon, box

from geo import load_dataset, territories_at
from geo.build.__main__ import main
from geo.build.bring import bring_borders
from geo.build.check import check_package
from geo.build.dated import read_mappings
from geo.build.overlay import one_at_a_time
from geo.errors import BuildError
from tests.tiny import HERE

FORMATS = ("areas.gpkg", "areas.shp", "areas.geojson", "areas.fgb", "areas.parquet")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a package that has a descriptor and a physical map, and no borders yet."""
    folder = tmp_path / "package"
    folder.mkdir()
    about = {"title": "North and South", "first": "1900", "as_of": "2020-01-01"}
    (folder / "datapackage.json").write_text(json.dumps({"atlas": about, "resources": []}), encoding="utf-8")
    shutil.copy(HERE / "physical.geojson", folder / "physical.geojson")
    return folder


def write(folder: Path, name: str, rows: list[dict[str, Any]], crs: str = "EPSG:4326") -> None:
    """Write areas, given in degrees, into a file in a reference system."""
    gdf = gpd.GeoDataFrame(rows, crs="EPSG:4326").to_crs(crs)
    if name.endswith(".parquet"):
        gdf.to_parquet(folder / name)
    else:
        gdf.to_file(folder / name)


def area(name: str, start: str, end: str, land: Polygon, **more: Any) -> dict[str, Any]:
    return {"cntry_name": name, "gwsdate": start, "gwedate": end, **more, "geometry": land}


# As CShapes 2.0 has them: the last day that is true, and the last of the file for what is still true.
CSHAPES = [
    area("Norland", "1886-01-01", "1920-06-30", box(0, 4, 8, 8), gwcode=1),
    area("Norland", "1920-07-01", "2019-12-31", box(0, 4, 10, 8), gwcode=1),
    area("Marches", "1886-01-01", "1920-06-30", box(8, 4, 10, 8), gwcode=2),
    area("Südmark", "1886-01-01", "2019-12-31", box(0, 0, 10, 4), gwcode=3),
]
SYSTEMS = ("EPSG:4326", "EPSG:3857", "EPSG:6933")
MAPPING = """file = "{file}"
start = "gwsdate"
end = "gwedate"
name = "cntry_name"
last_day = true
open_end = "2019-12-31"
"""


# GeoJSON is in degrees, or says otherwise in a way of old that GDAL writes for some systems only.
@pytest.mark.parametrize(
    ("name", "crs"),
    [(name, crs) for name in FORMATS for crs in SYSTEMS if (name, crs) != ("areas.geojson", "EPSG:6933")],
)
def test_borders_like_those_of_cshapes_load_by_mapping_alone(package: Path, name: str, crs: str) -> None:
    write(package, name, CSHAPES, crs)
    (package / "borders.toml").write_text(MAPPING.format(file=name), encoding="utf-8")
    assert bring_borders(package) == []
    assert check_package(package).faults == []
    dataset = load_dataset(package)
    held = {day: sorted(territories_at(dataset, day)["name"]) for day in ("1900", "1920-06-30", "1920-07-01", "2020")}
    assert held["1900"] == held["1920-06-30"] == ["Marches", "Norland", "Südmark"]
    assert held["1920-07-01"] == held["2020"] == ["Norland", "Südmark"]
    assert len(dataset.atoms) == 3
    assert dataset.rows["powers"]["sudmark"]["name"] == "Südmark"


def test_dates_may_be_dates(package: Path) -> None:
    rows = [row | {key: datetime.date.fromisoformat(row[key]) for key in ("gwsdate", "gwedate")} for row in CSHAPES]
    write(package, "areas.gpkg", rows)
    (package / "borders.toml").write_text(MAPPING.format(file="areas.gpkg"), encoding="utf-8")
    assert bring_borders(package) == []
    assert len(territories_at(load_dataset(package), "1910")) == 3


def test_a_year_a_file_loads_as_historical_basemaps_has_it(package: Path) -> None:
    kinds = {"PARTOF": ""}
    write(package, "world_1900.geojson", [
        {"NAME": "Norland", "SUBJECTO": "Norland", **kinds, "geometry": box(0, 4, 10, 8)},
        {"NAME": "Sudmark", "SUBJECTO": "Norland", **kinds, "geometry": box(0, 0, 10, 4)},
    ])  # fmt: skip
    write(package, "world_1945.geojson", [
        {"NAME": "Norland", "SUBJECTO": "Norland", **kinds, "geometry": box(0, 4.001, 10, 8)},
        {"NAME": "Sudmark", "SUBJECTO": None, **kinds, "geometry": box(0, 0, 10, 4.001)},
        {"NAME": None, "SUBJECTO": None, **kinds, "geometry": box(20, 0, 21, 1)},
    ])  # fmt: skip
    (package / "borders.toml").write_text(
        'name = "NAME"\npower = "SUBJECTO"\n'
        '[[source]]\nfile = "world_1900.geojson"\nstart = "1900"\nend = "1945"\n'
        '[[source]]\nfile = "world_1945.geojson"\nstart = "1945"\n',
        encoding="utf-8",
    )
    assert bring_borders(package) == ["1 slivers narrower than 1 km went to a neighbour"]
    dataset = load_dataset(package)
    powers = {
        day: dict(territories_at(dataset, day)[["name", "administering_power"]].itertuples(index=False))
        for day in ("1944", "1946")
    }
    assert powers["1944"] == {"Norland": "Norland", "Sudmark": "Norland"}
    assert powers["1946"] == {"Norland": "Norland", "Sudmark": "Sudmark"}
    assert len(dataset.atoms) == 2


def test_partial_dates_load_as_openhistoricalmap_has_them(package: Path) -> None:
    write(package, "ohm.geojson", [
        {"name": "Norland", "start_date": "1850", "end_date": "1930-03", "geometry": box(0, 4, 10, 8)},
        {"name": "Sudmark", "start_date": "1880-05-01", "end_date": None, "geometry": box(0, 0, 10, 4)},
    ])  # fmt: skip
    (package / "borders.toml").write_text(
        'file = "ohm.geojson"\nstart = "start_date"\nend = "end_date"\nname = "name"\n', encoding="utf-8"
    )
    (note,) = bring_borders(package)
    assert note.startswith("gap: 489,")
    assert note.endswith("(latitude, longitude) belong to no area from 1930-03-01 on")
    dataset = load_dataset(package)
    assert sorted(territories_at(dataset, "1931")["name"]) == ["Not recorded", "Sudmark"]
    assert check_package(package).faults == []


def test_overlaps_and_gaps_are_told_with_size_and_place(package: Path) -> None:
    ring = box(0, 0, 10, 8) - box(4, 3, 6, 5)
    rows = [area("Ring", "1890", "", ring), area("Corner", "1950", "", box(0, 0, 2, 2))]
    write(package, "areas.gpkg", rows)
    text = 'file = "areas.gpkg"\nstart = "gwsdate"\nend = "gwedate"\nname = "cntry_name"\n'
    (package / "borders.toml").write_text(text, encoding="utf-8")
    gap, overlap = bring_borders(package)
    assert gap.startswith("gap: 49,")
    assert "near 4.00, 5.00" in gap
    assert overlap.startswith("overlap: Corner and Ring share 49,")
    assert overlap.endswith("near 1.00, 1.00 (latitude, longitude); Corner, the smaller, holds them")
    dataset = load_dataset(package)
    assert sorted(territories_at(dataset, "1949")["name"]) == ["Ring"]
    assert sorted(territories_at(dataset, "1950")["name"]) == ["Corner", "Ring"]


def test_spans_of_atoms_are_put_one_after_the_other() -> None:
    spans = [("1900", "1950", "a"), ("1900", "1920", "b"), ("1930", "1950", "b"), ("1950", "1960", "a")]
    assert one_at_a_time(spans) == [
        ("1900", "1920", ("a", "b")),
        ("1920", "1930", ("a",)),
        ("1930", "1950", ("a", "b")),
        ("1950", "1960", ("a",)),
    ]


@pytest.mark.parametrize(
    ("mapping", "fault"),
    [
        (None, r"borders\.toml: there is no such file"),
        ("file = ", r"borders\.toml: not TOML"),
        ('file = "areas.gpkg"\nname = "cntry_name"\n', "source 1: start is missing"),
        (MAPPING + "colour = 3\n", "colour is not known; known are file, layer"),
        (MAPPING + "window = [1, 2]\n", "window: a list of four numbers is expected"),
        (MAPPING.replace("{file}", "other.gpkg"), r"other\.gpkg: there is no such file"),
        (MAPPING.replace('"cntry_name"', '"NAME"'), r"there is no column NAME; there are .*cntry_name"),
        (MAPPING.replace('"gwsdate"', '"cntry_name"'), r"feature 1, column cntry_name: “Norland” is not a date"),
        (MAPPING + "window = [50, 50, 60, 60]\n", "No area is left"),
        (MAPPING.replace("{file}", "datapackage.json"), "cannot be read as a layer of areas|no column"),
    ],
)
def test_a_fault_of_the_mapping_is_a_sentence(package: Path, mapping: str | None, fault: str) -> None:
    write(package, "areas.gpkg", CSHAPES)
    if mapping is not None:
        (package / "borders.toml").write_text(mapping.replace("{file}", "areas.gpkg"), encoding="utf-8")
    before = sorted(path.name for path in package.iterdir())
    with pytest.raises(BuildError, match=fault):
        bring_borders(package)
    assert sorted(path.name for path in package.iterdir()) == before


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_a_file_without_a_reference_system_is_degrees_or_refused(package: Path) -> None:
    gpd.GeoDataFrame(CSHAPES).to_file(package / "areas.shp")
    (package / "borders.toml").write_text(MAPPING.format(file="areas.shp"), encoding="utf-8")
    bring_borders(package)
    gdf = gpd.GeoDataFrame(CSHAPES)
    gdf.geometry = gdf.geometry.scale(1e5, 1e5, origin=(0, 0))
    gdf.to_file(package / "areas.shp")
    with pytest.raises(BuildError, match="does not say its reference system"):
        bring_borders(package)


def test_the_command_says_what_comes_next(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["borders", str(package)]) == 1
    assert "there is no such file" in capsys.readouterr().err
    write(package, "areas.gpkg", CSHAPES)
    (package / "borders.toml").write_text(MAPPING.format(file="areas.gpkg"), encoding="utf-8")
    assert read_mappings(package / "borders.toml")[0].last_day
    assert main(["borders", str(package)]) == 0
    assert "The borders are in. Next: python -m geo.build check" in capsys.readouterr().out
