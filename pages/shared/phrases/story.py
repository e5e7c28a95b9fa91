"""The words of the page story."""

WORDS: dict[str, str] = {
    "story_page": "The story in ten steps",
}
