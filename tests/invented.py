"""Invented countries in the place of Natural Earth, for tests of the build that fetch nothing."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from geo.build import new, pipeline
from geo.build.inputs import Input
from geo.build.sources import Sources
from geo.errors import BuildError

Lands = dict[tuple[str, str, str], Any]  # outline (EPSG:4326) by ISO code, code of the source and name


def build_from(monkeypatch: pytest.MonkeyPatch, lands: Lands) -> None:
    """Let the build read these countries, and no river."""
    countries = gpd.GeoDataFrame(
        {"iso3": [iso for iso, *_ in lands], "code": [key[1] for key in lands], "name": [key[2] for key in lands]},
        geometry=list(lands.values()),
        crs="EPSG:4326",
    )
    land = countries.geometry.explode(ignore_index=True)
    none = gpd.GeoDataFrame({"name": [], "scalerank": []}, geometry=[], crs="EPSG:4326")
    sources = Sources(countries.set_index("code").geometry, land, none, none)

    def fetch(inputs: list[Input], _cache: Path) -> dict[str, Path]:
        if any(item.input_id.startswith("rivers") for item in inputs):
            raise BuildError("there is no apt-get")
        return {}

    for module in (new, pipeline):
        monkeypatch.setattr(module, "fetch_inputs", fetch)
    monkeypatch.setattr(new, "read_named_countries", lambda _paths: countries)
    monkeypatch.setattr(pipeline, "read_sources", lambda _paths: sources)
