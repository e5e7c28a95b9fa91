"""The icons: of Streamlit's icon font, those that the pages or Streamlit's own parts name."""

import hashlib
import importlib.util
import io
import re
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from geo.errors import BuildError

_NAMED = re.compile(r":material/([a-z0-9_]+):")
FONT = "MaterialSymbols-Rounded.*.woff2"


def write_icons(root: Path, static: Path) -> list[str]:
    """Write the icons to `static`/fonts under a name that tells what they hold; return it if it is new.

    Raises
    ------
    BuildError
        If Streamlit has no icon font where it is looked for.
    """
    content = subset(streamlit_font(), names_of(root))
    path = static / "fonts" / f"icons-{hashlib.sha256(content).hexdigest()[:8]}.woff2"
    if path.exists():
        return []
    for older in path.parent.glob("icons-*.woff2"):
        older.unlink()
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return [f"fonts/{path.name}"]


def streamlit_static() -> Path:
    """Return the folder of what Streamlit sends to browsers."""
    found = importlib.util.find_spec("streamlit")
    if found is None or not found.submodule_search_locations:
        raise BuildError("Streamlit is not installed: its icons cannot be read.")
    return Path(found.submodule_search_locations[0]) / "static" / "static"


def streamlit_font() -> Path:
    """Return Streamlit's icon font."""
    fonts = sorted((streamlit_static() / "media").glob(FONT))
    if len(fonts) != 1:
        raise BuildError(f"Streamlit has {len(fonts)} icon fonts called {FONT}, not one.")
    return fonts[0]


def names_of(root: Path) -> set[str]:
    """Return the names of the icons that the pages in `root`, or Streamlit's scripts, name."""
    files = [
        root / "dashboard.py",
        *(root / "pages").rglob("*.py"),
        *(root / "server").rglob("*.py"),
        *(streamlit_static() / "js").glob("*.js"),
    ]
    return {name for file in files for name in _NAMED.findall(file.read_text(encoding="utf-8"))}


def subset(font_file: Path, names: set[str]) -> bytes:
    """Return a font (WOFF2) with the icons of these names, each written as a ligature of its name.

    Names that the font does not have are left out: Streamlit's scripts hold some in examples.
    """
    font = TTFont(font_file, recalcTimestamp=False)
    options = Options()
    options.flavor, options.layout_features, options.layout_closure = "woff2", ["liga", "rlig"], False
    subsetter = Subsetter(options)
    letters = {ord(letter) for name in names for letter in name}
    subsetter.populate(unicodes=letters, glyphs=[glyph for name, glyph in ligatures(font).items() if name in names])
    subsetter.subset(font)
    font.flavor = "woff2"
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def ligatures(font: TTFont) -> dict[str, str]:
    """Return the glyph of each name that a font writes as one."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found: dict[str, str] = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            plain = getattr(table, "ExtSubTable", table)
            for first, followers in getattr(plain, "ligatures", {}).items():
                for item in followers:
                    name = "".join(letters.get(glyph, "") for glyph in (first, *item.Component))
                    found[name] = item.LigGlyph
    return found
