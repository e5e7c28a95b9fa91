"""The words of the page data."""

WORDS: dict[str, str] = {
    "data_title": "Data and figures",
}
