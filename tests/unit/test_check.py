"""`python -m geo.build check`: everything at once, in sentences, whatever the files hold."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from geo.build.__main__ import main
from geo.build.check import check_package
from geo.build.drawings import REQUIRED
from geo.build.plausibility import MOST_EVENTS, distance_km
from tests.conftest import Rewrite
from tests.hostile import HOSTILE_TEXTS
from tests.tiny import HERE, write_tiny_package

ROOT = Path(__file__).resolve().parents[2]
Change = Callable[[list[list[str]]], object]


def change(path: Path, edit: Change) -> None:
    """Let a function change the rows of a table."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    edit(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


@pytest.mark.parametrize("folder", [HERE, ROOT / "examples" / "germany-namibia", ROOT / "data"])
def test_the_packages_of_the_atlas_have_neither_faults_nor_warnings(folder: Path) -> None:
    assert check_package(folder).text() == "no faults and no warnings.\n"


def test_every_fault_of_every_file_is_told_at_once(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("colours.csv", "#2F5D8A", "navy")
    rewrite("events.csv", "Norstad,high,yes,S001", "Norstad,high,yes,S009")
    rewrite("eras.csv", "early,1900,1930-03-15", "early,1900,1930-02-30")
    rewrite("views.csv", "-1,-1,11,9", "11,-1,-1,9")
    rewrite("extents.csv", "marches_taken,1940-09,1955,base", "marches_taken,1941,1955,base")
    rewrite("datapackage.json", '"first": "1900"', '"first": "1900-05"')
    (tiny_folder / "cuts.geojson").write_text('{"features": [3]}', encoding="utf-8")
    (tiny_folder / "atoms.csv").write_text("atom_id\n", encoding="utf-8")
    faults = check_package(tiny_folder).faults
    assert {re.split("[, :]", fault)[0] for fault in faults} == {
        *("colours.csv", "events.csv", "eras.csv", "views.csv", "datapackage.json", "cuts.geojson", "atoms.csv"),
    }
    rewrite("datapackage.json", '"first": "1900-05"', '"first": "1900"')
    assert any("atom marches has no answer from 1940-09-01" in fault for fault in check_package(tiny_folder).faults)


@pytest.mark.parametrize(
    ("name", "edit", "warning"),
    [
        (
            "events.csv",
            lambda rows: rows[1].__setitem__(slice(6, 8), ["60", "3"]),
            "events.csv, row 2, columns lat and lon: 60, 3 lies in the sea",
        ),
        (
            "missions.csv",
            lambda rows: rows[1].__setitem__(slice(7, 9), ["9", "3"]),
            r"missions.csv, row 2, columns lat and lon: 9, 3 lies in no land; exchanged, 3, 9 lies in \w+: exchange",
        ),
        (
            "missions.csv",
            lambda rows: rows[1].__setitem__(slice(7, 9), ["2", "8"]),
            "missions.csv, row 2, columns lat and lon: 2, 8 lies 668 km from Sudburg",
        ),
        (
            "missions.csv",
            lambda rows: rows[1].__setitem__(slice(2, 4), ["Nordland", "Südmark"]),
            "missions.csv, row 2, columns sending and receiving: neither “Nordland” nor “Südmark” is a name",
        ),
        (
            "powers.csv",
            lambda rows: rows.append(["estland", "Estland", "Estland", "blue"]),
            "powers.csv, row 5, column power_id: “estland” holds no territory",
        ),
        (
            "events.csv",
            lambda rows: rows[1].__setitem__(11, ""),
            "events.csv, column source_ids: 1 of 4 rows name no source",
        ),
        (
            "events.csv",
            lambda rows: rows.extend([f"X{number}", *rows[1][1:]] for number in range(MOST_EVENTS)),
            "events.csv: 20,004 events lie in one timeline",
        ),
    ],
)
def test_what_is_probably_wrong_is_a_warning(tiny_folder: Path, name: str, edit: Change, warning: str) -> None:
    change(tiny_folder / name, edit)
    report = check_package(tiny_folder)
    assert report.faults == []
    assert any(re.match(warning, one) for one in report.warnings), report.warnings


def test_a_language_that_is_hardly_begun_is_a_warning(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("datapackage.json", '"en"', '"en", "nl"')
    catalogue = Catalog("nl")
    catalogue.add("Norland", "Noorland", context="polities.name")
    (tiny_folder / "locale").mkdir()
    with (tiny_folder / "locale" / "nl.po").open("wb") as stream:
        write_po(stream, catalogue)
    (warning,) = check_package(tiny_folder).warnings
    assert re.match(r"locale/nl\.po: 1 of \d\d+ texts are translated", warning)
    (tiny_folder / "locale" / "nl.po").unlink()
    assert any("locale/nl.po: there is no such file" in fault for fault in check_package(tiny_folder).faults)


def test_an_overlap_is_told_with_its_size_and_place(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("atoms.geojson", "[[[8,2],[10,2],[10,6],[8,6],[8,4],[8,2]]]", "[[[7,2],[10,2],[10,6],[7,6],[7,4],[7,2]]]")
    faults = check_package(tiny_folder).faults
    assert any(re.search(r"sud_east and marches overlap by [\d,.]+ km² near \d", fault) for fault in faults), faults


def test_the_command_fails_for_faults_alone(tiny_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(tiny_folder / "powers.csv", lambda rows: rows.append(["estland", "Estland", "Estland", "blue"]))
    assert main(["check", str(tiny_folder)]) == 0
    assert capsys.readouterr().out.endswith("no faults and 1 warning.\n")
    (tiny_folder / "extents.csv").unlink()
    assert main(["check", str(tiny_folder)]) == 1
    assert "fault: extents.csv: there is no such file\n" in capsys.readouterr().out
    assert main(["check", str(tiny_folder / "nowhere")]) == 1


def test_distances_are_those_of_a_sphere() -> None:
    assert distance_km((30, -2), (4.4, 50.8)) == pytest.approx(6300, rel=0.07)
    assert distance_km((179.9, 0), (-179.9, 0)) == pytest.approx(22.3, rel=0.01)


# Whatever the files hold

FILES = sorted(path.name for path in HERE.iterdir() if path.suffix in {".csv", ".json", ".geojson"})
DRAWING = {"properties": dict.fromkeys(REQUIRED, "x") | {"use": "cut"}, "geometry": {"type": "Point"}}
CUTS = json.dumps({"features": [DRAWING], "checks": [{"check": "x", "atoms": "x", "area_km2": 1}]})
PIECES = st.sampled_from(
    [*HOSTILE_TEXTS, "", "0", "-1", "nan", "inf", "1e400", "9999-99-99", "0000", "31/12/1975", "5/3/1912", "1.234,5",
     "S001", "[[]]", "é",
     '"', "\x00", "\ud800", "\n", ";", ",", "\t", "{", "}", "[", "null", "true", "base", "_", "." * 300]
)  # fmt: skip


@settings(
    max_examples=25,
    phases=[Phase.generate],  # shrinking would take minutes
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_input_ends_in_a_traceback(tmp_path: Path, data: st.DataObject) -> None:
    folder = tmp_path / "data"
    shutil.rmtree(folder, ignore_errors=True)
    write_tiny_package(folder)
    (folder / "cuts.geojson").write_text(CUTS, encoding="utf-8")
    (folder / "atoms.csv").write_text("atom_id,country,rule,certainty,name,note\na,A,rest,fixed,A,\n", encoding="utf-8")
    for name in data.draw(st.lists(st.sampled_from([*FILES, "cuts.geojson", "atoms.csv"]), min_size=1, max_size=4)):
        path = folder / name
        content = path.read_bytes()
        kind = data.draw(st.sampled_from(["cell", "cell", "cell", "bytes", "cut", "value"]))
        if kind == "cell" or (kind == "value" and path.suffix == ".csv"):
            parts = re.split(rb"([,\n:])", content)
            at = data.draw(st.integers(0, len(parts) - 1))
            parts[at] = data.draw(PIECES).encode("utf-8", "surrogatepass")
            content = b"".join(parts)
        elif kind == "value":
            text = content.decode("utf-8", "replace")
            numbers = list(re.finditer(r"-?\d+(\.\d+)?|\[[^\[\]]*\]|\"[^\"]*\"", text)) or [re.match("", text)]
            found = data.draw(st.sampled_from(numbers))
            new = data.draw(st.sampled_from(["null", "3", '"x"', "[]", "{}", "1e308", "-99", "NaN"]))
            content = (text[: found.start()] + new + text[found.end() :]).encode()
        elif kind == "bytes":
            at = data.draw(st.integers(0, max(len(content) - 1, 0)))
            content = content[:at] + data.draw(st.binary(max_size=4)) + content[at + 3 :]
        else:
            content = content[: data.draw(st.integers(0, len(content)))]
        path.write_bytes(content)
    report = check_package(folder)
    assert all(isinstance(one, str) and one for one in [*report.faults, *report.warnings])
    assert not any(re.search(r"cannot be read .*\(\w+(Error|Exception)\b", fault) for fault in report.faults), report
