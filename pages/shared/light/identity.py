"""The identity of a light edition: what a browser keeps under one name is all of one edition."""

import hashlib
from functools import cache
from pathlib import Path

from pages.shared.data.assets import STATIC, layers_folder

_PAGES = Path(__file__).resolve().parents[2]


@cache
def edition_id() -> str:
    """Return the name of the edition: another one if its data, words, scripts or styles are others."""
    made_of = [
        layers_folder() / "version.txt",
        *sorted(path for path in STATIC.glob("*") if path.suffix in {".js", ".css"}),
        *sorted(path for path in _PAGES.rglob("*") if path.suffix in {".py", ".po", ".css", ".html"}),
    ]
    summed = hashlib.sha256()
    for path in made_of:
        summed.update(path.read_bytes())
    return summed.hexdigest()[:12]
