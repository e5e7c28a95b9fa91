"""The texts of a data package in other languages: gettext catalogues beside its tables.

A field of a table whose schema says ``"translated": true`` is read by visitors. Each of its texts is a
message of the catalogues in ``locale/`` of the package, with ``table.column`` as its context, so
that the tools of translators (Poedit, Weblate) open them and the same words in two columns can differ.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo import patterns
from geo.catalogues import Entry, read_catalogue
from geo.dataset import Dataset, name_powers, plain_rows, territory_words
from geo.errors import DatasetError
from geo.tables import load_descriptor

SOURCE = "en"
FOLDER = "locale"
ABOUT = ("title", "subtitle")

Texts = Mapping[tuple[str, str], str]


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
    """Return the name of a JSON file that the browser fetches in a language: the source's has no language in it."""
    return f"{name}.json" if language == SOURCE else f"{name}.{language}.json"


def translated_columns(descriptor: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return for each table the columns whose texts are translated, as its schema in `datapackage.json` says."""
    found = {
        resource["name"]: [
            field["name"] for field in resource.get("schema", {}).get("fields", []) if field.get("translated")
        ]
        for resource in descriptor.get("resources", [])
    }
    return {name: columns for name, columns in found.items() if columns}


def entries(descriptor: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> Iterator[Entry]:
    """Yield every text of a data package that is translated, each once, with the rows in which it stands."""
    for name in ABOUT:
        yield Entry(f"atlas.{name}", str(descriptor["atlas"][name]), "datapackage.json")
    for table, columns in translated_columns(descriptor).items():
        frame = tables[table]
        for column in columns:
            rows = frame.loc[frame[column] != "", [frame.columns[0], column]]
            for text, own in rows.groupby(column, sort=False):
                place = f"{table}.csv: {', '.join(dict.fromkeys(own.iloc[:, 0]))}"
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
    found = {
        (message.context or "", str(message.id)): str(message.string)
        for message in read_catalogue(folder / FOLDER / f"{language}.po")
        if message.id and message.string and not message.fuzzy
    }
    faults = [
        f"{language}.po, “{key[1]}” ({key[0]}): {problem}"
        for key, words in found.items()
        if (problem := patterns.check_translation(key[0], words))
    ]
    if faults:
        raise DatasetError(faults)
    return found


def _table(name: str, frame: pd.DataFrame, columns: list[str], texts: Texts) -> pd.DataFrame:
    return frame.assign(**{column: _translated(frame[column], f"{name}.{column}", texts) for column in columns})


def _translated(column: "pd.Series[str]", context: str, texts: Texts) -> "pd.Series[str]":
    return column.map({text: texts.get((context, text), text) for text in set(column)})


def _features(features: gpd.GeoDataFrame, tables: Mapping[str, pd.DataFrame], texts: Texts) -> gpd.GeoDataFrame:
    """Return features with the words of translated tables, by the identifiers that they carry."""
    territories = tables["territories"].set_index("territory_id")
    own = {name: features["territory_id"].map(territories[name]) for name in ("name", "status_text", "ruler")}
    translated = features.assign(
        **own,
        territory_note=features["territory_id"].map(territories["note"]),
        note=_translated(features["note"], "extents.note", texts),
    )
    return name_powers(translated, tables)
