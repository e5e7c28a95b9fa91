"""The rules of atoms.csv: small expressions that say which land belongs to an atom.

A rule is one or more alternatives joined by ` or `; an alternative is one or
more terms separated by spaces, which must all hold. The terms:

- `east_of:CUT`, `west_of:CUT`, `north_of:CUT`, `south_of:CUT`: the cut is
  crossed on the way due west (east, south, north) an odd number of times;
- `in:CUT`: inside the polygon;
- `coast:18.52km`: within that distance of the sea;
- `parts:LEFT,BOTTOM,RIGHT,TOP`: whole parts (islands) of the country whose
  centroid lies in the box;
- `rest`: whatever no earlier atom of the country took.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shapely import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from geo.errors import BuildError

Rule = tuple[tuple["Term", ...], ...]

FAR = 360.0
RAYS = {"east_of": (-FAR, 0), "west_of": (FAR, 0), "north_of": (0, -FAR), "south_of": (0, FAR)}
VERBS = (*RAYS, "in", "coast", "parts", "rest")
CUT_VERBS = (*RAYS, "in")


@dataclass(frozen=True)
class Term:
    """One condition of a rule, for instance `east_of:line` as ("east_of", "line")."""

    verb: str
    argument: str = ""


@dataclass(frozen=True)
class Ground:
    """What the terms of a rule refer to.

    `cuts` holds lines and polygons by id; `coast(country, km)` gives the land
    within that distance of the sea. Everything is EPSG:4326.
    """

    cuts: Mapping[str, BaseGeometry]
    coast: Callable[[str, float], BaseGeometry]


def parse_rule(text: str) -> Rule:
    """Parse a rule into alternatives of terms.

    Raises
    ------
    BuildError
        If the rule is empty, or a term is unknown or lacks its argument.
    """
    rule = tuple(tuple(_parse_term(word, text) for word in alternative.split()) for alternative in text.split(" or "))
    if not all(rule):
        msg = f"The rule '{text}' has an empty alternative."
        raise BuildError(msg)
    return rule


def _parse_term(word: str, text: str) -> Term:
    """Parse one word of a rule."""
    verb, _, argument = word.partition(":")
    if verb not in VERBS:
        msg = f"The rule '{text}' has the unknown term '{verb}'; known are {', '.join(VERBS)}."
        raise BuildError(msg)
    if (verb == "rest") == bool(argument):
        needs = "takes no argument" if argument else "needs an argument after a colon"
        msg = f"The term '{verb}' of the rule '{text}' {needs}."
        raise BuildError(msg)
    return Term(verb, argument)


def rule_cuts(rule: Rule, country: str, ground: Ground) -> list[BaseGeometry]:
    """Return the lines along which a rule cuts its country, EPSG:4326.

    Raises
    ------
    BuildError
        If the rule names a cut that is not drawn.
    """
    lines = []
    for term in (term for terms in rule for term in terms):
        if term.verb == "coast":
            lines.append(ground.coast(country, kilometres(term.argument)).boundary)
        elif term.verb in CUT_VERBS:
            if term.argument not in ground.cuts:
                msg = f"A rule of {country} names the cut '{term.argument}', which is not drawn."
                raise BuildError(msg)
            cut = ground.cuts[term.argument]
            lines.append(cut.boundary if cut.geom_type.endswith("Polygon") else cut)
    return lines


def rule_holds(rule: Rule, point: Point, part: BaseGeometry, country: str, ground: Ground) -> bool:
    """Say whether a rule takes a face.

    Parameters
    ----------
    rule
        The parsed rule.
    point
        A point inside the face, EPSG:4326.
    part
        The part of the country that the face was cut from.
    country
        Code of the country.
    ground
        Cuts and coast.
    """
    return any(all(_term_holds(term, point, part, country, ground) for term in terms) for terms in rule)


def _term_holds(term: Term, point: Point, part: BaseGeometry, country: str, ground: Ground) -> bool:
    """Say whether one term holds for a face."""
    if term.verb == "rest":
        return True
    if term.verb == "parts":
        return bool(box(*_numbers(term.argument)).contains(part.centroid))
    if term.verb == "coast":
        return bool(ground.coast(country, kilometres(term.argument)).contains(point))
    cut = ground.cuts[term.argument]
    if term.verb == "in":
        return bool(cut.contains(point))
    return _crossings(point, RAYS[term.verb], cut) % 2 == 1


def _crossings(point: Point, ray: tuple[float, float], cut: BaseGeometry) -> int:
    """Count how often the ray from a point crosses a line."""
    path = LineString([(point.x, point.y), (point.x + ray[0], point.y + ray[1])])
    met = path.intersection(cut)
    return 0 if met.is_empty else len(getattr(met, "geoms", [met]))


def kilometres(argument: str) -> float:
    """Read a distance such as `18.52km`.

    Raises
    ------
    BuildError
        If it is not a positive number followed by km.
    """
    try:
        distance = float(argument.removesuffix("km"))
    except ValueError:
        distance = -1.0
    if distance <= 0 or not argument.endswith("km"):
        msg = f"'{argument}' is not a distance such as 18.52km."
        raise BuildError(msg)
    return distance


def _numbers(argument: str) -> tuple[float, float, float, float]:
    """Read the box of a `parts` term: left, bottom, right, top in degrees."""
    try:
        left, bottom, right, top = (float(word) for word in argument.split(","))
    except ValueError:
        msg = f"'{argument}' is not a box of four numbers: left,bottom,right,top."
        raise BuildError(msg) from None
    return left, bottom, right, top
