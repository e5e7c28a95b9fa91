"""The second dataset: two invented countries, written as a complete data package."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SCHEMAS = ROOT / "data" / "datapackage.json"
CODE = ("dashboard.py", "pages", "geo", "server", "static", ".streamlit")  # an atlas without data
LAYERS = ("atlas.json", "physical.json", "timeline.json", "territories.geojson", "version.txt")
Told = TypeVar("Told")

# Every text of the tiny dataset that a browser must never run.
HOSTILE = ("<img src=x onerror=alert(1)>", "${alert(1)}", "`alert(1)`")


def write_tiny_package(folder: Path) -> Path:
    """Write the tiny data package into `folder`, with the schemas of the atlas's own; return `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted([*HERE.glob("*.csv"), *HERE.glob("*.geojson")]):
        shutil.copy(path, folder / path.name)
    (folder / "datapackage.json").write_text(json.dumps(tiny_descriptor()), encoding="utf-8")
    return folder


def copy_atlas(folder: Path, names: tuple[str, ...]) -> None:
    """Copy files and folders of the atlas into `folder`."""
    for name in names:
        copy: Callable[..., object] = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)


def write_atlas(folder: Path, write_package: Callable[[Path], Told]) -> Told:
    """Write an atlas of another dataset into `folder`, with layers built from it; return what `write_package` does."""
    copy_atlas(folder, CODE)
    for name in LAYERS:
        (folder / "static" / name).unlink()
    told = write_package(folder / "data")
    command = [sys.executable, "-m", "geo.build", "layers"]
    built = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return told


def tiny_descriptor() -> dict[str, object]:
    """Return the descriptor: the atlas block of `atlas.json`, and the schema of every table that is there."""
    own = json.loads(SCHEMAS.read_text(encoding="utf-8"))
    resources = [resource for resource in own["resources"] if (HERE / str(resource["path"])).is_file()]
    for resource in resources:
        for field in resource.get("schema", {}).get("fields", []):
            if (resource["name"], field["name"]) == ("polities", "region"):
                # Continents are the one list of the schemas that belongs to the atlas's own subject.
                field["constraints"].pop("enum", None)
    atlas = json.loads((HERE / "atlas.json").read_text(encoding="utf-8"))
    return {"name": "tiny", "profile": "data-package", "atlas": atlas, "resources": resources}
