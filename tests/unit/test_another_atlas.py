"""“An atlas in half an hour”, done as the page says, with squares in the place of countries."""

import re
import shlex
from pathlib import Path

import pytest
from shapely import MultiPolygon, box

from geo import Dataset, load_dataset
from geo.build.__main__ import main
from geo.build.check import check_package
from geo.build.dated import read_mappings
from pages.shared.record.sentences import territory_sentences
from tests.invented import build_from
from tests.server import ROOT

PAGE = (ROOT / "docs" / "another-atlas.md").read_text(encoding="utf-8")
STEPS = PAGE.partition("## 4.")[0]
BLOCK = re.compile(r"`(\w+\.csv)`[^`]*(?:`\w+`[^`]*)*:\n\n```\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\.venv/bin/python -m geo\.build (.*)$", re.MULTILINE)
NAMED = "/tmp/my-atlas"  # noqa: S108  (a name in the page; nothing is written there)
LANDS = {
    ("NLD", "NLD", "Netherlands"): MultiPolygon([box(4, 51, 7, 53), box(-68, 12, -67, 13)]),
    ("SUR", "SUR", "Suriname"): box(-58, 2, -54, 6),
    ("FRA", "FRA", "France"): MultiPolygon([box(-4, 43, 7, 49), box(-54, 2, -52, 6)]),
    ("BEL", "BEL", "Belgium"): box(4, 49, 7, 51),
    ("DEU", "DEU", "Germany"): box(7, 47, 14, 55),
}


def edit(folder: Path) -> None:
    """Write the rows of the page into the tables, in the place of those that it names."""
    for name, rows in BLOCK.findall(STEPS):
        path = folder / name
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        if name in {"territories.csv", "extents.csv"}:
            lines = [line for line in lines if not line.startswith(("netherlands,", "suriname,"))]
        path.write_text("".join(lines) + rows, encoding="utf-8")


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    """Return the atlas of the page, made by its commands and its rows."""
    build_from(monkeypatch, LANDS)
    folder = tmp_path / "my-atlas"
    new, *others = [shlex.split(line.replace(NAMED, str(folder))) for line in COMMAND.findall(STEPS)]
    assert [command[0] for command in others] == ["check", "layers"]
    assert main(new) == 0
    edit(folder)
    assert [main(command) for command in others] == [0, 0]
    return load_dataset(folder)


def test_five_dates_are_right(made: Dataset) -> None:
    assert check_package(made.folder).text() == "no faults and no warnings.\n"
    said = {day: territory_sentences(made, f"{day}-12-31")[0] for day in ("1811", "1850", "1942", "1960", "1980")}
    assert said == {
        "1811": ["Dutch departments of France: a part of France.", OCCUPIED.format("Suriname", "the United Kingdom")],
        "1850": ["Netherlands: an independent state.", "Suriname: a colony of the Netherlands."],
        "1942": [OCCUPIED.format("Netherlands", "Germany"), "Suriname: a colony of the Netherlands."],
        "1960": ["Netherlands: an independent state.", "Suriname: a part of the Netherlands."],
        "1980": ["Netherlands: an independent state.", "Suriname: an independent state."],
    }


OCCUPIED = "{}: under military occupation by {}."


def test_the_mappings_of_the_page_are_read(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        (tmp_path / "borders.toml").write_text(block, encoding="utf-8")
        assert all(mapping.file and mapping.start for mapping in read_mappings(tmp_path / "borders.toml"))
