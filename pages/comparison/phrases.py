"""The words of the comparison of two dates."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "nav_comparison": "Compare",
    "comparison_title": "Two dates compared",
    "comparison_hint": (
        "Move either time bar. Both maps show the same area. Land that is the same on both dates is dimmed; land "
        "that differs has a heavy outline and its number from the list."
    ),
    "comparison_same_day": "Both maps show {day}; choose another date on either bar.",
    "comparison_nothing": "Between {a} and {b}, no land changed its holder, its legal status or its name.",
    "comparison_changed": (
        "Between {a} and {b}, one area changed, {area} km² in all.",
        "Between {a} and {b}, {count} areas changed, {area} km² in all.",
    ),
    "comparison_near": "Between {a} and {b}, {count} areas changed, among them {lands}.",
    "comparison_side_a": "first date",
    "comparison_side_b": "second date",
    "comparison_swap": "Swap the dates",
    "comparison_kind_power": "Different power",
    "comparison_kind_status": "Same power, different legal status",
    "comparison_kind_name": "Different name",
    "comparison_kind_within": "Kingdoms, districts and claims",
    "comparison_near_land": "{land} ({area} km²)",
    "comparison_change_of": "{land}: {change}",
    "comparison_change": "{before} → {after}",
    "comparison_begins": "new: {after}",
    "comparison_ends": "gone: {before}",
    "comparison_under": "{name} — {status}; {power}",
    "comparison_area": "{area} km²",
    "comparison_days": "Changed on",
    "comparison_land": "Land",
    "comparison_relations": "Relations between the two states",
    "comparison_missions": "Missions and seats",
    "comparison_no_missions": "No mission or seat differs between the two dates.",
    "comparison_no_state": "not on this day",
    "comparison_measured": (
        "Areas are computed from the atlas’s own borders in an equal-area projection (EPSG:6933). Where a border "
        "is approximate or schematic, so is the area. Changes reversed between the two dates are not listed."
    ),
    "comparison_layer": "The layer as GeoJSON",
    "comparison_number": "No.",
    "comparison_kind": "What differs",
    "comparison_from": "First date",
    "comparison_to": "Second date",
    "comparison_from_status": "Status, first date",
    "comparison_to_status": "Status, second date",
    "comparison_from_power": "Administered by, first date",
    "comparison_to_power": "Administered by, second date",
    "comparison_km2": "Area, km²",
}
