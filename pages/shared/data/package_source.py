"""Which data package the atlas shows: its own, or the one that `ATLAS_DATA` names, fetched once when it starts."""

import os
import shutil
import stat
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import IO, Any

import fsspec

from geo.errors import DatasetError
from geo.tables import load_descriptor
from geo.translations import FOLDER, SOURCE, file_in

VARIABLE = "ATLAS_DATA"
LAYERS = "layers"  # the folder of a package with what the browser fetches
DESCRIPTOR = "datapackage.json"
LARGEST = 200_000_000  # bytes of a package, unpacked
MOST_FILES = 2_000
LAYER_FILES = ("territories.geojson", "atlas.json", "timeline.json", "physical.json", "checksums.csv", "version.txt")
_CHUNK = 1_000_000


@dataclass(frozen=True)
class OwnData:
    """Another data package than the atlas's own: its folder, and the folder of its layers for the browser."""

    folder: Path
    layers: Path


def own_data() -> OwnData | None:
    """Return the package that `ATLAS_DATA` names, or nothing if the atlas shows its own data.

    Raises
    ------
    DatasetError
        If there is none, it cannot be fetched, or it lacks what the browser fetches.
    """
    outcome = _outcome()
    if isinstance(outcome, DatasetError):
        raise outcome
    return outcome


@cache
def _outcome() -> OwnData | DatasetError | None:
    """Fetch the package once; what is wrong with it stays so until the server starts again."""
    address = os.environ.get(VARIABLE, "").strip()
    if not address:
        return None
    try:
        folder = fetch_package(address)
    except DatasetError as error:
        return error
    layers = folder / LAYERS
    missing = [name for name in LAYER_FILES if not (layers / name).is_file()]
    if missing:
        told = f"{LAYERS}/: no {', '.join(missing)}; make them with “python -m geo.build layers --data FOLDER”"
        return DatasetError([told])
    return OwnData(folder, layers)


def fetch_package(address: str, largest: int = LARGEST) -> Path:
    """Return the local folder of the data package at `address`.

    Parameters
    ----------
    address
        A folder of this machine, which is used where it lies; or the address of a ZIP file or of a folder with a
        `datapackage.json`, as fsspec reads it, which is copied into a temporary folder.
    largest
        Bytes of a package, unpacked, beyond which it is refused.

    Raises
    ------
    DatasetError
        If nothing is there, or it is no data package, damaged, unsafe or too large.
    """
    if "://" not in address and Path(address).is_dir():
        return _checked(Path(address).resolve())
    target = Path(tempfile.mkdtemp(prefix="atlas-data-"))
    try:
        return _fetch(address, target, largest)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise


def _fetch(address: str, target: Path, largest: int) -> Path:
    """Copy what is at `address` into the folder `target` and return the folder of the package."""
    # Whatever a filesystem of fsspec raises, a missing driver included, becomes one sentence.
    try:
        filesystem, path = fsspec.core.url_to_fs(address)
        if PurePosixPath(path.split("?")[0]).suffix.lower() == ".zip":
            _copy(filesystem, path, target / "package.zip", largest)
        else:
            return _fetch_folder(filesystem, path.rstrip("/"), target, largest)
    except DatasetError:
        raise
    except FileNotFoundError:
        raise DatasetError([f"{VARIABLE}: nothing was found at {address}"]) from None
    except Exception as error:
        raise DatasetError([f"{VARIABLE}: {address} cannot be read ({error})"]) from error
    return unpack(target / "package.zip", target / "package", largest)


def _copy(filesystem: Any, source: str, target: Path, left: int) -> int:
    """Copy one file, at most `left` bytes of it; return its size in bytes."""
    with filesystem.open(source, "rb") as stream:
        return _write(stream, target, left)


def _write(stream: IO[bytes], target: Path, left: int) -> int:
    """Write what a stream has, at most `left` bytes of it; return how many."""
    size = 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as copy:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise _too_large()
            copy.write(chunk)
    return size


def _fetch_folder(filesystem: Any, path: str, target: Path, largest: int) -> Path:
    """Copy the files that a package in a folder lists, and its layers; return the local folder."""
    try:
        left = largest - _copy(filesystem, f"{path}/{DESCRIPTOR}", target / DESCRIPTOR, largest)
    except FileNotFoundError:
        raise DatasetError([f"{DESCRIPTOR}: there is no such file at {path}"]) from None
    names = dict.fromkeys([*listed_files(load_descriptor(target)), *(f"{LAYERS}/{name}" for name in LAYER_FILES)])
    for name in names:
        try:
            left -= _copy(filesystem, f"{path}/{name}", _safe(target, name), left)
        except FileNotFoundError:
            # Which files must be there is said by the checks of the package, all at once.
            (target / name).unlink(missing_ok=True)
    return target


def listed_files(descriptor: dict[str, Any]) -> list[str]:
    """Return the files that a package has: those it lists, and translations and layers in its languages."""
    about = descriptor.get("atlas")
    codes = [code for code in about.get("languages", []) if code != SOURCE] if isinstance(about, dict) else []
    paths = [resource.get("path") for resource in descriptor.get("resources", []) if isinstance(resource, dict)]
    own = [f"{FOLDER}/{code}.po" for code in codes]
    own += [f"{LAYERS}/{file_in(kind, code)}" for code in codes for kind in ("words", "timeline")]
    return [path for path in paths if isinstance(path, str)] + own


def unpack(archive: Path, target: Path, largest: int = LARGEST) -> Path:
    """Unpack the ZIP file of a data package into `target`; return the folder with its `datapackage.json`.

    Raises
    ------
    DatasetError
        If it is no ZIP file, damaged, unsafe or too large, or holds no data package.
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            members = [member for member in packed.infolist() if not member.is_dir()]
            if len(members) > MOST_FILES:
                raise DatasetError(
                    [f"{VARIABLE}: the ZIP file holds {len(members)} files, at most {MOST_FILES} may be"]
                )
            left = largest
            for member in members:
                left -= _unpack_member(packed, member, target, left)
    except zipfile.BadZipFile as error:
        what = "damaged" if zipfile.is_zipfile(archive) else "not a ZIP file"
        raise DatasetError([f"{VARIABLE}: what was fetched is {what} ({error})"]) from None
    except (EOFError, OSError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise DatasetError([f"{VARIABLE}: the ZIP file is damaged or cannot be unpacked ({error})"]) from None
    # A folder that was zipped as a whole stands in the archive as one.
    inner = [path.parent for path in target.glob(f"*/{DESCRIPTOR}")]
    return _checked(inner[0] if len(inner) == 1 and not (target / DESCRIPTOR).exists() else target)


def _unpack_member(packed: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Unpack one file, at most `left` bytes of it; return its size in bytes."""
    if stat.S_ISLNK(member.external_attr >> 16):
        raise DatasetError([f"{VARIABLE}: “{member.filename}” in the ZIP file is a link, which is not unpacked"])
    with packed.open(member) as stream:
        return _write(stream, _safe(target, member.filename), left)


def _safe(folder: Path, name: str) -> Path:
    """Return where a file of a package is written, always below `folder`."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\\" in name or ":" in name:
        raise DatasetError([f"{VARIABLE}: the name “{name}” leads out of the package"])
    return folder.joinpath(*parts)


def _too_large() -> DatasetError:
    return DatasetError([f"{VARIABLE}: the package is too large; at most {LARGEST // 1_000_000} MB are allowed"])


def _checked(folder: Path) -> Path:
    """Return a folder if it holds a data package."""
    if not (folder / DESCRIPTOR).is_file():
        raise DatasetError([f"{DESCRIPTOR}: there is no such file in the package {folder.name}"])
    return folder
