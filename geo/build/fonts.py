"""The fonts of the plate: those of the pages, each at one weight, as files that Matplotlib reads."""

import io
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from geo.build.npm import ROOT
from geo.render.plate.fonts import FACES, family_of, file_of

SOURCES = ROOT / "static" / "fonts"


def write_fonts() -> list[str]:
    """Write the fonts of every face beside the plate; return the names of those that are new."""
    files = {file_of(family): content for family, content in fonts()}
    changed = [path for path, content in files.items() if not path.exists() or path.read_bytes() != content]
    for path in changed:
        path.write_bytes(files[path])
    return [path.name for path in changed]


def fonts() -> Iterator[tuple[str, bytes]]:
    """Give every font that a face of the plate has: its family, and its file as TrueType."""
    for face, (files, weight, _) in FACES.items():
        for number, file in enumerate(files):
            family = family_of(face, number)
            yield family, convert(SOURCES / f"{file}.woff2", family, weight)


def convert(source: Path, name: str, weight: int) -> bytes:
    """Return a WOFF2 font as TrueType under a name of its own; a variable one at one weight."""
    font = TTFont(source, recalcTimestamp=False)
    if "fvar" in font:
        font = instancer.instantiateVariableFont(font, {"wght": weight})
    for identifier in (1, 4, 6, 16):
        font["name"].setName(name.replace(" ", "") if identifier == 6 else name, identifier, 3, 1, 0x409)
    font["name"].setName("Regular", 2, 3, 1, 0x409)
    font["name"].names = [record for record in font["name"].names if record.platformID == 3]
    font["OS/2"].usWeightClass, font["OS/2"].fsSelection, font["head"].macStyle = 400, 64, 0
    font.flavor = None
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()
