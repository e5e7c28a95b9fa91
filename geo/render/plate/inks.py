"""Inks: colours, patterns and lines of a plate, those of the live map on paper."""

from typing import Any

from matplotlib.colors import to_hex, to_rgb

from geo.dataset import Dataset

PAPER, SEA, LAND, WATER, SHORE = "#fbf8f1", "#dfe6e3", "#f4eee0", "#b9cfd6", "#7e9ba6"
INK, FAINT, ACCENT, LAKE_NAME, KEY = "#2b2219", "#6d6255", "#8c2f24", "#23505f", "#eadfc8"
RULE, LINE = "#cbbfa8", "#3b2f25"

HATCHES = {"hatch": "///", "backhatch": "\\\\\\", "crosshatch": "xx", "lines": "---", "dots": "..", "rings": "oo"}
_DEPTH = {"base": 0.66, "context": 0.4, "core": 0.5}
_STYLES: dict[str, Any] = {
    "solid": {"linestyle": "solid"},
    "dashed": {"linestyle": (0, (5, 3.4))},
    "dashdot": {"linestyle": (0, (6, 2.4, 1, 2.4))},
    "dotted": {"linestyle": (0, (0.1, 2.6)), "capstyle": "round"},
}
_LOOKS: dict[str, Any] = {
    "solid": {"linewidth": 0.9, "color": LINE},
    "dashed": {"linewidth": 0.95, "color": LINE},
    "dashdot": {"linewidth": 1.2, "color": ACCENT},
    "dotted": {"linewidth": 1.25, "color": LINE},
}


def mix(below: str, above: str, share: float) -> str:
    """Return the colour of `above` laid with an opacity of `share` over `below`: paper needs no transparency."""
    pairs = zip(to_rgb(below), to_rgb(above), strict=True)
    return str(to_hex([under * (1 - share) + over * share for under, over in pairs]))


def colour_of(dataset: Dataset, power_id: str) -> str:
    """Return the colour of a power on paper."""
    return dataset.row("colours", dataset.row("powers", power_id)["colour"])["light"]


def fill_of(colour: str, role: str = "base") -> str:
    """Return a colour as it lies on the land."""
    return mix(LAND, colour, _DEPTH[role])


def pattern_ink(fill: str) -> str:
    """Return the ink of a pattern on a fill."""
    return mix(fill, INK, 0.45)


def claim_hatch(pattern: str) -> str:
    """Return the pattern of a claim: always lines, so that it never covers the land of who holds it."""
    return HATCHES.get(pattern, HATCHES["crosshatch"])


def line_of(style: str) -> dict[str, Any]:
    """Return how a border of a certainty is drawn: colour, width in points, dashes."""
    return {**_LOOKS[style], **_STYLES[style]}


def band_of(style: str) -> dict[str, Any]:
    """Return what lies under a border that is not solid, so that it is told from other lines."""
    if style == "solid":
        return {}
    if style == "dashdot":
        return {"color": mix(LAND, ACCENT, 0.35), "linewidth": 4.2}
    return {"color": mix(LAND, PAPER, 0.8), "linewidth": 2.6}
