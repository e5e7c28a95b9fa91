"""The second dataset: two invented countries, a complete data package."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CODE = ("dashboard.py", "pages", "geo", "server", "static", ".streamlit")  # an atlas without data
LAYERS = ("atlas.json", "physical.json", "timeline.json", "territories.geojson", "version.txt")
Told = TypeVar("Told")

# Every text of the tiny dataset that a browser must never run.
HOSTILE = ("<img src=x onerror=alert(1)>", "${alert(1)}", "`alert(1)`")


def write_tiny_package(folder: Path) -> Path:
    """Write the tiny data package into `folder`; return `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(HERE.iterdir()):
        if path.suffix in {".csv", ".geojson", ".json"}:
            shutil.copy(path, folder / path.name)
    return folder


def copy_atlas(folder: Path, names: tuple[str, ...]) -> None:
    """Copy files and folders of the atlas into `folder`."""
    for name in names:
        copy: Callable[..., object] = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)


def write_atlas(folder: Path, write_package: Callable[[Path], Told]) -> Told:
    """Write an atlas of another dataset into `folder`, with layers built from it; return what `write_package` does."""
    copy_atlas(folder, CODE)
    (ROOT / ".cache").mkdir(exist_ok=True)
    (folder / ".cache").symlink_to(ROOT / ".cache")  # what one server has compressed serves the others
    for name in LAYERS:
        (folder / "static" / name).unlink()
    package = write_package(folder / "data")
    command = [sys.executable, "-m", "geo.build", "layers"]
    built = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return package
