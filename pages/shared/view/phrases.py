"""The words on links that the atlas cannot show as they are."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "bad_date": "The link’s date is not one the atlas can show, so it shows {shown}.",
    "two_days": (
        "The link’s date, {written}, may be {first} or {second}; until one of them is written, the atlas shows {shown}."
    ),
    "early_date": "The atlas begins in {first}, so it shows {shown}.",
    "late_date": "That day has not come yet, so the atlas shows {shown}.",
    "repeated": "The link gives “{name}” more than once; the atlas uses none of them.",
    "bad_territory": "The link names a territory that the atlas does not have.",
    "bad_mission": "The link names a mission that the atlas does not have.",
    "bad_event": "The link names an event that the atlas does not have.",
    "bad_layers": "The link names layers that the atlas does not have; it shows the usual ones.",
    "bad_at": "The link does not say where to look in a way the atlas understands; it shows the usual view.",
    "bad_lang": "The atlas does not speak the language that the link asks for.",
    "bad_with": "The link’s second date is not one the atlas can show, so the atlas chooses one.",
    "bad_edition": "The link names a version of the record that the atlas does not have; it shows the present one.",
    "bad_play": "The link’s years to play are not ones the atlas can show, so it plays none.",
    "bad_step": "The link names a step that the story does not have; it begins at the beginning.",
    "bad_kinds": "The link names kinds of events that the atlas does not have; it shows all.",
    "long_query": "The words to look for are too long; the atlas uses the first {count} characters.",
}
