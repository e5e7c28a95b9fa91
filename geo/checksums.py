"""Integrity: whether built files still are what the build wrote, line by line."""

import csv
import hashlib
from pathlib import Path

import pandas as pd

from geo.errors import DatasetError

COLUMNS = ("file", "row", "sha256")


def checksums(name: str, content: bytes) -> list[tuple[str, str, str]]:
    """Return file name, line number (from 1) and SHA-256 of every line of `content`."""
    lines = content.removesuffix(b"\n").split(b"\n")
    return [(name, str(number), hashlib.sha256(line).hexdigest()) for number, line in enumerate(lines, start=1)]


def checksum_table(texts: dict[str, str]) -> str:
    """Return the CSV text with the checksums of files, given their text by name."""
    rows = [row for name, text in texts.items() for row in checksums(name, text.encode("utf-8"))]
    return "\n".join([",".join(COLUMNS), *(",".join(row) for row in rows)]) + "\n"


def check_lines(folder: Path, expected: pd.DataFrame) -> list[str]:
    """Return a fault for the first line of each file that differs from its checksum.

    Parameters
    ----------
    folder
        Where the files are.
    expected
        Table with ``file``, ``row`` and ``sha256``.
    """
    faults = []
    for file, rows in expected.groupby("file", sort=False):
        path = folder / str(file)
        if not path.is_file():
            faults.append(f"{file}: there is no such file")
            continue
        actual = {row: sha256 for _, row, sha256 in checksums(path.name, path.read_bytes())}
        built = dict(zip(rows["row"], rows["sha256"], strict=True))
        wrong = [row for row in {**built, **actual} if built.get(row) != actual.get(row)]
        if wrong:
            faults.append(
                f"{file}, row {min(wrong, key=int)}, column geometry or properties: "
                "the line is not the one that was built; restore the file or build it again"
            )
    return faults


def check_files(folder: Path, table: str) -> None:
    """Check the files of `folder` against its own table of checksums.

    Raises
    ------
    DatasetError
        Naming file and row of what was damaged.
    """
    path = folder / table
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream, strict=True))
        expected = pd.DataFrame(rows, columns=list(COLUMNS), dtype=str)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatasetError([f"{table}: not readable ({error})"]) from None
    faults = check_lines(folder, expected)
    if faults:
        raise DatasetError(faults)
