"""Reading: a table as programs save it, turned into plain rows where its meaning is certain.

CSV in UTF-8, with or without a byte order mark, with commas, semicolons or tabs. Dates such as 31/12/1975 and numbers
such as 5,85 are read where they can mean one thing only; where they cannot, a sentence asks what is meant.
"""

import csv
import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.errors import DatasetError

DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"  # the form of a date in the schemas
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_FEW_NAMES = 6  # of columns in a sentence
_WRITTEN = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
_BIG_FIRST = re.compile(r"(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?", re.ASCII)
_COMMA = re.compile(r"-?\d+,\d+", re.ASCII)
_YEAR_AS_NUMBER = re.compile(r"(\d{4})\.0+", re.ASCII)


@dataclass(frozen=True)
class Cells:
    """A table as it stands in its file: the names of its columns, its rows of stripped text, and what parts them."""

    heads: list[str]
    rows: list[list[str]]
    separator: str


def read_cells(path: Path, known: Collection[str]) -> Cells:
    """Read one table of text.

    Parameters
    ----------
    path
        A CSV file.
    known
        Names of columns; what parts the names in the first row is what gives the most of them.

    Raises
    ------
    DatasetError
        If the file cannot be read, or is no CSV file in UTF-8.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise DatasetError([f"{path.name}: there is no such file"]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DatasetError([f"{path.name}: cannot be read ({reason})"]) from None
    text = _decoded(path.name, content)
    separator = _separator(text, known)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise DatasetError([f"{path.name}: not a CSV file in UTF-8 ({error})"]) from None
    while rows and not any(cell.strip() for cell in rows[-1]):  # a spreadsheet leaves empty rows below the last
        rows.pop()
    heads, *body = [[cell.strip() for cell in row] for row in rows] or [[]]
    return Cells(heads, body, separator)


def _decoded(name: str, content: bytes) -> str:
    """Return the text of a file; ask for UTF-8 where it has another encoding."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DatasetError([f"{name}: not a CSV file in UTF-8 but in UTF-16; save it again as “CSV UTF-8”"])
    if content.startswith(b"PK\x03\x04"):
        raise DatasetError([f"{name}: not a CSV file in UTF-8 but a workbook; save its sheet as “CSV UTF-8”"])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The byte lies after the mark that utf-8-sig has taken off, if there is one.
        at = error.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
        row = content.count(b"\n", 0, at) + 1
        start, end = content.rfind(b"\n", 0, at) + 1, content.find(b"\n", at)
        words = re.split(rb"[,;\t\s\"]", content[start : end if end >= 0 else len(content)][: at - start + 40])
        guess = next((word for word in words if any(byte > 127 for byte in word)), b"")
        read = guess.decode("cp1252", errors="replace")[:40]
        raise DatasetError(
            [
                f"{name}: not a CSV file in UTF-8 (row {row} has “{read}” if it is Western European text); "
                "save it again as “CSV UTF-8”"
            ]
        ) from None


def _separator(text: str, known: Collection[str]) -> str:
    """Return what parts the columns: of the signs that may, the one that gives the most known names."""
    line = text.partition("\n")[0].strip("\r")
    found = {sign: len({name.strip(' "') for name in line.split(sign)} & set(known)) for sign in SEPARATORS}
    best = max(found, key=lambda sign: found[sign])
    if found[best] == found[","]:
        best = max(SEPARATORS, key=line.count) if not found[","] else ","
    return best


def head_faults(file: str, heads: Sequence[str], names: Sequence[str], required: Collection[str]) -> list[str]:
    """Return what is wrong with the names of columns in the first row of a file.

    Parameters
    ----------
    names
        The columns that the table may have.
    required
        Those that it must have.
    """
    where = f"{file}, row 1"
    if not any(heads):
        return [f"{where}: the names of the columns are missing: {_listed(list(required) or list(names))}"]
    missing = [name for name in names if name in required and name not in heads]
    unknown = [name for name in heads if name not in names]
    twice = sorted({name for name in heads if name and heads.count(name) > 1})
    faults = []
    if missing or unknown:
        hint = f"; known are {_listed(list(names))}" if unknown else ""
        faults.append(f"{where}: columns missing {missing}, unknown {_shown(unknown)}{hint}")
    if twice:
        faults.append(f"{where}: the columns {_shown(twice)} stand twice")
    return faults


def _listed(names: list[str]) -> str:
    return ", ".join(names)


def _shown(names: list[str]) -> list[str]:
    more = len(names) - _FEW_NAMES
    return [*(name[:40] for name in names[:_FEW_NAMES]), *([f"and {more} more"] if more > 0 else [])]


def dates_as_written(values: Sequence[str], beside: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return each cell of a column of dates as the atlas writes dates, and what to ask where it cannot.

    31/12/1975 and 31.12.1975 have one meaning. 5/3/1912 has two, unless another cell shows, by a day after the 12th,
    which of its numbers is the day.

    Parameters
    ----------
    values
        The cells of the column.
    beside
        Cells of other columns of dates, which show the same.

    Returns
    -------
    Pairs of text and question; the question is empty where the text is certain, and the text is then a date or as
    it was.
    """
    order = _order([*values, *beside])
    return [_date_as_written(value, order) for value in values]


def _order(values: Sequence[str]) -> str:
    """Return which number of a date with strokes is the day in a column: ``first``, ``second``, or an empty text."""
    pairs = [
        (int(match[1]), int(match[3])) for value in values if (match := _WRITTEN.fullmatch(value)) and match[2] != "."
    ]
    first, second = any(one > 12 for one, _ in pairs), any(two > 12 for _, two in pairs)
    return "" if first == second else "first" if first else "second"


def _date_as_written(value: str, order: str) -> tuple[str, str]:
    if year := _YEAR_AS_NUMBER.fullmatch(value):  # a cell of a spreadsheet that holds a number
        return year[1], ""
    if big := _BIG_FIRST.fullmatch(value):
        parts = [big[1], *(f"{int(part):02d}" for part in big.groups()[1:] if part)]
        return "-".join(parts), ""
    match = _WRITTEN.fullmatch(value)
    if not match:
        return value, ""
    first, second, year_text = int(match[1]), int(match[3]), match[4]
    day_first, month_first = f"{year_text}-{second:02d}-{first:02d}", f"{year_text}-{first:02d}-{second:02d}"
    if first == second or match[2] == "." or first > 12 or (order == "first" and second <= 12):
        return day_first, ""
    if second > 12 or order == "second":
        return month_first, ""
    return value, f"“{value}” may be {day_first} or {month_first}; write the one that is meant"


def number_as_written(value: str, separator: str) -> tuple[str, str]:
    """Return a number with a point for its decimals, and what to ask where it is not certain.

    A comma is one of decimals in a file parted by semicolons or tabs, unless three digits follow it.
    """
    if not _COMMA.fullmatch(value):
        return value, ""
    if separator != "," and len(value.partition(",")[2]) != 3:
        return value.replace(",", "."), ""
    whole, point = value.replace(",", ""), value.replace(",", ".")
    return value, f"“{value}” may be {point} or {whole}; write the one that is meant"
