"""The words of the map page: what stands beside the map and below it."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "nav_atlas": "Map",
    # The day
    "elsewhere": "Elsewhere on the map",
    "missions_heading": "Missions and seats",
    "no_missions": "The atlas records no mission or seat of either state on this day.",
    "office_heading": "In office",
    "after_as_of": "The record was checked to {day}; no later change is known.",
    "embed_text": "This day in sentences",
    # Disputes
    "disputes_heading": "Where sources differ",
    "position_held": "{label} — according to {by}",
    "position_shown": "Shown on the map",
    "position_text": "Another position: {label} — according to {by}.",
    # The year
    "this_year": "In {year}, day by day",
    "nothing_this_year": "The atlas records no change and no event in {year}.",
    "next_change": "The map next changes on",
    "no_next": "No change known after {day}.",
    # Layers
    "layers": "Shown on the map",
    "layer_missions": "Embassies",
    "layer_seats": "Colonial seats",
    "layer_places": "Schools, memorials, ports",
    "layer_claims": "Rival claims",
    "layer_names": "Names of lands",
    "layer_towns": "Towns and lakes",
    # On paper
    "paper_sources": "Sources for the lands of the two states and their relation",
}
