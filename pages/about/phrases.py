"""The words of the page about."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "nav_about": "About",
    "about_heading": "What this atlas is",
    "about_purpose": (
        "The atlas shows, for every day it covers, who held which land, by what title, and where the missions of "
        "its two states stood. Every land, mission and event names its sources and says whether the passage was read."
    ),
    "about_sources": "{count} works. A work that is named but was not opened is marked so.",
    "about_reading": (
        "A year on the slider means its 31 December; a day means that day. Every interval begins on the first day "
        "on which something was true and ends on the first day on which it no longer was. Colour tells who "
        "administered a land, pattern tells by what title, and the line tells how sure its border is. Where two "
        "powers claimed one land, both claims are drawn and named."
    ),
    "about_sources_link": "All sources, and how sure each row is",
}
