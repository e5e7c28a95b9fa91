"""The record by address: `/api/v1/<table>.json`, `.geojson`, `.csv` and `/map.png`, for programs and maps of others."""

VERSION = "v1"  # of the interface; a column of it keeps its name and its meaning
