"""The offline build: inputs, tables, command line and error messages."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import geopandas as gpd
import pytest
from shapely import Point, box
from shapely.geometry import mapping

from geo.build import __main__, inputs
from geo.build.atoms import COLUMNS, load_atoms
from geo.build.drawings import REQUIRED, Drawings, load_drawings
from geo.build.inputs import Input, check_hash, fetch_inputs, load_inputs
from geo.build.layerfiles import encode_layer
from geo.build.shapes import build_shapes
from geo.build.sources import Sources
from geo.errors import BuildError


def make_input(**changes: str) -> Input:
    fields = dict.fromkeys(inputs.COLUMNS, "") | {"input_id": "one", "registry": "pypi", "package": "thing"}
    return Input(**(fields | {"version": "1.0", "file": "thing.whl", "sha256": "0" * 64} | changes))


def test_wrong_hash_names_file_and_both_hashes(tmp_path: Path) -> None:
    path = tmp_path / "thing.whl"
    path.write_bytes(b"other")
    with pytest.raises(BuildError) as caught:
        fetch_inputs([make_input()], tmp_path)
    sentence = str(caught.value)
    checksum = "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa"
    assert str(path) in sentence
    assert checksum in sentence
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
    with pytest.raises(
        BuildError, match=r"(?s)\(one\): lacks title.*\(two\), column geometry: Self-inter.*“fun” is not"
    ):
        load_drawings(path)


def test_command_prints_the_sentence_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: Path) -> dict[str, str]:
        raise BuildError("The file x has another hash.")

    monkeypatch.setattr(__main__, "build_boundaries", fail)
    assert __main__.main(["atoms"]) == 1
    assert capsys.readouterr() == ("", "The file x has another hash.\n")


def test_command_says_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "old.geojson").write_text("same\n", encoding="utf-8")
    monkeypatch.setattr(__main__, "ROOT", tmp_path)
    monkeypatch.setattr(__main__, "build_boundaries", lambda *_: {"old.geojson": "same\n", "new.geojson": "new\n"})
    assert __main__.main(["atoms", "--check"]) == 1
    assert capsys.readouterr().out == "data/new.geojson: differs\ndata/old.geojson: same\n"
    assert not (tmp_path / "data" / "new.geojson").exists()
    assert __main__.main(["atoms"]) == 0
    assert capsys.readouterr().out == "data/new.geojson: changed\ndata/old.geojson: unchanged\n"
    assert __main__.main(["atoms", "--check"]) == 0


FEATURE = {"type": "Feature", "properties": dict.fromkeys(REQUIRED, "x"), "geometry": mapping(box(0, 0, 1, 1))}


def drawn(use: str, **properties: Any) -> dict[str, Any]:
    """Return a feature of one use."""
    return {**FEATURE, "properties": {**FEATURE["properties"], "use": use, **properties}}


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"{", r"cuts\.geojson, row 1, column 2: not valid JSON"),
        ("{\n“é".encode("latin-1", "replace") + b"\xe9", r"cuts\.geojson, row 2, column \d: not"),
        (b"[]", r"cuts\.geojson, row 1, column 1: a GeoJSON collection with a list of features"),
        ({"features": 3}, "a list of features"),
        ({"features": [3]}, r"feature 1, column properties: an object"),
        ({"features": [drawn("shape")]}, r"feature 1 \(x\), column shape_id: is missing"),
        ({"features": [drawn("zone", tolerance_degrees="fine")]}, r"column tolerance_degrees: a number .* 0\.01"),
        ({"features": [drawn("cut", extend_degrees="x")]}, "column extend_degrees: a number is expected"),
        ({"features": [{**drawn("cut"), "geometry": None}]}, "column geometry: is not readable"),
        (
            {"features": [{**drawn("cut"), "geometry": mapping(box(5e6, 1, 6e6, 2))}]},
            r"in metres\? save it in EPSG:4326",
        ),
        ({"features": [{**drawn("zone"), "geometry": mapping(Point(0, 0))}]}, "a zone is a polygon, not a Point"),
        ({"features": [], "checks": [{"check": "Square"}]}, r"check 1, column tolerance_percent: a number"),
        ({"features": [], "checks": 3}, "checks: a list is expected"),
    ],
)
def test_a_fault_of_the_drawings_is_a_sentence(tmp_path: Path, content: Any, fault: str) -> None:
    path = tmp_path / "cuts.geojson"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    with pytest.raises(BuildError, match=fault):
        load_drawings(path)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("a,NLD,rest,fixed,A,,extra", "row 2: 7 cells, 6 expected"),
        ("a b,NLD,rest,fixed,A,", "column atom_id: “a b” is no identifier"),
        ("a,NLD,,fixed,A,", "row 2, column rule: "),
    ],
)
def test_a_fault_of_the_atoms_is_a_sentence(tmp_path: Path, row: str, fault: str) -> None:
    path = tmp_path / "atoms.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{row}\n", encoding="utf-8")
    with pytest.raises(BuildError, match=fault):
        load_atoms(path)


def test_a_table_of_atoms_may_be_parted_by_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "atoms.csv"
    path.write_bytes("\ufeffatom_id;country;rule;certainty;name;note\r\nnl;NLD;rest;fixed;A;\r\n".encode())
    assert load_atoms(path)[0].country == "NLD"


def test_a_package_without_shapes_has_an_empty_layer() -> None:
    atoms = gpd.GeoDataFrame({"atom_id": ["a"], "country": ["A"]}, geometry=[box(0, 0, 1, 1)], crs="EPSG:4326")
    empty = gpd.GeoSeries([], crs="EPSG:4326")
    shapes = build_shapes(Drawings((), ()), atoms, Sources(empty, empty, atoms, atoms))
    assert len(shapes) == 0
    assert json.loads(encode_layer([], "shapes", 4))["features"] == []
