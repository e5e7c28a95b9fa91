"""The scripts and styles that the browser fetches, each bundled by esbuild from a folder of browser/."""

import subprocess
from pathlib import Path

from geo.build.npm import MODULES, ROOT, install_modules
from geo.errors import BuildError
from geo.render.symbology import map_css

SOURCES = ROOT / "browser"
PALETTE = "map/palette.css"  # generated beside the style sheet that imports it
# What is fetched, the module that it begins with, and its format: a page opened as a file can load no modules.
BUNDLES = {
    "atlas-map.js": ("page/loader.js", "iife"),
    "map.js": ("map/index.js", "esm"),
    "map-canvas.js": ("map/render/canvas/index.js", "esm"),
    "time-bar.js": ("time-bar/index.js", "esm"),
    "tour.js": ("tour/index.js", "esm"),
    "light.js": ("light/index.js", "iife"),
    "light-page.js": ("light/page.js", "iife"),
    "light-find.js": ("light/find.js", "iife"),
    "light-compare.js": ("light/compare.js", "iife"),
    "light-worker.js": ("light/worker.js", "iife"),
    "first-paint.js": ("page/first-paint.js", "iife"),
    "start.js": ("page/start.js", "iife"),
    "typing.js": ("page/typing.js", "esm"),
    "page.js": ("page/page.js", "iife"),
    "map-frame.js": ("page/map-frame.js", "iife"),
    "share.js": ("share/index.js", "esm"),
    "embed.js": ("embed/index.js", "esm"),
    "cookie.js": ("page/cookie.js", "esm"),
    "atlas-map.css": ("map/style.css", ""),
    "time-bar.css": ("time-bar/style.css", ""),
    "tour.css": ("tour/style.css", ""),
    "light.css": ("light/style.css", ""),
    "share.css": ("share/style.css", ""),
}
_OPTIONS = ("--bundle", "--minify", "--target=es2022", "--charset=utf8", "--legal-comments=none", "--external:*.woff2")


def bundle_scripts(out: Path, sources: Path = SOURCES) -> list[str]:
    """Write every bundle of the modules in `sources` to `out`; return the names of those that are new.

    Raises
    ------
    BuildError
        If esbuild cannot, with its own words.
    """
    install_modules()
    write_palette(sources)
    before = {name: (out / name).read_bytes() for name in BUNDLES if (out / name).exists()}
    for name, (entry, form) in BUNDLES.items():
        # A component of Streamlit whose script is one line would be taken for the path of a file.
        banner = f"--banner:{name.rpartition('.')[2]}=/* Generated from browser/{entry}: do not edit. */"
        options = (*((f"--format={form}",) if form else ()), *_OPTIONS, banner)
        command = [str(MODULES / ".bin" / "esbuild"), str(sources / entry), *options, f"--outfile={out / name}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise BuildError(f"{entry} cannot be bundled:\n{done.stderr}")
    return [name for name in BUNDLES if before.get(name) != (out / name).read_bytes()]


def write_palette(sources: Path = SOURCES) -> None:
    """Write the palette of the live map as a style sheet, if it is another than the one in `sources`."""
    path, text = sources / PALETTE, map_css()
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")
