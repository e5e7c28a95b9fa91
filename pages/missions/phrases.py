"""The words of the page missions."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "nav_missions": "Missions",
    "to_map": "Back to the map of {day}",
    "missions_page": "Missions",
    "missions_title": "Missions on {day}",
    "missions_none": "The record has no mission or seat for this day.",
    "heads_title": "Who was in office",
    "heads_none": "This atlas records no officeholders.",
    "office_others": (
        "One office with no recorded holder on this day",
        "{count} offices with no recorded holder on this day",
    ),
    "mission_others": ("One at another time", "{count} at other times"),
    "periods_title": "Period by period",
    "group_missions": "Embassies and missions acting for them",
    "group_seats": "Colonial seats and posts",
    "group_places": "Schools, memorials, offices, ports",
    "freshness_title": "What may have changed since {day}",
    "freshness_none": "This atlas does not say what may have changed since {day}.",
    "freshness_checked": "checked on {day}",
    # The answer
    "missions_answer": "On {day} the state of relations is “{state}”. {posts}.",
    "missions_answer_post": "{office}: {person}",
    "missions_answer_nobody": "{office}: nobody",
    "missions_answer_checked": "{day} (record checked to {checked})",
    "missions_answer_unknown": "not recorded",
    "missions_answer_none": (
        "On {day} the state of relations is “{state}”. The record has no mission or office of either state in "
        "the other."
    ),
    "missions_answer_missions": (
        "On {day} the state of relations is “{state}”. The record has {missions}, and names nobody in office."
    ),
    "missions_answer_mission": "{name} ({state})",
    "missions_answer_no_relations": "The record says nothing about relations on {day}.",
    "missions_in_words": "In words",
    # The life of missions
    "life_title": "Missions over time",
    "life_relations": "State of relations",
    "life_unknown": "not recorded",
    "life_unknown_time": "no name recorded",
    "life_years": "Years shown",
    "life_years_to_today": "{first} – today",
    "life_years_span": "{first} – {last}",
    "life_lane": "{name} — {state}",
    "life_other_group": "{group} over time",
    "life_alt": (
        "Bars from {first} to {last} in {count} rows: {lanes}. A vertical line marks {day}. The table below the "
        "chart shows the same."
    ),
    "life_hint": (
        "The upper bar of a mission is its premises, the lower one its head. A pale end means that the source "
        "gives only the year or the month. A dotted line means that no name is recorded."
    ),
    "life_verified_yes": "a source was read",
    "life_verified_partly": "partly verified",
    "life_verified_no": "not verified",
    "life_tip_time": "When",
    "life_tip_note": "Note",
    "life_tip_verified": "Source",
    "shape_full": "open",
    "shape_half": "open, without a head of mission",
    "shape_hollow": "closed",
    "shape_cross": "closed by the break of relations",
    "shape_link": "acts for another",
    "shape_square": "in use",
    # Plans
    "plan_title": "Locations on this day",
    "plan_land": "The seats in the land",
    "plan_hint": "Streets are not shown. The circle shows how uncertain each location is. North is up.",
    "plan_scale_m": "{length} m",
    "plan_scale_km": "{length} km",
    "plan_north": "N ↑",
    "plan_place": "{address}; located to within {accuracy}",
    "plan_place_bare": "located to within {accuracy}",
    "plan_distance": "about {length} from no. {number}",
    "plan_open": "{city} on the live map",
    "plan_none": "No mission or seat is on the map on this day.",
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
