"""What has been made of late, kept within a bound of bytes."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Recent(Generic[Made]):
    """What was made, by a key; when it has more bytes than `most`, that goes which nobody has asked for the longest.

    Parameters
    ----------
    most
        Bytes.
    size
        Gives the bytes of one thing.
    """

    def __init__(self, most: int, size: Callable[[Made], int]) -> None:
        self.most = most
        self.size = size
        self._kept: dict[Hashable, Made] = {}
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Made | None:
        """Return what is kept for a key, if anything is."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept[key] = self._kept.pop(key)  # the one last asked for goes last
            return self._kept[key]

    def keep(self, key: Hashable, made: Made) -> None:
        """Keep something for a key."""
        with self._lock:
            self._drop(key)
            self._kept[key] = made
            self._size += self.size(made)
            while self._size > self.most:
                self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._kept.clear()
            self._size = 0

    def _drop(self, key: Hashable) -> None:
        if key in self._kept:
            self._size -= self.size(self._kept.pop(key))
