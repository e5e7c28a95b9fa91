"""Reference: `docs/package.md`, which tables and columns a data package needs, written from the schemas."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo.defaults import default_rows
from geo.descriptor import SCHEMAS, schema_of
from geo.reading import DATE

PATH = Path(__file__).resolve().parents[2] / "docs" / "package.md"
FOLLOWS = {
    "powers": "the powers that territories.csv names",
    "polities": "those that territories.csv names; the first two are what the atlas is about",
    "colours": "a hue for each power, told apart by every kind of colour vision",
    "views": "one view of all lands",
}
HEAD = """<!-- Generated from geo/schemas by `python -m geo.build reference`: do not edit. -->
# The tables of a data package

A package is a folder with `datapackage.json`, the tables below as CSV files, the layers `atoms.geojson` (property \
`atom_id`), `shapes.geojson` (`shape_id`; may have no feature) and `physical.geojson` (`kind`: land, lake or river), \
and the folder `layers/` that the build makes. `datapackage.json` names its tables in `resources`, and in the block \
`atlas` the `title`, `first` (a year) and `as_of` (a day); `subtitle`, `default_date`, `default_view` and \
`languages` have defaults.

The columns of a file may stand in any order, parted by commas, semicolons or tabs. A column that is not required may \
be left out, and a cell of it may be empty: it then has its default. Dates are 1925, 1925-07 or 1925-07-01; \
31/12/1975 and 31.12.1975 are read too. `end` is the first day that is no longer true. Identifiers are letters \
without accents, digits and `_ . -`; several stand with one space between them.

Required are **territories.csv** and **extents.csv**. All other tables may be left out.
"""


def reference() -> str:
    """Return the text of `docs/package.md`."""
    names = sorted(SCHEMAS, key=lambda name: (bool(schema_of(name).get("optional")), name))
    return HEAD + "".join(f"\n{_table(name)}" for name in names)


def _table(name: str) -> str:
    schema = schema_of(name)
    lines = [f"## {name}.csv", "", _need(name, schema), "", "| column | needed | what it says |", "|---|---|---|"]
    lines += [
        f"| `{field['name']}` | {_column_need(field)} | {_cell(field['description'])}{_form(field)} |"
        for field in schema["fields"]
    ]
    return "\n".join(lines) + "\n"


def _need(name: str, schema: dict[str, Any]) -> str:
    if not schema.get("optional"):
        return "Required."
    rows = [f"`{next(iter(row.values()))}`" for row in default_rows(name)]
    without = f"the rows {', '.join(rows)}" if rows else FOLLOWS.get(name, "no row")
    return f"Optional; without it: {without}."


def _column_need(field: dict[str, Any]) -> str:
    if like := field.get("like"):
        return f"as `{like}`"
    if default := field.get("default"):
        return f"`{default}`"
    is_needed = not field.get("optional")
    return ("yes" if field.get("constraints", {}).get("required") else "the column") if is_needed else ""


def _form(field: dict[str, Any]) -> str:
    """Return the words that a cell may have, or that it is a date or a number."""
    constraints = field.get("constraints", {})
    parts = list[str](_limits(field, constraints))
    if "enum" in constraints:
        parts.append(", ".join(f"`{word}`" for word in constraints["enum"]))
    return f" ({'; '.join(parts)})" if parts else ""


def _limits(field: dict[str, Any], constraints: dict[str, Any]) -> Iterator[str]:
    if constraints.get("pattern") == DATE:
        yield "a date"
    if field["type"] in {"number", "integer"}:
        low, high = constraints.get("minimum"), constraints.get("maximum")
        whole = "a whole number" if field["type"] == "integer" else "a number"
        yield whole if low is None else f"{whole} from {low}" + (f" to {high}" if high is not None else "")


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def write_reference(path: Path = PATH) -> bool:
    """Write `docs/package.md` and return whether it changed."""
    text = reference()
    is_new = not path.exists() or path.read_text(encoding="utf-8") != text
    if is_new:
        path.write_text(text, encoding="utf-8", newline="\n")
    return is_new
