"""What has been made of late, kept within a bound of bytes."""

from collections.abc import Hashable
from threading import Lock


class Recent:
    """Bytes by a key; when there are more than `most` of them, those go that nobody has asked for the longest."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: dict[Hashable, bytes] = {}
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> bytes | None:
        """Return what is kept for a key, if anything is."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept[key] = self._kept.pop(key)  # the one last asked for goes last
            return self._kept[key]

    def keep(self, key: Hashable, content: bytes) -> None:
        """Keep bytes for a key."""
        with self._lock:
            self._size += len(content) - len(self._kept.pop(key, b""))
            self._kept[key] = content
            while self._size > self.most:
                self._size -= len(self._kept.pop(next(iter(self._kept))))

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._kept.clear()
            self._size = 0
