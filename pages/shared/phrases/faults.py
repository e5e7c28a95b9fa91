"""The words for what should not happen."""

WORDS: dict[str, str] = {
    "page_fault": "This part could not be shown; the fault has been noted. All other parts and pages work.",
}
