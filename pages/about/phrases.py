"""The words of the page about."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "nav_about": "About",
    "about_heading": "What this atlas is",
    "about_purpose": (
        "For every day it covers, the atlas shows who held which land, under what legal status, and where the "
        "missions of the two states stood. Every land, mission and event cites its sources and says whether the "
        "passage was read."
    ),
    "about_sources": "{count} works. Those cited but not opened are marked.",
    "about_reading": (
        "A year on the time bar stands for its 31 December; a day stands for itself. Every period begins on the "
        "first day on which something was true and ends on the first day on which it no longer was. Colour shows "
        "who administered a land, pattern shows its legal status, and line style shows how certain its border "
        "is. Where two powers claimed the same land, both claims are drawn and named."
    ),
    "glossary_heading": "Terms",
    "about_sources_link": "All sources, and how certain each row is",
}
