"""The offline build: inputs, tables, command line and error messages."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from geo.build import __main__, inputs
from geo.build.atoms import load_atoms
from geo.build.drawings import load_drawings
from geo.build.inputs import Input, check_hash, fetch_inputs, load_inputs
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
    with pytest.raises(BuildError, match=r"one lacks title.*; two crosses itself; three has the use fun"):
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
