"""The words that hold others together: labels and spans of time."""

PHRASES: dict[str, str | tuple[str, str]] = {
    "headed": "{label}:",
    "since": "since {start}",
    "since_day": "since {start}",
    "from_to": "{start} – {end}",
}
