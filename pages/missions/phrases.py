"""The words of the page missions."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "nav_missions": "Missions",
    "to_map": "Back to the map of {day}",
    "missions_page": "Missions",
    "missions_title": "Missions on {day}",
    "missions_none": "On this day no mission and no seat has a state in the record.",
    "heads_title": "Who was in office",
    "heads_none": "The data of this atlas names no officeholders.",
    "office_others": (
        "One office that nobody is recorded to have held on this day",
        "{count} offices that nobody is recorded to have held on this day",
    ),
    "mission_others": ("One at another time", "{count} at other times"),
    "periods_title": "Period by period",
    "group_missions": "Embassies and those who stand in for them",
    "group_seats": "Colonial seats and posts",
    "group_places": "Schools, memorials, offices, ports",
    "freshness_title": "What may have changed since {day}",
    "freshness_none": "The data of this atlas does not say what may have changed since {day}.",
    "freshness_checked": "checked on {day}",
    # The answer
    "missions_answer": "On {day} the state of relations is “{state}”; in office: {posts}.",
    "missions_answer_post": "{office}: {person}",
    "missions_answer_nobody": "{office}: nobody",
    "missions_answer_checked": "{day} (record checked to {checked})",
    "missions_answer_unknown": "not known to the record",
    "missions_answer_none": (
        "On {day} the state of relations is “{state}”, and the record has no mission and no office of one in the other."
    ),
    "missions_answer_no_relations": "The record does not say how the two stood on {day}.",
    "missions_in_words": "In words",
    # The life of missions
    "life_title": "The life of the missions",
    "life_relations": "State of relations",
    "life_unknown": "not known to the record",
    "life_unknown_time": "nobody is named",
    "life_years": "Years shown",
    "life_years_to_today": "{first} – today",
    "life_years_span": "{first} – {last}",
    "life_lane": "{name} — {state}",
    "life_other_group": "{group}: their life over time",
    "life_alt": (
        "Bars over the years {first} to {last} for {count} lines: {lanes}. An upright line stands at {day}. "
        "The table below the drawing holds the same."
    ),
    "life_hint": (
        "The upper bar of a mission is its premises, the lower one its head. A pale end means that the source gives "
        "only the year or the month. A dotted line means that the record names nobody."
    ),
    "life_verified_yes": "a source was read",
    "life_verified_partly": "partly verified",
    "life_verified_no": "not verified",
    "life_tip_time": "When",
    "life_tip_note": "Note",
    "life_tip_verified": "Source",
    "shape_full": "open",
    "shape_half": "open, without its head",
    "shape_hollow": "closed",
    "shape_cross": "closed by a break of relations",
    "shape_link": "stands in for another",
    "shape_square": "in use",
    # Plans
    "plan_title": "Where they stand on this day",
    "plan_land": "The seats in the land",
    "plan_hint": (
        "No streets: the record has none that may be shown. Each circle is as wide as the place is uncertain. "
        "North is up."
    ),
    "plan_scale_m": "{length} m",
    "plan_scale_km": "{length} km",
    "plan_north": "N ↑",
    "plan_place": "{address}; placed to within {accuracy}",
    "plan_place_bare": "placed to within {accuracy}",
    "plan_distance": "about {length} from no. {number}",
    "plan_open": "{city} on the live map",
    "plan_none": "On this day no mission or seat has a place on the map.",
    "plan_elsewhere": "Elsewhere",
    "plan_elsewhere_place": "{name} ({city})",
    "plan_alt": "Plan of {city}, without streets, about {width} across. Numbered: {names}.",
    # The mission of the link
    "mission_chosen": "Chosen: {name}",
    # Table twins
    "twin_periods": "Periods of missions",
    "twin_holders": "Heads and officers",
    "twin_mission": "Mission",
    "twin_office": "Office",
    "twin_state": "State",
    "twin_start": "From",
    "twin_end": "Before",
    "twin_sentence": "In words",
    "twin_person": "Name",
    "twin_rank": "Rank",
    "twin_confidence": "Confidence",
    "twin_verified": "Source read",
    "twin_sources": "Sources",
    "twin_note": "Note",
}
