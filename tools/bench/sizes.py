"""Sizes: what shared borders save in the topology, compared with plain GeoJSON."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

from tests.server import ROOT

LEVEL = 5  # Streamlit's own


@dataclass(frozen=True)
class Size:
    """Bytes of a file, as it is and compressed."""

    plain: int
    compressed: int


def size_of(text: bytes) -> Size:
    """Return the size of `text`, and its size compressed as Streamlit does."""
    return Size(len(text), len(gzip.compress(text, LEVEL)))


def measure_sizes(static: Path = ROOT / "static") -> dict[str, tuple[Size, Size]]:
    """Return the sizes of topology and GeoJSON: of the whole files, and of the geometries alone.

    Raises
    ------
    AssertionError
        If the files do not hold equally many features.
    """
    files = [(static / name).read_bytes() for name in ("atlas.json", "territories.geojson")]
    topology, plain = (json.loads(text) for text in files)
    # The topology has the rival versions as well; the public layer holds the version shown first.
    features = [feature for feature in topology["features"] if "position" not in feature]
    assert len(features) == len(plain["features"]), "The files hold different features."
    shared = {"topology": topology["topology"], "parts": [feature["parts"] for feature in features]}
    geometries = (compact(shared), compact([feature["geometry"] for feature in plain["features"]]))
    return {
        "whole files": (size_of(files[0]), size_of(files[1])),
        "geometries alone": (size_of(geometries[0]), size_of(geometries[1])),
    }


def compact(value: object) -> bytes:
    """Return `value` as JSON without spaces."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
