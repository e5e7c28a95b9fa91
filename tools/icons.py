"""The icons: of Streamlit's icon font, those that the pages or Streamlit's own parts name.

`python -m tools.icons` writes them to static/fonts; with ``--check`` it only says whether they differ.
"""

import argparse
import hashlib
import io
import re
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from server.upstream import icon_font, script_files

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "static" / "fonts"
_NAMED = re.compile(r":material/([a-z0-9_]+):")


def main(arguments: list[str] | None = None) -> int:
    """Write the icons and return the exit status: 1 for a difference under --check."""
    parser = argparse.ArgumentParser(prog="python -m tools.icons", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the icons differ")
    check = parser.parse_args(arguments).check
    content = subset(icon_font(), names_of(ROOT))
    path = FONTS / f"icons-{hashlib.sha256(content).hexdigest()[:8]}.woff2"
    differs = not path.exists()
    if differs and not check:
        for older in FONTS.glob("icons-*.woff2"):
            older.unlink()
        path.write_bytes(content)
    words = ("differs", "same") if check else ("changed", "unchanged")
    sys.stdout.write(f"static/fonts/{path.name}: {words[0] if differs else words[1]}\n")
    return int(check and differs)


def names_of(root: Path) -> set[str]:
    """Return the names of the icons that the pages in `root`, or Streamlit's scripts, name."""
    files = [
        root / "dashboard.py",
        *(root / "pages").rglob("*.py"),
        *(root / "server").rglob("*.py"),
        *script_files(),
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
    characters: dict[str, str] = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            plain = getattr(table, "ExtSubTable", table)
            for first, followers in getattr(plain, "ligatures", {}).items():
                for item in followers:
                    name = "".join(letters.get(glyph, "") for glyph in (first, *item.Component))
                    characters[name] = item.LigGlyph
    return characters


if __name__ == "__main__":
    sys.exit(main())
