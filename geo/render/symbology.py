"""Symbology: how lands, borders and water look, and the palette; one for the live map, the sketch and the plate.

`symbology.json` has patterns, dashes, opacities, and widths in pixels of the live map; its keys are those of SVG and
of Leaflet's paths, since the live map takes them as they are. `palette.json` has every colour for the light and the
dark theme, those of the map and those that only the pages have. The colours of powers are data (`colours.csv`).

The rows of `layers` are what a visitor switches on and off, in their order: ``shown`` says whether a link that names no
layers shows it, and a layer whose look nothing else has keeps it in its row.
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_RGBA = re.compile(r"rgba\((\d+), (\d+), (\d+), ([\d.]+)\)")

SYMBOLOGY: dict[str, Any] = json.loads((_FOLDER / "symbology.json").read_text(encoding="utf-8"))
_GROUPS: dict[str, dict[str, dict[str, str]]] = json.loads((_FOLDER / "palette.json").read_text(encoding="utf-8"))
MAP = _GROUPS["map"]  # the colours that the map has, by name and theme
PALETTE = MAP | _GROUPS["page"]

LAYERS: dict[str, dict[str, Any]] = SYMBOLOGY["layers"]
PATTERNS: dict[str, dict[str, Any]] = SYMBOLOGY["patterns"]
LANDS: dict[str, dict[str, float]] = SYMBOLOGY["lands"]
BORDERS: dict[str, dict[str, dict[str, Any]]] = {
    line: {"line": SYMBOLOGY["border"] | look["line"], "band": look["band"]}
    for line, look in SYMBOLOGY["borders"].items()
}
PHYSICAL: dict[str, dict[str, Any]] = SYMBOLOGY["physical"]


def pattern_of(role: str, pattern: str) -> str:
    """Return the pattern that a territory is drawn with, or an empty text.

    A claim never covers the land of who holds it: it always has a pattern. A soft core never has one.

    Parameters
    ----------
    role
        ``base``, ``context``, ``claim``, ``inner`` or ``core``.
    pattern
        Of its status; one that `PATTERNS` lacks, such as ``solid``, is plain colour.
    """
    known = pattern if pattern in PATTERNS and role not in {"core", "inner"} else ""
    return known or (str(SYMBOLOGY["claim"]) if role == "claim" else "")


def dash_of(line: str) -> list[float]:
    """Return the dashes of a kind of line, drawn and left out by turns, in pixels; empty for a solid one."""
    return [float(length) for length in (SYMBOLOGY["dashes"][line] or "").split()]


def cap_of(line: str) -> str:
    """Return how the dashes of a kind of line end: ``butt`` or ``round``."""
    return str(SYMBOLOGY["caps"].get(line, "butt"))


@cache
def colour(value: str, theme: str = "light") -> tuple[str, float]:
    """Return a colour as ``#rrggbb`` and its opacity.

    Parameters
    ----------
    value
        A colour of the symbology: ``var(--name)`` of the palette, ``#rrggbb`` or ``rgba(…)``.
    theme
        ``light`` or ``dark``.

    Raises
    ------
    KeyError
        If the palette has no such name.
    """
    if variable := _VARIABLE.fullmatch(value):
        return colour(PALETTE[variable[1]][theme], theme)
    if clear := _RGBA.fullmatch(value):
        red, green, blue = (int(part) for part in clear.groups()[:3])
        return f"#{red:02x}{green:02x}{blue:02x}", float(clear[4])
    return value, 1.0


def map_css() -> str:
    """Return the style sheet with the palette of the live map, for `browser/map/palette.css`."""
    marked = SYMBOLOGY["marked"]
    numbers = {
        "blur": f"{LANDS['core']['blur']:g}px",
        "hovered-opacity": marked["hovered"]["fillOpacity"],
        "hovered-width": marked["hovered"]["weight"],
        "chosen-width": marked["chosen"]["weight"],
    }
    light, dark = (_declared({name: row[theme] for name, row in MAP.items()}) for theme in ("light", "dark"))
    return (
        "/* Generated from geo/render/palette.json and symbology.json: do not edit. */\n"
        f":root {{ {light} {_declared(numbers)} }}\n"
        f':root[data-theme="dark"] {{ {dark} }}\n'
    )


def page_css(names: Iterable[str]) -> str:
    """Return colours of the palette as custom properties that follow the colour scheme of the page."""
    return _declared({name: f"light-dark({PALETTE[name]['light']}, {PALETTE[name]['dark']})" for name in names})


def _declared(properties: dict[str, Any]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in properties.items())
