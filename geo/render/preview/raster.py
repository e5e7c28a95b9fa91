"""From SVG to PNG: in this process, or in one of its own that is run as a file and knows nothing but the renderer.

The renderer holds the interpreter while it draws. ``python raster.py`` reads sheets as JSON from its standard input,
writes the last one as PNG to its standard output and ends: it takes 20 MB and 40 ms more than a drawing here.
"""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import resvg_py

Sheet = tuple[str, int, int]  # an SVG, and the width and height (pixels) at which it is drawn

SERIF, SANS = ("Atlas Serif Bold 0", "Atlas Serif Bold 1"), ("Atlas Sans 0", "Atlas Sans 1")
EARLIER = "sheet:{}"  # in an SVG it stands for an earlier sheet, by its number
SECONDS = 20.0
_TYPEFACES = Path(__file__).resolve().parents[1] / "plate" / "typefaces"
_NICE = 5  # a visitor's step comes before a drawing


def font_file(family: str) -> Path:
    """Return the file of a family."""
    return _TYPEFACES / f"{family.replace(' ', '-').lower()}.ttf"


def draw(sheets: Sequence[Sheet]) -> bytes:
    """Return the last of some sheets as PNG; each may show those before it."""
    fonts = [str(font_file(family)) for family in (*SERIF, *SANS)]
    drawn: list[bytes] = []
    for svg, wide, high in sheets:
        for number, picture in enumerate(drawn):
            address = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
            svg = svg.replace(EARLIER.format(number), address)
        png = resvg_py.svg_to_bytes(svg, width=wide, height=high, skip_system_fonts=True, font_files=fonts)
        drawn.append(bytes(png))
    return drawn[-1]


def draw_apart(sheets: Sequence[Sheet]) -> bytes:
    """Return what `draw` does, drawn in a process of its own.

    Raises
    ------
    subprocess.SubprocessError
        If it fails, or takes more than `SECONDS`.
    """
    done = subprocess.run(
        [sys.executable, "-I", str(Path(__file__).resolve())],
        input=json.dumps(sheets).encode(),
        capture_output=True,
        check=True,
        timeout=SECONDS,
        env={name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")},
    )
    return done.stdout


if __name__ == "__main__":
    os.nice(_NICE)
    sys.stdout.buffer.write(draw(json.load(sys.stdin)))
