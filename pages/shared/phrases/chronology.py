"""The words of the page chronology."""

WORDS: dict[str, str] = {
    "chronology_title": "Chronology",
}
