"""The texts of a data package in other languages: gettext catalogues beside its tables.

A field of a table whose schema says ``"translated": true`` is read by visitors. Each of its texts is a
message of the catalogues in ``locale/`` of the package, with ``table.column`` as its context, so
that the tools of translators (Poedit, Weblate) open them and the same words in two columns can differ.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from geo.errors import DatasetError

SOURCE = "en"
FOLDER = "locale"
ABOUT = ("title", "subtitle")

Texts = Mapping[tuple[str, str], str]


def translated_columns(descriptor: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return for each table the columns whose texts are translated, as its schema in `datapackage.json` says."""
    found = {
        resource["name"]: [field["name"] for field in _fields(resource) if field.get("translated")]
        for resource in descriptor.get("resources", [])
    }
    return {name: columns for name, columns in found.items() if columns}


def _fields(resource: Mapping[str, Any]) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = resource.get("schema", {}).get("fields", [])
    return fields


def messages(descriptor: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, str, str]]:
    """Yield context, text and the rows that have it (``table identifier``) of every text, each once."""
    for name in ABOUT:
        yield f"atlas.{name}", str(descriptor["atlas"][name]), "datapackage.json"
    for table, columns in translated_columns(descriptor).items():
        frame = tables[table]
        for column in columns:
            rows = frame.loc[frame[column] != "", [frame.columns[0], column]]
            for text, own in rows.groupby(column, sort=False):
                yield f"{table}.{column}", str(text), f"{table}.csv {' '.join(dict.fromkeys(own.iloc[:, 0]))}"


def load_texts(folder: Path, language: str) -> dict[tuple[str, str], str]:
    """Return the translations of a data package into `language` by context and English text.

    Texts marked as fuzzy, whose English has changed since, are left out.

    Raises
    ------
    DatasetError
        If the package has no catalogue of the language, or one that cannot be read.
    """
    catalogue = read_catalogue(folder / FOLDER / f"{language}.po")
    return {
        (message.context or "", str(message.id)): str(message.string)
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }


def read_catalogue(path: Path) -> Catalog:
    """Read one gettext catalogue.

    Raises
    ------
    DatasetError
        If there is none, or it is not one.
    """
    try:
        with path.open("rb") as stream:
            return read_po(stream, abort_invalid=True)
    except FileNotFoundError:
        raise DatasetError([f"{path.parent.name}/{path.name}: there is no such file"]) from None
    except (ValueError, UnicodeDecodeError) as error:
        raise DatasetError([f"{path.parent.name}/{path.name}: not a gettext catalogue ({error})"]) from None
