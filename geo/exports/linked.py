"""Linked data: places in Linked Places Format and LP-TSV, and any table as JSON-LD.

Linked Places Format 1.2 is GeoJSON and JSON-LD at once: a feature for each place, with a time for every name, kind and
geometry (github.com/LinkedPasts/linked-places-format). Its spans have a last date on which something holds, where the
record has the first on which it no longer does; what still holds does so at least to the day of the record.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import mapping

from geo.exports.columns import last_edtf, records
from geo.exports.text import harmless, shapes

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
# The tables of places, by the column that names a place, and the column of its kind.
PLACES = {"places": ("place_id", "kind"), "territories": ("territory_id", "status"), "missions": ("mission_id", "kind")}
_LINKS = {"territory_id": "territory", "mission_id": "mission", "event_id": "event"}  # what a link of the atlas opens
_CERTAINTIES = {"fixed": "certain", "approximate": "less-certain"}
# GeoNames' classes: administrative entity, site, water, land form, populated place.
_CLASSES = {"territories": "A", "missions": "S"}
_CLASSES_OF_KINDS = {"lake": "H", "river": "H", "mountain": "T"}
_LONGEST = 255  # letters of a title or a source in LP-TSV
_TSV = (
    *("id", "title", "title_source", "fclasses", "start", "end", "title_uri", "variants", "types", "lon", "lat"),
    *("geowkt", "geo_source", "description"),
)
_DECIMALS = 6

_VOCABULARY: dict[str, Any] = {
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rows": "@graph",
    "dataset": "http://purl.org/dc/terms/title",
    "version": "https://schema.org/version",
    "licence": "http://purl.org/dc/terms/rights",
    "licence_url": {"@id": "http://purl.org/dc/terms/license", "@type": "@id"},
    "language": "http://purl.org/dc/terms/language",
    "name": "https://schema.org/name",
    "title": "https://schema.org/name",
    "sentence": "https://schema.org/description",
    "sources": "http://purl.org/dc/terms/bibliographicCitation",
    "note": "http://www.w3.org/2004/02/skos/core#note",
    "about": {"@id": "https://schema.org/about", "@type": "@id"},
    "lon": {"@id": "http://www.w3.org/2003/01/geo/wgs84_pos#long", "@type": "xsd:decimal"},
    "lat": {"@id": "http://www.w3.org/2003/01/geo/wgs84_pos#lat", "@type": "xsd:decimal"},
}
_EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"


# Linked Places


def to_linked_places(layers: Mapping[str, gpd.GeoDataFrame], about: Mapping[str, str], address: str) -> bytes:
    """Return places in all their times as Linked Places Format, one feature each.

    Parameters
    ----------
    layers
        Rows (EPSG:4326), typed, by names that `PLACES` has; those with the same identifier are one place.
    about
        What is said of the record: ``dataset``, ``as_of`` and ``language`` at least.
    address
        Of the atlas, without a slash at its end; empty if it is not known.
    """
    features = [_feature(name, rows, about, address) for name, layer in layers.items() for rows in _places(name, layer)]
    lines = [json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features]
    head = {"type": "FeatureCollection", "@context": CONTEXT, **about}
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return (text[:-1] + ',"features":[\n' + ",\n".join(lines) + "\n]}\n").encode("utf-8")


def _places(name: str, layer: gpd.GeoDataFrame) -> Iterable[list[dict[str, Any]]]:
    """Return the rows of each place, with their geometry (EPSG:4326)."""
    key = PLACES[name][0]
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row, shape in zip(records(layer), shapes(layer), strict=True):
        grouped.setdefault(row[key], []).append({**row, "geometry": shape})
    return grouped.values()


def _feature(name: str, rows: list[dict[str, Any]], about: Mapping[str, str], address: str) -> dict[str, Any]:
    key, kind = PLACES[name]
    last, spans = rows[-1], [span_of(row, about) for row in rows]
    texts = {row.get("sentence") or row.get("note"): None for row in rows}
    return {
        "@id": identifier(name, key, last[key], address),
        "type": "Feature",
        "properties": {"title": last.get("today") or last["name"]},
        "when": {"timespans": spans},
        "names": [{"toponym": toponym, **more} for toponym, more in _names(rows, spans, about)],
        "types": _scoped("label", [row[kind] for row in rows], spans),
        "geometry": {"type": "GeometryCollection", "geometries": list(_shapes(rows, spans))},
        "descriptions": [{"value": words, "lang": about["language"]} for words in texts if words],
    }


def _names(
    rows: list[dict[str, Any]], spans: list[dict[str, Any]], about: Mapping[str, str]
) -> Iterable[tuple[str, dict[str, Any]]]:
    """Return each name with its times and sources; one without a source is cited from the atlas."""
    for scoped in _scoped("toponym", [row["name"] for row in rows], spans):
        cited = dict.fromkeys(row["sources"] for row in rows if row["name"] == scoped["toponym"] and row["sources"])
        labels = cited or (about["dataset"],)
        yield scoped["toponym"], {"citations": [{"label": label} for label in labels], "when": scoped["when"]}


def _scoped(name: str, values: list[Any], spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each value once, with all times that it has."""
    times: dict[Any, list[dict[str, Any]]] = {}
    for value, span in zip(values, spans, strict=True):
        if value:
            times.setdefault(value, []).append(span)
    return [{name: value, "when": {"timespans": spans_of}} for value, spans_of in times.items()]


def _shapes(rows: list[dict[str, Any]], spans: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Return each geometry once, with its times and how sure it is; none for what has no place."""
    found: dict[tuple[bytes, str], dict[str, Any]] = {}
    for row, span in zip(rows, spans, strict=True):
        if row["geometry"]:
            certainty = row.get("certainty") or ""
            sure = {"certainty": _CERTAINTIES.get(certainty, "uncertain")} if certainty else {}
            key = (row["geometry"].wkb, certainty)
            if key not in found:
                found[key] = {**mapping(row["geometry"]), **sure, "when": {"timespans": []}}
            found[key]["when"]["timespans"].append(span)
    return found.values()


def span_of(row: Mapping[str, Any], about: Mapping[str, str]) -> dict[str, Any]:
    """Return the time of a row as a span whose end is the last date on which it holds."""
    end = {"in": last_edtf(row["end_edtf"])} if row.get("end_edtf") else {"earliest": about["as_of"]}
    return {"start": {"in": row["start_edtf"]}, "end": end}


def identifier(table: str, key: str, value: str, address: str) -> str:
    """Return the address of what a row is about: a view of the atlas, or its place in the table.

    Parameters
    ----------
    key
        The column that names it.
    """
    name = quote(value, safe="")
    return f"{address}/?{_LINKS[key]}={name}" if key in _LINKS else f"{address}/api/v1/{table}.jsonld#{name}"


def to_lp_tsv(layers: Mapping[str, gpd.GeoDataFrame], about: Mapping[str, str], address: str) -> bytes:
    """Return places as LP-TSV 0.5, a row each: their last name with the others as variants, and their last geometry.

    The parameters are those of `to_linked_places`. Cells have no tabs and are not quoted; no text is a formula.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
    writer.writerow(_TSV)
    for name, layer in layers.items():
        for rows in _places(name, layer):
            cells = _tsv_row(name, rows, about, address)
            writer.writerow([_plain(cells[column]) for column in _TSV])
    return stream.getvalue().encode("utf-8")


def _plain(cell: Any) -> Any:
    """Return a cell in one line; no text is a formula, and a number stays as it is."""
    return harmless(" ".join(cell.split())) if isinstance(cell, str) else "" if cell is None else cell


def _tsv_row(name: str, rows: list[dict[str, Any]], about: Mapping[str, str], address: str) -> dict[str, Any]:
    key, kind = PLACES[name]
    last = rows[-1]
    title = last.get("today") or last["name"]
    source = next((row["sources"] for row in reversed(rows) if row["sources"]), about["dataset"])
    placed = [row["geometry"] for row in rows if row["geometry"]]
    shape: Any = placed[-1] if placed else None
    is_point = shape is not None and shape.geom_type == "Point"
    return {
        "id": last[key],
        "title": title[:_LONGEST],
        "title_source": source[:_LONGEST],
        "fclasses": _CLASSES.get(name) or _CLASSES_OF_KINDS.get(last[kind], "P"),
        "start": min(row["start"] for row in rows),
        "end": last_edtf(last["end"] or ""),
        "title_uri": identifier(name, key, last[key], address),
        "variants": ";".join(dict.fromkeys(row["name"] for row in rows if row["name"] != title)),
        "types": ";".join(dict.fromkeys(row[kind].replace(";", ",") for row in rows)),
        "lon": shape.x if is_point else "",
        "lat": shape.y if is_point else "",
        "geowkt": shapely.to_wkt(shape, rounding_precision=_DECIMALS) if shape is not None and not is_point else "",
        "geo_source": about["dataset"],
        "description": last.get("sentence") or last.get("note"),
    }


# JSON-LD


def to_json_ld(name: str, table: pd.DataFrame, about: Mapping[str, str], address: str) -> bytes:
    """Return a table, or a layer without its geometry, as JSON-LD 1.1: what is said of the record, then the rows.

    Columns without a term of a known vocabulary are terms of the atlas's own, described on its page `/api`; the
    parameters are those of `to_linked_places`.
    """
    key = str(table.columns[0])
    kinds = {column: "xsd:date" for column in table if column in {"start_day", "end_day"}}
    kinds |= {column: _EDTF for column in table if str(column).endswith("_edtf")}
    own = {column: {"@id": f"{address}/api#{column}", "@type": kind} for column, kind in kinds.items()}
    context = {"@version": 1.1, "@vocab": f"{address}/api#", **_VOCABULARY, **own}
    rows, taken = [], dict[str, int]()
    for row in records(table):
        place = quote(".".join(str(row[part]) for part in (key, "start_day") if row.get(part) is not None), safe=".")
        taken[place] = number = taken.get(place, 0) + 1
        about_it = {"about": identifier(name, key, row[key], address)} if key in _LINKS else {}
        filled = {column: cell for column, cell in row.items() if cell is not None}
        rows.append(
            {"@id": f"{address}/api/v1/{name}.jsonld#{place}{f'.{number}' * (number > 1)}", **about_it, **filled}
        )
    head = {"@context": context, "@id": f"{address}/api/v1/{name}.jsonld", **about}
    return json.dumps({**head, "rows": rows}, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
