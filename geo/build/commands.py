"""Commands for a data package: what `python -m geo.build` does with a folder of its own."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from geo.build.check import check_package
from geo.errors import AtlasError

COMMANDS = {"check": "say all that is wrong with a data package, and what probably is"}


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
    return parser


def _check(options: argparse.Namespace) -> int:
    report = check_package(options.folder)
    sys.stdout.write(report.text())
    return 1 if report.faults else 0
