"""Content notes on a time: which stand before material that dates from it."""

from geo import Dataset
from geo.dates import first_day, last_day


def notes_on(dataset: Dataset, start: str, end: str = "") -> list[dict[str, str]]:
    """Return the notes on a time, given as for `may_show`."""
    first, last = first_day(start), (first_day(end) if end else last_day(start))
    return [note for note in dataset.records["content_notes"] if first < note["end_day"] and note["start_day"] <= last]
