"""Commands for a data package: what `python -m geo.build` does with a folder of its own."""

import argparse
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from geo.build.bring import bring_borders
from geo.build.check import check_package
from geo.build.new import new_package
from geo.build.reference import write_reference
from geo.build.sheets import bring_sheets
from geo.errors import AtlasError, BuildError

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {
    "check": "say all that is wrong with a data package, and what probably is",
    "borders": "bring the dated borders that borders.toml of a data package names",
    "tables": "bring the tables of a workbook (XLSX, ODS) into a data package",
    "reference": "write docs/package.md, which tables and columns a package needs, from the schemas",
    "new": "make a data package of two countries that runs at once",
}
NEXT = """{folder} is ready. See it:
  ATLAS_DATA={folder} streamlit run dashboard.py
Three things to do next:
  1. territories.csv, extents.csv: give {one} and {other} the names, rulers and dates of their past.
  2. sources.csv: list the works; events.csv (event_id, start, title, lat, lon): what happened.
  3. After every change: python -m geo.build check {folder}
     and, when it finds no fault: python -m geo.build layers --data {folder}
"""


def run(arguments: list[str]) -> int:
    """Run one of `COMMANDS` and return the exit status: 1 for a fault, 0 also with warnings."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.run
    try:
        return command(options)
    except AtlasError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geo.build")
    parts = parser.add_subparsers(required=True)
    check = parts.add_parser("check", help=COMMANDS["check"], description=COMMANDS["check"])
    check.add_argument("folder", type=Path, help="folder of the data package")
    check.set_defaults(run=_check)
    new = parts.add_parser("new", help=COMMANDS["new"], description=COMMANDS["new"])
    new.add_argument("codes", nargs=2, metavar="CODE", help="a country as three letters (ISO 3166-1): nld")
    new.add_argument("folder", type=Path, help="a folder that is new or empty")
    new.add_argument("--from", dest="first", type=int, required=True, metavar="YEAR", help="the first year")
    new.set_defaults(run=_new)
    borders = parts.add_parser("borders", help=COMMANDS["borders"], description=COMMANDS["borders"])
    borders.add_argument("folder", type=Path, help="folder of the data package, with borders.toml in it")
    borders.set_defaults(run=_borders)
    tables = parts.add_parser("tables", help=COMMANDS["tables"], description=COMMANDS["tables"])
    tables.add_argument("folder", type=Path, help="folder of the data package")
    tables.add_argument("book", type=Path, help="a workbook with a sheet for each table, named as the table is")
    tables.set_defaults(run=_tables)
    parts.add_parser("reference", help=COMMANDS["reference"]).set_defaults(run=_reference)
    return parser


def _tables(options: argparse.Namespace) -> int:
    for note in bring_sheets(options.book, options.folder):
        sys.stdout.write(f"{note}\n")
    return 0


def _reference(_options: argparse.Namespace) -> int:
    sys.stdout.write(f"docs/package.md: {'changed' if write_reference() else 'unchanged'}\n")
    return 0


def _borders(options: argparse.Namespace) -> int:
    for note in bring_borders(options.folder):
        sys.stdout.write(f"{note}\n")
    sys.stdout.write(f"The borders are in. Next: python -m geo.build check {options.folder}\n")
    return 0


def _new(options: argparse.Namespace) -> int:
    one, other = new_package(tuple(options.codes), options.first, options.folder, ROOT / ".cache" / "build")
    layers = import_layers()
    layers.build_layers(options.folder, options.folder / "layers")
    sys.stdout.write(NEXT.format(folder=options.folder, one=one.name, other=other.name))
    return 0


def import_layers() -> ModuleType:
    """Return the module that makes the layers of the browser, which needs a package that showing them does not.

    Raises
    ------
    BuildError
        If that package is not installed.
    """
    try:
        return importlib.import_module("geo.build.layers")
    except ModuleNotFoundError as error:
        msg = f"{error.name} is not installed, which layers are made with: pip install topojson==2.2"
        raise BuildError(msg) from None


def _check(options: argparse.Namespace) -> int:
    report = check_package(options.folder)
    sys.stdout.write(report.text())
    return 1 if report.faults else 0
