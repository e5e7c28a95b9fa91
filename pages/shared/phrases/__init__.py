"""Every phrase of the interface in English, by the page that shows it; words about history stand in `data/`.

A phrase with a ``count`` has two forms, for one and for many.
"""

from pages.shared.phrases import (
    atlas,
    chronology,
    codes,
    comparison,
    cooperation,
    data,
    faults,
    find,
    frame,
    missions,
    pages,
    site,
    story,
    time_bar,
)

WORDS: dict[str, str | tuple[str, str]] = {
    key: phrase
    for module in (
        frame,
        faults,
        atlas,
        time_bar,
        codes,
        chronology,
        comparison,
        cooperation,
        data,
        find,
        missions,
        pages,
        site,
        story,
    )
    for key, phrase in module.WORDS.items()
}

__all__ = ["WORDS"]
