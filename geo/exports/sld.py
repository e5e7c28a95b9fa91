"""SLD: rules of a style as OGC's Styled Layer Descriptor 1.1, which GeoServer, QGIS and others read."""

from collections.abc import Iterable, Mapping, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from geo.exports.strokes import Fill, Hatch, Line, Marker, Rule, Sign, Spots

_SPACES = {
    "xmlns": "http://www.opengis.net/sld",
    "xmlns:se": "http://www.opengis.net/se",
    "xmlns:ogc": "http://www.opengis.net/ogc",
}
# Lines side by side, by their angle against the clock from the horizontal.
_HATCHES = {0: "horline", 45: "slash", 90: "vertline", 135: "backslash"}


def sld(name: str, rules: Sequence[Rule]) -> str:
    """Return rules as SLD, for the layer of a name."""
    root = Element("StyledLayerDescriptor", {"version": "1.1.0", **_SPACES})
    layer = SubElement(root, "NamedLayer")
    SubElement(layer, "se:Name").text = name
    style = SubElement(SubElement(layer, "UserStyle"), "se:FeatureTypeStyle")
    for rule in sorted(rules, key=lambda rule: max(sign.level for sign in rule.signs)):
        element = SubElement(style, "se:Rule")
        SubElement(element, "se:Name").text = rule.label or name
        if rule.where:
            _where(element, rule.where)
        for sign in rule.signs:
            _symbolizer(element, sign, is_area=_is_area(rule.signs))
    return ElementTree.tostring(root, encoding="unicode")


def _is_area(signs: Iterable[Sign]) -> bool:
    return any(isinstance(sign, Fill | Hatch | Spots) or sign.level >= 2 for sign in signs)


def _where(rule: Element, values: Mapping[str, tuple[str | int, ...]]) -> None:
    """Add which rows a rule is for."""
    parent = SubElement(rule, "ogc:Filter")
    parent = SubElement(parent, "ogc:And") if len(values) > 1 else parent
    for name, ones in values.items():
        either = SubElement(parent, "ogc:Or") if len(ones) > 1 else parent
        for value in ones:
            equal = SubElement(either, "ogc:PropertyIsEqualTo")
            SubElement(equal, "ogc:PropertyName").text = name
            SubElement(equal, "ogc:Literal").text = str(value)


def _symbolizer(rule: Element, sign: Sign, *, is_area: bool) -> None:
    if isinstance(sign, Marker):
        graphic = SubElement(SubElement(rule, "se:PointSymbolizer"), "se:Graphic")
        _mark(graphic, sign.shape, sign.colour, sign.outline, 1.0)
        SubElement(graphic, "se:Size").text = f"{sign.size:g}"
        if sign.shape == "diamond":  # a square on its corner
            SubElement(graphic, "se:Rotation").text = "45"
    elif isinstance(sign, Line):
        symbolizer = SubElement(rule, "se:PolygonSymbolizer" if is_area else "se:LineSymbolizer")
        dashes = {"stroke-dasharray": " ".join(f"{length:g}" for length in sign.dashes)} if sign.dashes else {}
        width = {"stroke-width": f"{sign.width:g}", "stroke-linecap": sign.cap, **dashes}
        _parameters(symbolizer, "stroke", sign.colour, sign.opacity, width)
    elif isinstance(sign, Fill):
        _parameters(SubElement(rule, "se:PolygonSymbolizer"), "fill", sign.colour, sign.opacity)
    else:
        _pattern(SubElement(rule, "se:PolygonSymbolizer"), sign)


def _pattern(symbolizer: Element, sign: Hatch | Spots) -> None:
    fill = SubElement(SubElement(symbolizer, "se:Fill"), "se:GraphicFill")
    graphic = SubElement(fill, "se:Graphic")
    if isinstance(sign, Hatch):
        mark = SubElement(graphic, "se:Mark")
        SubElement(mark, "se:WellKnownName").text = f"shape://{_HATCHES[round(sign.angle)]}"
        _parameters(mark, "stroke", sign.colour, sign.opacity, {"stroke-width": f"{sign.width:g}"})
    else:
        _mark(graphic, "circle", sign.colour if sign.is_filled else "", sign.colour, sign.opacity)
    SubElement(graphic, "se:Size").text = f"{sign.distance if isinstance(sign, Hatch) else 2 * sign.radius:g}"


def _mark(graphic: Element, shape: str, colour: str, outline: str, opacity: float) -> None:
    mark = SubElement(graphic, "se:Mark")
    SubElement(mark, "se:WellKnownName").text = {"diamond": "square"}.get(shape, shape)
    if colour:
        _parameters(mark, "fill", colour, opacity)
    _parameters(mark, "stroke", outline, opacity)


def _parameters(parent: Element, kind: str, colour: str, opacity: float, more: Mapping[str, str] | None = None) -> None:
    """Add a fill or a stroke with its parameters."""
    element = SubElement(parent, f"se:{kind.capitalize()}")
    for name, value in {kind: colour, f"{kind}-opacity": f"{opacity:g}", **(more or {})}.items():
        SubElement(element, "se:SvgParameter", name=name).text = value
