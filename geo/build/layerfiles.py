"""GeoJSON text of the built layers, the same byte for byte on every run."""

import json
from collections.abc import Iterable
from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry


def encode_layer(features: Iterable[tuple[dict[str, Any], BaseGeometry]], name: str, decimals: int) -> str:
    """Write features as GeoJSON text, one feature a line, in the order given.

    Parameters
    ----------
    features
        Pairs of properties and geometry, EPSG:4326 (lon, lat).
    name
        Name of the layer.
    decimals
        Decimals of the coordinates.
    """
    lines = [_feature(properties, geometry, decimals) for properties, geometry in features]
    head = f'{{"type":"FeatureCollection","name":{json.dumps(name)},"features":['
    return head + "\n" + (",\n".join(lines) + "\n" if lines else "") + "]}\n"


def _feature(properties: dict[str, Any], geometry: BaseGeometry, decimals: int) -> str:
    """Write one feature."""
    # A one-part multipolygon is written as a polygon: less text, same land.
    parts = shapely.get_parts(geometry)
    single = parts[0] if len(parts) == 1 else geometry
    feature = {
        "type": "Feature",
        "properties": properties,
        "geometry": _rounded(mapping(single), decimals),
    }
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))


def _rounded(value: Any, decimals: int) -> Any:
    """Round every number in a nested structure."""
    if isinstance(value, float):
        number = round(value, decimals)
        return int(number) if number == int(number) else number
    if isinstance(value, dict):
        return {key: _rounded(item, decimals) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item, decimals) for item in value]
    return value
