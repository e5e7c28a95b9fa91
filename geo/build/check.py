"""Check: all that is wrong with a data package, and what is allowed and probably wrong, without building anything."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pandas as pd

from geo.build.atoms import read_atoms
from geo.build.drawings import drawing_faults
from geo.build.plausibility import doubts
from geo.dates import first_day
from geo.descriptor import FILE
from geo.errors import AtlasError, DatasetError
from geo.loading import UNFORESEEN, Parts, check_land, join_extents, load_dataset, read_parts, reference_faults
from geo.translations import SOURCE, entries, load_texts

_LITTLE = 0.1  # a share of texts translated under which a language is hardly begun
LAND = ("territories", "extents", "positions", "atoms.geojson", "shapes.geojson")


Result = TypeVar("Result")


@dataclass(frozen=True)
class Report:
    """What `check_package` finds, each a sentence with file, row, column and value where it has them."""

    faults: list[str]
    warnings: list[str]

    def text(self) -> str:
        """Return the report as lines: faults, warnings, and how many there are."""
        counts = [_counted(self.faults, "fault"), _counted(self.warnings, "warning")]
        lines = [*(f"fault: {fault}" for fault in self.faults), *(f"warning: {doubt}" for doubt in self.warnings)]
        return "\n".join([*lines, f"{' and '.join(counts)}."]) + "\n"


def _counted(sentences: list[str], what: str) -> str:
    return f"{len(sentences) or 'no'} {what}{'' if len(sentences) == 1 else 's'}"


def check_package(folder: Path) -> Report:
    """Return all faults and warnings of the package in a folder at once; nothing is fetched, built or written.

    Whatever the files hold, the answer is sentences: no error is raised.
    """
    faults, warnings = list[str](), list[str]()
    parts = _guarded(lambda: read_parts(folder), faults)
    if parts:
        faults += parts.faults
        _guarded(lambda: faults.extend(_between(parts)), faults)
        _guarded(lambda: _translations(folder, parts, faults, warnings), faults)
    _guarded(lambda: faults.extend(_of_the_build(folder)), faults)
    if not faults:
        _guarded(lambda: load_dataset(folder), faults)
    if parts:
        _guarded(lambda: warnings.extend(doubts(parts)), faults)
    return Report(list(dict.fromkeys(faults)), list(dict.fromkeys(warnings)))


def _guarded(step: Callable[[], Result], faults: list[str]) -> Result | None:
    """Return what a step returns; add to `faults` what it refuses, and None instead."""
    try:
        return step()
    except DatasetError as error:
        faults += error.faults
    except AtlasError as error:
        faults += str(error).splitlines()
    except UNFORESEEN as error:
        faults.append(f"{FILE}: the package cannot be read to its end ({type(error).__name__}: {str(error)[:80]})")
    return None


def _between(parts: Parts) -> Iterator[str]:
    """Yield what is wrong between the tables and layers that are sound in themselves."""
    unsound = {fault.partition(",")[0].partition(":")[0].removesuffix(".csv") for fault in parts.faults}
    if "territories" not in parts.tables:
        return
    known = {name: frame for name, frame in parts.tables.items() if name not in unsound or name in _ALWAYS}
    atoms = set(parts.layers[0].index) if parts.layers else _every(parts.tables)
    yield from reference_faults(known, atoms)
    first = parts.about.get("first", "")
    if parts.layers and first.isdigit() and len(first) == 4 and "extents" in parts.tables and not unsound & set(LAND):
        check_land(join_extents(parts.tables), parts.layers[0], parts.layers[1], first_day(first))


# What the checks between tables look into whether or not a row of it is at fault.
_ALWAYS = ("territories", "polities", "officeholders", "borders", "statuses", "offices")


def _every(tables: dict[str, pd.DataFrame]) -> set[str]:
    """Return all atoms that borders name, where the layer that knows them cannot be read."""
    return {part for side in ("left", "right") for cell in tables["borders"][side] for part in cell.split()}


def _of_the_build(folder: Path) -> list[str]:
    """Return what is wrong with the files from which the borders are cut, where a package has them."""
    faults = list[str]()
    if (folder / "cuts.geojson").is_file():
        _guarded(lambda: faults.extend(drawing_faults(folder / "cuts.geojson")), faults)
    if (folder / "atoms.csv").is_file():
        faults += read_atoms(folder / "atoms.csv")[1]
    return faults


def _translations(folder: Path, parts: Parts, faults: list[str], warnings: list[str]) -> None:
    """Read every catalogue of the package, and say which language is hardly begun."""
    languages = [code for code in parts.about.get("languages", []) if code != SOURCE]
    if not languages or not parts.about:
        return
    texts = {(entry.context, entry.text) for entry in entries(parts.descriptor, parts.tables)}
    for code in languages:
        done = _guarded(lambda code=code: load_texts(folder, code), faults)  # type: ignore[misc]
        count = len(texts & set(done or {}))
        if done is not None and count < _LITTLE * len(texts):
            warnings.append(
                f"locale/{code}.po: {count} of {len(texts)} texts are translated; the others are shown in English"
            )
