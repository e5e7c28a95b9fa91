"""A package may come from anybody: whatever it says is refused in a sentence, or is harmless."""

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import Dataset, DatasetError, exports, load_dataset
from geo.checksums import check_files
from geo.descriptor import LONGEST_PATTERN, file_in_package, load_descriptor
from geo.errors import AtlasError
from geo.render.sketch import Sketches, Viewport
from geo.tables import load_package
from pages.shared.data import package_source
from pages.shared.data.package_source import unpack
from tests.conftest import Rewrite
from tests.hostile import HOSTILE_TEXTS
from tests.hostile_package import HOSTILE_HUES, HOSTILE_LOOK, spoil_layers, write_lax_schemas
from tests.tiny import write_tiny_package

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "germany-namibia"
EVERYWHERE = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

# Layers


@pytest.fixture
def layers(tmp_path: Path) -> Path:
    """Return a copy of the example's layers, to be spoilt."""
    return Path(shutil.copytree(EXAMPLE / "layers", tmp_path / "layers"))


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        *(("colours", theme, value) for theme in ("light", "dark") for value in HOSTILE_HUES),
        *(("features", name, HOSTILE_LOOK) for name in ("role", "colour", "pattern", "line")),
        ("borders", "line", HOSTILE_LOOK),
        ("colours", "id", HOSTILE_LOOK),
    ],
)
def test_a_look_that_the_atlas_does_not_know_is_refused(layers: Path, kind: str, name: str, value: str) -> None:
    spoil_layers(layers, kind, name, value)
    check_files(layers, "checksums.csv")  # the package's own word for it
    with pytest.raises(DatasetError, match=r"atlas\.json, (colours|feature 1|border 1).*: ") as raised:
        Sketches(layers)
    assert "<" not in str(raised.value).replace(HOSTILE_LOOK[:40], "")


@pytest.mark.parametrize("words", HOSTILE_TEXTS)
def test_a_name_in_a_sketch_is_text(layers: Path, words: str) -> None:
    spoil_layers(layers, "features", "name", words)
    sketch = Sketches(layers).draw("1925-12-31", Viewport((11, -29, 26, -16)))
    assert not any(f"<{tag}" in sketch for tag in ("script", "img", "iframe", "a ", "style", "body", "details"))


def test_layers_as_the_build_writes_them_are_drawn() -> None:
    for folder in (EXAMPLE / "layers", ROOT / "static"):
        assert Sketches(folder).style()


@pytest.mark.parametrize(
    "content", ["{}", "[]", "3", '{"colours": 3}', "not JSON", "[" * 100_000, '{"topology": {"arcs": [[]]}}']
)
def test_layers_that_no_build_writes_are_refused(layers: Path, content: str) -> None:
    for name in ("atlas.json", "physical.json"):
        before = (layers / name).read_text(encoding="utf-8")
        (layers / name).write_text(content, encoding="utf-8")
        with pytest.raises(DatasetError, match="not what the build writes"):
            Sketches(layers)
        (layers / name).write_text(before, encoding="utf-8")


# Schemas


def test_a_schema_of_a_package_takes_nothing_from_that_of_the_atlas(tiny_folder: Path) -> None:
    write_lax_schemas(tiny_folder)
    assert load_dataset(tiny_folder).records["events"]


@pytest.mark.parametrize(
    ("name", "column", "value", "fault"),
    [
        ("sources", "source_id", 'S001"><img src=x>', "does not have the form"),
        ("powers", "power_id", "<b>", "does not have the form"),
        ("statuses", "pattern", HOSTILE_LOOK, "is not one of solid"),
        ("certainties", "line", HOSTILE_LOOK, "is not one of solid"),
        ("extents", "role", HOSTILE_LOOK, "is not one of base"),
        ("colours", "light", HOSTILE_HUES[0], "does not have the form"),
        ("events", "source_ids", '=HYPERLINK("x")', "does not have the form"),
        ("views", "left", "west", "is not a number"),
        ("events", "title", "", "is empty"),
    ],
)
def test_what_the_atlas_asks_of_a_column_holds_whatever_the_schema_says(
    tiny_folder: Path, name: str, column: str, value: str, fault: str
) -> None:
    write_lax_schemas(tiny_folder)
    path = tiny_folder / f"{name}.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    rows[0][column] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(DatasetError) as raised:
        load_dataset(tiny_folder)
    assert any(f"{name}.csv, row 2, column {column}: " in one and fault in one for one in raised.value.faults)


def with_pattern(folder: Path, pattern: str) -> None:
    """Give the labels of categories a pattern, and a label that makes a backtracking engine work for years."""
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    fields = [{"name": "category_id"}, {"name": "label", "constraints": {"pattern": pattern}}]
    (table,) = [resource for resource in descriptor["resources"] if resource["name"] == "categories"]
    table["schema"] = {"fields": fields}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    (folder / "categories.csv").write_text(f"category_id,label\nwar,{'a' * 50_000}!\n", encoding="utf-8")


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(a|aa)+$", "a*a*a*a*a*a*b", "([a-z]+)*=", "(.*)*x"])
def test_no_pattern_of_a_package_holds_the_server_up(tiny_folder: Path, pattern: str) -> None:
    with_pattern(tiny_folder, pattern)
    with pytest.raises(DatasetError, match=r"column label: .* does not have the form"):
        load_package(tiny_folder)


@pytest.mark.parametrize("pattern", ["(", "(?=a)a", r"(a)\1", "a{9999}", "*", "(?P<x", "\\"])
def test_a_pattern_that_cannot_be_read_is_named(tiny_folder: Path, pattern: str) -> None:
    with_pattern(tiny_folder, pattern)
    with pytest.raises(DatasetError, match=r"categories\.csv, column label: the pattern of its schema cannot be read"):
        load_package(tiny_folder)


def test_a_pattern_that_is_too_long_is_refused(tiny_folder: Path) -> None:
    with_pattern(tiny_folder, "a" * (LONGEST_PATTERN + 1))
    with pytest.raises(DatasetError, match=r"pattern: more than \d+ letters"):
        load_descriptor(tiny_folder)


# Descriptors

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(HOSTILE_TEXTS)
KEYS = st.sampled_from(
    ["name", "path", "schema", "fields", "type", "constraints", "pattern", "enum", "minimum", "required", "primaryKey",
     "foreignKeys", "reference", "resource", "resources", "atlas", "languages", "first", "title", "licenses", "focus"]
)  # fmt: skip
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def places_of(value: Any) -> list[tuple[Any, Any]]:
    """Return every place in a JSON value: what it stands in, and its key or number."""
    pairs = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    return [place for key, inner in pairs for place in ((value, key), *places_of(inner))]


@EVERYWHERE
@given(ANYTHING)
def test_a_descriptor_of_any_shape_is_read_or_refused(tmp_path: Path, value: Any) -> None:
    (tmp_path / "datapackage.json").write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(DatasetError, match=r"datapackage\.json[:,] "):
        load_dataset(tmp_path)


@EVERYWHERE
@given(st.data())
def test_a_descriptor_with_anything_at_one_place_is_read_or_refused(tiny_dataset: Dataset, data: st.DataObject) -> None:
    folder, path = tiny_dataset.folder, tiny_dataset.folder / "datapackage.json"
    before = path.read_text(encoding="utf-8")
    descriptor = load_descriptor(folder)
    where, key = data.draw(st.sampled_from(places_of(descriptor)))
    where[key] = data.draw(ANYTHING)
    try:
        path.write_text(json.dumps(descriptor), encoding="utf-8")
        load_package(folder)
    except AtlasError as error:
        assert ".csv" in str(error) or "datapackage.json" in str(error) or "leads out" in str(error)
    finally:
        path.write_text(before, encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("[" * 100_000, "too many objects within objects"),
        ("\ud800".encode("utf-8", "surrogatepass"), "not valid JSON"),
        ("9" * 10_000, "not valid JSON"),
        ('{"resources": 3}', "resources: a list is expected"),
        ('{"resources": ["x"]}', r"resources\[0\]: an object is expected"),
        ('{"resources": [{"path": "x.csv"}]}', r"resources\[0\]\.name: is missing"),
        ('{"resources": [{"name": "x", "path": ["x.csv"]}]}', r"resources\[0\]\.path: a text is expected"),
        ('{"resources": [{"name": "x", "path": "\\ud800.csv"}]}', "none that a file can have"),
        ('{"resources": [{"name": "x", "path": "x.csv", "schema": {"fields": 3}}]}', "schema.fields: a list"),
        (
            '{"resources": [{"name": "eras", "path": "x.csv", "schema": {"fields": [{"name": "x"}]}}]}',
            "reads the column",
        ),
        ('{"resources": [], "atlas": {"languages": ["../x"]}}', r"languages\[0\]: a code"),
        ('{"resources": [], "licenses": ["MIT"]}', r"licenses\[0\]: an object is expected"),
    ],
)
def test_what_is_wrong_with_a_descriptor_is_said_with_its_place(
    tmp_path: Path, content: str | bytes, fault: str
) -> None:
    (tmp_path / "datapackage.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DatasetError, match=rf"datapackage\.json.*{fault}"):
        load_descriptor(tmp_path)


# Files


@pytest.mark.parametrize(
    "name", ["../places.csv", "/etc/passwd.csv", "a/../../x.csv", "a\\b.csv", "c:x.csv", "x\0.csv"]
)
def test_a_resource_that_lies_elsewhere_is_refused(tiny_folder: Path, rewrite: Rewrite, name: str) -> None:
    rewrite("datapackage.json", '"path": "places.csv"', f'"path": {json.dumps(name)}')
    with pytest.raises(DatasetError, match="leads out of the package"):
        load_dataset(tiny_folder)


@pytest.mark.parametrize("name", ["places.csv", "atoms.geojson", "datapackage.json"])
def test_a_file_that_is_a_link_is_refused(tiny_folder: Path, tmp_path: Path, name: str) -> None:
    (tiny_folder / name).rename(tmp_path / name)
    (tiny_folder / name).symlink_to(tmp_path / name)
    with pytest.raises(DatasetError, match=f"{name}: is a link"):
        load_dataset(tiny_folder)


def test_a_folder_that_is_a_link_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "package" / "sub").symlink_to(tmp_path / "other")
    with pytest.raises(DatasetError, match="is a link"):
        file_in_package(tmp_path / "package", "sub/words.csv")


def test_a_table_of_checksums_reads_nothing_outside(tmp_path: Path) -> None:
    (tmp_path / "checksums.csv").write_text(f"file,sha256,lines\n../x,{'0' * 64},\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"checksums\.csv: the name “../x” leads out"):
        check_files(tmp_path, "checksums.csv")


def test_links_among_the_layers_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "package"))
    (folder / "layers" / "words.yy.json").symlink_to("/etc/hostname")
    monkeypatch.setenv("ATLAS_DATA", str(folder))
    outcome = package_source._outcome.__wrapped__()
    assert isinstance(outcome, DatasetError)
    assert "words.yy.json is a link" in str(outcome)


def test_only_what_is_listed_is_taken_along(tiny_folder: Path) -> None:
    (tiny_folder / "extra.csv").write_text("=1+1\n", encoding="utf-8")
    (tiny_folder / "notes.md").symlink_to("/etc/hostname")
    (tiny_folder / "README.md").write_text("# Codebook\n", encoding="utf-8")
    archive = zipfile.ZipFile(io.BytesIO(exports.everything_zip(load_dataset(tiny_folder))))
    listed = {resource["path"] for resource in load_descriptor(tiny_folder)["resources"]}
    assert set(archive.namelist()) == {*listed, "datapackage.json", "README.md"}
    (tiny_folder / "README.md").unlink()
    (tiny_folder / "README.md").symlink_to("/etc/hostname")
    with pytest.raises(DatasetError, match=r"README\.md: is a link"):
        exports.everything_zip(load_dataset(tiny_folder))


def test_no_cell_taken_along_is_a_formula_whatever_the_schema_says(tiny_folder: Path) -> None:
    descriptor = json.loads((tiny_folder / "datapackage.json").read_text(encoding="utf-8"))
    fields = [{"name": "=1+1", "constraints": {"pattern": "(?s).*"}}, {"name": "lat", "type": "number"}]
    descriptor["resources"].append({"name": "extra", "path": "extra.csv", "schema": {"fields": fields}})
    (tiny_folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    (tiny_folder / "extra.csv").write_text('=1+1,lat\n"=HYPERLINK(1)",-3.5\n+1,-1\n', encoding="utf-8")
    archive = zipfile.ZipFile(io.BytesIO(exports.everything_zip(load_dataset(tiny_folder))))
    assert archive.read("extra.csv").decode() == "'=1+1,lat\n'=HYPERLINK(1),-3.5\n'+1,-1\n"


# ZIP files

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Return the tiny package as a ZIP file, packed in each way."""
    folder = write_tiny_package(tmp_path_factory.mktemp("packed"))
    packed = []
    for method in METHODS:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", method) as archive:
            for name in ("datapackage.json", "eras.csv"):
                archive.write(folder / name, name)
        packed.append(stream.getvalue())
    return packed


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(range(len(METHODS))),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=4),
    st.floats(0.5, 1),
)
def test_a_damaged_zip_is_unpacked_or_refused(
    tmp_path: Path, archives: list[bytes], method: int, flips: list[tuple[float, int]], length: float
) -> None:
    content = bytearray(archives[method])
    for place, mask in flips:
        content[int(place * len(content))] ^= mask
    (tmp_path / "a.zip").write_bytes(content[: int(length * len(content))] if length < 0.6 else content)
    try:
        folder = unpack(tmp_path / "a.zip", tmp_path / "package", 1_000_000)
        assert tmp_path in folder.parents
    except DatasetError:
        pass
    finally:
        shutil.rmtree(tmp_path / "package", ignore_errors=True)


@pytest.mark.parametrize(("mode", "fault"), [(0o120777, "is a link"), (0o010666, "is no plain file")])
def test_only_plain_files_are_unpacked(tmp_path: Path, mode: int, fault: str) -> None:
    entry = zipfile.ZipInfo("odd")
    entry.external_attr = mode << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(DatasetError, match=fault):
        unpack(tmp_path / "a.zip", tmp_path / "package")


def test_empty_folders_count_as_well(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(package_source.MOST_FILES + 1):
            archive.writestr(f"{number}/", "")
    with pytest.raises(DatasetError, match="2001 files"):
        unpack(tmp_path / "a.zip", tmp_path / "package")


def test_copies_of_a_package_go_with_the_server_or_when_it_cannot_be_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = shutil.make_archive(str(tmp_path / "example"), "zip", EXAMPLE)
    copies: list[Path] = []
    monkeypatch.setattr(package_source, "_COPIES", copies)
    folder = package_source.fetch_package(archive)
    (copy,) = copies
    assert copy in folder.parents
    package_source._discard_copies()
    assert not copy.exists()
    without = shutil.make_archive(str(tmp_path / "without"), "zip", write_tiny_package(tmp_path / "tiny"))
    monkeypatch.setenv("ATLAS_DATA", without)
    outcome = package_source._outcome.__wrapped__()
    assert isinstance(outcome, DatasetError)
    assert "python -m geo.build layers" in str(outcome)
    assert copies == []
