"""What a chart in Vega-Lite holds, and whether it keeps to the schema."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import altair
from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match
from streamlit.testing.v1 import AppTest


def charts_of(app: AppTest) -> list[dict[str, Any]]:
    """Return the charts of a page."""
    return [json.loads(item.proto.spec) for item in app.get("vega_lite_chart")]


def rows_of(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the rows of every layer of a chart."""
    for layer in spec.get("layer", []):
        yield from rows_of(layer)
    yield from spec.get("data", {}).get("values", [])


def assert_sound(spec: dict[str, Any]) -> None:
    """Fail if Vega-Lite does not know what a chart says; it would draw nothing, or not what is meant."""
    fault = best_match(_schema().iter_errors(_bare(spec)))
    assert fault is None, f"{fault.json_path}: {fault.message}"


def _bare(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a chart with one row of the data of each layer: a row is of any form, and to look at all takes seconds."""
    bare = dict(spec)
    if "layer" in spec:
        bare["layer"] = [_bare(layer) for layer in spec["layer"]]
    if "data" in spec:
        bare["data"] = {"values": spec["data"]["values"][:1]}
    return bare


@cache
def _schema() -> Draft7Validator:
    """Return the schema of Vega-Lite, which Altair has."""
    return Draft7Validator(altair.load_schema())
