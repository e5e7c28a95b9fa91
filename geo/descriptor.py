"""The descriptor: what the `datapackage.json` of a package says, in form, and its files, all of them in its folder.

A package may come from anywhere. Its descriptor is checked against a shape before anything is taken from it, and no
path in it leads out of its folder, neither by its name nor by a link.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from geo.errors import DatasetError
from geo.reading import read_cells

FILE = "datapackage.json"
SCHEMAS = {path.stem: path for path in (Path(__file__).resolve().parent / "schemas").glob("*.json")}
LONGEST_PATTERN, LONGEST_PATH = 300, 1_000  # letters
LONGEST_PART = 255  # bytes of a file's name
_SHOWN = 80  # letters of a name in a sentence

# A shape is a type, several in a tuple, a list of one shape, or what stands under each key, with ! if it must.
_NAMES = (str, [str])
_FIELD = {
    "name!": str,
    "type": str,
    "translated": bool,
    "optional": bool,
    "constraints": {
        "required": bool,
        "unique": bool,
        "enum": [str],
        "pattern": str,
        "minimum": (int, float),
        "maximum": (int, float),
    },
}
_SCHEMA = {
    "fields!": [_FIELD],
    "primaryKey": _NAMES,
    "foreignKeys": [{"fields!": _NAMES, "reference!": {"resource": str, "fields!": _NAMES}}],
}
_SHAPE = {
    "version": (str, int, float),
    "licenses": [{"name": str, "title": str, "path": str}],
    "atlas": {
        **dict.fromkeys(("title", "subtitle", "first", "default_date", "as_of", "default_view", "checked_on"), str),
        "languages": [str],
        "article": {"title": str, "url": str, "licence": str},
    },
    "resources!": [{"name!": str, "path!": str, "schema": _SCHEMA}],
}
_CALLED = {str: "a text", bool: "true or false", int: "a whole number", float: "a number"}


def load_descriptor(folder: Path) -> dict[str, Any]:
    """Return what `datapackage.json` of a folder says, with the schema of every table.

    A column whose field says ``"optional": true`` stands in the schema only if the table has it.

    Raises
    ------
    DatasetError
        If there is none, it is not JSON, or something in it is not of the form that is read.
    """
    try:
        descriptor = json.loads(file_in_package(folder, FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DatasetError([f"{FILE}: there is no such file in {folder.name}/"]) from None
    except OSError as error:
        raise DatasetError([f"{FILE}: cannot be read ({error.strerror})"]) from None
    except RecursionError:
        raise DatasetError([f"{FILE}: too many objects within objects"]) from None
    except DatasetError:
        raise
    except ValueError as error:  # not JSON, not UTF-8, or a number too long to be one
        raise DatasetError([f"{FILE}: not valid JSON ({error})"]) from None
    if not isinstance(descriptor, dict):
        raise DatasetError([f"{FILE}: a JSON object is expected"])
    if faults := [*_faults(descriptor, _SHAPE, "")] or [*_language_faults(descriptor), *_resource_faults(descriptor)]:
        raise DatasetError([f"{FILE}{fault}" for fault in faults])
    for resource in filter(is_table, descriptor["resources"]):
        _complete(folder, resource)
    return descriptor


def _complete(folder: Path, resource: dict[str, Any]) -> None:
    """Give a table its schema: the atlas's own if it brings none, and no optional column that its file leaves out."""
    if "schema" not in resource and resource["name"] in SCHEMAS:
        resource["schema"] = schema_of(resource["name"])
    if "schema" in resource:
        resource["schema"]["fields"] = _columns_in(folder, resource)


def _columns_in(folder: Path, resource: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the fields of a table without the optional columns that its file leaves out."""
    fields: list[dict[str, Any]] = resource["schema"]["fields"]
    if not any(field.get("optional") for field in fields):
        return fields
    try:
        heads = read_cells(file_in_package(folder, resource["path"]), [field["name"] for field in fields]).heads
    except DatasetError:  # said when the table is read
        return fields
    return [field for field in fields if field["name"] in heads or not field.get("optional")]


def is_table(resource: dict[str, Any]) -> bool:
    """Return whether a resource is a table."""
    return str(resource["path"]).endswith(".csv")


def schema_of(name: str) -> dict[str, Any]:
    """Return the atlas's own schema of a table that it knows."""
    schema: dict[str, Any] = json.loads(SCHEMAS[name].read_text(encoding="utf-8"))
    return schema


def file_in_package(folder: Path, name: str) -> Path:
    """Return where a file of a package lies: in its folder, and no link leads there.

    Raises
    ------
    DatasetError
        If it would lie elsewhere.
    """
    path, parts = path_in_package(folder, name), PurePosixPath(name).parts
    if any(folder.joinpath(*parts[:count]).is_symlink() for count in range(1, len(parts) + 1)):
        raise DatasetError([f"{name}: is a link, which is not followed"])
    return path


def path_in_package(folder: Path, name: str) -> Path:
    """Return the path of a name of a package, always below `folder`.

    Raises
    ------
    DatasetError
        If the name leads out of it.
    """
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or any(sign in name for sign in "\\:\0"):
        raise DatasetError([f"the name “{name[:_SHOWN]}” leads out of the package"])
    if not all(_is_writable(part) for part in parts) or len(name) > LONGEST_PATH:
        raise DatasetError([f"the name “{name[:_SHOWN]}” is none that a file can have"])
    return folder.joinpath(*parts)


def _is_writable(part: str) -> bool:
    """Return whether a part of a path is one that any file system takes."""
    try:
        return len(part.encode()) <= LONGEST_PART
    except UnicodeEncodeError:  # half of a pair of surrogates, which JSON can hold
        return False


def _faults(value: Any, shape: Any, where: str) -> Iterator[str]:
    """Yield where a value is not of a shape, and what is expected there."""
    if isinstance(shape, tuple):
        if all([*_faults(value, one, where)] for one in shape):
            yield f"{where}: {_expected(shape)} is expected"
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{where}: {_expected(shape)} is expected"
        else:
            for number, item in enumerate(value):
                yield from _faults(item, shape[0], f"{where}[{number}]")
    elif isinstance(shape, dict):
        if not isinstance(value, dict):
            yield f"{where}: {_expected(shape)} is expected"
        else:
            yield from _key_faults(value, shape, where)
    elif not isinstance(value, shape) or (isinstance(value, bool) and shape is not bool):
        yield f"{where}: {_expected(shape)} is expected"


def _key_faults(value: dict[str, Any], shape: dict[str, Any], where: str) -> Iterator[str]:
    for key, inner in shape.items():
        name = key.removesuffix("!")
        place = f"{where}.{name}" if where else f", {name}"
        if name in value:
            yield from _faults(value[name], inner, place)
        elif key != name:
            yield f"{place}: is missing"


def _expected(shape: Any) -> str:
    if isinstance(shape, tuple):
        return " or ".join(map(_expected, shape))
    return "a list" if isinstance(shape, list) else "an object" if isinstance(shape, dict) else _CALLED[shape]


def _language_faults(descriptor: dict[str, Any]) -> Iterator[str]:
    """Yield the languages that are no codes, of which names of files are made."""
    for number, code in enumerate(descriptor.get("atlas", {}).get("languages", [])):
        if not re.fullmatch("[a-z]{2,3}", code):
            yield f", atlas.languages[{number}]: a code of two or three letters is expected"


def _resource_faults(descriptor: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with resources that are of the right shape."""
    seen = set[str]()
    for number, resource in enumerate(descriptor["resources"]):
        where, name = f", resources[{number}]", resource["name"]
        if name in seen:
            yield f"{where}.name: “{name}” stands twice"
        seen.add(name)
        try:
            path_in_package(Path(), resource["path"])
        except DatasetError as error:
            yield f"{where}.path: {error.faults[0]}"
        if "schema" in resource:
            yield from (f"{where}.schema{fault}" for fault in _schema_faults(name, resource["schema"]))


def _schema_faults(table: str, schema: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a schema of the right shape: names, and columns that the atlas reads."""
    names = [field["name"] for field in schema["fields"]]
    if len(set(names)) < len(names) or not names:
        yield ".fields: every column has a name of its own, and there is one at least"
    keys = [schema.get("primaryKey", []), *(key["fields"] for key in schema.get("foreignKeys", []))]
    unknown = {name for key in keys for name in ([key] if isinstance(key, str) else key)} - set(names)
    if unknown:
        yield f": a key names the column {', '.join(sorted(unknown))}, which is not there"
    if table in SCHEMAS:
        asked = [field["name"] for field in schema_of(table)["fields"] if not field.get("optional")]
        missing = [name for name in asked if name not in names]
        if missing:
            yield f".fields: the atlas reads the column {', '.join(missing)} of {table}, which is not there"
    for number, field in enumerate(schema["fields"]):
        pattern = field.get("constraints", {}).get("pattern", "")
        if len(pattern) > LONGEST_PATTERN:
            yield f".fields[{number}].constraints.pattern: more than {LONGEST_PATTERN} letters"
