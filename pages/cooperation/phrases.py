"""The words of the page cooperation."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "nav_cooperation": "Cooperation",
    "cooperation_title": "Cooperation",
    "cooperation_none": "This atlas has no figures of aid: its data holds none.",
    "cooperation_pair": "From whom to whom",
    "cooperation_pair_name": "{donor} to {recipient}",
    "cooperation_money": "US$ {amount} million",
    "cooperation_answer": (
        "In {year} the net aid of {donor} to {recipient} was {money} in the money of that year, about US$ {head} for "
        "each of {people} million inhabitants."
    ),
    "cooperation_answer_doubt": (
        "In {year} the net aid of {donor} to {recipient} was perhaps {money} in the money of that year, about "
        "US$ {head} for each of {people} million inhabitants; the figure is doubtful."
    ),
    "cooperation_answer_no_people": (
        "In {year} the net aid of {donor} to {recipient} was {money} in the money of that year; the record has no "
        "population for it."
    ),
    "cooperation_answer_gap": "For {year} the record has no figure of the aid of {donor} to {recipient}.",
    "cooperation_answer_before": (
        "For {year} the record has no figure of aid: the first one for {donor} and {recipient} is that of {first}, "
        "{money}."
    ),
    "cooperation_answer_after": (
        "For {year} the record has no figure of aid: the last one for {donor} and {recipient} is that of {last}, "
        "{money}."
    ),
    "cooperation_people_then": ("Of people it has, nearest to that year: {place}, {date}: {people} ({kind})."),
    "cooperation_source": (
        "Net bilateral aid in current US$: the money of each year, not corrected for prices, and what was paid back "
        "taken off. A hollow point is doubtful or not verified. Years without a figure stay empty."
    ),
    "cooperation_aid": "Aid by year, million current US$",
    "cooperation_head": "Aid for each inhabitant, current US$",
    "cooperation_head_how": (
        "The aid of a year divided by the modelled population of {place} in that year; only for years that have both."
    ),
    "cooperation_people": "Population of {place}, millions",
    "cooperation_people_how": "The line is a model with one figure for each year; a diamond is a census.",
    "cooperation_aid_alt": (
        "Points joined by a line: net aid of {donor} to {recipient} by year from {first} to {last}, highest in {peak} "
        "with {money}. The numbers on top are the events listed below."
    ),
    "cooperation_head_alt": "A line: aid for each inhabitant by year, highest in {peak} with US$ {amount}.",
    "cooperation_people_alt": (
        "A line: modelled population by year, {low} million in {first} and {high} million in {last}; "
        "diamonds: censuses."
    ),
    "cooperation_tip_year": "Year",
    "cooperation_tip_amount": "US$ million",
    "cooperation_tip_head": "US$ a head",
    "cooperation_tip_people": "Millions",
    "cooperation_tip_kind": "Kind",
    "cooperation_tip_sure": "Confidence",
    "cooperation_tip_note": "Note",
    "cooperation_tip_event": "Event",
    "cooperation_events": "The events beside it",
    "cooperation_events_none": "The data of this atlas names no events beside the aid.",
    "cooperation_link_stated": "a source connects it with the aid",
    "cooperation_link_same_time": "at the same time; no source read says that it is the cause",
    "cooperation_link_figure": "a figure of the aid, checked below",
    "cooperation_since": "Since the last figure",
    "cooperation_since_hint": "The figures end with {last}. Since then the record has:",
    "cooperation_checked": "A figure checked",
    "cooperation_checked_claim": "The article says",
    "cooperation_checked_record": "The record has",
    "cooperation_checked_value": "US$ {amount} for {year}",
    "cooperation_table_aid": "Aid, population and aid for each inhabitant",
    "cooperation_table_people": "All figures of people",
    "cooperation_column_year": "Year",
    "cooperation_column_amount": "Net aid, current US$",
    "cooperation_column_head": "A head, current US$",
    "cooperation_column_people": "Population (model)",
    "cooperation_column_place": "Place",
    "cooperation_column_date": "Date",
    "cooperation_column_low": "People, or low end",
    "cooperation_column_high": "High end",
    "cooperation_column_kind": "Kind",
    "cooperation_column_confidence": "Confidence",
    "cooperation_column_verified": "Source read",
    "cooperation_column_sources": "Sources",
    "cooperation_column_note": "Note",
}
