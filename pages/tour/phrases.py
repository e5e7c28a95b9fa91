"""The words of the page tour."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "nav_tour": "Story",
    "tour_title": "The story, step by step",
    "tour_none": "This atlas has no story: its data holds no steps.",
    # The cover
    "tour_answer": "{count} steps lead through the article from {first} to {last}, each with its map.",
    "tour_minutes": "About {minutes} minutes to read, longer with the questions.",
    "tour_how_heading": "How to use it",
    "tour_how_keys": "Arrow keys ← and →, or the buttons below, turn the page; Home and End lead to its two ends.",
    "tour_how_swipe": "On a touch screen, swipe the text to the left or to the right.",
    "tour_how_map": "The map can be moved and enlarged. The next step puts it right again.",
    "tour_how_class": "Each step ends with one question for a class, to be answered from the map.",
    "tour_how_print": "Print from here for the texts of all steps, or from a step for its text with its map.",
    "tour_start": "Start",
    "tour_goto": "Go to the step of {day}",
    "tour_contents": "The steps",
    "tour_contents_step": "{number}. {title} — {day}",
    # A step
    "tour_steps_label": "Steps of the story",
    "tour_label": "Step {number} of {total}: {title}",
    "tour_count": "{number} of {total}",
    "tour_previous": "Previous",
    "tour_next": "Next",
    "tour_when": "Step {number} of {total} · {day}",
    "tour_question": "A question for the class",
    "tour_hidden": "The text of this step stands behind a note.",
    "tour_hidden_print": (
        "The text of this step is hard to read and stands behind a note. To print it, open this step in the atlas and "
        "choose “Show the texts” first."
    ),
    "tour_rule": "{day} on the line from {first} to {last}; the other marks are the other steps.",
    "tour_claims": ("What the article says (one statement)", "What the article says ({count} statements)"),
    "tour_claim": "{symbol} {verdict}: {claim}",
    "tour_open_map": "Open this view on the map",
    "tour_clicked": "{name}: its story on the map",
    # The closing card
    "tour_end_title": "Where to go on",
    "tour_end_answer": "This was the last of the {count} steps.",
    "tour_end_article": "The article, claim by claim, with sources",
    "tour_end_chronology": "The chronology: every event of the record",
    "tour_end_map": "The map of {day}, where every other day can be set",
    "tour_end_again": "From the beginning",
    # The table of the steps
    "tour_field_number": "Step",
    "tour_field_date": "Date",
    "tour_field_title": "Title",
    "tour_field_text": "Text",
}
