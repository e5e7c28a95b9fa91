"""The phrases of the time bar; without ``bar_`` the keys are those of browser/time-bar/index.js."""

PHRASES: dict[str, str] = {
    "bar_bar": "Time",
    "bar_year": "Year",
    "bar_value": "{date}, {era}",
    "bar_edit": "type another date",
    "bar_typed_label": "Date to show",
    "bar_typed_hint": "1925 or 1 July 1962",
    "bar_typed_unknown": (
        "“{text}” cannot be read as a date. Enter a year (1925), a day (1962-06-30) or a day in words (30 June 1962)."
    ),
    "bar_typed_empty": "Enter a year (1925), a day (1962-06-30) or a day in words (30 June 1962).",
    "bar_typed_two_days": "“{text}” could mean two days. Choose one:",
    "bar_typed_no_day": "“{text}” is not a calendar date.",
    "bar_typed_early": "The map begins in {first}.",
    "bar_typed_late": "The map ends today, on {today}.",
    "bar_first": "First year",
    "bar_previous": "Previous change",
    "bar_back": "One year back",
    "bar_play": "Play",
    "bar_pause": "Pause",
    "bar_on": "One year forward",
    "bar_next": "Next change",
    "bar_last": "Today",
    "bar_speed": "Speed",
    "bar_speed_value": "{speed}×",
    "bar_no_change_after": "No change known after {date}",
    "bar_era_span": "{era}, from {start} until {end}",
    "bar_era_open": "{era}, since {start}",
}
