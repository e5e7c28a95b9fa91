"""The words of the page sources."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "nav_sources": "Sources",
    "sources_title": "Sources, and how certain the record is",
    "sources_total": (
        "Of {total} rows shown, {yes} rest on a source that was read, {partly} do so in part, and {no} do not: "
        "they are marked “{mark}”."
    ),
    "sources_total_all": "Of {total} rows shown, {yes} rest on a source that was read and {partly} do so in part.",
    "sources_total_none": "This atlas does not say which rows were verified.",
    "sources_purpose": (
        "Every row of the record cites its sources. A row counts as read if a passage in one of them was read "
        "for it. Where none was opened, the row is marked “{mark}” wherever it appears. The record was checked "
        "to {day}."
    ),
    # The rows that are not verified
    "unverified_heading": "Rows not verified ({count})",
    "unverified_none": "Every row rests, at least in part, on a source that was read.",
    # The works
    "works_heading": "The works",
    "works_search": "Search the works",
    "works_search_hint": "Author, title, number, licence",
    "works_found": "{found} of {total} works",
    "works_none": "No work contains these words.",
    "works_all": "Show all {count}",
    # The rows of the record
    "record_heading": "The record, row by row",
    "record_choose": "Table",
    "record_rows": ("One row", "{count} rows"),
    "record_empty": "This table has no rows yet.",
    "record_all": "Show all {count} rows",
    # What is left out
    "omissions_heading": "What is left out, and why",
    "omissions_none": "This atlas lists no omissions.",
}
