"""Every phrase of the interface in English, by key; words about history stand in `data/`.

Phrases stand beside what shows them, in a module `phrases` of each page and of each room of `pages/shared`.
A phrase with a ``count`` has two forms, for one and for many.
"""

from importlib import import_module
from pathlib import Path

_PAGES = Path(__file__).resolve().parents[2]
_FILES = {_PAGES / "shared" / "language" / "codes.py", *_PAGES.rglob("phrases.py")} - {Path(__file__).resolve()}
_MODULES = [".".join(("pages", *path.relative_to(_PAGES).with_suffix("").parts)) for path in sorted(_FILES)]
BY_PAGE = [import_module(name).WORDS for name in _MODULES]
WORDS: dict[str, str | tuple[str, str]] = {key: phrase for words in BY_PAGE for key, phrase in words.items()}
