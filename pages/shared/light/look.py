"""The files beside the pages: style sheets with their fonts in them, scripts, licences."""

import base64
import re
import tomllib
from pathlib import Path

_PAGES = Path(__file__).resolve().parents[2]
_STYLES = _PAGES / "shared" / "layout" / "styles"
_THEME = Path(__file__).resolve().parents[3] / ".streamlit" / "config.toml"
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_FONT = re.compile(r'url\("\{static\}/(fonts/[\w-]+\.woff2)"\)')
_MAP_END = re.compile(r"//# sourceMappingURL=.*\s*$")
_CAPITAL = re.compile("(?=[A-Z])")
SCRIPTS = {"leaflet.js": "vendor/leaflet.js", "light.js": "light.js"}
_LICENCES = ("vendor/leaflet.LICENSE.txt",)
_FONT_LICENCES = ("fonts/alegreya.LICENSE.txt", "fonts/alegreya-sans.LICENSE.txt")


def sheets(static: Path) -> dict[str, bytes]:
    """Return the style sheets: of all pages, of the map, of the time bar.

    Fonts are part of the sheet: in some browsers a page opened as a file may not load a font from another file.
    """
    leaflet, live_map = (_read(static / name) for name in ("vendor/leaflet.css", "atlas-map.css"))
    chronology = _read(_PAGES / "chronology" / "style.css")
    site = [_tokens(), _faces(static), _read(_STYLES / "base.css"), chronology, _read(static / "light.css")]
    return {
        "site.css": "\n".join(site).encode(),
        "map.css": f"{leaflet}\n{_FACE.sub('', live_map)}".encode(),
        "time-bar.css": _read(static / "time-bar.css").encode(),
        "icon.svg": (static / "icon.svg").read_bytes(),
    }


def scripts(static: Path) -> dict[str, bytes]:
    """Return the scripts: Leaflet and the bundle of `static/site`, both of them classic."""
    return {name: _MAP_END.sub("", _read(static / path)).encode() for name, path in SCRIPTS.items()}


def licences(static: Path, root: Path) -> dict[str, bytes]:
    """Return the notice on third-party parts, and their licences."""
    others = {f"licences/{Path(name).name}": (static / name).read_bytes() for name in (*_LICENCES, *_FONT_LICENCES)}
    return {
        "NOTICE.txt": (root / "NOTICE").read_bytes(),
        "licences/LICENSE.txt": (root / "LICENSE").read_bytes(),
        **others,
    }


def _faces(static: Path) -> str:
    def inline(match: re.Match[str]) -> str:
        return f"url(data:font/woff2;base64,{base64.b64encode((static / match[1]).read_bytes()).decode()})"

    return _FONT.sub(inline, _read(_STYLES / "fonts.css"))


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
