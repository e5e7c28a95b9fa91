"""Fonts: the faces of a plate, and how wide words are in them."""

from functools import cache, lru_cache
from pathlib import Path

from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import text_to_path

TYPEFACES = Path(__file__).with_name("typefaces")  # made of static/fonts by `python -m geo.build fonts`
MM = 25.4 / 72  # of a point

# By name: files of static/fonts for Latin and the rest of it, weight of a variable one, and Matplotlib's own font for
# all else.
FACES: dict[str, tuple[tuple[str, ...], int, str]] = {
    "Serif": (("alegreya-latin-wght-normal", "alegreya-latin-ext-wght-normal"), 500, "DejaVu Serif"),
    "Serif Bold": (("alegreya-latin-wght-normal", "alegreya-latin-ext-wght-normal"), 700, "DejaVu Serif"),
    "Serif Italic": (("alegreya-latin-wght-italic",), 500, "DejaVu Serif"),
    "Sans": (("alegreya-sans-latin-400-normal", "alegreya-sans-latin-ext-400-normal"), 0, "DejaVu Sans"),
    "Sans Bold": (("alegreya-sans-latin-700-normal",), 0, "DejaVu Sans"),
}


def family_of(name: str, number: int) -> str:
    """Return the family under which Matplotlib knows a file of a face."""
    return f"Atlas {name} {number}"


def file_of(family: str) -> Path:
    """Return the TrueType file of a family."""
    return TYPEFACES / f"{family.replace(' ', '-').lower()}.ttf"


@cache
def _families(name: str) -> list[str]:
    """Make a face known to Matplotlib; return the families in which to look for a glyph, first to last."""
    files, _, last = FACES[name]
    families = [family_of(name, number) for number in range(len(files))]
    for family in families:
        fontManager.addfont(file_of(family))
    return [*families, last]


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
        word_width = width(word, name, size)
        if lines and used + space + word_width <= room:
            lines[-1].append(word)
            used += space + word_width
        else:
            lines.append([word])
            used = word_width
    return [" ".join(line) for line in lines]
