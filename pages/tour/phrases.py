"""The words of the page tour."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "nav_tour": "Story",
    "tour_title": "The story, step by step",
    "tour_none": "This atlas has no story.",
    # The cover
    "tour_answer": "{count} steps lead through the article from {first} to {last}, each with its map.",
    "tour_minutes": "About {minutes} minutes to read, longer with the questions.",
    "tour_how_heading": "How to use it",
    "tour_how_keys": (
        "Use the arrow keys ← and → or the buttons below to turn the page; Home and End go to the beginning and "
        "the end."
    ),
    "tour_how_swipe": "On a touch screen, swipe the text to the left or to the right.",
    "tour_how_map": "You can pan and zoom the map; the next step resets it.",
    "tour_how_class": "Each step ends with a question for a class, to be answered from the map.",
    "tour_how_print": "Print this page for the texts of all steps, or a step for its text and map.",
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
    "tour_hidden": "This text is hidden by a content note.",
    "tour_hidden_print": (
        "This text is hard to read and is hidden by a content note. To print it, open this step in the atlas and "
        "choose “Show the texts” first."
    ),
    "tour_rule": "{day} on the line from {first} to {last}; the other marks are the other steps.",
    "tour_claims": ("What the article says (one statement)", "What the article says ({count} statements)"),
    "tour_claim": "{symbol} {verdict}: {claim}",
    "tour_open_map": "Open this view on the map",
    "tour_clicked": "{name}: details on the map",
    # The closing card
    "tour_end_title": "Where to go next",
    "tour_end_answer": "This was the last of the {count} steps.",
    "tour_end_article": "The article, claim by claim, with sources",
    "tour_end_chronology": "The chronology: every event of the record",
    "tour_end_map": "The map of {day}, and of every other day",
    "tour_end_again": "Start again",
    # The table of the steps
    "tour_field_number": "Step",
    "tour_field_date": "Date",
    "tour_field_title": "Title",
    "tour_field_text": "Text",
}
