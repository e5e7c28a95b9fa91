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
    "old_edition": (
        "The link is from version {asked} of the record, checked to {old}; the atlas shows version {version}, checked "
        "to {day}, and may differ."
    ),
    "present_edition": "Go on with version {version}",
    "foot": (
        "Record checked to {day}. Data of the atlas: CC BY 4.0. Coasts and present borders: Natural Earth, "
        "public domain. Lines drawn dashed, dotted or soft are uncertain, and say so."
    ),
    # The menu to share a view
    "share": "Share",
    "share_title": "Share this view",
    "share_link": "Link to this view",
    "share_edition": "Name the version of the record, {version}",
    "share_copy_link": "Copy link",
    "share_copy_picture": "Copy picture",
    "share_copy_citation": "Copy citation",
    "share_system": "Share by another app",
    "share_code": "QR code for the wall",
    "share_code_how": "Point the camera of a phone at the code to open this view.",
    "share_code_long": "This link is too long for a code.",
    "share_full": "Fill the screen",
    "share_full_end": "Leave full screen",
    "share_link_copied": "The link is copied.",
    "share_citation_copied": "The citation is copied.",
    "share_picture_waits": "The picture is on its way …",
    "share_picture_copied": "The picture is copied.",
    "share_picture_saved": "This browser cannot copy pictures: it has saved the picture as a file.",
    "share_picture_failed": "The picture could not be fetched; try again in a moment.",
    "share_by_hand": "This browser does not let the atlas copy. The text is marked: copy it as you copy any text.",
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
