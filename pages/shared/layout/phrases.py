"""The words of every page: head, content notes, details, tables, foot."""

PHRASES: dict[str, str | tuple[str, str]] = {
    # Head and foot
    "nav_find": "Find",
    "day_field": "Another day",
    "day_outside": "The atlas covers {first} to today, {today}.",
    "languages": "Language",
    "nav_pages": "Pages",
    "review_note": "This translation needs review by a native speaker. Notes on sources are in English.",
    "skip_map": "Skip to the map",
    "skip_text": "Skip to the text",
    "embed_open": "Open in the atlas ↗",
    "old_edition": (
        "This link was made with version {asked} of the record, checked to {old}. The atlas now shows version "
        "{version}, checked to {day}, and may differ."
    ),
    "archived_edition": "Open version {version} as it was ↗",
    "present_edition": "Continue with version {version}",
    "foot": (
        "Record checked to {day}. Data of the atlas: CC BY 4.0. Coasts and present borders: Natural Earth, "
        "public domain. Dashed, dotted and soft lines mark uncertain borders."
    ),
    # The menu to share a view
    "share": "Share",
    "share_title": "Share this view",
    "share_link": "Link to this view",
    "share_edition": "Include the version of the record, {version}",
    "share_copy_link": "Copy link",
    "share_copy_picture": "Copy picture",
    "share_copy_citation": "Copy citation",
    "share_system": "Share with another app",
    "share_code": "QR code to display",
    "share_code_how": "Point a phone’s camera at the code to open this view.",
    "share_code_long": "This link is too long for a code.",
    "share_full": "Full screen",
    "share_full_end": "Leave full screen",
    "share_link_copied": "Link copied.",
    "share_citation_copied": "Citation copied.",
    "share_picture_waits": "Preparing the picture …",
    "share_picture_copied": "Picture copied.",
    "share_picture_saved": "This browser cannot copy pictures. The picture was saved as a file.",
    "share_picture_failed": "The picture could not be fetched; try again in a moment.",
    "share_by_hand": ("This browser does not let the atlas copy. The text is selected: copy it as you copy any text."),
    # While a page is on its way, or fails
    "map_waits": "Loading the map …",
    "map_waits_long": (
        "This is taking longer than usual. If the map does not appear, reload the page; the text is complete "
        "without it."
    ),
    "page_waits": "Loading the page …",
    "page_fault": "Something went wrong here. The error has been logged. All other parts and pages work.",
    "lost_title": "Page not found",
    "lost_text": "There is nothing at this address. The links above lead to all pages of the atlas.",
    # Content notes
    "content_note_dismiss": "Show the texts",
    "content_note_remember": "Remember on this device for a year",
    "hidden_rows": "Hidden by the content note above: {count}.",
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
