"""The languages of the atlas: which there are, which a visitor reads, and the phrases of the interface in each.

Phrases stand in English in `pages/shared/phrases`; their translations are gettext catalogues in
`pages/locale`, with the key of the phrase as the context of its message.
"""

import gettext
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st
from babel import negotiate_locale

from geo.translations import SOURCE, Entry, read_catalogue
from pages.shared.language.phrases import WORDS

FOLDER = Path(__file__).resolve().parents[2] / "locale"
# By code, as their speakers write them.
NAMES = {"en": "English", "fr": "Français", "nl": "Nederlands", "rw": "Ikinyarwanda"}
# Not yet read by somebody who speaks it from childhood, and not complete in long texts.
TO_REVIEW = frozenset({"rw"})
_SPOKEN: ContextVar[str] = ContextVar("_SPOKEN", default="")

Phrase = str | Sequence[str]


@dataclass(frozen=True)
class Phrases:
    """The phrases of one language by key, with as many forms as it has for counts, and which form a count takes."""

    forms: dict[str, tuple[str, ...]]
    form_of: Callable[[int], int]


def speak(language: str) -> None:
    """Let this run speak a language: set once when it begins, as each run has a thread of its own."""
    _SPOKEN.set(language)


def language() -> str:
    """Return the language of the visitor; English outside a visit."""
    spoken = _SPOKEN.get()
    if spoken:
        return spoken
    view = st.session_state.get("view")  # Streamlit has an empty state outside a visit
    return str(view.lang) if view else SOURCE


def preferred(locale: str | None) -> str:
    """Return the language of the atlas that suits a browser's, such as ``fr-BE``; English if none does."""
    found = negotiate_locale([locale or SOURCE], list(NAMES), sep="-")
    return found.split("-")[0].split("_")[0] if found else SOURCE


@lru_cache(maxsize=len(NAMES))
def phrases(code: str) -> Phrases:
    """Return the phrases of a language; one that has no translation, or an outdated one, is in English.

    Raises
    ------
    DatasetError
        If the catalogue of the language cannot be read.
    """
    own = {key: forms_of(phrase) for key, phrase in WORDS.items()}
    if code == SOURCE:
        return Phrases(own, lambda count: int(count != 1))
    catalogue = read_catalogue(FOLDER / f"{code}.po")
    for message in catalogue:
        known = own.get(message.context or "")
        if known and not message.fuzzy and forms_of(message.id) == known and all(forms := forms_of(message.string)):
            own[str(message.context)] = forms
    return Phrases(own, gettext.c2py(catalogue.plural_expr))


def forms_of(phrase: Phrase | None) -> tuple[str, ...]:
    """Return the forms of a phrase: one, or those of one and of many."""
    return (phrase,) if isinstance(phrase, str) else tuple(phrase or ())


def entries() -> list[Entry]:
    """Return every phrase of the interface, to be translated."""
    return [Entry(key, phrase, f"pages: {key}") for key, phrase in WORDS.items()]
