"""QML: rules of a style as QGIS writes them, with the columns of time for its temporal controller."""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from geo.exports.strokes import Fill, Hatch, Line, Marker, Rule, Sign, Spots

_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_VERSION = "3.28.0"  # the oldest QGIS whose form this is
_BETWEEN = "2"  # a feature holds from one column to another
_CAPS = {"butt": "flat"}


def qml(rules: Sequence[Rule], *, is_dated: bool) -> str:
    """Return rules as QML.

    Parameters
    ----------
    is_dated
        Whether the layer has ``start_day`` and ``end_day``, half-open.
    """
    root = Element("qgis", version=_VERSION, styleCategories="Symbology|Temporal" if is_dated else "Symbology")
    if is_dated:
        names = {"startField": "start_day", "endField": "end_day", "durationField": "", "durationUnit": "days"}
        plain = {"accumulate": "0", "fixedDuration": "0", "startExpression": "", "endExpression": ""}
        SubElement(root, "temporal", {"enabled": "1", "mode": _BETWEEN, "limitMode": "0", **names, **plain})
    renderer = SubElement(root, "renderer-v2", type="RuleRenderer", symbollevels="1", forceraster="0")
    tree, symbols = SubElement(renderer, "rules", key="root"), SubElement(renderer, "symbols")
    for number, rule in enumerate(rules):
        where = {"filter": _where(rule.where)} if rule.where else {}
        SubElement(tree, "rule", {"key": f"rule-{number}", "symbol": str(number), "label": rule.label, **where})
        _symbol(symbols, str(number), rule.signs)
    return _DOCTYPE + ElementTree.tostring(root, encoding="unicode")


def _where(values: Mapping[str, tuple[str | int, ...]]) -> str:
    """Return which rows a rule is for, as an expression of QGIS."""
    return " AND ".join(f'"{name}" IN ({", ".join(map(_quoted, ones))})' for name, ones in values.items())


def _quoted(value: str | int) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _symbol(parent: Element, name: str, signs: Sequence[Sign]) -> None:
    """Add a symbol; the marks of which a pattern is made are symbols within it."""
    if isinstance(signs[0], Marker):
        kind = "marker"
    else:
        kind = "line" if all(isinstance(sign, Line) for sign in signs) and not _is_area(signs) else "fill"
    symbol = SubElement(parent, "symbol", type=kind, name=name, alpha="1", clip_to_extent="1", force_rhr="0")
    for number, sign in enumerate(signs):
        attributes = {"pass": str(sign.level), "locked": "0", "enabled": "1"}
        form, options = _layer(sign)
        layer = SubElement(symbol, "layer", {"class": form, **attributes})
        _options(layer, options)
        within = _within(sign)
        if within:
            _symbol(layer, f"@{name}@{number}", [within])


def _is_area(signs: Sequence[Sign]) -> bool:
    """Return whether lines alone are the outline of an area: those of lands lie above all fills."""
    return signs[0].level >= 2


def _within(sign: Sign) -> Sign | None:
    """Return the mark that a pattern repeats."""
    if isinstance(sign, Hatch):
        return Line(sign.colour, sign.opacity, sign.width, (), "butt", 0)
    if isinstance(sign, Spots):
        clear = _rgba(sign.colour, sign.opacity if sign.is_filled else 0)
        return Marker("circle", sign.radius * 2, clear, _rgba(sign.colour, sign.opacity))
    return None


def _layer(sign: Sign) -> tuple[str, dict[str, str]]:
    """Return the class of a layer of a symbol, and its options."""
    if isinstance(sign, Fill):
        return "SimpleFill", {"color": _rgba(sign.colour, sign.opacity), "style": "solid", "outline_style": "no"}
    if isinstance(sign, Hatch):
        return "LinePatternFill", {
            "angle": f"{sign.angle:g}",
            **_pixels(distance=sign.distance, line_width=sign.width),
            "color": _rgba(sign.colour, sign.opacity),
        }
    if isinstance(sign, Spots):
        return "PointPatternFill", _pixels(distance_x=sign.distance, distance_y=sign.distance)
    if isinstance(sign, Line):
        dashes = {"use_custom_dash": "1", "customdash": ";".join(f"{length:g}" for length in sign.dashes)}
        return "SimpleLine", {
            "line_color": _rgba(sign.colour, sign.opacity),
            "line_style": "solid",
            **_pixels(line_width=sign.width),
            "capstyle": _CAPS.get(sign.cap, sign.cap),
            **({**dashes, "customdash_unit": "Pixel"} if sign.dashes else {}),
        }
    colours = {"color": _rgba(sign.colour, 1), "outline_color": _rgba(sign.outline, 1), "outline_style": "solid"}
    return "SimpleMarker", {"name": sign.shape, **colours, **_pixels(size=sign.size, outline_width=1)}


def _pixels(**lengths: float) -> dict[str, str]:
    values = {name: f"{length:g}" for name, length in lengths.items()}
    return values | {f"{name}_unit": "Pixel" for name in lengths}


def _rgba(colour: str, opacity: float) -> str:
    """Return a colour, ``#rrggbb`` or as it is returned here, as QGIS writes it: red, green, blue, opacity."""
    if "," in colour:
        return colour
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return ",".join(map(str, [*parts, round(opacity * 255)]))


def _options(layer: Element, options: Mapping[str, str]) -> None:
    tree = SubElement(layer, "Option", type="Map")
    for name, value in options.items():
        SubElement(tree, "Option", type="QString", name=name, value=value)
