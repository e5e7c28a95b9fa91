"""Fonts: the atlas's own, made readable for Matplotlib, and how wide words are in them."""

import atexit
import tempfile
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import text_to_path

FOLDER = Path(__file__).resolve().parents[3] / "static" / "fonts"
MM = 25.4 / 72  # of a point

# By name: files for Latin and the rest of it, weight of a variable one, Matplotlib's own font for all else.
_FACES: dict[str, tuple[tuple[str, ...], int, str]] = {
    "Serif": (("alegreya-latin-wght-normal", "alegreya-latin-ext-wght-normal"), 500, "DejaVu Serif"),
    "Serif Bold": (("alegreya-latin-wght-normal", "alegreya-latin-ext-wght-normal"), 700, "DejaVu Serif"),
    "Serif Italic": (("alegreya-latin-wght-italic",), 500, "DejaVu Serif"),
    "Sans": (("alegreya-sans-latin-400-normal", "alegreya-sans-latin-ext-400-normal"), 0, "DejaVu Sans"),
    "Sans Bold": (("alegreya-sans-latin-700-normal",), 0, "DejaVu Sans"),
}


@lru_cache(maxsize=1)
def _folder() -> "tempfile.TemporaryDirectory[str]":
    """Return the folder that keeps the converted fonts while the program runs."""
    folder = tempfile.TemporaryDirectory(prefix="atlas-fonts-")
    atexit.register(folder.cleanup)
    return folder


@lru_cache(maxsize=len(_FACES))
def _families(face: str) -> list[str]:
    """Make a face known to Matplotlib; return the families in which to look for a glyph, first to last."""
    files, weight, last = _FACES[face]
    names = []
    for number, file in enumerate(files):
        source = FOLDER / f"{file}.woff2"
        if source.exists():
            names.append(f"Atlas {face} {number}")
            fontManager.addfont(_convert(source, names[-1], weight))
    return [*names, last]


def _convert(source: Path, name: str, weight: int) -> Path:
    """Write a WOFF2 font as TrueType under a name of its own; a variable one at one weight."""
    font = TTFont(source)
    if "fvar" in font:
        font = instancer.instantiateVariableFont(font, {"wght": weight})
    for identifier in (1, 4, 6, 16):
        font["name"].setName(name.replace(" ", "") if identifier == 6 else name, identifier, 3, 1, 0x409)
    font["name"].setName("Regular", 2, 3, 1, 0x409)
    font["name"].names = [record for record in font["name"].names if record.platformID == 3]
    font["OS/2"].usWeightClass, font["OS/2"].fsSelection, font["head"].macStyle = 400, 64, 0
    font.flavor = None
    target = Path(_folder().name) / f"{name.replace(' ', '-').lower()}.ttf"
    font.save(target)
    return target


def face(name: str, size: float) -> FontProperties:
    """Return a face of the plate (Serif, Serif Bold, Serif Italic, Sans, Sans Bold) at a size in points."""
    return FontProperties(family=_families(name), size=size)


def width(words: str, name: str, size: float) -> float:
    """Return how wide one line of words is, in mm."""
    return _per_point(words, name) * size


@lru_cache(maxsize=8192)
def _per_point(words: str, name: str) -> float:
    across, _, _ = text_to_path.get_text_width_height_descent(words, face(name, 100), ismath=False)
    return float(across) / 100 * MM


def wrap(words: str, name: str, size: float, room: float) -> list[str]:
    """Return words in lines no wider than `room` mm; a longer word has a line of its own."""
    lines, used = list[list[str]](), room
    space = width("n n", name, size) - width("nn", name, size)
    for word in words.split():
        own = width(word, name, size)
        if lines and used + space + own <= room:
            lines[-1].append(word)
            used += space + own
        else:
            lines.append([word])
            used = own
    return [" ".join(line) for line in lines]
