"""Exports: the map of one day, or the whole record, as files for other programs.

All layers are EPSG:4326 (longitude, latitude). The same input gives the same bytes.
"""

from geo.exports.archive import file_name
from geo.exports.columns import EDTF, records, typed, with_edtf
from geo.exports.formats import FORMATS, Format, Sheet, formats_for, geopackage
from geo.exports.layers import (
    CRS,
    LAYERS,
    all_borders,
    all_events,
    all_missions,
    all_places,
    all_territories,
    cited,
    shown_layers,
)
from geo.exports.linked import to_json_ld, to_linked_places, to_lp_tsv
from geo.exports.programs import (
    STYLES,
    to_flatgeobuf,
    to_geopackage,
    to_geoparquet,
    to_kml,
    to_shapefiles,
    to_xlsx,
)
from geo.exports.text import harmless, rows_to_csv, to_csv, to_geojson
from geo.exports.whole import (
    everything_geopackage,
    everything_linked,
    everything_shapefiles,
    everything_workbook,
    everything_zip,
)

__all__ = [
    "CRS",
    "EDTF",
    "FORMATS",
    "LAYERS",
    "STYLES",
    "Format",
    "Sheet",
    "all_borders",
    "all_events",
    "all_missions",
    "all_places",
    "all_territories",
    "cited",
    "everything_geopackage",
    "everything_linked",
    "everything_shapefiles",
    "everything_workbook",
    "everything_zip",
    "file_name",
    "formats_for",
    "geopackage",
    "harmless",
    "records",
    "rows_to_csv",
    "shown_layers",
    "to_csv",
    "to_flatgeobuf",
    "to_geojson",
    "to_geopackage",
    "to_geoparquet",
    "to_json_ld",
    "to_kml",
    "to_linked_places",
    "to_lp_tsv",
    "to_shapefiles",
    "to_xlsx",
    "typed",
    "with_edtf",
]
