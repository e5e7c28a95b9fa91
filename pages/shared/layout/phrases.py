"""The words of every page: head, content notes, details, tables, foot."""

PHRASES: dict[str, str | tuple[str, str]] = {
    # Head and foot
    "nav_find": "Find",
    "day_field": "Another day",
    "day_outside": "The atlas covers {first} to today, {today}.",
    "languages": "Language",
    "nav_pages": "Pages",
    "review_note": "This translation needs review by a native speaker. Long texts are in English.",
    "skip_map": "Skip to the map",
    "skip_text": "Skip to the text",
    "embed_open": "Open in the atlas ↗",
    "foot": (
        "Record checked to {day}. Data of the atlas: CC BY 4.0. Coasts and present borders: Natural Earth, "
        "public domain. Lines drawn dashed, dotted or soft are uncertain, and say so."
    ),
    # While a page is on its way, or fails
    "map_waits": "The map is on its way …",
    "map_waits_long": "It is slow to come. If it does not, reload the page; the text is complete without it.",
    "page_waits": "The page is on its way …",
    "page_fault": "This part could not be shown; the fault has been noted. All other parts and pages work.",
    "lost_title": "There is no such page",
    "lost_text": "The atlas has nothing at this address. The links above lead to all of its pages.",
    # Content notes
    "content_note_dismiss": "Show the texts",
    "content_note_remember": "Remember on this device for a year",
    "hidden_rows": "Texts behind the note above: {count}.",
    # Details of a land or a mission
    "close_details": "Close",
    "details_before": "Before",
    "details_after": "After",
    "details_sources": "Sources",
    "not_in_force": "{name} is not on the map on this day.",
    # Tables
    "table_as_table": ("As a table (one row)", "As a table ({count} rows)"),
    "csv_download": "Download as CSV",
}
