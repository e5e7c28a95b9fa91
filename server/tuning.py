"""Settings of Python for many visitors at once, each with the figure that justifies it.

One more stands in .streamlit/config.toml: ``runner.postScriptGC = false``. Streamlit's whole collection after every
run took 95 of the 140 ms of a step once all pages had been visited; without it memory stays flat over 400 visitors.
The figures stand in docs/benchmarks.md, "Settings of the server".
"""

import gc
import sys
from functools import cache

SWITCH_INTERVAL = 0.02  # seconds


def set_thread_switch_interval() -> None:
    """Let a thread run for 20 ms before another may interrupt it, in place of Python's 5.

    A run of a few milliseconds is then not cut in two by those of other visitors. With 200 visitors, p95 of a move
    fell from 679 ms (523–999, six runs) to 483 ms (466–529, four).
    """
    sys.setswitchinterval(SWITCH_INTERVAL)


@cache
def freeze_loaded(language: str) -> None:
    """Take what is loaded by now, the dataset in one language, out of every later collection of garbage.

    A whole collection walks 82 ms through it otherwise. Done once for each language, however often its dataset is
    loaded.
    """
    del language
    gc.collect()
    gc.freeze()
