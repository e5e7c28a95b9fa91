"""Strokes: what a rule of a style draws, in pixels, whatever the language in which it is written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Fill(NamedTuple):
    """A plain colour (``#rrggbb``)."""

    colour: str
    opacity: float
    level: int


class Hatch(NamedTuple):
    """Lines side by side; their angle is measured against the clock from the horizontal, in degrees."""

    colour: str
    opacity: float
    angle: float
    distance: float
    width: float
    level: int


class Spots(NamedTuple):
    """Circles side by side."""

    colour: str
    opacity: float
    radius: float
    distance: float
    is_filled: bool
    level: int


class Line(NamedTuple):
    """A line, or the outline of an area, with its dashes, drawn and left out by turns."""

    colour: str
    opacity: float
    width: float
    dashes: tuple[float, ...]
    cap: str
    level: int


class Marker(NamedTuple):
    """A mark at a place: ``circle`` or ``diamond``."""

    shape: str
    size: float
    colour: str
    outline: str
    level: int = 0


Sign = Fill | Hatch | Spots | Line | Marker


@dataclass(frozen=True)
class Rule:
    """How some rows of a layer are drawn.

    Attributes
    ----------
    label
        For the legend; empty if all rows are drawn alike.
    where
        The values that a row may have, by column; a row has one of each.
    signs
        What is drawn, from below; a sign of a higher level lies over those of other rows.
    """

    label: str
    where: Mapping[str, tuple[str | int, ...]]
    signs: tuple[Sign, ...]
