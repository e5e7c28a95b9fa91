"""`python -m geo.build new`: a whole package from two codes and a year, here of invented countries."""

import json
import re
from itertools import combinations
from pathlib import Path

import pytest
from shapely import MultiPolygon, Point, box

from geo import load_dataset, territories_at
from geo.build import new
from geo.build.__main__ import main
from geo.build.check import check_package
from geo.build.newfiles import identifier, name_in_text
from geo.dates import today
from geo.defaults import palette
from tests.invented import build_from
from tools.vision import VISIONS, difference, seen_as

LANDS = {
    ("NOR", "NOR", "Norland"): MultiPolygon([box(0, 4, 4, 8), box(60, 0, 61, 1)]),
    ("SUD", "SDX", "Südmark"): MultiPolygon([box(20, 0, 24, 4), box(24.5, 0, 25, 1)]),
    ("EAS", "EAS", "Eastland"): MultiPolygon([box(4, 4, 8, 8)]),
    ("FAR", "FAR", "Farland"): MultiPolygon([box(-60, -40, -50, -30)]),
}
WORDS = ("Belg", "Rwand", "Kigali", "Namib", "Congo")  # of the atlases that this one is not


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the build read invented countries."""
    build_from(monkeypatch, LANDS)


@pytest.mark.usefixtures("source")
def test_two_codes_and_a_year_are_an_atlas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "made" / "atlas"
    assert main(["new", "nor", "SUD", "--from", "1804", str(folder)]) == 0
    said = capsys.readouterr().out
    assert len(re.findall(r"^  \d\. ", said, re.MULTILINE)) == 3
    assert check_package(folder).text() == "no faults and no warnings.\n"
    dataset = load_dataset(folder)
    assert dataset.about["title"] == "Norland–Südmark"
    assert [row["name"] for row in dataset.records["polities"]] == ["Norland", "Südmark", "Eastland"]
    assert dataset.protagonists == ["norland", "sudmark"]
    assert sorted(dataset.atoms.index) == ["eas", "nor", "sdx"]
    for day in ("1804", "1900", today()):
        assert list(territories_at(dataset, day)["name"]) == ["Norland", "Südmark", "Eastland"]
    assert (folder / "layers" / "atlas.json").is_file()
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()]
    assert [word for word in WORDS if any(word in text for text in texts)] == []
    assert {path.name for path in folder.parent.iterdir()} == {"atlas"}


@pytest.mark.usefixtures("source")
def test_views_show_each_country_beside_the_legend_and_both(tmp_path: Path) -> None:
    new.new_package(("nor", "sud"), 1804, tmp_path / "atlas", tmp_path)
    views = load_dataset(tmp_path / "atlas").rows["views"]
    boxes = {
        name: box(*(float(row[side]) for side in ("left", "bottom", "right", "top"))) for name, row in views.items()
    }
    assert boxes["norland"].contains(box(0, 4, 4, 8))
    assert not boxes["norland"].contains(Point(60.5, 0.5))  # an island far away does not make the view small
    assert boxes["sudmark"].contains(Point(24.9, 0.5))  # one nearby is seen
    assert float(views["norland"]["left"]) < -1.5  # room for the legend
    assert boxes["both"].contains(boxes["norland"] | boxes["sudmark"])


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nor", "xyz"], "No country has the code xyz: three letters are expected, such as NLD"),
        (["nor", "eastlund"], r"No country has the code eastlund.*; near are EAS \(Eastland\)"),
        (["nor", "fart"], r"No country has the code fart.*; near are FAR \(Farland\)"),
        (["nor", "NOR"], "nor stands twice; an atlas has two countries"),
        (["nor", "sud", "--from", "0"], "--from 0: the first year is one from 1 to 20"),
        (["nor", "sud", "--from", "3000"], "--from 3000: the first year is one from 1 to 20"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(
    tmp_path: Path, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    year = [] if "--from" in arguments else ["--from", "1804"]
    assert main(["new", *arguments, *year, str(tmp_path / "atlas")]) == 1
    assert re.match(sentence, capsys.readouterr().err)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("source")
def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    assert main(["new", "nor", "sud", "--from", "1804", str(tmp_path)]) == 1
    assert "is not an empty folder; name one that is new" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.usefixtures("source")
def test_without_rivers_the_atlas_is_made_without_them(tmp_path: Path) -> None:
    new.new_package(("nor", "sud"), 1804, tmp_path / "atlas", tmp_path)
    assert "rivers" not in (tmp_path / "atlas" / "inputs.csv").read_text(encoding="utf-8")
    physical = json.loads((tmp_path / "atlas" / "physical.geojson").read_text(encoding="utf-8"))
    assert {row["properties"]["kind"] for row in physical["features"]} == {"land"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Côte d’Ivoire", "cote_divoire"), ("São Tomé & Príncipe", "sao_tome_principe"), ("中国", "chn")],
)
def test_a_name_makes_an_identifier(name: str, expected: str) -> None:
    assert identifier(name, "CHN") == expected


@pytest.mark.parametrize("name", ["Netherlands", "United Kingdom", "Solomon Islands", "Czech Republic"])
def test_some_names_take_an_article(name: str) -> None:
    assert name_in_text(name) == f"the {name}"
    assert name_in_text("Suriname") == "Suriname"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("vision", VISIONS)
def test_the_hues_that_powers_get_are_told_apart(vision: str, theme: str) -> None:
    seen = [seen_as(hue[theme], vision) for hue in palette()]
    assert min(difference(*pair) for pair in combinations(seen, 2)) >= 10
