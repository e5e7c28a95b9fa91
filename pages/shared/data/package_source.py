"""Which data package the atlas shows: its own, or the one that `ATLAS_DATA` names, fetched once when it starts."""

import atexit
import lzma
import os
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Any
from urllib import request
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit

from geo.descriptor import FILE, file_in_package, load_descriptor, path_in_package
from geo.errors import DatasetError
from geo.translations import FOLDER, SOURCE, file_in

VARIABLE = "ATLAS_DATA"
LAYERS = "layers"  # the folder of a package with what the browser fetches
LARGEST = 200_000_000  # bytes of a package, unpacked
MOST_FILES = 2_000
LAYER_FILES = ("territories.geojson", "atlas.json", "timeline.json", "physical.json", "checksums.csv", "version.txt")
_CHUNK = 1_000_000
_TIMEOUT = 30  # seconds without an answer, or without more of it
_HERE = ("localhost", "127.0.0.1", "::1")  # where plain HTTP will do, for a try
_ABSENT = (404, 410)
_COPIES: list[Path] = []  # temporary folders of this process
_DAMAGED = (EOFError, OSError, RuntimeError, ValueError, lzma.LZMAError, struct.error, zlib.error)


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
    links = [path.name for path in (layers, *layers.glob("*")) if path.is_symlink()]
    if not missing and not links:
        return OwnData(folder, layers)
    _discard_copies()
    fault = f"no {', '.join(missing)}; make them with “python -m geo.build layers --data FOLDER”"
    if links:  # whatever lies there is served
        fault = f"{', '.join(links)} is a link, which is not followed"
    return DatasetError([f"{LAYERS}/: {fault}"])


def fetch_package(address: str, largest: int = LARGEST) -> Path:
    """Return the local folder of the data package at `address`.

    Parameters
    ----------
    address
        A folder or a ZIP file of this machine, or the ``https://`` address of a ZIP file or of a folder with a
        `datapackage.json`. The folder is used where it lies, anything else is copied into a temporary one.
    largest
        Bytes of a package, unpacked, beyond which it is refused.

    Raises
    ------
    DatasetError
        If nothing is there, or it is no data package, damaged, unsafe or too large.
    """
    is_url = "://" in address
    if not is_url and not Path(address).exists():
        raise DatasetError([f"{VARIABLE}: nothing was found at {address}"])
    if not is_url and Path(address).is_dir():
        return _checked(Path(address).resolve())
    target = Path(tempfile.mkdtemp(prefix="atlas-data-"))
    _COPIES.append(target)
    try:
        return _download(address, target, largest) if is_url else unpack(Path(address), target / "package", largest)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise


@atexit.register
def _discard_copies() -> None:
    """Remove the temporary folders with copies of packages."""
    while _COPIES:
        shutil.rmtree(_COPIES.pop(), ignore_errors=True)


def _download(address: str, target: Path, largest: int) -> Path:
    """Copy the package at a URL into the folder `target` and return its own folder."""
    try:
        if not urlsplit(address).path.lower().endswith(".zip"):
            return _download_folder(address.rstrip("/"), target, largest)
        _copy(address, target / "package.zip", largest)
    except DatasetError:
        raise
    except FileNotFoundError:
        raise DatasetError([f"{VARIABLE}: nothing was found at {address}"]) from None
    except (OSError, HTTPException, ValueError) as error:
        raise DatasetError([f"{VARIABLE}: {address} cannot be read ({error})"]) from error
    try:
        return unpack(target / "package.zip", target / "package", largest)
    finally:
        (target / "package.zip").unlink(missing_ok=True)


def _download_folder(address: str, target: Path, largest: int) -> Path:
    """Copy the files that a package in a folder lists, and its layers; return the local folder."""
    try:
        left = largest - _copy(f"{address}/{FILE}", target / FILE, largest)
    except FileNotFoundError:
        raise DatasetError([f"{FILE}: there is no such file at {address}"]) from None
    names = dict.fromkeys([*listed_files(load_descriptor(target)), *(f"{LAYERS}/{name}" for name in LAYER_FILES)])
    for name in names:
        path = _safe(target, name)
        try:
            left -= _copy(f"{address}/{quote(name)}", path, left)
        except FileNotFoundError:
            # Which files must be there is said by the checks of the package, all at once.
            path.unlink(missing_ok=True)
    return target


def _copy(url: str, target: Path, left: int) -> int:
    """Copy one file from a URL, at most `left` bytes of it; return its size in bytes.

    Raises
    ------
    FileNotFoundError
        If the server has no such file.
    OSError, HTTPException
        If the URL may not be asked, or the answer does not come, or not whole.
    """
    try:
        with _open(url) as answer:
            size = _write(answer, target, left)
            if getattr(answer, "length", None):  # bytes that were announced and did not come
                raise OSError("the answer broke off")
            return size
    except HTTPError as error:
        error.close()
        if error.code in _ABSENT:
            raise FileNotFoundError(url) from None
        raise


def _open(url: str) -> AbstractContextManager[IO[bytes]]:
    """Ask for a URL by HTTP and nothing else: of the protocols that urllib knows, files and FTP are left out."""
    opener = request.OpenerDirector()
    for handler in (request.ProxyHandler, request.HTTPHandler, request.HTTPSHandler, _Redirects):
        opener.add_handler(handler())
    for errors in (request.HTTPDefaultErrorHandler, request.HTTPErrorProcessor):
        opener.add_handler(errors())
    answer: AbstractContextManager[IO[bytes]] = opener.open(_permitted(url), timeout=_TIMEOUT)
    return answer


class _Redirects(request.HTTPRedirectHandler):
    """Follows only to HTTPS; from this machine, where a package is tried out, also to this machine."""

    def redirect_request(  # noqa: PLR0913, PLR0917  (urllib calls it so)
        self, req: request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> request.Request | None:
        try:
            is_try = urlsplit(req.full_url).scheme == "http"
            return super().redirect_request(req, fp, code, msg, headers, _permitted(newurl, with_http=is_try))
        except OSError:
            fp.close()
            raise


def _permitted(url: str, *, with_http: bool = True) -> str:
    """Return a URL if it is one of HTTPS, or of HTTP on this machine."""
    parts = urlsplit(url)
    if parts.scheme == "https" or (with_http and parts.scheme == "http" and parts.hostname in _HERE):
        return url
    raise OSError(f"only https:// is asked, and http:// on this machine, not {parts.scheme}://{parts.hostname}")


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


def listed_files(descriptor: dict[str, Any]) -> list[str]:
    """Return the files that a package has: those it lists, and translations and layers in its languages."""
    codes = [code for code in descriptor.get("atlas", {}).get("languages", []) if code != SOURCE]
    paths = [resource["path"] for resource in descriptor["resources"]]
    in_languages = [f"{FOLDER}/{code}.po" for code in codes]
    in_languages += [f"{LAYERS}/{file_in(kind, code)}" for code in codes for kind in ("words", "timeline")]
    return paths + in_languages


def unpack(archive: Path, target: Path, largest: int = LARGEST) -> Path:
    """Unpack the ZIP file of a data package into `target`; return the folder with its `datapackage.json`.

    Raises
    ------
    DatasetError
        If it is no ZIP file, damaged, unsafe or too large, or holds no data package.
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            left = largest
            for member in _members(packed):
                left -= _unpack_member(packed, member, target, left)
    except DatasetError:
        raise
    except zipfile.BadZipFile as error:
        what = "damaged" if zipfile.is_zipfile(archive) else "not a ZIP file"
        raise DatasetError([f"{VARIABLE}: what was fetched is {what} ({error})"]) from None
    except _DAMAGED as error:
        raise DatasetError([f"{VARIABLE}: the ZIP file is damaged or cannot be unpacked ({error})"]) from None
    # A folder that was zipped as a whole stands in the archive as one.
    inner = [path.parent for path in target.glob(f"*/{FILE}")]
    return _checked(inner[0] if len(inner) == 1 and not (target / FILE).exists() else target)


def _members(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files of a ZIP file; its folders count, but are made only for a file."""
    members = packed.infolist()
    if len(members) > MOST_FILES:
        raise DatasetError([f"{VARIABLE}: the ZIP file holds {len(members)} files, at most {MOST_FILES} may be"])
    return [member for member in members if not member.is_dir()]


def _unpack_member(packed: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Unpack one file, at most `left` bytes of it; return its size in bytes."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        what = "a link" if kind == stat.S_IFLNK else "no plain file"
        raise DatasetError([f"{VARIABLE}: “{member.filename}” in the ZIP file is {what}, which is not unpacked"])
    with packed.open(member) as stream:
        return _write(stream, _safe(target, member.filename), left)


def _safe(folder: Path, name: str) -> Path:
    """Return where a file of a package is written, always below `folder`."""
    try:
        return path_in_package(folder, name)
    except DatasetError as error:
        raise DatasetError([f"{VARIABLE}: {fault}" for fault in error.faults]) from None


def _too_large() -> DatasetError:
    return DatasetError([f"{VARIABLE}: the package is too large; at most {LARGEST // 1_000_000} MB are allowed"])


def _checked(folder: Path) -> Path:
    """Return a folder if it holds a data package."""
    if not file_in_package(folder, FILE).is_file():
        raise DatasetError([f"{FILE}: there is no such file in the package {folder.name}"])
    return folder
