"""The words of the frame of every page: its head, its notices of links, its tables and charts, its foot."""

WORDS: dict[str, str | tuple[str, str]] = {
    "nav_atlas": "Map",
    "nav_story": "Story",
    "nav_chronology": "Chronology",
    "nav_missions": "Missions",
    "nav_cooperation": "Cooperation",
    "nav_comparison": "Compare",
    "nav_article": "Article",
    "nav_sources": "Sources",
    "nav_data": "Data",
    "nav_about": "About",
    "nav_find": "Find",
    "languages": "Language",
    "review_note": "This translation needs review by a native speaker. Long texts are in English.",
    "table_as_table": ("As a table (one row)", "As a table ({count} rows)"),
    "chart_today": "{day}",
    "bad_with": "The link’s second date is not one the atlas can show, so the atlas chooses one.",
    "bad_step": "The link names a step that the story does not have; it begins at the beginning.",
    "bad_kinds": "The link names kinds of events that the atlas does not have; it shows all.",
    "long_query": "The words to look for are too long; the atlas uses the first {count} characters.",
}
