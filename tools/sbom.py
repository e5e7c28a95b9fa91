"""Lists what the atlas is made of, as CycloneDX: `python -m tools.sbom FILE`.

The packages of Python come from requirements.txt, which pins all that runs, by cyclonedx-py; Leaflet lies in `static/`,
and lean-qr in a bundle there.
What only builds or tests is not in it, nor is Python itself or the system of a container.
"""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parents[1]
VENDORED = ROOT / "static" / "vendor"
_VERSION = re.compile(r"Leaflet (\d+\.\d+\.\d+)")


def sbom() -> str:
    """Return the list as JSON: the same for the same sources, on every machine.

    Raises
    ------
    ValueError
        If it is not as the standard wants it.
    """
    command = [str(Path(sys.executable).parent / "cyclonedx-py"), "requirements", "--output-reproducible"]
    command += ["--spec-version", "1.6", "--pyproject", "pyproject.toml", "requirements.txt"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = json.loads(made)
    listed["components"] += [leaflet(), lean_qr()]
    root = listed["metadata"]["component"]["bom-ref"]
    listed["dependencies"] = [
        *(entry for entry in listed.get("dependencies", []) if entry["ref"] != root),
        {"ref": root, "dependsOn": sorted(part["bom-ref"] for part in listed["components"])},
    ]
    text = json.dumps(listed, indent=2, ensure_ascii=False) + "\n"
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault:
        raise ValueError(str(fault))
    return text


def leaflet() -> dict[str, Any]:
    """Return the entry of the script that lies in `static/`."""
    script = (VENDORED / "leaflet.js").read_bytes()
    version = _VERSION.search(script.decode("utf-8"))
    if not version:
        raise ValueError("static/vendor/leaflet.js does not say its version")
    return {
        "type": "library",
        "bom-ref": "static/vendor/leaflet.js",
        "name": "leaflet",
        "version": version[1],
        "purl": f"pkg:npm/leaflet@{version[1]}",
        "licenses": [{"license": {"id": "BSD-2-Clause"}}],
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(script).hexdigest()}],
    }


def lean_qr() -> dict[str, Any]:
    """Return the entry of the package that is part of the bundle `static/share.js`."""
    version = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]["lean-qr"]
    return {
        "type": "library",
        "bom-ref": "static/share.js",
        "name": "lean-qr",
        "version": version,
        "purl": f"pkg:npm/lean-qr@{version}",
        "licenses": [{"license": {"id": "MIT"}}],
    }


def main(file: str) -> int:
    """Write the list."""
    Path(file).write_text(sbom(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
