"""Content notes: which of them concern a time."""

from geo import Dataset
from geo.dates import first_day, last_day


def notes_on(dataset: Dataset, start: str, end: str = "") -> list[dict[str, str]]:
    """Return the notes on a time: dates of any precision, half-open; without `end`, the whole of `start`."""
    first, last = first_day(start), (first_day(end) if end else last_day(start))
    return [note for note in dataset.records["content_notes"] if first < note["end_day"] and note["start_day"] <= last]
