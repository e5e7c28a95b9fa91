"""The summary of a view: title, description and sentences, for whoever gets a link and does not open it.

Previews in chats, search engines, feeds, catalogues and the first answer of every page say the same words.
"""

from dataclasses import dataclass
from typing import Any

from geo import Dataset
from geo.dates import shown_day
from geo.territories import rows_at
from pages.shared.language.words import say_date, text
from pages.shared.record.events import say_when
from pages.shared.record.notes import notes_on
from pages.shared.record.sentences import Step, land_sentence, relation_at, steps_of_year, territory_sentences
from pages.shared.view.link import View

LONGEST_DESCRIPTION = 200  # characters, of which most previews show fewer
_DETAILS = {"event": "events", "mission": "missions", "territory": "territories"}


@dataclass(frozen=True)
class Summary:
    """What a view of a page says.

    Attributes
    ----------
    day
        The ISO day that the map shows.
    title
        What the view is about, with its day: without the name of the atlas.
    line
        One sentence: what is chosen, or how the two states stood to each other.
    description
        The line and what changed in the year, at most `LONGEST_DESCRIPTION` characters.
    lands, others
        Sentences on the lands of the day: those of the two states, and the rest.
    steps
        What the record has for the year, day by day.
    notes
        The content notes on the day: title and text.
    """

    day: str
    title: str
    line: str
    description: str
    lands: tuple[str, ...]
    others: tuple[str, ...]
    steps: tuple[Step, ...]
    notes: tuple[tuple[str, str], ...]


def summary_of(dataset: Dataset, view: View, today: str, page: str = "") -> Summary:
    """Return the summary of a view, in the language of the dataset, which must be spoken.

    Parameters
    ----------
    dataset
        In the language of the view.
    view
        What the link asks for.
    today
        ISO day, after which nothing is shown.
    page
        The title of the page, in that language; empty for the map.
    """
    day = shown_day(view.date, today)
    lands, others = territory_sentences(dataset, day, view.position)
    chosen = _chosen(dataset, view)
    # What stands behind a content note on the page is not told before it.
    steps = tuple(step for step in steps_of_year(dataset, day[:4], today) if not notes_on(dataset, step.date))
    line = chosen or relation_at(dataset, day) or (lands[0] if lands else "")
    subject = page or chosen or _subject(dataset, day, view.position)
    return Summary(
        day=day,
        title=text("summary_title", subject=subject.rstrip("."), day=say_date(day)),
        line=line,
        description=_shortened(" ".join(filter(None, [line, _of_year(steps, day)]))),
        lands=tuple(lands),
        others=tuple(others),
        steps=steps,
        notes=tuple((note["title"], note["text"]) for note in notes_on(dataset, day[:4])),
    )


def _chosen(dataset: Dataset, view: View) -> str:
    """Return what is chosen in a view, in words; nothing if nothing is, or if it stands behind a content note."""
    for kind, table in _DETAILS.items():
        row = dataset.row(table, getattr(view, kind)) if getattr(view, kind) else {}
        if row and kind == "event":
            is_noted = bool(notes_on(dataset, row["start"], row["end"]))
            return "" if is_noted else text("summary_event", title=row["title"], when=say_when(row))
        if row:
            return row["name"]
    return ""


def _subject(dataset: Dataset, day: str, position: str) -> str:
    """Return the sentence on that land of the two states whose status is the youngest, else the title of the atlas."""
    first = dataset.protagonists
    rows = [row for row in rows_at(dataset, day, position) if row["polity"] in first]
    # Of several that began on one day the whole land comes before a part of it, and what lasts less before the rest.
    youngest = max(
        rows, key=lambda row: (_start(dataset, row), row["role"] != "inner", row["role"] != "base"), default=None
    )
    return land_sentence(dataset, youngest) if youngest else str(dataset.about["title"])


def _start(dataset: Dataset, row: dict[str, Any]) -> str:
    return str(dataset.row("territories", row["territory_id"])["start_day"])


def _of_year(steps: tuple[Step, ...], day: str) -> str:
    count = len(steps)
    return text("summary_year", count=count, year=day[:4]) if count else ""


def _shortened(words: str) -> str:
    """Return words, cut after the last that has room."""
    if len(words) <= LONGEST_DESCRIPTION:
        return words
    return words[: LONGEST_DESCRIPTION - 2].rsplit(" ", 1)[0].rstrip(" ,;:–") + " …"
