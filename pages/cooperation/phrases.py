"""The words of the page cooperation."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "nav_cooperation": "Cooperation",
    "cooperation_title": "Cooperation",
    "cooperation_none": "This atlas has no aid figures.",
    "cooperation_pair": "Donor and recipient",
    "cooperation_pair_name": "{donor} to {recipient}",
    "cooperation_money": "US$ {amount} million",
    "cooperation_answer": (
        "In {year}, net aid from {donor} to {recipient} was {money} in that year’s money, about US$ {head} for "
        "each of {people} million inhabitants."
    ),
    "cooperation_answer_doubt": (
        "In {year}, net aid from {donor} to {recipient} was perhaps {money} in that year’s money, about US$ "
        "{head} for each of {people} million inhabitants; the figure is doubtful."
    ),
    "cooperation_answer_no_people": (
        "In {year}, net aid from {donor} to {recipient} was {money} in that year’s money; the record has no "
        "population figure for it."
    ),
    "cooperation_answer_gap": "For {year} the record has no figure for aid from {donor} to {recipient}.",
    "cooperation_answer_before": (
        "For {year} the record has no aid figure; the first for {donor} and {recipient} is that of {first}, {money}."
    ),
    "cooperation_answer_after": (
        "For {year} the record has no aid figure; the last for {donor} and {recipient} is that of {last}, {money}."
    ),
    "cooperation_people_then": "Closest population figure: {place}, {date}: {people} ({kind}).",
    "cooperation_source": (
        "Bilateral aid net of repayments, in current US$: each year in its own money, not adjusted for "
        "inflation. A hollow point is doubtful or not verified. Years without a figure stay empty."
    ),
    "cooperation_aid": "Aid by year, million current US$",
    "cooperation_head": "Aid per person, current US$",
    "cooperation_head_how": (
        "Each year’s aid divided by the modelled population of {place} in that year; only for years that have "
        "both figures."
    ),
    "cooperation_people": "Population of {place}, millions",
    "cooperation_people_how": "The line is a model with one figure per year; a diamond is a census.",
    "cooperation_aid_alt": (
        "Points joined by a line: net aid from {donor} to {recipient} by year, {first} to {last}, highest in "
        "{peak} with {money}. The numbers at the top are the events listed below."
    ),
    "cooperation_head_alt": "A line: aid per person by year, highest in {peak} with US$ {amount}.",
    "cooperation_people_alt": (
        "A line: modelled population by year, {low} million in {first} and {high} million in {last}; "
        "diamonds: censuses."
    ),
    "cooperation_tip_year": "Year",
    "cooperation_tip_amount": "US$ million",
    "cooperation_tip_head": "US$ per person",
    "cooperation_tip_people": "Millions",
    "cooperation_tip_kind": "Kind",
    "cooperation_tip_sure": "Confidence",
    "cooperation_tip_note": "Note",
    "cooperation_tip_event": "Event",
    "cooperation_events": "Events alongside the aid",
    "cooperation_events_none": "This atlas lists no events alongside the aid.",
    "cooperation_link_stated": "a source links it to the aid",
    "cooperation_link_same_time": "at the same time; no source that was read calls it the cause",
    "cooperation_link_figure": "an aid figure, checked below",
    "cooperation_since": "Since the last figure",
    "cooperation_since_hint": "The figures end with {last}. The record has since then:",
    "cooperation_checked": "The article’s figure, checked",
    "cooperation_checked_claim": "The article says",
    "cooperation_checked_record": "The record has",
    "cooperation_checked_value": "US$ {amount} for {year}",
    "cooperation_table_aid": "Aid, population and aid per person",
    "cooperation_table_people": "All population figures",
    "cooperation_column_year": "Year",
    "cooperation_column_amount": "Net aid, current US$",
    "cooperation_column_head": "Per person, current US$",
    "cooperation_column_people": "Population (model)",
    "cooperation_column_place": "Place",
    "cooperation_column_date": "Date",
    "cooperation_column_low": "People, or lower figure",
    "cooperation_column_high": "Upper figure",
    "cooperation_column_kind": "Kind",
    "cooperation_column_confidence": "Confidence",
    "cooperation_column_verified": "Source read",
    "cooperation_column_sources": "Sources",
    "cooperation_column_note": "Note",
}
