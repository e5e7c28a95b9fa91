"""The SVG of a sketch: paths, tiles of patterns, and the style sheet that both take their looks from."""

from collections.abc import Iterator
from html import escape
from typing import Any

import numpy as np
import shapely

from geo.render.sketch.viewport import UNITS
from geo.render.symbology import BORDERS, LANDS, PATTERNS, PHYSICAL, SYMBOLOGY, cap_of, dash_of, page_css, pattern_of

_COLOURS = ("sea", "land", "water", "shore", "line", "pattern", "ink", "halo", "accent")


def territory_path(row: dict[str, Any], shape: Any) -> str:
    """Return the path of a territory, a feature of `atlas.json`."""
    names = " ".join([row["role"], f"c-{row['colour']}", f"edge-{row['line']}"])
    has_pattern = pattern_of(row["role"], row["pattern"])
    return path(shape, names, **({"fill": f"url(#{_tile_id(row)})"} if has_pattern else {}))


def path(shape: Any, names: str, **more: str) -> str:
    """Return the path of a shape with some class names, or nothing if the shape has no point left."""
    data = "".join(_commands(part) for part in shapely.get_parts(shape))
    return f"<path{_attributes({'class': names, **more, 'd': data})}/>" if data else ""


def _attributes(values: dict[str, Any]) -> str:
    """Return attributes, each with a space before it; no value ends the attribute that it stands in."""
    return "".join(f' {name}="{escape(str(value), quote=True)}"' for name, value in values.items())


def tile(row: dict[str, Any]) -> str:
    """Return the tile of the pattern of a territory, or nothing if it has none; that of a claim has no ground."""
    name = pattern_of(row["role"], row["pattern"])
    if not name:
        return ""
    size, turn = PATTERNS[name]["size"], PATTERNS[name]["turn"]
    marks = "".join(_mark(kind, attributes) for kind, attributes in PATTERNS[name]["draw"])
    is_claim = row["role"] == "claim"
    ground = "" if is_claim else f'<path class="ground" d="M0 0h{size}v{size}h-{size}z"/>'
    attributes = {
        "id": _tile_id(row),
        "class": f"c-{row['colour']}{' over' if is_claim else ''}",
        "width": size,
        "height": size,
        "patternUnits": "userSpaceOnUse",
        "data-turn": turn,
        "patternTransform": f"rotate({turn}) scale({UNITS})",
    }
    return f"<pattern{_attributes(attributes)}>{ground}{marks}</pattern>"


def _tile_id(row: dict[str, Any]) -> str:
    name = pattern_of(row["role"], row["pattern"])
    return f"p-{row['colour']}-{name}{'-over' if row['role'] == 'claim' else ''}"


def _mark(kind: str, attributes: dict[str, Any]) -> str:
    """Return a mark of a pattern; a full circle as a point with a round end, so that every mark is but a stroke."""
    if kind == "circle" and attributes.get("fill") != "none":
        wide = 2 * attributes["r"]
        at = f"M{attributes['cx']} {attributes['cy']}h0"
        return f'<path d="{at}" stroke-width="{wide:g}" stroke-linecap="round"/>'
    return f"<{kind}{_attributes(attributes)}/>"


def _commands(shape: Any) -> str:
    """Return the commands of a shape, in whole units, each point from the one before."""
    if isinstance(shape, shapely.Polygon):
        return "".join(_line(ring, end="z") for ring in (shape.exterior, *shape.interiors))
    if isinstance(shape, shapely.LineString):
        return _line(shape)
    return "".join(_commands(part) for part in shapely.get_parts(shape)) if hasattr(shape, "geoms") else ""


def _line(line: Any, end: str = "") -> str:
    points = np.rint(shapely.get_coordinates(line)).astype(int)
    steps = np.diff(points, axis=0)
    steps = steps[steps.any(axis=1)]
    if not len(steps) or (end and len(steps) < 3):
        return ""
    steps = steps[:-1] if end else steps
    return f"M{points[0][0]} {points[0][1]}l{' '.join(map(str, steps.ravel().tolist()))}{end}"


# Style


def style(colours: dict[str, dict[str, str]]) -> str:
    """Return the style sheet of sketches: the palette, the symbology, and the colours of the powers by their name.

    Names and colours are those that `Layers` has checked.
    """
    powers = (f".c-{name}{{--c:light-dark({row['light']},{row['dark']})}}" for name, row in colours.items())
    rules = (f"{{{page_css(_COLOURS)}}}", *_physical(), *_lands(), *_dashes(), *_borders(), *powers)
    return "".join(f".sketch{'' if rule.startswith('{') else ' '}{rule}" for rule in rules)


def _physical() -> Iterator[str]:
    yield f".land{{fill:{PHYSICAL['land']['fillColor']}}}"
    lake = PHYSICAL["lake"]
    yield f".lake{{fill:{lake['fillColor']};fill-opacity:{lake['fillOpacity']};{_stroke(lake)}}}"


def _lands() -> Iterator[str]:
    edge = SYMBOLOGY["edge"]
    for role, look in LANDS.items():
        rules = [f"fill-opacity:{look['fillOpacity']}"]
        if look["weight"]:
            rules.append(_stroke({**edge, **look, **({"color": "var(--c)"} if role == "claim" else {})}))
        if "blur" in look:
            rules.append(f"filter:blur({_pixels(look['blur'])})")
        yield f"path.{role}{{{';'.join(rules)}}}"
    yield "path.edge-none{stroke:none}"


def _dashes() -> Iterator[str]:
    for line in SYMBOLOGY["dashes"]:
        if dash := dash_of(line):
            names = "path.inner" if line == "inner" else f":is(.border.{line},.edge-{line}:not(.inner))"
            yield f"{names}{{stroke-dasharray:{' '.join(map(_pixels, dash))};stroke-linecap:{cap_of(line)}}}"


def _borders() -> Iterator[str]:
    yield f".outer{{{_stroke(SYMBOLOGY['outer'])}}}"
    for line, look in BORDERS.items():
        yield f".border.{line}{{{_stroke(look['line'])}}}"
        if look["band"].get("stroke", True):
            yield f".band.{line}{{{_stroke(look['band'])}}}"


def _stroke(look: dict[str, Any]) -> str:
    opacity = f";stroke-opacity:{look['opacity']}" if "opacity" in look else ""
    return f"stroke:{look['color']};stroke-width:{_pixels(look['weight'])}{opacity}"


def _pixels(length: float) -> str:
    return f"calc({length:g} * var(--px))"
