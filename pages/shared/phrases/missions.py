"""The words of the page missions."""

WORDS: dict[str, str] = {
    "missions_page": "Missions",
}
