"""Inks: the symbology of the live map on paper, with pixels as points and colours mixed where paper needs no glass."""

from typing import Any

from matplotlib.colors import to_hex, to_rgb

from geo.dataset import Dataset
from geo.render.symbology import BORDERS, LANDS, PALETTE, SYMBOLOGY, cap_of, colour, dash_of

POINT = 0.6  # points for a pixel of the live map

_LIGHT = {name: colour(f"var(--{name})")[0] for name in PALETTE}
PAPER, SEA, LAND, LAKE_NAME, KEY = (_LIGHT[name] for name in ("paper", "sea", "land", "lake-name", "c-key"))
INK, FAINT, ACCENT, RULE, LINE = (_LIGHT[name] for name in ("ink", "faint", "accent", "edge", "line"))
_OPACITIES = {role: look["fillOpacity"] for role, look in (LANDS | {"swatch": SYMBOLOGY["swatch"]}).items()}


def mix(below: str, above: str, share: float) -> str:
    """Return the colour of `above` laid with an opacity of `share` over `below`: paper needs no transparency."""
    pairs = zip(to_rgb(below), to_rgb(above), strict=True)
    return str(to_hex([under * (1 - share) + over * share for under, over in pairs]))


def colour_of(dataset: Dataset, power_id: str) -> str:
    """Return the colour of a power on paper."""
    return dataset.row("colours", dataset.row("powers", power_id)["colour"])["light"]


def fill_of(land_colour: str, role: str = "base") -> str:
    """Return a colour as it lies on the land; `role` is one of a land, or ``swatch`` in the legend."""
    return mix(LAND, land_colour, _OPACITIES[role])


def pattern_of(land_colour: str, role: str = "base") -> str:
    """Return the ink of the pattern on land of a colour."""
    ink, share = colour("var(--pattern)")
    return fill_of(mix(land_colour, ink, share), role)


def step_of(opacity: float, count: int) -> float:
    """Return the opacity of each of some layers that together have an opacity."""
    return float(1 - (1 - opacity) ** (1 / count))


def outline_of(role: str, line: str, land_colour: str) -> dict[str, Any]:
    """Return how the outline of a land is drawn (width in points), or nothing if its edge has no line.

    Parameters
    ----------
    role
        ``context``, ``claim`` or ``inner``.
    line
        The line of its certainty.
    land_colour
        Its colour, which the outline of a claim has.
    """
    if line == "none":
        return {}
    edge = SYMBOLOGY["edge"]
    look = {**edge, "weight": LANDS[role]["weight"], **({"color": land_colour} if role == "claim" else {})}
    return stroke_of(look, "inner" if role == "inner" else line)


def line_of(line: str) -> dict[str, Any]:
    """Return how a border of a certainty is drawn: colour, opacity, width in points, dashes, ends."""
    return stroke_of(BORDERS[line]["line"], line)


def band_of(line: str) -> dict[str, Any]:
    """Return what lies under a border that is not solid, so that it is told from other lines."""
    band = BORDERS[line]["band"]
    return stroke_of(band) if band.get("stroke", True) else {}


def stroke_of(look: dict[str, Any], line: str = "solid") -> dict[str, Any]:
    """Return a stroke of the symbology, with the dashes of a kind of line, as Matplotlib has it."""
    width, (ink, share) = look["weight"] * POINT, colour(look["color"])
    # Matplotlib counts dashes in widths of the line.
    dashes = tuple(length * POINT / width for length in dash_of(line))
    ends = {"capstyle": cap_of(line)} if dashes else {}
    style = (0, dashes) if dashes else "solid"
    return {"color": ink, "alpha": share * look.get("opacity", 1.0), "linewidth": width, "linestyle": style, **ends}
