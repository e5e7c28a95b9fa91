"""The words of the page chronology."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "nav_chronology": "Chronology",
    "chronology_title": "Chronology",
    "chronology_none": "This atlas has no chronology.",
    "chronology_hidden_mark": "Hidden by the content note above the list",
    "chronology_search": "Search the events",
    "chronology_search_hint": "Words, names, places, years",
    "chronology_kinds": "Show only these kinds",
    "chronology_years": "Years shown",
    "chronology_found": ("One event found.", "{count} events found."),
    "chronology_found_all": "All {count} events are shown.",
    "chronology_found_none": "No event contains all these words. Try fewer words, or another spelling.",
    "chronology_found_none_kinds": (
        "No event of the chosen kinds contains all these words. Try fewer words, or all kinds."
    ),
    "chronology_clear": "Show all events",
    "chronology_hint": (
        "Choose a mark to read about the event. To zoom, use Ctrl and the mouse wheel, or two fingers on a "
        "touchpad; drag to move through the years; double-click to show them all. A pale bar under a hollow mark "
        "means that only the month or year is known; a solid bar is an event that lasted."
    ),
    "chronology_chart": (
        "Timeline from {first} to {last}: {count} events, one row for each kind, below the eras. The table below "
        "lists the same events."
    ),
    "chronology_chosen": "Chosen event",
    "chronology_nearest": "The last event up to {day}",
    "chronology_nearest_first": "The first event after {day}",
    "chronology_list": "Event by event",
    "chronology_decade": "{decade}s",
    "chronology_eras_note": "The eras shown as bands above the timeline.",
}
