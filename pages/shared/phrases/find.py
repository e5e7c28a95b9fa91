"""The words of the page find."""

WORDS: dict[str, str] = {
    "find_title": "Find",
}
