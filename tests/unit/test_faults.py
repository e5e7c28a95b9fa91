"""The loader reports every kind of damage that it promises to find."""

import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from frictionless import Package

from geo import DatasetError, load_dataset
from geo.checksums import check_files, checksum_table
from geo.descriptor import load_descriptor

ROOT = Path(__file__).resolve().parents[2]
DATA, STATIC = ROOT / "data", ROOT / "static"
WHERE = re.compile(r"^[\w.-]+, (row|feature) \d+.*, column [^:]+: .+|^[\w.-]+, column [^:]+: .+")

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the atlas's own data, for a test to spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Return a function that replaces a pattern once in a file of the copy."""

    def replace(name: str, pattern: str, new: str) -> None:
        path = folder / name
        text, count = re.subn(pattern, new, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
        assert count == 1, f"{pattern!r} is not in {name}"
        path.write_text(text, encoding="utf-8")

    return replace


def faults_of(folder: Path) -> list[str]:
    """Load a spoilt copy and return its faults, each with file, row and column."""
    with pytest.raises(DatasetError) as caught:
        load_dataset(folder)
    for fault in caught.value.faults:
        assert WHERE.match(fault), fault
    return caught.value.faults


def move_point(folder: Path, index: int, lon: float, lat: float) -> None:
    """Give the second point of an atom's outline another place."""
    path = folder / "atoms.geojson"
    layer = json.loads(path.read_text(encoding="utf-8"))
    coordinates = layer["features"][index]["geometry"]["coordinates"]
    while isinstance(coordinates[0][0], list):
        coordinates = coordinates[0]
    coordinates[1] = [lon, lat]
    path.write_text(json.dumps(layer), encoding="utf-8")


@pytest.mark.parametrize("data", [DATA, ROOT / "examples" / "germany-namibia"])
def test_frictionless_finds_the_package_valid(data: Path) -> None:
    assert Package(str(data / "datapackage.json")).validate().valid
    descriptor = load_descriptor(data)
    tables = [resource for resource in descriptor["resources"] if resource["path"].endswith(".csv")]
    assert all(resource["schema"]["fields"] for resource in tables)
    report = Package.from_descriptor(descriptor, basepath=str(data)).validate()
    assert report.valid, report.flatten(["path", "rowNumber", "fieldName", "note"])


def test_a_removed_source_is_missed_by_every_row_that_names_it(folder: Path, edit: Edit) -> None:
    users = sum("S049" in line for line in (folder / "events.csv").read_text(encoding="utf-8").splitlines())
    edit("sources.csv", r"^S049,.*\n", "")
    faults = faults_of(folder)
    assert sum(fault.startswith("events.csv, row ") and "unknown S049" in fault for fault in faults) == users > 0
    assert all("column source_ids" in fault for fault in faults)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("events.csv", "event_id"),
        ("territories.csv", "territory_id"),
        ("missions.csv", "mission_id"),
        ("sources.csv", "source_id"),
        ("officeholders.csv", "holder_id"),
        ("claims.csv", "claim_id"),
        ("aid.csv", "year"),
    ],
)
def test_a_doubled_identifier_is_named(folder: Path, name: str, column: str) -> None:
    path = folder / name
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    assert any(
        fault.startswith(f"{name}, row ") and f"column {column}" in fault and "stands twice" in fault
        for fault in faults_of(folder)
    )


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("extents.csv", "1960-06-30", "1964-08-01"),
        ("officeholders.csv", "1930-07-04", "1932-08-18"),
        ("eras.csv", "1922-07-20", "1946-12-13"),
    ],
)
def test_inverted_dates_are_named(folder: Path, edit: Edit, name: str, first: str, second: str) -> None:
    edit(name, f"{first},{second}", f"{second},{first}")
    assert any(
        re.match(rf"{name}, row \d+, column end: {first} is not after the start {second}", fault)
        for fault in faults_of(folder)
    )


def test_an_overlap_of_two_territories_is_named(folder: Path, edit: Edit) -> None:
    edit("extents.csv", r"^burundi_republic,1966-11-28,,base,bi_west bi_east", r"\g<0> rw_centre")
    assert any("column atoms: rw_centre overlaps another territory" in fault for fault in faults_of(folder))


def test_a_gap_is_named(folder: Path, edit: Edit) -> None:
    edit("extents.csv", r"^kenya,1963-12-12,,base,ke_main ke_west", "kenya,1963-12-12,,base,ke_main")
    assert any("atom ke_west has no answer from 1963-12-12" in fault for fault in faults_of(folder))


def test_an_overlap_of_two_atoms_is_named(folder: Path) -> None:
    move_point(folder, 0, 31.5, -2.0)
    faults = faults_of(folder)
    assert any(fault.startswith("atoms.geojson") for fault in faults)


def test_a_bow_tie_is_named(folder: Path) -> None:
    path = folder / "shapes.geojson"
    layer = json.loads(path.read_text(encoding="utf-8"))
    layer["features"][0]["geometry"] = {
        "type": "Polygon",
        "coordinates": [[[29, -2], [30, -1], [30, -2], [29, -1], [29, -2]]],
    }
    path.write_text(json.dumps(layer), encoding="utf-8")
    assert any(
        fault.startswith("shapes.geojson, feature 1 (") and "Self-intersection" in fault for fault in faults_of(folder)
    )


def test_a_latitude_of_950_is_named_in_a_layer_and_in_a_table(folder: Path, edit: Edit) -> None:
    move_point(folder, 2, 30.0, 950.0)
    assert any(
        re.match(r"atoms\.geojson, feature 3 \(\w+\), column geometry: lies outside the earth", fault)
        for fault in faults_of(folder)
    )
    edit("missions.csv", r"-1\.953,30\.0614", "950,30.0614")
    assert faults_of(folder) == ["missions.csv, row 2, column lat: 950 lies outside -90.0 to 90.0"] or any(
        fault.startswith("missions.csv, row 2, column lat: 950 lies outside") for fault in faults_of(folder)
    )


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ["atoms.geojson", "shapes.geojson", "physical.geojson"])
@pytest.mark.parametrize("seed", range(4))
def test_64_flipped_bytes_of_a_layer_are_noticed(folder: Path, name: str, seed: int) -> None:
    flip_bytes(folder / name, seed)
    assert any(fault.startswith(f"{name}, ") for fault in faults_of(folder))


@pytest.mark.parametrize("name", ["atlas.json", "physical.json", "timeline.json", "territories.geojson"])
def test_64_flipped_bytes_of_what_the_browser_fetches_are_noticed(tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(STATIC, tmp_path / "static"))
    check_files(folder, "checksums.csv")
    flip_bytes(folder / name, 1)
    with pytest.raises(DatasetError, match=rf"{name}, row \d+, column "):
        check_files(folder, "checksums.csv")


def test_a_table_of_checksums_has_a_row_a_file() -> None:
    table = pd.read_csv(io.StringIO(checksum_table({"a.json": "1\n", "b.geojson": "1\n2\n"})), keep_default_na=False)
    assert list(table["file"]) == ["a.json", "b.geojson"]
    assert list(table["sha256"]) == [hashlib.sha256(text).hexdigest() for text in (b"1\n", b"1\n2\n")]
    assert list(table["lines"].str.split()) == [[], [hashlib.sha256(line).hexdigest()[:8] for line in (b"1", b"2")]]


@pytest.mark.parametrize(
    ("text", "row"),
    [("1\n2\n3\n4\n", 4), ("1\n2\n", 3), ("1\n2\n3", 1), ("0\n2\n0\n", 1), ("", 1), ("1\n2\n\n3\n", 3)],
)
def test_the_first_line_that_differs_is_named(tmp_path: Path, text: str, row: int) -> None:
    (tmp_path / "table.csv").write_text(checksum_table({"b.geojson": "1\n2\n3\n"}), encoding="utf-8")
    (tmp_path / "b.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError, match=rf"b.geojson, row {row}, column "):
        check_files(tmp_path, "table.csv")


def test_a_missing_file_and_a_table_of_another_form_are_named(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(checksum_table({"b.geojson": "1\n"}), encoding="utf-8")
    with pytest.raises(DatasetError, match=r"b.geojson: there is no such file"):
        check_files(tmp_path, "table.csv")
    for text, fault in (
        ("file,row,sha256\nb.geojson,1,00\n", "row 1: the columns file, sha256, lines are expected"),
        ("", "row 1: the columns"),
        ("file,sha256,lines\nb.geojson\n", "not readable"),
    ):
        (tmp_path / "table.csv").write_text(text, encoding="utf-8")
        with pytest.raises(DatasetError, match=rf"table.csv(, |: ){fault}"):
            check_files(tmp_path, "table.csv")


def test_one_changed_digit_of_a_layer_is_noticed(folder: Path) -> None:
    path = folder / "atoms.geojson"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[5] = re.sub(r"(\d\.\d\d\d)\d", r"\g<1>9", lines[5], count=3)
    path.write_text("".join(lines), encoding="utf-8")
    assert any(fault.startswith("atoms.geojson, row 6, column geometry") for fault in faults_of(folder))


def flip_bytes(path: Path, seed: int) -> None:
    """Flip 64 bytes of a file, anywhere."""
    content = bytearray(path.read_bytes())
    for position in np.random.default_rng(seed).choice(len(content), 64, replace=False):
        content[position] ^= 0xFF
    path.write_bytes(bytes(content))


def test_an_unknown_event_of_a_claim_is_named(folder: Path, edit: Edit) -> None:
    edit("claims.csv", r"E036", "E936")
    assert any(re.match(r"claims\.csv, row \d+, column event_ids: unknown E936", fault) for fault in faults_of(folder))


def test_an_unknown_atom_of_a_border_is_named(folder: Path, edit: Edit) -> None:
    edit("borders.csv", r"\brw_west\b", "rw_wast")
    assert any("borders.csv, row " in fault and "unknown rw_wast" in fault for fault in faults_of(folder))
