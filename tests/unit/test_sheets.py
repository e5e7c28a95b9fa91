"""The tables of a workbook become those of a package."""

import datetime
from pathlib import Path

import pandas as pd
import pyogrio
import pytest

from geo import load_dataset
from geo.build.__main__ import main
from geo.build.sheets import bring_sheets
from geo.errors import BuildError


def write_book(path: Path, **sheets: pd.DataFrame) -> None:
    """Write sheets into a workbook."""
    for name, frame in sheets.items():
        pyogrio.write_dataframe(frame, path, layer=name, append=path.exists())


def events(*starts: object) -> pd.DataFrame:
    """Return a sheet of events."""
    count = len(starts)
    return pd.DataFrame(
        {"event_id": [f"X{number}" for number in range(count)], "start": list(starts), "title": ["Treaty"] * count}
        | {"lat": [2.0] * count, "lon": [2.5] * count}
    )


@pytest.mark.parametrize("name", ["book.xlsx", "book.ods"])
def test_a_sheet_with_the_name_of_a_table_is_one(tiny_folder: Path, tmp_path: Path, name: str) -> None:
    book = tmp_path / name
    write_book(
        book, events=events("31/12/1975", "1912-03", "1940"), remarks=pd.DataFrame({"a": ["b"]}),
        verdicts=pd.DataFrame({"verdict_id": ["right"], "label": ["Right"], "definition": ["It is."]}),
    )  # fmt: skip
    assert main(["tables", str(tiny_folder), str(book)]) == 0
    dataset = load_dataset(tiny_folder)
    assert [row["start"] for row in dataset.records["events"]] == ["1975-12-31", "1912-03", "1940"]
    assert dataset.row("events", "X0")["lon"] == "2.5"
    assert dataset.row("verdicts", "right")["label"] == "Right"


def test_cells_that_are_dates_or_numbers_are_read_as_they_look(tiny_folder: Path, tmp_path: Path) -> None:
    write_book(tmp_path / "days.xlsx", events=events(datetime.date(1975, 12, 31), datetime.date(1912, 3, 5)))
    bring_sheets(tmp_path / "days.xlsx", tiny_folder)
    assert [row["start"] for row in load_dataset(tiny_folder).records["events"]] == ["1975-12-31", "1912-03-05"]
    write_book(tmp_path / "years.xlsx", events=events(1975, 1912))
    bring_sheets(tmp_path / "years.xlsx", tiny_folder)
    assert [row["start"] for row in load_dataset(tiny_folder).records["events"]] == ["1975", "1912"]


def test_what_is_no_table_is_refused_and_changes_nothing(tiny_folder: Path, tmp_path: Path) -> None:
    before = (tiny_folder / "events.csv").read_bytes()
    write_book(tmp_path / "book.xlsx", events=events("5/3/1912"))
    with pytest.raises(BuildError, match=r"events, row 2, column start: “5/3/1912” may be 1912-03-05 or 1912-05-03"):
        bring_sheets(tmp_path / "book.xlsx", tiny_folder)
    write_book(tmp_path / "other.xlsx", remarks=pd.DataFrame({"a": ["b"]}))
    for name, fault in (("other.xlsx", "no sheet has the name of a table"), ("none.ods", "there is no such file")):
        with pytest.raises(BuildError, match=fault):
            bring_sheets(tmp_path / name, tiny_folder)
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(BuildError, match="cannot be read as a workbook"):
        bring_sheets(tmp_path / "broken.xlsx", tiny_folder)
    with pytest.raises(BuildError, match="a workbook ends in"):
        bring_sheets(tmp_path / "book.doc", tiny_folder)
    assert (tiny_folder / "events.csv").read_bytes() == before
