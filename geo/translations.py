"""Translations: the texts of a data package in other languages, in gettext catalogues beside its tables.

Visitors read the fields whose schema says ``"translated": true``. Each of their texts is a message of the
catalogues in ``locale/`` of the package, with ``table.column`` as its context: translators open them with
their tools (Poedit, Weblate), and the same words in two columns can differ.
"""

import dataclasses
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from geo.checks import check_sentence
from geo.dataset import Dataset, name_powers, plain_rows, territory_words
from geo.descriptor import file_in_package, load_descriptor
from geo.errors import DatasetError

SOURCE = "en"
FOLDER = "locale"
ABOUT = ("title", "subtitle")
_WIDTH = 110

Texts = Mapping[tuple[str, str], str]


class Entry(NamedTuple):
    """One text to translate: its context, the text (two forms if it has a count), and the rows that have it."""

    context: str
    text: str | tuple[str, ...]
    place: str


def in_language(dataset: Dataset, language: str) -> Dataset:
    """Return a dataset with its texts in another language; what has no translation stays in English.

    Geometry, dates, identifiers and citations are those of `dataset`, and shared with it.

    Raises
    ------
    DatasetError
        If the package has no catalogue of the language, or one that cannot be read.
    """
    if language == SOURCE:
        return dataset
    texts = load_texts(dataset.folder, language)
    columns = translated_columns(load_descriptor(dataset.folder))
    tables = {name: _table(name, frame, columns.get(name, []), texts) for name, frame in dataset.tables.items()}
    records, rows = plain_rows(tables)
    features = _features(dataset.features, tables, texts)
    about = {name: texts.get((f"atlas.{name}", str(dataset.about[name]))) or dataset.about[name] for name in ABOUT}
    return dataclasses.replace(
        dataset,
        language=language,
        about=dataset.about | about,
        tables=tables,
        features=features,
        rivals=_features(dataset.rivals, tables, texts),
        territories=territory_words(features),
        records=records,
        rows=rows,
    )


def file_in(name: str, language: str) -> str:
    """Return the name of a JSON file for the browser in a language; in English it has no language code."""
    return f"{name}.json" if language == SOURCE else f"{name}.{language}.json"


def translated_columns(descriptor: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return for each table the columns whose texts are translated, as its schema in `datapackage.json` says."""
    columns = {
        resource["name"]: [
            field["name"] for field in resource.get("schema", {}).get("fields", []) if field.get("translated")
        ]
        for resource in descriptor.get("resources", [])
    }
    return {table: names for table, names in columns.items() if names}


def entries(descriptor: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> Iterator[Entry]:
    """Yield every text of a data package that is translated, each once, with the rows in which it stands."""
    for name in ABOUT:
        if words := descriptor["atlas"].get(name):
            yield Entry(f"atlas.{name}", str(words), "datapackage.json")
    for table, columns in translated_columns(descriptor).items():
        frame = tables[table]
        for column in (name for name in columns if name in frame):
            rows = frame.loc[frame[column] != "", [frame.columns[0], column]]
            for text, of_text in rows.groupby(column, sort=False):
                place = f"{table}.csv: {', '.join(dict.fromkeys(of_text.iloc[:, 0]))}"
                yield Entry(f"{table}.{column}", str(text), place)


def load_texts(folder: Path, language: str) -> dict[tuple[str, str], str]:
    """Return the translations of a data package into `language` by context and English text.

    Texts marked as fuzzy, whose English has changed since, are left out.

    Raises
    ------
    DatasetError
        If the package has no catalogue of the language, one that cannot be read, or a sentence in it
        with a place that nothing fills.
    """
    texts = {
        (message.context or "", str(message.id)): str(message.string)
        for message in read_catalogue(file_in_package(folder, f"{FOLDER}/{language}.po"))
        if message.id and message.string and not message.fuzzy
    }
    faults = [
        f"{language}.po, “{key[1]}” ({key[0]}): {problem}"
        for key, words in texts.items()
        if (problem := check_sentence(key[0], words))
    ]
    if faults:
        raise DatasetError(faults)
    return texts


def _table(name: str, frame: pd.DataFrame, columns: list[str], texts: Texts) -> pd.DataFrame:
    return frame.assign(**{column: _translated(frame[column], f"{name}.{column}", texts) for column in columns})


def _translated(column: "pd.Series[str]", context: str, texts: Texts) -> "pd.Series[str]":
    return column.map({text: texts.get((context, text), text) for text in set(column)})


def _features(features: gpd.GeoDataFrame, tables: Mapping[str, pd.DataFrame], texts: Texts) -> gpd.GeoDataFrame:
    """Return features with the words of translated tables."""
    territories = tables["territories"].set_index("territory_id")
    words = {name: features["territory_id"].map(territories[name]) for name in ("name", "status_text", "ruler")}
    translated = features.assign(
        **words,
        territory_note=features["territory_id"].map(territories["note"]),
        note=_translated(features["note"], "extents.note", texts),
    )
    return name_powers(translated, tables)


def read_catalogue(path: Path) -> Catalog:
    """Read one gettext catalogue; its name is its language.

    Raises
    ------
    DatasetError
        If there is none, or it is not one.
    """
    try:
        with path.open("rb") as stream:
            return read_po(stream, locale=path.stem, abort_invalid=True)
    except FileNotFoundError:
        raise DatasetError([f"{path.parent.name}/{path.name}: there is no such file"]) from None
    except (PoFileError, ValueError) as error:
        raise DatasetError([f"{path.parent.name}/{path.name}: not a gettext catalogue ({error})"]) from None


def update_catalogue(path: Path, entries: Iterable[Entry], title: str) -> bool:
    """Bring a catalogue up to date with `entries`, and return whether it changed.

    A changed text keeps its old translation, marked as fuzzy: it is not shown until somebody has read it again.
    Texts no longer in `entries` are dropped. The same entries give the same bytes.
    """
    old = read_catalogue(path) if path.exists() else Catalog(locale=path.stem)
    same = {(message.context, message.id): message for message in old if message.id}
    near = {(message.context, " ".join(message.auto_comments)): message for message in old if message.id}
    epoch = datetime(2000, 1, 1, tzinfo=UTC)
    new = Catalog(
        path.stem, project=title, version="1", charset="utf-8", fuzzy=False, creation_date=epoch, revision_date=epoch,
        header_comment=f"# {title}: {path.stem}. Texts from the tables of the project; see CONTRIBUTING.md.",
        last_translator="the atlas", language_team=path.stem, msgid_bugs_address="see CONTRIBUTING.md",
    )  # fmt: skip
    for entry in entries:
        unchanged = same.get((entry.context, entry.text))
        message = unchanged or near.get((entry.context, entry.place))
        flags = {"fuzzy"} if message and (not unchanged or unchanged.fuzzy) else set()
        text = message.string if message and _fits(message, entry) else ""
        new.add(entry.text, text or _empty(entry), context=entry.context, auto_comments=[entry.place], flags=flags)
    stream = io.BytesIO()
    write_po(stream, new, width=_WIDTH)
    content = stream.getvalue()
    is_new = not path.exists() or path.read_bytes() != content
    if is_new:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return is_new


def _fits(message: Message, entry: Entry) -> bool:
    return isinstance(message.string, str) == isinstance(entry.text, str)


def _empty(entry: Entry) -> str | tuple[str, ...]:
    return "" if isinstance(entry.text, str) else tuple("" for _ in entry.text)
