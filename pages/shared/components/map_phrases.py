"""The phrases of the map in the browser."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "map_name": "Map of lands and missions",
    "map_keys": "Arrow keys move the map, plus and minus zoom in and out.",
    "zoom_in": "Zoom in",
    "zoom_out": "Zoom out",
    "views": "Map views",
    "attribution": "Borders: the atlas, CC BY 4.0, after Natural Earth",
    "two_fingers": "Use two fingers to move the map",
    "wheel": "Click the map first to zoom with the wheel",
    "map_failed": "The map could not be loaded. Reload the page; the text beside it is complete.",
    "open_details": "Click for details",
    "event_outside": "The event took place outside this view; go there",
    # The list of what the map shows
    "mirror": "What the map shows",
    "mirror_keys": "Arrow keys choose, Enter opens the details.",
    "mirror_outside": "outside this view",
    "mirror_gone": "no longer on the map",
    "mirror_came": "New on the map: {names}.",
    "mirror_left": "No longer on the map: {names}.",
    "mirror_more": "{count} more",
    # The legend
    "legend": "Legend",
    "legend_powers": "Administered by",
    "legend_statuses": "Legal status",
    "legend_lines": "Borders",
    "legend_marks": "Missions and places",
    "legend_claim": "Claimed, not held",
    "mark_embassy": "Embassy",
    "mark_seat": "Colonial seat",
    "mark_place": "School, memorial, office, port",
    # Lands and towns
    "under": "Administered by {power}",
    "rival": "{title}: {label} ({by})",
    "town_used_by": "Name used by {name}",
    "town_also": "Also {name}",
    "town_today": "Today {name}",
}
