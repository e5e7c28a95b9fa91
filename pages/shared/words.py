"""Every word of the interface in one place; words about history stand in `data/`."""

from datetime import date

from geo.dates import first_day, last_true, precision
from pages.shared.page_words import PAGE_WORDS

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

WORDS = {
    **PAGE_WORDS,
    "nav_atlas": "Map",
    "nav_about": "About",
    "on_this_day": "On this day",
    "elsewhere": "Around them",
    "missions_heading": "Missions and seats",
    "no_missions": "Neither state keeps a mission or a seat that the atlas records on this day.",
    "this_year": "In {year}, day by day",
    "nothing_this_year": "The atlas records no change and no event in {year}.",
    "next_change": "The map changes next on",
    "no_next": "No change known after {day}.",
    "after_as_of": "The record was checked to {day}; no change known after that.",
    "story": "Story of this land",
    "close_story": "Close",
    "story_status": "Legal status",
    "story_sovereign": "Sovereignty",
    "story_power": "Administered by",
    "story_ruler": "Rulers and seats of power",
    "story_time": "In force",
    "story_extent": "In this extent",
    "story_other_names": "Also called",
    "story_today": "Its land today",
    "called_by": "{name} ({by})",
    "story_certainty": "Border",
    "story_before": "Before",
    "story_after": "After",
    "story_sources": "Sources",
    "story_note": "Note",
    "story_confidence": "Confidence",
    "story_verified": "Source read",
    "verified_yes": "yes, the passage was read",
    "verified_partly": "partly",
    "verified_no": "no: the source is named but was not opened — not verified",
    "badge_no": "not verified",
    "badge_partly": "partly verified",
    "read_yes": "read",
    "read_yes_on": "read on {day}",
    "read_partly": "read in part or in a copy",
    "read_partly_on": "read in part or in a copy on {day}",
    "read_no": "named, not opened",
    "confidence_high": "high",
    "confidence_medium": "medium",
    "confidence_low": "low",
    "office_heading": "In office",
    "office_vacant": "{office}: the post is vacant. {note}",
    "office_none": "{office}: none. {note}",
    "office_refused": "{office}: {person} is named but not accepted. {note}",
    "disputes_heading": "Where sources differ",
    "position_held": "{label} — held by {by}",
    "position_shown": "Shown on the map",
    "position_text": "Also held: {label} — by {by}.",
    "care_pass": "Show the texts",
    "care_remember": "Remember on this device for a year",
    "not_in_force": "{name} is not on the map on this day.",
    "go_to": "Go to {day}",
    "to_today": "today",
    "since": "since {start}",
    "from_to": "{start} – {end}",
    "change_ends": "{name} ends",
    "change_begins": "{name}: {status}",
    "change_passes": "{before} → {after}",
    "change_status": "{name}: {before} → {after}",
    "change_power": "{name}: from {before} to {after}",
    "change_claim": "{name}: claimed, not held",
    "change_border": "{name}: new borders or a new title",
    "layers": "Shown on the map",
    "layer_missions": "Embassies",
    "layer_seats": "Colonial seats",
    "layer_places": "Schools, memorials, ports",
    "layer_claims": "Rival claims",
    "layer_names": "Names of lands",
    "layer_towns": "Towns and lakes",
    "map_title": "Map on {day}",
    "views": "Where to look",
    "attribution": "Borders: the atlas, CC BY 4.0, after Natural Earth",
    "open_story": "Click for its story",
    "map_failed": "The map could not be loaded. Reload the page; the text beside it is complete.",
    "legend": "Legend",
    "legend_powers": "Administered by",
    "legend_statuses": "Legal status",
    "legend_lines": "Borders",
    "legend_marks": "Missions and places",
    "legend_claim": "Claimed, not held",
    "rival": "{title}: {label} ({by})",
    "town_used_by": "So called by {name}",
    "town_also": "Also {name}",
    "town_today": "Today {name}",
    "under": "Administered by {power}",
    "mark_embassy": "Embassy",
    "mark_seat": "Colonial seat",
    "mark_place": "School, memorial, office, port",
    "event_heading": "Event",
    "bad_date": "The link’s date is not one the atlas can show, so it shows {shown}.",
    "early_date": "The atlas begins in {first}, so it shows {shown}.",
    "late_date": "That day has not come yet, so the atlas shows {shown}.",
    "repeated": "The link gives “{name}” more than once; the atlas uses none of them.",
    "bad_territory": "The link names a territory that the atlas does not have.",
    "bad_mission": "The link names a mission that the atlas does not have.",
    "bad_event": "The link names an event that the atlas does not have.",
    "bad_layers": "The link names layers that the atlas does not have; it shows the usual ones.",
    "bad_at": "The link does not say where to look in a way the atlas understands; it shows the usual view.",
    "bad_lang": "The atlas does not speak that language yet; it speaks English.",
    "about_heading": "What this atlas is",
    "about_purpose": (
        "The atlas shows, for every day it covers, who held which land, by what title, and where the missions of "
        "its two states stood. Every land, mission and event names its sources and says whether the passage was read."
    ),
    "about_sources": "{count} works. A work that is named but was not opened is marked so.",
    "source_citation": "Work",
    "source_url": "Address",
    "about_reading": (
        "A year on the slider means its 31 December; a day means that day. Every interval begins on the first day "
        "on which something was true and ends on the first day on which it no longer was. Colour tells who "
        "administered a land, pattern tells by what title, and the line tells how sure its border is. Where two "
        "powers claimed one land, both claims are drawn and named."
    ),
    "foot": (
        "Record checked to {day}. Data of the atlas: CC BY 4.0. Coasts and present borders: Natural Earth, "
        "public domain. Lines drawn dashed, dotted or soft are uncertain, and say so."
    ),
    "bad_other": "The link could not be read in full.",
}

# Keys are those of time_bar.js.
TIME_BAR_WORDS = {
    "bar": "Time",
    "year": "Year",
    "value": "{date}, {era}",
    "edit": "type another date",
    "typed_label": "Date to show",
    "typed_hint": "1925 or 1 July 1962",
    "typed_unknown": (
        "“{text}” cannot be read as a date. Write a year (1925), a day (1962-06-30) or a day in words (30 June 1962)."
    ),
    "typed_no_day": "“{text}” is not a day of the calendar.",
    "typed_early": "The map begins in {first}.",
    "typed_late": "The map ends today, on {today}.",
    "first": "First year",
    "previous": "Previous change",
    "back": "One year back",
    "play": "Play",
    "pause": "Pause",
    "on": "One year on",
    "next": "Next change",
    "last": "Today",
    "speed": "Speed",
    "speed_value": "{speed}×",
    "no_change_after": "No change known after {date}",
    "era_span": "{era}, from {start} until {end}",
    "era_open": "{era}, since {start}",
}


def text(key: str, **values: object) -> str:
    """Return the words for `key` with `values` filled in."""
    return WORDS[key].format(**values)


def say_date(partial: str) -> str:
    """Return a date in words, in the precision it has: 1925, July 1962, 1 July 1962."""
    day = date.fromisoformat(first_day(partial))
    kind = precision(partial)
    if kind == "year":
        return str(day.year)
    if kind == "month":
        return f"{_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_interval(start: str, end: str) -> str:
    """Return a half-open interval in words, naming the last date on which it still held."""
    if not end:
        return text("since", start=say_date(start))
    last = last_true(end)
    return say_date(start) if last <= start else text("from_to", start=say_date(start), end=say_date(last))


def for_markdown(words: str) -> str:
    """Return `words` so that Markdown shows them as they are, whatever they contain."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]()<>#+-.!|$~:&" else char for char in words)
