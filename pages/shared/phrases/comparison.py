"""The words of the page comparison."""

WORDS: dict[str, str] = {
    "comparison_title": "Two dates compared",
}
