"""The files beside the pages: style sheets, scripts, licences."""

import re
import tomllib
from pathlib import Path

from geo.render.symbology import page_css

_PAGES = Path(__file__).resolve().parents[2]
_STYLES = _PAGES / "shared" / "layout" / "styles"
_THEME = Path(__file__).resolve().parents[3] / ".streamlit" / "config.toml"
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_MAP_END = re.compile(r"//# sourceMappingURL=.*\s*$")
_CAPITAL = re.compile("(?=[A-Z])")
SCRIPTS = {"leaflet.js": "vendor/leaflet.js", "light.js": "light.js", "page.js": "light-page.js"} | {
    name: f"light-{name}" for name in ("find.js", "compare.js")
}
_LICENCES = ("vendor/leaflet.LICENSE.txt",)
_COLOURS = ("ink", "page", "paper", "border", "accent", "faint")


def sheets(static: Path, sketch: str) -> dict[str, bytes]:
    """Return the style sheets: of all pages, of the map, of the time bar.

    They load no font: the faces of the atlas are shown to who has them, and their like to everybody else.

    Parameters
    ----------
    static
        The folder of the bundles.
    sketch
        The style of sketches, as `Sketches.style` gives it.
    """
    leaflet, live_map = (_read(static / name) for name in ("vendor/leaflet.css", "atlas-map.css"))
    chronology = _read(_PAGES / "chronology" / "style.css")
    site = [_tokens(), _read(_STYLES / "base.css"), chronology, _sketch(sketch), _read(static / "light.css")]
    return {
        "light.css": "\n".join(site).encode(),
        "map.css": f"{leaflet}\n{_FACE.sub('', live_map)}".encode(),
        "time-bar.css": _read(static / "time-bar.css").encode(),
        "icon.svg": (static / "icon.svg").read_bytes(),
    }


def _sketch(style: str) -> str:
    return f".first-sight {{ {page_css(_COLOURS)} }}\n{_read(_STYLES / 'sketch.css')}{style}"


def scripts(static: Path) -> dict[str, bytes]:
    """Return the scripts: Leaflet and the bundle of `static/site`, both of them classic."""
    return {name: _MAP_END.sub("", _read(static / path)).encode() for name, path in SCRIPTS.items()}


def licences(static: Path, root: Path) -> dict[str, bytes]:
    """Return the notice on third-party parts, and their licences."""
    others = {f"licences/{Path(name).name}": (static / name).read_bytes() for name in _LICENCES}
    return {
        "NOTICE.txt": (root / "NOTICE").read_bytes(),
        "licences/LICENSE.txt": (root / "LICENSE").read_bytes(),
        **others,
    }


def _tokens() -> str:
    """Return the theme of the app as the custom properties that Streamlit makes of it."""
    theme = tomllib.loads(_read(_THEME))["theme"]
    light, dark = ({**theme, **theme[name]} for name in ("light", "dark"))
    return (
        f":root {{ {_properties(light)} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {_properties(dark)} }} }}"
    )


def _properties(theme: dict[str, object]) -> str:
    words = {_CAPITAL.sub("-", name).lower(): value for name, value in theme.items() if isinstance(value, str)}
    return " ".join(f"--st-{name}: {value};" for name, value in words.items() if name != "base-radius")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
