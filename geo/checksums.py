"""Checksums: whether built files still are what the build wrote, and if not, which line differs."""

import csv
import hashlib
from itertools import zip_longest
from pathlib import Path

import pandas as pd

from geo.descriptor import file_in_package
from geo.errors import DatasetError

COLUMNS = ["file", "sha256", "lines"]
_SHORT = 8  # hexadecimal digits: enough to tell one line from another; a file is checked by all 64


def checksum_table(texts: dict[str, str]) -> str:
    """Return the CSV text with the checksums of files, one row a file, given their text by name.

    ``sha256`` is that of the file. ``lines``, empty for a file of one line, are the first eight digits of the
    SHA-256 of each line, by which a damaged line is found.
    """
    rows = []
    for name, text in texts.items():
        content = text.encode("utf-8")
        lines = _line_checksums(content)
        rows.append([name, _sha256(content), " ".join(lines) if len(lines) > 1 else ""])
    return "\n".join(",".join(row) for row in (COLUMNS, *rows)) + "\n"


def check_files(folder: Path, table: str) -> None:
    """Check the files of `folder` against its own table of checksums.

    Raises
    ------
    DatasetError
        Naming file and row of what was damaged.
    """
    try:
        with (folder / table).open(encoding="utf-8", newline="") as stream:
            header, *rows = list(csv.reader(stream, strict=True)) or [[]]
        expected = pd.DataFrame(rows, columns=header, dtype=str)
    except (OSError, ValueError, csv.Error) as error:
        raise DatasetError([f"{table}: not readable ({error})"]) from None
    faults = checksum_faults(folder, table, expected)
    if faults:
        raise DatasetError(faults)


def checksum_faults(folder: Path, table: str, expected: pd.DataFrame) -> list[str]:
    """Return a fault for each file that differs from its checksum, with the first line that does.

    Parameters
    ----------
    folder
        Where the files are.
    table
        Name of the file that `expected` was read from.
    expected
        The columns of `checksum_table`.
    """
    if list(expected.columns[: len(COLUMNS)]) != COLUMNS:
        return [f"{table}, row 1: the columns {', '.join(COLUMNS)} are expected; build the layers again"]
    faults = []
    for name, sha256, lines in expected[COLUMNS].itertuples(index=False):
        try:
            path = file_in_package(folder, name)
        except DatasetError as error:
            faults += [f"{table}: {fault}" for fault in error.faults]
            continue
        if not path.is_file():
            faults.append(f"{name}: there is no such file")
            continue
        content = path.read_bytes()
        if _sha256(content) != sha256:
            faults.append(
                f"{name}, row {_first_difference(content, lines.split())}, column geometry or properties: "
                "the line is not the one that was built; restore the file or build it again"
            )
    return faults


def _first_difference(content: bytes, built: list[str]) -> int:
    """Return the number, from 1, of the first line of a damaged file that is not as it was built."""
    pairs = zip_longest(_line_checksums(content), built)
    return next((number for number, (actual, expected) in enumerate(pairs, start=1) if actual != expected), 1)


def _line_checksums(content: bytes) -> list[str]:
    return [_sha256(line)[:_SHORT] for line in content.removesuffix(b"\n").split(b"\n")]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
