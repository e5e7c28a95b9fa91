"""Settings of Python and Altair for many visitors at once, each with the figure that justifies it.

One more stands in .streamlit/config.toml: ``runner.postScriptGC = false``. Streamlit's whole collection after every
run took 95 of the 140 ms of a step once all pages had been visited; without it memory stays flat over 400 visitors
(docs/benchmarks.md, "400 visitors of the atlas").
"""

import gc
import sys
from functools import cache

from altair.utils import schemapi

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

    Walking it costs about 60 ms a collection. With this, a move of 50 visitors took 9.7 ms (median; p95 49), and
    1,904 ms (3,128) without. Done once for each language, however often its dataset is loaded.
    """
    del language
    gc.collect()
    gc.freeze()


def disable_chart_validation() -> None:
    """Have Altair not check every part of a chart against its schema, which takes longer than all else on a page."""
    schemapi.disable_debug_mode()
