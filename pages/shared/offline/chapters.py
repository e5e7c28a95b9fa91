"""The pages of text: story, chronology, missions, article and sources as plain HTML."""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from urllib.parse import urlencode

from geo import Dataset
from geo.dates import link_date
from pages.shared.data.dataset import has_rows
from pages.shared.language.words import say_date, say_interval, text
from pages.shared.offline.shell import Chapter, Part
from pages.shared.record import cards, entries, events
from pages.shared.record.notes import notes_on
from pages.shared.record.tour import steps_of
from pages.shared.view.link import place_of

Row = dict[str, str]


def chapters(dataset: Dataset) -> list[Chapter]:
    """Return the pages of text for which the data has something to show."""
    made: list[tuple[str, str, Callable[[Dataset], Iterator[str]]]] = [
        ("story", "story_steps", story),
        ("chronology", "events", chronology),
        ("missions", "missions", missions),
        ("article", "claims", article),
        ("sources", "sources", sources),
    ]
    return [
        Chapter(f"{name}.html", f"nav_{name}", Part("\n".join(make(dataset))))
        for name, table, make in made
        if has_rows(dataset, table)
    ]


# Parts


def _heading(key: str) -> str:
    return f"<h1>{escape(text(key))}</h1>"


def _map_link(words: str, **query: str) -> str:
    """Return a link that opens the map on a date, with what is chosen there."""
    asked = urlencode({name: value for name, value in query.items() if value})
    return f'<a class="to-map" href="index.html?{escape(asked, quote=True)}">{escape(words)}</a>'


def _on_map(date: str) -> str:
    """Return the words of a link to the map on a date, a year or a day."""
    return text("show_on_map_year" if len(date) == 4 else "show_on_map", day=say_date(date))


def _behind(notes: Iterable[Row], content: str) -> str:
    """Return content behind the notes on its time, if there are any."""
    said = "".join(f"<p><strong>{escape(note['title'])}</strong></p><p>{escape(note['text'])}</p>" for note in notes)
    if not said:
        return content
    return f'<div class="care">{said}<details><summary>{escape(text("care_pass"))}</summary>{content}</details></div>'


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of heads (text) and cells (HTML); the first cell of a row is its head."""
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    lines = (list(row) for row in rows)
    body = "".join(f'<tr><th scope="row">{first}</th>{_cells(rest)}</tr>' for first, *rest in lines)
    return f'<table class="rows"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _cells(cells: Iterable[str]) -> str:
    return "".join(f"<td>{cell}</td>" for cell in cells)


def _cited(source_ids: str) -> str:
    """Return the numbers of sources, each a link to the list of all."""
    return " ".join(
        f'<a href="sources.html#{escape(name, quote=True)}">{escape(name)}</a>' for name in source_ids.split()
    )


# Pages


def story(dataset: Dataset) -> Iterator[str]:
    """Yield the steps of the story, each with its view of the map, its question and what it rests on."""
    yield _heading("story_page")
    for number, row in enumerate(steps_of(dataset), start=1):
        head = text("story_contents_step", number=number, title=row["title"], day=say_date(row["date"]))
        question = f"<h3>{escape(text('story_question'))}</h3><p>{escape(row['question'])}</p>"
        look = f'<p class="look">{escape(row["look"])}</p>'
        body = f'{look}<p>{escape(row["text"])}</p><div class="question">{question}</div>'
        note = f'<p class="small">{escape(row["note"])}</p>' if row["note"] else ""
        cited = cards.sources(dataset, row["source_ids"], row["verified"], row["confidence"])
        chosen = {"event": row["event_id"], "territory": row["territory_id"]}
        to_map = _map_link(_on_map(row["date"]), date=row["date"], at=row["at"], **chosen)
        shown = _behind(notes_on(dataset, row["date"]), body)
        mark = cards.mark(row["verified"])
        yield f"<article><h2>{escape(head)} {mark}</h2>{shown}<p>{to_map}</p>{note}{cited}</article>"


def chronology(dataset: Dataset) -> Iterator[str]:
    """Yield the eras and every event, decade by decade; those of a time with a note stand behind it."""
    yield _heading("chronology_title")
    if has_rows(dataset, "eras"):
        heads = (text("chronology_date"), text("chronology_era"))
        eras = dataset.records["eras"]
        yield _table(heads, ([escape(say_interval(row["start"], row["end"])), escape(row["label"])] for row in eras))
    for decade, rows in events.by_decade(events.events_of(dataset)).items():
        yield f"<h2>{escape(text('chronology_decade', decade=decade))}</h2>"
        noted = [row for row in rows if notes_on(dataset, row["start"], row["end"])]
        free = [row for row in rows if row not in noted]
        yield _event_table(dataset, free) if free else ""
        if noted:
            notes = notes_on(dataset, noted[0]["start"], noted[0]["end"])
            yield _behind(notes, _event_table(dataset, noted))


def _event_table(dataset: Dataset, rows: list[Row]) -> str:
    heads = [text(key) for key in ("chronology_date", "chronology_event", "field_category", "field_sources")]
    return _table(heads, (_event(dataset, row) for row in rows))


def _event(dataset: Dataset, row: Row) -> list[str]:
    date = link_date(row["start"], str(dataset.about["as_of"]))
    begin = str(dataset.about["first"])
    asked = {"date": date, "event": row["event_id"], "at": place_of(row["event_id"], dataset)}
    to_map = _map_link(text("chronology_to_map"), **asked) if date >= begin else ""
    note = f"<p class=small>{escape(row['note'])}</p>" if row["note"] else ""
    kind = text("chronology_place", category=events.kind_of(dataset, row), place=row["place"])
    said = f"<strong>{escape(row['title'])}</strong> {cards.mark(row['verified'])}<p>{escape(row['text'])}</p>"
    return [escape(events.say_when(row)), f"{said}{note}{to_map}", escape(kind), _cited(row["source_ids"])]


def missions(dataset: Dataset) -> Iterator[str]:
    """Yield every mission with its periods, and every office with those who held it."""
    yield _heading("missions_heading")
    heads = [text(f"twin_{name}") for name in ("start", "state", "sentence", "sources")]
    for row in dataset.records["missions"]:
        periods = entries.periods_of(dataset, row["mission_id"])
        place = entries.address_of(row)
        name, number = escape(row["name"]), escape(row["mission_id"], quote=True)
        yield f'<h2 id="{number}">{name} {cards.mark(row["verified"])}</h2>'
        yield f'<p class="subtitle">{escape(place)}</p>'
        yield _table(heads, (_period(dataset, period) for period in periods))
        yield f'<p class="small">{escape(row["note"])}</p>' if row["note"] else ""
    if has_rows(dataset, "officeholders"):
        yield f"<h2>{escape(text('heads_title'))}</h2>"
        for office in dataset.records["offices"]:
            yield f"<h3>{escape(office['label'])}</h3>"
            yield _holders(entries.holders_of(dataset, office["office_id"]))


def _period(dataset: Dataset, row: Row) -> list[str]:
    label = dataset.row("mission_states", row["state"])["label"]
    sentence = f"{escape(row['sentence'])} {cards.mark(row['verified'])}"
    return [escape(say_interval(row["start"], row["end"])), escape(label), sentence, _cited(row["source_ids"])]


def _holders(rows: list[Row]) -> str:
    heads = [text(f"holder_{name}") for name in ("time", "name", "rank", "sources")]
    return _table(heads, map(_holder, rows))


def _holder(row: Row) -> list[str]:
    name = f"{escape(cards.holder_name(row))} {cards.mark(row['verified'])}"
    note = f'<p class="small">{escape(row["note"])}</p>' if row["note"] else ""
    time = escape(say_interval(row["start"], row["end"]))
    return [time, f"{name}{note}", escape(row["rank"]), _cited(row["source_ids"])]


def article(dataset: Dataset) -> Iterator[str]:
    """Yield the claims of the article, part by part, with verdicts and the map of their day."""
    yield _heading("article_title")
    yield f"<p>{escape(text('article_purpose'))}</p>"
    about = dataset.about.get("article") or {}
    if about:
        named = cards.link(str(about.get("url", "")), str(about["title"]))
        licence = escape(str(about.get("licence", "")))
        yield f"<p>{text('article_source', link=named, licence=licence)}</p>"
    verdicts, found = dataset.records["verdicts"], entries.verdict_counts(dataset)
    yield cards.verdict_bar(verdicts, found)
    terms = (
        f"<dt>{cards.chip(row)} {found[row['verdict_id']]}</dt><dd>{escape(row['definition'])}</dd>" for row in verdicts
    )
    yield f'<dl class="verdict-list">{"".join(terms)}</dl>'
    noted = entries.noted_claims(dataset)
    for part, claims in entries.claims_by_part(dataset).items():
        yield f"<h2>{escape(part)}</h2>"
        yield from (_claim(dataset, claim) for claim in claims if claim["claim_id"] not in noted)
        behind = [claim for claim in claims if claim["claim_id"] in noted]
        if behind:
            yield _behind([noted[behind[0]["claim_id"]]], "".join(_claim(dataset, claim) for claim in behind))


def _claim(dataset: Dataset, claim: Row) -> str:
    query = entries.claim_query(dataset, claim, str(dataset.about["as_of"]))
    to_map = _map_link(_on_map(query["date"]), **query)
    verdict = escape(claim["verdict"], quote=True)
    return f'<div class="one-claim chip-{verdict}">{cards.claim(dataset, claim)}<p>{to_map}</p></div>'


def sources(dataset: Dataset) -> Iterator[str]:
    """Yield how sure the record is, the works, and what is left out."""
    yield _heading("sources_title")
    day = say_date(str(dataset.about["as_of"]))
    yield f"<p>{escape(text('sources_purpose', mark=text('badge_no'), day=day))}</p>"
    found = entries.counts(dataset)
    if found:
        yield cards.count_table(found, entries.total_of(found))
    yield f"<h2>{escape(text('works_heading'))}</h2>"
    yield cards.works(dataset.records["sources"], entries.uses(dataset))
    if has_rows(dataset, "omissions"):
        yield f"<h2>{escape(text('omissions_heading'))}</h2>"
        rows = dataset.records["omissions"]
        items = (f"<li><strong>{escape(row['what'])}</strong> — {escape(row['why'])}</li>" for row in rows)
        yield f"<ul>{''.join(items)}</ul>"
