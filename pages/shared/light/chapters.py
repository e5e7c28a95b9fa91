"""The pages of text of the light edition: tour, chronology, missions, article and sources."""

from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup

from geo import Dataset
from geo.cooperation import aid_events, aid_pairs, aid_per_head
from geo.dates import link_date
from pages.shared.data.dataset import has_rows
from pages.shared.language.words import phrase, say_date, say_interval, say_number, text
from pages.shared.light.aid_chart import aid_chart, aid_table
from pages.shared.light.interactive import interactive
from pages.shared.light.shell import Chapter, Part, scripts
from pages.shared.record import cards, entries, events
from pages.shared.record.glossary import glossary_list
from pages.shared.record.html import EMPTY, address, fill, join, tag, terms
from pages.shared.record.notes import notes_on
from pages.shared.record.tour import steps_of
from pages.shared.view.link import place_of
from pages.shared.view.routes import PAGES

Row = dict[str, str]


def chapters(dataset: Dataset) -> list[Chapter]:
    """Return the pages of text for which the data has something to show, in the order of the full edition."""
    writers: list[tuple[str, str, str, Callable[[Dataset], Iterator[Markup]]]] = [
        ("story", "nav_tour", "story_steps", tour),
        ("chronology", "nav_chronology", "events", chronology),
        ("missions", "nav_missions", "missions", missions),
        ("cooperation", "nav_cooperation", "aid", cooperation),
        ("article", "nav_article", "claims", article),
        ("sources", "nav_sources", "sources", sources),
        ("data", "nav_data", "sources", files),
        ("about", "nav_about", "sources", about),
    ]
    pages = {
        name: Chapter(f"{name}.html", label, Part(join(write(dataset), "\n"), scripts=scripts("page.js")))
        for name, label, table, write in writers
        if has_rows(dataset, table)
    }
    pages |= {name: Chapter(f"{name}.html", label, part) for name, label, _, part in interactive(dataset)}
    order = [*(page.url_path for page in PAGES.values())]
    return [pages[path] for path in order if path in pages]


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
        id=f"step-{row['step_id']}",
    )


def chronology(dataset: Dataset) -> Iterator[Markup]:
    """Yield the eras and every event, decade by decade; events of a time with a content note stand behind it."""
    yield tag("h1", text("chronology_title"))
    if has_rows(dataset, "eras"):
        yield _eras(dataset)
    yield _filter()
    for decade, rows in events.by_decade(events.events_of(dataset)).items():
        yield tag("h2", text("chronology_decade", decade=decade))
        noted = [row for row in rows if notes_on(dataset, row["start"], row["end"])]
        yield join(_event(dataset, row) for row in rows if row not in noted)
        if noted:
            notes = notes_on(dataset, noted[0]["start"], noted[0]["end"])
            yield _behind(notes, join(_event(dataset, row) for row in noted))


def _filter() -> Markup:
    """Return the field that leaves only the cards with its words; a script shows it."""
    field = tag("input", type="search", id="filter", autocomplete="off", spellcheck="false", maxlength="120")
    status = tag("span", id="shown", role="status", data_words=phrase("light_shown"))
    return tag(
        "p", tag("label", text("light_filter"), for_="filter"), field, status, class_="search-field", hidden=True
    )


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
    to_map = tag("p", _map_link(text("chronology_to_map"), **query)) if is_covered else EMPTY
    return tag("div", events.card(dataset, row, to_map, heading="h3"), id=row["event_id"], class_="event")


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
            yield tag("h3", office["label"], id=f"office-{office['office_id']}")
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


def cooperation(dataset: Dataset) -> Iterator[Markup]:
    """Yield the aid of one state to the other by year, as a chart and a table, and the events beside it."""
    yield tag("h1", text("cooperation_title"))
    for donor, recipient in aid_pairs(dataset):
        rows = aid_per_head(dataset, donor, recipient)
        peak = rows.loc[rows["amount_usd"].idxmax()]
        words = {"donor": donor, "recipient": recipient, "first": rows["year"].min(), "last": rows["year"].max()}
        money = text("cooperation_money", amount=say_number(peak["amount_usd"] / 1e6, 1))
        yield tag("h2", text("cooperation_aid"))
        yield aid_chart(rows, text("cooperation_aid_alt", **words, peak=peak["year"], money=money))
        yield tag("p", text("cooperation_source"), class_="small")
        heads = [text(f"cooperation_column_{name}") for name in ("year", "amount", "head")]
        yield tag("details", tag("summary", text("cooperation_table_aid")), aid_table(rows, heads))
    events_beside = aid_events(dataset).to_dict("records")
    if events_beside:
        yield tag("h2", text("cooperation_events"))
        shown = [row for row in events_beside if not notes_on(dataset, row["start"])]
        hidden = [row for row in events_beside if row not in shown]
        yield tag("ol", *(_beside(dataset, row) for row in shown), class_="aid-events")
        if hidden:
            lines = tag("ol", *(_beside(dataset, row) for row in hidden), class_="aid-events")
            yield _behind(notes_on(dataset, hidden[0]["start"]), lines)


def _beside(dataset: Dataset, row: Row) -> Markup:
    to_map = _map_link(row["title"], date=row["start_day"], event=row["event_id"])
    relation = tag("i", text(f"cooperation_link_{row['link']}"))
    body = tag("p", row["sentence"], " ", relation)
    when = tag("time", say_date(row["start"]))
    return tag(
        "li", when, " ", to_map, " ", cards.mark(row["verified"]), body, cards.sources(dataset, row["source_ids"])
    )


def files(dataset: Dataset) -> Iterator[Markup]:
    """Yield what can be taken along, and what only the full edition makes."""
    yield tag("h1", text("data_title"))
    yield tag("p", text("foot", day=say_date(str(dataset.about["as_of"]))))
    yield tag("h2", text("light_only_full"))
    yield tag("p", text("light_cannot"))


def about(dataset: Dataset) -> Iterator[Markup]:
    """Yield the purpose, the reading rules and the terms."""
    yield tag("h1", text("about_heading"))
    yield tag("p", text("about_purpose"))
    yield tag("p", text("about_reading"))
    for heading, table in (("legend_statuses", "statuses"), ("legend_lines", "certainties")):
        yield tag("h2", text(heading))
        yield terms(((row["label"], row["definition"]) for row in dataset.records[table]), "facts terms")
    if has_rows(dataset, "glossary"):
        yield tag("h2", text("glossary_heading"))
        yield glossary_list(dataset.records["glossary"])
