"""Every phrase of the interface in English, by key; words about history stand in `data/`.

Phrases stand beside what shows them, in modules whose names end with ``phrases``, one a page and one or two a room
of `pages/shared`; they are found by themselves. A phrase with a ``count`` has two forms, for one and for many.
"""

from importlib import import_module
from pathlib import Path

_PAGES = Path(__file__).resolve().parents[2]
_HERE = Path(__file__).resolve()
_FILES = {_HERE.with_name("codes.py"), _HERE.with_name("connectives.py"), *_PAGES.rglob("*phrases.py")} - {_HERE}
_MODULES = [".".join(("pages", *path.relative_to(_PAGES).with_suffix("").parts)) for path in sorted(_FILES)]
BY_PAGE = [import_module(name).PHRASES for name in _MODULES]
PHRASES: dict[str, str | tuple[str, str]] = {key: phrase for phrases in BY_PAGE for key, phrase in phrases.items()}
