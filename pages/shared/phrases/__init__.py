"""Every phrase of the interface, by the page that shows it; words about history stand in `data/`."""

from pages.shared.phrases import atlas, chronology, comparison, cooperation, data, find, frame, missions, pages, story

WORDS: dict[str, str] = {
    key: phrase
    for module in (frame, atlas, chronology, comparison, cooperation, data, find, missions, pages, story)
    for key, phrase in module.WORDS.items()
}
TIME_BAR_WORDS = atlas.TIME_BAR_WORDS

__all__ = ["TIME_BAR_WORDS", "WORDS"]
