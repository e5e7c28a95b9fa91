"""The words of the page chronology."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "nav_chronology": "Chronology",
    "chronology_title": "Chronology",
    "chronology_none": "This atlas has no chronology: its data holds no events.",
    "chronology_hidden_mark": "Behind the note above the list",
    "chronology_search": "Search the events",
    "chronology_search_hint": "Words, names, places, years",
    "chronology_kinds": "Show only these kinds",
    "chronology_years": "Years shown",
    "chronology_found": ("One event found.", "{count} events found."),
    "chronology_found_all": "All {count} events are shown.",
    "chronology_found_none": "No event has all these words. Try fewer words, or another spelling.",
    "chronology_found_none_kinds": ("No event of the kinds chosen has all these words. Try fewer words, or all kinds."),
    "chronology_clear": "Show all events",
    "chronology_hint": (
        "Choose a mark to read about it. Ctrl and the mouse wheel, or two fingers on a touchpad, zoom; a drag moves "
        "the years; a double click shows them all. A pale bar beneath a hollow mark is a date of which only the month "
        "or year is known; a solid bar is an event that lasted."
    ),
    "chronology_chart": (
        "Timeline from {first} to {last}: {count} events, a row a kind, beneath the eras of the record. "
        "The table below has the same events."
    ),
    "chronology_chosen": "The event chosen",
    "chronology_nearest": "The last event up to {day}",
    "chronology_nearest_first": "The first event after {day}",
    "chronology_list": "Event by event",
    "chronology_decade": "{decade}s",
    "chronology_eras_note": "The eras that stand as bands above the timeline.",
}
