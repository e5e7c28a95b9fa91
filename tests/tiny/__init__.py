"""The second dataset: two invented countries, written as a complete data package."""

import json
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCHEMAS = HERE.parents[1] / "data" / "datapackage.json"

# Every text of the tiny dataset that a browser must never run.
HOSTILE = ("<img src=x onerror=alert(1)>", "${alert(1)}", "`alert(1)`")


def write_tiny_package(folder: Path) -> Path:
    """Write the tiny data package into `folder`, with the schemas of the atlas's own; return `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted([*HERE.glob("*.csv"), *HERE.glob("*.geojson")]):
        shutil.copy(path, folder / path.name)
    (folder / "datapackage.json").write_text(json.dumps(tiny_descriptor()), encoding="utf-8")
    return folder


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
