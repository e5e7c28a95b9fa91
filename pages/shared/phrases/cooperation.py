"""The words of the page cooperation."""

WORDS: dict[str, str] = {
    "cooperation_title": "Cooperation",
}
