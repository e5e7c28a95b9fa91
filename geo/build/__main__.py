"""Command line of the build: `python -m geo.build WHAT [--check] [--data FOLDER]`; `--help` says what there is."""

import argparse
import importlib
import shutil
import sys
import tempfile
from pathlib import Path

from geo.build import commands
from geo.build.pipeline import build_boundaries
from geo.errors import AtlasError, BuildError

ROOT = Path(__file__).resolve().parents[2]
WHAT = {
    "atoms": "cut the atoms, the shapes and the physical base map into data/",
    "layers": "make the layers that the browser fetches, in static/",
    "scripts": "bundle the scripts that the browser fetches, in static/",
    "all": "all of them, one after the other",
    "fonts": "make the fonts of the plate of those of the pages, in geo/render/plate/typefaces/",
    "to-postgis": "write a data package into a PostGIS database",
    "from-postgis": "bring the files of a data package up to date from a PostGIS database",
}


def main(arguments: list[str] | None = None) -> int:
    """Run the build and return the exit status: 1 for a fault, or a difference under --check."""
    given = sys.argv[1:] if arguments is None else arguments
    if given and given[0] in commands.COMMANDS:
        return commands.run(given)
    options = _parser().parse_args(arguments)
    try:
        if options.what.endswith("-postgis"):
            _exchange(options)
        elif options.check:
            with tempfile.TemporaryDirectory() as folder:
                data, static = (_copied(path, Path(folder)) for path in _folders(options))
                changed = _build(options.what, data, static, words=("differs", "same"))
            return int(changed)
        else:
            _build(options.what, *_folders(options), words=("changed", "unchanged"))
    except AtlasError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(prog="python -m geo.build", description=__doc__)
    whole = WHAT | commands.COMMANDS
    parser.add_argument("what", choices=tuple(whole), help="; ".join(map(": ".join, whole.items())))
    parser.add_argument(
        "--check",
        action="store_true",
        help="build into a temporary folder and say which files differ; exit 1 if any does",
    )
    parser.add_argument("url", nargs="?", help="address of the database, for to-postgis and from-postgis")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="another data package than data/")
    parser.add_argument(
        "--static", type=Path, metavar="FOLDER", help="where its layers go; static/, or layers/ in another package"
    )
    return parser


def _exchange(options: argparse.Namespace) -> None:
    """Write a data package into a database, or its files from one; print what was written."""
    if not options.url:
        raise BuildError(f"{options.what} needs the address of a database: postgresql://user@host/name")
    try:
        database = importlib.import_module("geo.build.database")
    except ModuleNotFoundError as error:
        raise BuildError(f"{error.name} is not installed: pip install -r requirements-postgis.txt") from None
    data = _folders(options)[0]
    if options.what == "to-postgis":
        lines = [f"{name}: written" for name in database.write_database(data, options.url)]
    else:
        changed = _write(database.read_database(options.url, data), data)
        lines = [f"{name}: {'changed' if is_changed else 'unchanged'}" for name, is_changed in changed.items()]
    sys.stdout.write("\n".join(lines) + "\n")


def _folders(options: argparse.Namespace) -> tuple[Path, Path]:
    """Return the folders of the data package and of its layers.

    Raises
    ------
    BuildError
        If scripts are asked for: they belong to the atlas, not to a package.
    """
    if options.data is None:
        return ROOT / "data", options.static or ROOT / "static"
    if options.what in ("scripts", "all"):
        raise BuildError("--data goes with atoms or layers; the rest is the same for every package.")
    return options.data.resolve(), (options.static or options.data / "layers").resolve()


def _copied(folder: Path, target: Path) -> Path:
    """Copy a folder of the project, if it is there, below a temporary one."""
    copy = target / folder.name
    if folder.exists():
        shutil.copytree(folder, copy)
    else:
        copy.mkdir()
    return copy


def _build(what: str, data: Path, static: Path, words: tuple[str, str]) -> bool:
    """Build in place, print a line for each file and say whether any changed."""
    changed: dict[str, bool] = {}
    if what in ("atoms", "all"):
        changed |= _write(build_boundaries(data, ROOT / ".cache" / "build"), data)
    if what in ("layers", "all"):
        # Imported late: the layers need the library, the atoms do not.
        layers = commands.import_layers()
        names = layers.build_layers(data, static)
        changed |= dict.fromkeys((f"{static.name}/{name}" for name in names), True)
        if not names:
            changed[f"{static.name}/"] = False
    if what in ("scripts", "all"):
        scripts = importlib.import_module("geo.build.scripts")
        for name in scripts.bundle_scripts(static):
            changed[f"{static.name}/{name}"] = True
    if what == "fonts":
        fonts = importlib.import_module("geo.build.fonts")
        changed |= dict.fromkeys(fonts.write_fonts(), True)
    for name, is_changed in sorted(changed.items()):
        sys.stdout.write(f"{name}: {words[0] if is_changed else words[1]}\n")
    return any(changed.values())


def _write(texts: dict[str, str], folder: Path) -> dict[str, bool]:
    """Write the files whose text is new; return for each whether it is."""
    changed = {}
    for name, text in texts.items():
        path = folder / name
        content = text.encode("utf-8")
        is_new = not path.exists() or path.read_bytes() != content
        if is_new:
            path.write_bytes(content)
        changed[f"{folder.name}/{name}"] = is_new
    return changed


if __name__ == "__main__":
    sys.exit(main())
