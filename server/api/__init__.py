"""The record by address: `/api/<table>.json`, `.geojson` or `.csv`, for scripts, notebooks and maps of others."""
