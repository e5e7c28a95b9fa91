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
    layers = spec.get("layer")
    if layers is None:
        # One row stands for all: a row is of any form, and to look at each takes seconds.
        spec = {**spec, "data": {"values": spec["data"]["values"][:1]}}
    else:
        for layer in layers:
            assert_sound(layer)
        spec = {**spec, "layer": [{"mark": "point"}]}
    fault = _fault(json.dumps(spec, sort_keys=True))
    assert not fault, fault


@cache
def _fault(text: str) -> str:
    """Return what is wrong with a part of a chart; most parts of a chart are the same on every day."""
    fault = best_match(_schema().iter_errors(json.loads(text)))
    return f"{fault.json_path}: {fault.message}" if fault else ""


@cache
def _schema() -> Draft7Validator:
    """Return the schema of Vega-Lite, which Altair has."""
    return Draft7Validator(altair.load_schema())
