"""The layers of the browser match the data exactly, and are small enough to fetch."""

import gzip
import json
import math
from itertools import accumulate
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from shapely import Polygon

from geo import Dataset, borders_at, load_dataset
from geo.borders import neighbours
from geo.build.layers import build_layers, mission_shape
from geo.dates import OPEN_END, day_before
from pages.shared.language.languages import NAMES
from tests.tiny import write_tiny_package

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
LANGUAGES = [code for code in NAMES if code != "en"]
BUILT = {
    *("territories.geojson", "atlas.json", "timeline.json", "physical.json", "checksums.csv", "version.txt"),
    *(f"{name}.{code}.json" for code in LANGUAGES for name in ("words", "timeline")),
}
PROPERTIES = {
    "territory_id",
    "name",
    "start",
    "end",
    "status",
    "sovereign",
    "administering_power",
    "certainty",
    "sources",
}
# What the first page fetches beside every script and style sheet; woff2 is compressed by itself.
FIRST_PAGE = [
    "atlas.json",
    "physical.json",
    "timeline.json",
    "fonts/alegreya-latin-wght-normal.woff2",
    "fonts/alegreya-sans-latin-400-normal.woff2",
    "fonts/alegreya-sans-latin-500-normal.woff2",
    "fonts/alegreya-sans-latin-700-normal.woff2",
]
ICONS = "fonts/icons-*.woff2"
KILOBYTE = 1000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the layers built from the atlas's own data."""
    folder = tmp_path_factory.mktemp("static")
    assert set(build_layers(ROOT / "data", folder)) == BUILT
    return folder


@pytest.fixture(scope="module")
def tiny_layers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the data package of two invented countries, and their layers in ``static``."""
    folder = tmp_path_factory.mktemp("tiny")
    data = write_tiny_package(folder / "data")
    assert {name for name in BUILT if "." not in Path(name).stem} == set(build_layers(data, folder / "static"))
    return folder


@pytest.fixture(scope="module")
def atlas() -> dict[str, Any]:
    """Return the committed `atlas.json`."""
    content: dict[str, Any] = json.loads((STATIC / "atlas.json").read_text(encoding="utf-8"))
    return content


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", sorted(BUILT))
def test_a_committed_layer_is_what_the_data_make(built: Path, name: str) -> None:
    same = (STATIC / name).read_bytes() == (built / name).read_bytes()
    assert same, f"static/{name} is not what data/ makes; run `make data`"


def test_building_again_changes_nothing(tiny_layers: Path) -> None:
    static = tiny_layers / "static"
    before = {path.name: path.read_bytes() for path in static.iterdir()}
    assert build_layers(tiny_layers / "data", static) == []
    assert {path.name: path.read_bytes() for path in static.iterdir()} == before


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    data = write_tiny_package(tmp_path / "data")
    static = tmp_path / "static"
    build_layers(data, static)
    views = data / "relations.csv"
    views.write_text(views.read_text(encoding="utf-8").replace("wool for salt", "salt for wool"), encoding="utf-8")
    assert build_layers(data, static) == []
    events = data / "events.csv"
    events.write_text(events.read_text(encoding="utf-8").replace("Rupture", "Break"), encoding="utf-8")
    assert set(build_layers(data, static)) == {"timeline.json", "checksums.csv", "version.txt"}


def test_every_part_of_every_feature_is_in_the_topology(atlas: dict[str, Any]) -> None:
    parts = {geometry["id"] for geometry in atlas["topology"]["objects"]["parts"]["geometries"]}
    assert atlas["features"]
    for feature in atlas["features"]:
        assert feature["parts"], feature["territory_id"]
        assert set(feature["parts"]) <= parts, feature["territory_id"]


def decode_arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Return every arc as positions (lon, lat in degrees)."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        steps = accumulate(arc, lambda a, b: [a[0] + b[0], a[1] + b[1]])
        arcs.append([(x * scale_x + left, y * scale_y + bottom) for x, y in steps])
    return arcs


def decode_ring(indices: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Return the ring that a list of arcs makes; an arc ~i is arc i from its end to its start."""
    ring: list[tuple[float, float]] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        assert not ring or ring[-1] == arc[0], "arcs of a ring must meet"
        ring += arc[1:] if ring else arc
    assert ring[0] == ring[-1]
    return ring


def decode(geometry: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> shapely.Geometry:
    """Return a geometry of a topology as a shapely one (lon, lat)."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    parts = []
    for rings in polygons:
        shell, *holes = (decode_ring(ring, arcs) for ring in rings)
        parts.append(Polygon(shell, holes))
    return shapely.MultiPolygon(parts)


def test_the_topology_gives_back_the_area_of_every_part(dataset: Dataset, atlas: dict[str, Any]) -> None:
    topology = atlas["topology"]
    arcs = decode_arcs(topology)
    decoded = {geometry["id"]: decode(geometry, arcs) for geometry in topology["objects"]["parts"]["geometries"]}
    assert set(decoded) == set(dataset.areas)
    areas = gpd.GeoSeries(decoded, crs="EPSG:4326").to_crs("EPSG:6933")
    # A vertex moves by half a step of the grid at most, 5.6 metres, so a border sweeps that much of its length.
    step = topology["transform"]["scale"][0] * 111_320
    for part, projected in areas.items():
        tolerance = projected.length * step / 2 / 1e6
        assert projected.area / 1e6 == pytest.approx(dataset.areas[str(part)], abs=tolerance), part


def test_a_border_that_two_atoms_share_stands_once_in_the_topology(atlas: dict[str, Any]) -> None:
    arcs = [tuple(map(tuple, arc)) for arc in decode_arcs(atlas["topology"])]
    both_ways = set(arcs) | {arc[::-1] for arc in arcs}
    closed = sum(arc[0] == arc[-1] and arc == arc[::-1] for arc in arcs)
    assert len(both_ways) == 2 * len(arcs) - closed


def test_features_carry_the_days_and_words_of_the_dataset(dataset: Dataset, atlas: dict[str, Any]) -> None:
    holders = [
        (
            f["territory_id"],
            f["start"],
            f["end"],
            f["role"],
            f["name"],
            f["status"],
            f.get("power", f["name"]),
            tuple(f["parts"]),
        )
        for f in atlas["features"]
    ]
    columns = ["territory_id", "start_day", "end_day", "role", "name", "status", "administering_power", "parts"]
    rows = [*dataset.features[columns].itertuples(index=False), *dataset.rivals[columns].itertuples(index=False)]
    assert holders == [tuple(row) for row in rows]


def test_a_doubtful_border_says_so(dataset: Dataset, atlas: dict[str, Any]) -> None:
    labels = dataset.lookup("certainties", "certainty_id", "label")
    certainties = [*dataset.features["certainty"], *dataset.rivals["certainty"]]
    for feature, certainty in zip(atlas["features"], certainties, strict=True):
        assert feature.get("doubt") == (None if certainty == "fixed" else labels[certainty])


@pytest.mark.parametrize("package", ["own", "tiny"])
def test_every_colour_that_is_used_is_one_of_the_colours(tiny_layers: Path, package: str) -> None:
    folder = STATIC if package == "own" else tiny_layers / "static"
    atlas = json.loads((folder / "atlas.json").read_text(encoding="utf-8"))
    used = {item["colour"] for item in [*atlas["features"], *atlas["missions"]]}
    assert used <= set(atlas["colours"])


def test_the_public_layer_has_one_feature_for_each_territory_and_period(dataset: Dataset) -> None:
    layer = json.loads((STATIC / "territories.geojson").read_text(encoding="utf-8"))
    assert layer["type"] == "FeatureCollection"
    assert len(layer["features"]) == len(dataset.features)
    for feature, row in zip(layer["features"], dataset.features.itertuples(), strict=True):
        properties = feature["properties"]
        assert set(properties) >= PROPERTIES
        for name in PROPERTIES:
            assert properties[name] == getattr(row, name), (row.feature_id, name)
        assert all(properties[name] for name in PROPERTIES - {"end"}), row.feature_id
        assert shapely.geometry.shape(feature["geometry"]).equals_exact(row.geometry, 1e-9), row.feature_id


def test_the_public_layer_opens_in_geopandas_as_lon_and_lat(dataset: Dataset) -> None:
    gdf = gpd.read_file(STATIC / "territories.geojson")
    assert gdf.crs is not None
    assert gdf.crs.to_epsg() == 4326
    assert len(gdf) == len(dataset.features)
    assert gdf.geometry.is_valid.all()


def test_the_timeline_names_every_day_of_change_and_what_comes_then(dataset: Dataset) -> None:
    timeline = json.loads((STATIC / "timeline.json").read_text(encoding="utf-8"))
    assert timeline["first"] == 1884
    assert timeline["as_of"] == dataset.about["as_of"]
    assert [change["date"] for change in timeline["changes"]] == dataset.change_days
    assert len(timeline["events"]) == len(dataset.tables["events"])
    assert [event["date"] for event in timeline["events"]] == sorted(event["date"] for event in timeline["events"])
    titles = {change["date"]: change["title"] for change in timeline["changes"]}
    assert "Rwanda" in titles["1962-07-01"]
    assert [era["end"] for era in timeline["eras"]][:-1] == [era["start"] for era in timeline["eras"]][1:]
    assert timeline["eras"][-1]["end"] == ""


def test_every_tick_of_the_time_bar_has_a_title(dataset: Dataset) -> None:
    timeline = json.loads((STATIC / "timeline.json").read_text(encoding="utf-8"))
    nameless = [change["date"] for change in timeline["changes"] if not change["title"]]
    assert nameless == []
    assert len(timeline["changes"]) == len(dataset.change_days)


def test_missions_carry_their_periods_as_half_open_days(dataset: Dataset, atlas: dict[str, Any]) -> None:
    missions = {mission["mission_id"]: mission for mission in atlas["missions"]}
    embassy = missions["M01"]
    assert embassy["shape"] == mission_shape("embassy") == "embassy"
    for mission in missions.values():
        assert mission["name"]
        assert mission["shape"] in {"embassy", "seat", "place"}
        assert -90 <= mission["lat"] <= 90
        for period in mission["periods"]:
            assert period["start"] < period["end"] <= OPEN_END
    (severed,) = [period for period in embassy["periods"] if period["start"] == "2025-03-17"]
    assert severed["symbol"] == "cross"
    (before,) = [period for period in embassy["periods"] if period["start"] <= day_before("2025-03-17") < period["end"]]
    assert before["symbol"] == "half"
    hidden = dataset.tables["missions"].query("on_map == 'no'")["mission_id"]
    assert not set(hidden) & set(missions)


def test_the_physical_layer_has_land_lakes_and_rivers() -> None:
    layer = json.loads((STATIC / "physical.json").read_text(encoding="utf-8"))
    kinds = [feature["properties"]["kind"] for feature in layer["features"]]
    assert set(kinds) == {"land", "lake", "river"}
    assert all(math.isfinite(value) for value in gpd.GeoDataFrame.from_features(layer).total_bounds)


@pytest.mark.parametrize(
    ("data", "layers"),
    [("data", "static"), ("examples/germany-namibia", "examples/germany-namibia/layers")],
)
def test_the_physical_layer_is_that_of_the_package(data: str, layers: str) -> None:
    assert (ROOT / layers / "physical.json").read_bytes() == (ROOT / data / "physical.geojson").read_bytes()


def test_the_version_changes_with_the_data(tiny_layers: Path) -> None:
    folders = (tiny_layers / "static", STATIC)
    tiny, version = ((folder / "version.txt").read_text(encoding="utf-8") for folder in folders)
    assert tiny != version
    assert len(tiny.strip()) == len(version.strip()) == 12


def test_the_first_page_fetches_at_most_450_kilobytes_of_the_atlas() -> None:
    sizes = {}
    code = [path for path in (*STATIC.rglob("*.js"), *STATIC.rglob("*.css")) if path.stem != "light"]
    assert code
    for path in [*code, *(STATIC / name for name in FIRST_PAGE), *STATIC.glob(ICONS)]:
        content = path.read_bytes()
        sizes[path.name] = len(content if path.suffix == ".woff2" else gzip.compress(content))
    assert sum(sizes.values()) <= 450 * KILOBYTE, sizes


def test_layers_of_the_tiny_package_load_too(tiny_layers: Path) -> None:
    atlas = json.loads((tiny_layers / "static" / "atlas.json").read_text(encoding="utf-8"))
    tiny = load_dataset(tiny_layers / "data")
    assert len(atlas["features"]) == len(tiny.features) + len(tiny.rivals)
    assert {feature["role"] for feature in atlas["features"]} == {"base", "inner", "claim", "core", "context"}


def test_every_line_between_atoms_and_every_outer_line_is_there_once(dataset: Dataset, atlas: dict[str, Any]) -> None:
    arcs = decode_arcs(atlas["topology"])
    used = [arc for border in atlas["borders"] for arc in border["arcs"]]
    assert len(used) == len(set(used))
    assert not set(used) & set(atlas["outer"])
    for border in atlas["borders"]:
        line = shapely.multilinestrings([shapely.linestrings(arcs[arc]) for arc in border["arcs"]])
        assert line.length == pytest.approx(neighbours(dataset)[tuple(border["parts"])].length, abs=1e-3), border[
            "parts"
        ]
    outer = shapely.multilinestrings([shapely.linestrings(arcs[arc]) for arc in atlas["outer"]])
    whole = shapely.coverage_union_all(list(dataset.atoms.geometry))
    assert outer.length == pytest.approx(shapely.boundary(whole).length, abs=1e-2)


def test_the_borders_of_the_map_are_those_of_the_library(dataset: Dataset, atlas: dict[str, Any]) -> None:
    lines = dataset.lookup("certainties", "certainty_id", "line")
    for day in dataset.change_days:
        drawn = {
            (period["name"], period["line"])
            for border in atlas["borders"]
            for period in border["periods"]
            if period["start"] <= day < period["end"]
        }
        gdf = borders_at(dataset, day)
        assert drawn == set(zip(gdf["name"], gdf["certainty"].map(lines), strict=True)), day


def test_rival_positions_are_features_of_their_own(dataset: Dataset, atlas: dict[str, Any]) -> None:
    rivals = [feature for feature in atlas["features"] if "position" in feature]
    assert len(rivals) == len(dataset.rivals)
    positions = {name for feature in atlas["features"] for name in feature.get("unless", [])}
    assert {feature["position"] for feature in rivals} | positions == set(atlas["positions"])
    for words in atlas["positions"].values():
        assert all(words[key] for key in ("label", "held_by", "title"))
    assert all(feature.get("unless") != [] for feature in atlas["features"])


def test_places_have_their_names_in_order_of_time(dataset: Dataset, atlas: dict[str, Any]) -> None:
    assert len(atlas["places"]) == dataset.tables["place_names"]["place_id"].nunique()
    for place in atlas["places"]:
        days = [day for name in place["names"] for day in (name["start"], name["end"])]
        assert days == sorted(days), place["place_id"]
        assert place["rank"] in {1, 2, 3}


def test_what_is_not_verified_bears_its_mark_on_the_map(dataset: Dataset, atlas: dict[str, Any]) -> None:
    marks = {
        (place["place_id"], name["start"]): name.get("verified", "yes")
        for place in atlas["places"]
        for name in place["names"]
    }
    rows = dataset.tables["place_names"].itertuples()
    assert marks == {(row.place_id, row.start_day): row.verified for row in rows}
    assert "no" in marks.values()
