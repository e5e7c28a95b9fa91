"""The languages of the atlas, that of the visitor, and the phrases of the interface in each.

`pages.shared.language.phrases` has the phrases in English; their translations are gettext catalogues in
`pages/locale`, with the key of the phrase as the context of its message.
"""

import gettext
import re
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st
from babel import Locale

from geo.translations import SOURCE, Entry, read_catalogue
from pages.shared.language.phrases import PHRASES

FOLDER = Path(__file__).resolve().parents[2] / "locale"


def _name_of(code: str) -> str:
    """Return the name of a language as its speakers write it at the head of a line."""
    name = Locale.parse(code).get_language_name(code) or code
    return name[:1].upper() + name[1:]


# By code: English, and every language that has a catalogue.
NAMES = {code: _name_of(code) for code in (SOURCE, *sorted(path.stem for path in FOLDER.glob("*.po")))}
# Not yet reviewed by a native speaker, and incomplete in long texts.
TO_REVIEW = frozenset({"rw"})
# A language of the header Accept-Language, with how much it is liked.
_RANGE = re.compile(
    r"(?P<code>[a-z]{2,3})(?:-[a-z0-9]{1,8})*\s*(?:;\s*q=(?P<q>[01](?:\.[0-9]{0,3})?))?", re.ASCII | re.IGNORECASE
)
_LONGEST = 400  # characters of it that are read
_CURRENT: ContextVar[str] = ContextVar("_CURRENT", default="")

Phrase = str | Sequence[str]


@dataclass(frozen=True)
class Phrases:
    """The phrases of one language by key, with as many forms as it has for counts, and which form a count takes."""

    forms: dict[str, tuple[str, ...]]
    form_of: Callable[[int], int]


def speak(language: str) -> None:
    """Set the language of this run; each run has a thread of its own."""
    _CURRENT.set(language)


def language() -> str:
    """Return the language of the visitor; English outside a visit."""
    current = _CURRENT.get()
    if current:
        return current
    view = st.session_state.get("view")  # Streamlit has an empty state outside a visit
    return str(view.lang) if view else SOURCE


def preferred(accepted: str | None) -> str:
    """Return the language of the atlas that a reader likes best; English if he names none that it has.

    Parameters
    ----------
    accepted
        His languages as a browser sends them, ``de-BE,de;q=0.9,fr;q=0.8``, or one of them, ``fr-BE``. Anything may
        stand here.
    """
    ranges = [match for part in (accepted or "")[:_LONGEST].split(",") if (match := _RANGE.fullmatch(part.strip()))]
    liked = sorted(ranges, key=lambda match: -float(match["q"] or 1))
    codes = [match["code"].lower() for match in liked if float(match["q"] or 1) > 0]
    return next((code for code in codes if code in NAMES), SOURCE)


@cache
def phrases(code: str) -> Phrases:
    """Return the phrases of a language; those without a current translation in English.

    Raises
    ------
    DatasetError
        If the catalogue of the language cannot be read.
    """
    by_key = {key: forms_of(phrase) for key, phrase in PHRASES.items()}
    if code == SOURCE:
        return Phrases(by_key, lambda count: int(count != 1))
    catalogue = read_catalogue(FOLDER / f"{code}.po")
    for message in catalogue:
        english = by_key.get(message.context or "")
        if english and not message.fuzzy and forms_of(message.id) == english and all(forms := forms_of(message.string)):
            by_key[str(message.context)] = forms
    return Phrases(by_key, gettext.c2py(catalogue.plural_expr))


def forms_of(phrase: Phrase | None) -> tuple[str, ...]:
    """Return the forms of a phrase: one, or those of one and of many."""
    return (phrase,) if isinstance(phrase, str) else tuple(phrase or ())


def entries() -> list[Entry]:
    """Return every phrase of the interface, to be translated."""
    return [Entry(key, phrase, f"pages: {key}") for key, phrase in PHRASES.items()]
