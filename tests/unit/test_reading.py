"""Tables as programs save them are read where their meaning is certain, and asked about where it is not."""

import io
import zipfile
from pathlib import Path

import pytest

from geo import DatasetError, exports, load_dataset
from geo.reading import dates_as_written, number_as_written, read_cells
from tests.conftest import Rewrite


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_whatever_parts_it(tiny_folder: Path, separator: str, mark: str, end: str) -> None:
    path = tiny_folder / "categories.csv"
    rows = [["label", "category_id"], ["Deeds, and more" if separator != "," else "Deeds", "deeds"], ["T", "treaties"]]
    text = mark + end.join(separator.join(row) for row in rows) + end + separator + end
    path.write_bytes(text.encode())
    dataset = load_dataset(tiny_folder)
    assert dataset.row("categories", "deeds")["label"].startswith("Deeds")
    with zipfile.ZipFile(io.BytesIO(exports.everything_zip(dataset))) as archive:
        assert archive.read("categories.csv").startswith(b"category_id,label\n")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("source_id;citation\nS1;Barthélemy".encode("latin-1"), r"row 2 has “Barthélemy” if .* “CSV UTF-8”"),
        ("a,b\n1,2".encode("utf-16"), "in UTF-16; save it again as “CSV UTF-8”"),
        (b"PK\x03\x04xxxx", "a workbook; save its sheet as “CSV UTF-8”"),
        (b'a,b\n"1,2', "not a CSV file in UTF-8"),
    ],
)
def test_what_is_not_certain_is_asked_back(tmp_path: Path, content: bytes, fault: str) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(DatasetError, match=fault):
        read_cells(tmp_path / "t.csv", ["source_id", "citation"])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["31/12/1975"], ["1975-12-31"]),
        (["12/31/1975"], ["1975-12-31"]),
        (["25-11-1975"], ["1975-11-25"]),
        (["05.03.1912"], ["1912-03-05"]),
        (["5/3/1912", "31/12/1975"], ["1912-03-05", "1975-12-31"]),
        (["5/3/1912", "12/31/1975"], ["1912-05-03", "1975-12-31"]),
        (["5/5/1912"], ["1912-05-05"]),
        (["1912/3/5", "1912.03", "1912.0"], ["1912-03-05", "1912-03", "1912"]),
        (["1912", "1912-03", "", "soon"], ["1912", "1912-03", "", "soon"]),
    ],
)
def test_a_date_with_one_meaning_is_read(written: list[str], read: list[str]) -> None:
    assert dates_as_written(written) == [(text, "") for text in read]


@pytest.mark.parametrize("others", [[], ["31/12/1975", "12/31/1975"]])
def test_a_date_with_two_meanings_is_asked_about(others: list[str]) -> None:
    question = "“5/3/1912” may be 1912-03-05 or 1912-05-03; write the one that is meant"
    assert dates_as_written(["5/3/1912", *others])[0] == ("5/3/1912", question)


@pytest.mark.parametrize(
    ("written", "separator", "read"),
    [("5,85", ";", "5.85"), ("-5,8", "\t", "-5.8"), ("5.85", ";", "5.85"), ("north", ";", "north")],
)
def test_a_number_with_one_meaning_is_read(written: str, separator: str, read: str) -> None:
    assert number_as_written(written, separator) == (read, "")


@pytest.mark.parametrize(("written", "separator"), [("5,850", ";"), ("5,85", ",")])
def test_a_number_with_two_meanings_is_asked_about(written: str, separator: str) -> None:
    assert "write the one that is meant" in number_as_written(written, separator)[1]


def test_a_package_with_dates_of_a_spreadsheet_loads(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("events.csv", "T3,1940-09-04,1940-09-20", "T3,04/09/1940,20/09/1940")
    assert load_dataset(tiny_folder).row("events", "T3")["start_day"] == "1940-09-04"
    rewrite("events.csv", "04/09/1940,20/09/1940", "04/09/1940,05/10/1940")
    with pytest.raises(DatasetError) as caught:
        load_dataset(tiny_folder)
    first, second = caught.value.faults
    assert second.startswith("events.csv, row 4, column end: “05/10/1940” may be")
    assert first.startswith("events.csv, row 4, column start: “04/09/1940” may be 1940-09-04 or 1940-04-09")
