"""A data package in PostGIS, where many people edit it at once, and back into a folder of files."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
import sqlalchemy as sa

from geo.build.layerfiles import encode_layer
from geo.build.physical import DECIMALS as PHYSICAL_DECIMALS
from geo.build.simplify import DECIMALS
from geo.checksums import checksum_table
from geo.descriptor import load_descriptor
from geo.errors import BuildError
from geo.tables import load_package

SCHEMA = "atlas"
DRAWN = {"atoms": DECIMALS, "shapes": DECIMALS, "physical": PHYSICAL_DECIMALS}
_ROW = "row_number"
_CHECKSUMS = "layers"
_LAYER = "(row_number integer PRIMARY KEY, properties json NOT NULL, geom geometry(Geometry, 4326) NOT NULL)"
_FEATURE = "VALUES (:row_number, CAST(:properties AS json), ST_SetSRID(ST_GeomFromGeoJSON(:geom), 4326))"


def write_database(folder: Path, url: str) -> list[str]:
    """Write the tables and layers of a data package into the schema `atlas` of a PostGIS database.

    Every table of `datapackage.json` becomes one of text columns with `row_number`, its order; atoms, shapes and
    the physical map become `<name>_layer` with `properties` and `geom` (EPSG:4326). What stood there is replaced, in
    one transaction.

    Raises
    ------
    DatasetError
        If the package breaks its schema.
    BuildError
        If the database cannot be used.
    """
    package = load_package(folder)
    written = []
    with _connection(url) as database:
        database.execute(sa.text("CREATE EXTENSION IF NOT EXISTS postgis"))
        database.execute(sa.text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))
        database.execute(sa.text(f"CREATE SCHEMA {SCHEMA}"))
        for name, frame in package.tables.items():
            if name != _CHECKSUMS:
                table = _table(name, list(frame.columns))
                table.create(database)
                rows = [{_ROW: number, **row} for number, row in enumerate(frame.to_dict("records"), start=1)]
                if rows:
                    database.execute(table.insert(), rows)
                written.append(name)
        for name in DRAWN:
            database.execute(sa.text(f"CREATE TABLE {SCHEMA}.{name}_layer {_LAYER}"))
            database.execute(sa.text(f"INSERT INTO {SCHEMA}.{name}_layer {_FEATURE}"), _features(folder, name))
            written.append(f"{name}_layer")
    return written


def read_database(url: str, folder: Path) -> dict[str, str]:
    """Return the texts of a package's tables and layers as a PostGIS database has them, by file name.

    Parameters
    ----------
    url
        Address of the database, such as ``postgresql://user@host/name``.
    folder
        The package that is to be brought up to date: its `datapackage.json` says which tables there are.

    Raises
    ------
    BuildError
        If the database cannot be used or lacks a table or a column.
    """
    resources = load_descriptor(folder).get("resources", [])
    fields = {
        resource["name"]: [field["name"] for field in resource["schema"]["fields"]]
        for resource in resources
        if str(resource.get("path", "")).endswith(".csv") and resource["name"] != _CHECKSUMS
    }
    with _connection(url) as database:
        texts = {f"{name}.csv": _table_text(database, name, columns) for name, columns in fields.items()}
        layers = {f"{name}.geojson": _layer_text(database, name, decimals) for name, decimals in DRAWN.items()}
    texts |= layers
    if any(resource["name"] == _CHECKSUMS for resource in resources):
        texts["layers.csv"] = checksum_table(layers)
    return texts


@contextmanager
def _connection(url: str) -> Iterator[sa.Connection]:
    """Give a transaction on a database; its faults become one sentence, without the address and its password."""
    try:
        engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"))
        with engine.begin() as database:
            yield database
        engine.dispose()
    except sa.exc.SQLAlchemyError as error:
        raise _fault(error) from None


def _fault(error: Exception) -> BuildError:
    reason = str(getattr(error, "orig", None) or error).strip().splitlines()
    return BuildError(f"The database cannot be used: {reason[0] if reason else type(error).__name__}")


def _table(name: str, columns: list[str]) -> sa.Table:
    """Describe a table of the package: its order, and columns of text."""
    texts = [sa.Column(column, sa.Text, nullable=False, server_default="") for column in columns]
    return sa.Table(name, sa.MetaData(schema=SCHEMA), sa.Column(_ROW, sa.Integer), *texts)


def _features(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a layer's table."""
    features = json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
    return [
        {
            _ROW: number,
            "properties": json.dumps(feature["properties"], ensure_ascii=False),
            "geom": json.dumps(feature["geometry"]),
        }
        for number, feature in enumerate(features, start=1)
    ]


def _table_text(database: sa.Connection, name: str, columns: list[str]) -> str:
    """Return a table as CSV; new rows, which have no number, come last."""
    table = _table(name, columns)
    query = sa.select(*(table.c[column] for column in columns)).order_by(
        table.c[_ROW].nulls_last(), table.c[columns[0]]
    )
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([columns, *(list(row) for row in database.execute(query))])
    return stream.getvalue()


def _layer_text(database: sa.Connection, name: str, decimals: int) -> str:
    """Return a layer as GeoJSON, one feature a line, read by GeoPandas."""
    table = sa.table(f"{name}_layer", *map(sa.column, (_ROW, "properties", "geom")), schema=SCHEMA)
    query = sa.select(table.c.properties, table.c.geom).order_by(table.c[_ROW])
    gdf = gpd.read_postgis(query, database, geom_col="geom")
    pairs = [(dict(row.properties), shapely.force_2d(row.geom)) for row in gdf.itertuples()]
    return encode_layer(pairs, name, decimals)
