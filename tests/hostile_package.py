"""A data package with a hostile text in every field that visitors read; it passes its schemas."""

import csv
import io
import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from geo import load_dataset
from geo.checksums import checksum_table
from geo.descriptor import FILE, SCHEMAS, load_descriptor
from geo.translations import FOLDER, SOURCE, entries
from tests.hostile import HOSTILE_TEXTS, RAN
from tests.tiny import write_tiny_package

_CERTAIN = "high,yes,S001"
# What the tiny dataset does without: a row of each table, so that every page has something to show.
_MORE = {
    "verdicts": "right,x,x",
    "claims": f"C01,x,x,right,x,1950,T1,norland_republic,N1,{_CERTAIN},x",
    "story_steps": f"1,x,1950,all,T1,norland_republic,x,x,x,C01,{_CERTAIN},x\n2,x,1955,all,T2,,x,x,x,,{_CERTAIN},x",
    "freshness": "topic,x,N1,1990-01-01,x,S001",
    "omissions": "omitted,x,x",
    "versions": "1.0.0,1990-06-30,1990-06-30,x",
    "aid": f"1960,x,x,7500000,{_CERTAIN},x\n1961,x,x,8500000,{_CERTAIN},x",
    "aid_events": "T3,same_time,x,S001",
    "population": f"people,population,x,1960,100,200,model,{_CERTAIN},x",
}
# Text in form, but a code, an address in the layers or a column that others look up.
_NOT_READ = {"atoms", "shape", "left", "right", "rule", "sha256", "file"}
_SENTENCES = {"statuses": "{name} {administering_power} ", "offices": "{person} {rank} "}


def write_hostile_package(folder: Path) -> int:
    """Write the tiny dataset into `folder` with a hostile text in every cell that is read; return how many cells."""
    write_tiny_package(folder)
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"] += [{"name": name, "path": f"{name}.csv"} for name in _MORE]
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    descriptor = load_descriptor(folder)
    schemas = {resource["name"]: resource["schema"] for resource in descriptor["resources"] if "schema" in resource}
    for name, rows in _MORE.items():
        heads = ",".join(field["name"] for field in schemas[name]["fields"])
        (folder / f"{name}.csv").write_text(f"{heads}\n{rows}\n", encoding="utf-8")
    texts, cells = cycle(HOSTILE_TEXTS), 0
    for resource in descriptor["resources"]:
        if "schema" in resource:
            cells += _spoil(folder / resource["path"], resource, texts)
    about = descriptor["atlas"]
    about |= {"title": HOSTILE_TEXTS[0] + HOSTILE_TEXTS[28], "subtitle": HOSTILE_TEXTS[10] + HOSTILE_TEXTS[29]}
    about["article"] = {"title": HOSTILE_TEXTS[23], "url": "javascript:alert(1)", "licence": HOSTILE_TEXTS[24]}
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    return cells + 4


def write_hostile_catalogue(folder: Path, code: str = "fr") -> int:
    """Translate every text of the package in `folder` into a hostile one; return how many."""
    catalogue, texts = Catalog(code), cycle(reversed(HOSTILE_TEXTS))
    descriptor = load_descriptor(folder)
    descriptor["atlas"]["languages"] = [SOURCE, code]
    for number, entry in enumerate(entries(descriptor, load_dataset(folder).tables)):
        table, _, column = entry.context.partition(".")
        words = f"{_hostile(table, column, texts)} {number}"  # no two names become one
        catalogue.add(entry.text, words, context=entry.context)
    (folder / FOLDER).mkdir(exist_ok=True)
    with (folder / FOLDER / f"{code}.po").open("wb") as stream:
        write_po(stream, catalogue)
    (folder / FILE).write_text(json.dumps(descriptor), encoding="utf-8")
    return len(catalogue)


def read_columns(resource: dict[str, Any]) -> list[str]:
    """Return the columns of a table that hold words for a visitor."""
    schema = resource["schema"]
    keys = [key["fields"] for key in schema.get("foreignKeys", [])]
    known = {name for part in keys for name in ([part] if isinstance(part, str) else part)} | _NOT_READ
    return [
        field["name"]
        for field in schema["fields"]
        if field["type"] == "string"
        and field["name"] not in known
        and not {"enum", "pattern", "unique"} & set(field.get("constraints", {}))
        and not (field["name"].endswith("_id") or (resource["name"], field["name"]) == ("extents", "position"))
    ]


def columns_read() -> int:
    """Return how many columns of all tables hold words for a visitor."""
    schemas = {name: json.loads(path.read_text(encoding="utf-8")) for name, path in SCHEMAS.items()}
    return sum(len(read_columns({"name": name, "schema": schema})) for name, schema in schemas.items())


def _spoil(path: Path, resource: dict[str, Any], texts: Iterator[str]) -> int:
    """Write hostile texts into every cell of a table that is read; return how many."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    columns = read_columns(resource)
    for row in rows:
        for column in columns:
            row[column] = _hostile(resource["name"], column, texts)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return len(rows) * len(columns)


def _hostile(table: str, column: str, texts: Iterator[str]) -> str:
    if column == "sentence" and table in _SENTENCES:
        return _SENTENCES[table] + next(texts).replace("{", "{{").replace("}", "}}")
    return next(texts)


# What `layers/atlas.json` of a hostile package says in place of a colour, a name or a look.
HOSTILE_HUES = (
    f"red,red)}}</style><script>window.{RAN}=1</script><style>{{",
    "url(https://example.com/hostile.png)",
    "#12345",
    "#1234567",
    "red;}*{display:none",
    "",
)
HOSTILE_LOOK = f'x"/></svg><img src=x onerror="window.{RAN}=1">'


def spoil_layers(folder: Path, kind: str, name: str, value: str) -> None:
    """Write a hostile value into every ``colours``, ``features`` or ``borders`` of the layers in a folder.

    The table of checksums is written anew, as the maker of a hostile package would.
    """
    path = folder / "atlas.json"
    atlas = json.loads(path.read_text(encoding="utf-8"))
    if kind == "colours" and name == "id":
        atlas["colours"] = {f"{value}{number}": row for number, row in enumerate(atlas["colours"].values())}
    elif kind == "borders":
        for border in atlas["borders"]:
            border["periods"] = [{**period, name: value} for period in border["periods"]]
    else:
        for row in atlas["colours"].values() if kind == "colours" else atlas["features"]:
            row[name] = value
    path.write_text(json.dumps(atlas), encoding="utf-8")
    names = [part.name for part in folder.iterdir() if part.suffix in {".json", ".geojson"}]
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in names}
    (folder / "checksums.csv").write_text(checksum_table(texts), encoding="utf-8")


def write_lax_schemas(folder: Path) -> None:
    """Give every table of a package a schema of its own that asks for nothing."""
    path = folder / "datapackage.json"
    descriptor = load_descriptor(folder)
    for resource in descriptor["resources"]:
        if "schema" in resource:
            resource["schema"] = {"fields": [{"name": field["name"]} for field in resource["schema"]["fields"]]}
    path.write_text(json.dumps(descriptor), encoding="utf-8")
