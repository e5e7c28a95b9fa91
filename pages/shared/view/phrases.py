"""The words on links that the atlas cannot show as they are."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "bad_date": "The atlas cannot show the date in the link; it shows {shown} instead.",
    "two_days": (
        "The date in the link, {written}, could mean {first} or {second}; until one of them is chosen, the atlas "
        "shows {shown}."
    ),
    "early_date": "The atlas begins in {first}, so it shows {shown}.",
    "late_date": "That day has not come yet, so the atlas shows {shown}.",
    "repeated": "The link gives “{name}” more than once; the atlas ignores them all.",
    "bad_territory": "The link names a territory that the atlas does not have.",
    "bad_mission": "The link names a mission that the atlas does not have.",
    "bad_event": "The link names an event that the atlas does not have.",
    "bad_layers": "The link names layers that the atlas does not have; it shows the default layers.",
    "bad_at": "The atlas does not understand the map position in the link; it shows the default view.",
    "bad_lang": "The atlas is not available in the language of the link.",
    "bad_with": "The atlas cannot show the second date in the link, so it chooses one.",
    "bad_edition": ("The link names a version of the record that the atlas does not have; it shows the current one."),
    "bad_play": "The atlas cannot play the years in the link, so it plays none.",
    "bad_step": "The link names a step that the story does not have; it starts at the beginning.",
    "bad_kinds": "The link names kinds of events that the atlas does not have; it shows all.",
    "long_query": "The search text is too long; the atlas uses its first {count} characters.",
}
