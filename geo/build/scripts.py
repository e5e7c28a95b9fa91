"""The scripts that the browser fetches, each bundled by esbuild from the modules of one folder of static/."""

import subprocess
from pathlib import Path

from geo.build.npm import MODULES, install_modules
from geo.errors import BuildError

# What is fetched, the module that it begins with, and its format: a page opened as a file can load no modules.
BUNDLES = {
    "map.js": ("map/atlas.js", "esm"),
    "time-bar.js": ("time-bar/bar.js", "esm"),
    "site.js": ("site/main.js", "iife"),
}
_OPTIONS = ("--bundle", "--minify", "--target=es2022", "--charset=utf8", "--legal-comments=none")
_MAP = ("--sourcemap", "--sources-content=false")


def bundle_scripts(static: Path, out: Path) -> list[str]:
    """Write every bundle of the modules in `static` to `out`, with a map to its sources; return those that are new.

    Raises
    ------
    BuildError
        If esbuild cannot, with its own words.
    """
    install_modules()
    before = {path.name: path.read_bytes() for path in out.glob("*.js*")}
    for name, (entry, form) in BUNDLES.items():
        options = (f"--format={form}", *_OPTIONS, *_MAP)
        command = [str(MODULES / ".bin" / "esbuild"), str(static / entry), *options, f"--outfile={out / name}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise BuildError(f"{entry} cannot be bundled:\n{done.stderr}")
    written = [file for name in BUNDLES for file in (name, f"{name}.map")]
    return [name for name in written if before.get(name) != (out / name).read_bytes()]
