"""CSV files that no spreadsheet takes for a program."""

import csv
import io
from collections.abc import Iterable
from typing import Any

import pandas as pd

# OWASP, “CSV Injection”: the first characters that make a spreadsheet run a cell.
_FIRST = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula.

    Text that begins like one gets a single quote before it; a number is no text and stays as it is.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FIRST) else cell


def to_csv(rows: Iterable[Iterable[Any]]) -> bytes:
    """Return rows of text and numbers as a CSV file (UTF-8 with its mark, so that spreadsheets read it as such)."""
    stream = io.StringIO()
    csv.writer(stream).writerows([harmless(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def frame_to_csv(frame: pd.DataFrame) -> bytes:
    """Return the rows of a frame as a CSV file; missing values are empty cells."""
    cells = frame.astype(object).where(frame.notna(), "")
    return to_csv([[str(name) for name in frame.columns], *cells.to_numpy().tolist()])
