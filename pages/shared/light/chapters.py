"""The pages of text in the copy without a server: tour, chronology, missions, article and sources."""

from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup

from geo import Dataset
from geo.dates import link_date
from pages.shared.data.dataset import has_rows
from pages.shared.language.words import say_date, say_interval, text
from pages.shared.light.shell import Chapter, Part
from pages.shared.record import cards, entries, events
from pages.shared.record.html import EMPTY, address, fill, join, tag, terms
from pages.shared.record.notes import notes_on
from pages.shared.record.tour import steps_of
from pages.shared.view.link import place_of

Row = dict[str, str]


def chapters(dataset: Dataset) -> list[Chapter]:
    """Return the pages of text for which the data has something to show."""
    writers: list[tuple[str, str, str, Callable[[Dataset], Iterator[Markup]]]] = [
        ("story", "nav_tour", "story_steps", tour),
        ("chronology", "nav_chronology", "events", chronology),
        ("missions", "nav_missions", "missions", missions),
        ("article", "nav_article", "claims", article),
        ("sources", "nav_sources", "sources", sources),
    ]
    return [
        Chapter(f"{name}.html", label, Part(join(write(dataset), "\n")))
        for name, label, table, write in writers
        if has_rows(dataset, table)
    ]


# Parts


def _map_link(words: str, **query: str) -> Markup:
    """Return a link that opens the map on a date, with what is chosen there."""
    chosen = {name: value for name, value in query.items() if value}
    return tag("a", words, class_="to-map", href=address("index.html", chosen))


def _on_map(date: str) -> str:
    """Return the words of a link to the map on a date, a year or a day."""
    return text("show_on_map_year" if len(date) == 4 else "show_on_map", day=say_date(date))


def _behind(notes: Iterable[Row], content: Markup) -> Markup:
    """Return content behind the notes on its time, if there are any."""
    warnings = join(tag("p", tag("strong", note["title"])) + tag("p", note["text"]) for note in notes)
    if not warnings:
        return content
    fold = tag("details", tag("summary", text("content_note_dismiss")), content)
    return tag("div", warnings, fold, class_="content-note")


# Pages


def tour(dataset: Dataset) -> Iterator[Markup]:
    """Yield the steps of the tour, each with its view of the map, its question and its sources."""
    yield tag("h1", text("tour_title"))
    for number, row in enumerate(steps_of(dataset), start=1):
        yield _step(dataset, row, number)


def _step(dataset: Dataset, row: Row, number: int) -> Markup:
    title = text("tour_contents_step", number=number, title=row["title"], day=say_date(row["date"]))
    question = tag("div", tag("h3", text("tour_question")), tag("p", row["question"]), class_="question")
    body = join([tag("p", row["look"], class_="look"), tag("p", row["text"]), question])
    chosen = {"event": row["event_id"], "territory": row["territory_id"]}
    return tag(
        "article",
        tag("h2", title, " ", cards.mark(row["verified"])),
        _behind(notes_on(dataset, row["date"]), body),
        tag("p", _map_link(_on_map(row["date"]), date=row["date"], at=row["at"], **chosen)),
        cards.note_line(row, "p", "small"),
        cards.sources(dataset, row["source_ids"], row["verified"], row["confidence"]),
    )


def chronology(dataset: Dataset) -> Iterator[Markup]:
    """Yield the eras and every event, decade by decade; events of a time with a content note stand behind it."""
    yield tag("h1", text("chronology_title"))
    if has_rows(dataset, "eras"):
        yield _eras(dataset)
    for decade, rows in events.by_decade(events.events_of(dataset)).items():
        yield tag("h2", text("chronology_decade", decade=decade))
        noted = [row for row in rows if notes_on(dataset, row["start"], row["end"])]
        yield join(_event(dataset, row) for row in rows if row not in noted)
        if noted:
            notes = notes_on(dataset, noted[0]["start"], noted[0]["end"])
            yield _behind(notes, join(_event(dataset, row) for row in noted))


def _eras(dataset: Dataset) -> Markup:
    heads = (tag("th", text(key), scope="col") for key in ("chronology_date", "chronology_era"))
    rows = (
        tag("tr", tag("th", say_interval(row["start"], row["end"]), scope="row"), tag("td", row["label"]))
        for row in dataset.records["eras"]
    )
    return tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="rows")


def _event(dataset: Dataset, row: Row) -> Markup:
    date = link_date(row["start"], str(dataset.about["as_of"]))
    query = {"date": date, "event": row["event_id"], "at": place_of(row["event_id"], dataset)}
    is_covered = date >= str(dataset.about["first"])
    to_map = tag("nav", _map_link(text("chronology_to_map"), **query)) if is_covered else EMPTY
    return events.card(dataset, row, to_map, heading="h3")


def missions(dataset: Dataset) -> Iterator[Markup]:
    """Yield every mission with its periods, and every office with those who held it."""
    yield tag("h1", text("missions_heading"))
    for row in dataset.records["missions"]:
        periods = entries.periods_of(dataset, row["mission_id"])
        yield tag("h2", row["name"], id=row["mission_id"])
        yield cards.mission_body(dataset, row, periods, "", _mission_link(row, periods))
    if has_rows(dataset, "officeholders"):
        yield tag("h2", text("heads_title"))
        for office in dataset.records["offices"]:
            yield tag("h3", office["label"])
            yield cards.holders(dataset, entries.holders_of(dataset, office["office_id"]))


def _mission_link(row: Row, periods: list[Row]) -> Markup:
    """Return the link to a mission on the map on its first day; empty if the map does not have it."""
    if row["on_map"] != "yes" or not periods:
        return EMPTY
    date = periods[0]["start_day"]
    return _map_link(_on_map(date), date=date, mission=row["mission_id"])


def article(dataset: Dataset) -> Iterator[Markup]:
    """Yield the claims of the article, part by part, with verdicts and the map of their day."""
    yield tag("h1", text("article_title"))
    yield tag("p", text("article_purpose"))
    about = dataset.about.get("article") or {}
    if about:
        title = cards.link(str(about.get("url", "")), str(about["title"]))
        yield tag("p", fill("article_source", link=title, licence=str(about.get("licence", ""))))
    verdicts, counts = dataset.records["verdicts"], entries.verdict_counts(dataset)
    yield cards.verdict_bar(verdicts, counts)
    yield terms(
        ((join([cards.chip(row), f" {counts[row['verdict_id']]}"]), row["definition"]) for row in verdicts),
        "verdict-list",
    )
    noted = entries.noted_claims(dataset)
    for part, claims in entries.claims_by_part(dataset).items():
        yield tag("h2", part)
        yield from (_claim(dataset, claim) for claim in claims if claim["claim_id"] not in noted)
        behind = [claim for claim in claims if claim["claim_id"] in noted]
        if behind:
            yield _behind([noted[behind[0]["claim_id"]]], join(_claim(dataset, claim) for claim in behind))


def _claim(dataset: Dataset, claim: Row) -> Markup:
    query = entries.claim_query(dataset, claim, str(dataset.about["as_of"]))
    to_map = tag("p", _map_link(_on_map(query["date"]), **query))
    return tag("div", cards.claim(dataset, claim), to_map, class_=f"one-claim chip-{claim['verdict']}")


def sources(dataset: Dataset) -> Iterator[Markup]:
    """Yield how sure the record is, the works, and what is left out."""
    yield tag("h1", text("sources_title"))
    day = say_date(str(dataset.about["as_of"]))
    yield tag("p", text("sources_purpose", mark=text("badge_no"), day=day))
    counts = entries.counts(dataset)
    if counts:
        yield cards.count_table(counts, entries.total_of(counts))
    yield tag("h2", text("works_heading"))
    yield cards.works(dataset.records["sources"], entries.uses(dataset))
    if has_rows(dataset, "omissions"):
        yield tag("h2", text("omissions_heading"))
        rows = dataset.records["omissions"]
        yield tag("ul", *(tag("li", tag("strong", row["what"]), " — ", row["why"]) for row in rows))
