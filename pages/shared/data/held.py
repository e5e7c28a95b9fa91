"""What a process loads once and holds until it ends, out of the reach of Streamlit's caches.

Streamlit empties its caches for everybody when one visitor's websocket, a menu or a limit of memory says so.
"""

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Generic, ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Held(Generic[_P, _R]):
    """A function whose results are held; see `held`."""

    def __init__(self, load: Callable[_P, _R]) -> None:
        wraps(load)(self)
        self.load = load
        self.results: dict[tuple[object, ...], _R] = {}
        self.lock = RLock()

    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        """Return the result for arguments, loaded by the first who asks while the others wait."""
        key = (*args, *sorted(kwargs.items()))
        results = self.results
        if key not in results:
            with self.lock:
                if key not in results:
                    results[key] = self.load(*args, **kwargs)
        return results[key]

    def clear(self) -> None:
        """Forget everything: for tests that show other data."""
        self.results = {}


def held(load: Callable[_P, _R]) -> Held[_P, _R]:
    """Return a function whose results are loaded once in a process; errors are not held.

    Its arguments are hashable and few: whoever calls has checked what a visitor chooses.
    """
    return Held(load)
