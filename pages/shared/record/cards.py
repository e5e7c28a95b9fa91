"""Cards: rows of the record as HTML, for the pages and for the copy without a server."""

from markupsafe import Markup

from geo import Dataset
from geo.tables import is_in_force
from pages.shared.language.words import say_date, say_head, say_interval, say_number, say_series, text
from pages.shared.record.citations import read_on
from pages.shared.record.entries import Count, Entry, address_of
from pages.shared.record.html import EMPTY, address, join, tag, terms
from pages.shared.record.identifiers import catalogue_links

Row = dict[str, str]

_OF_ONE_DATE = {"aid", "population", "claims", "story_steps"}


# Marks, links and sources


def mark(verified: str) -> Markup:
    """Return the mark of a row that is not, or only partly, verified; empty if it is."""
    return EMPTY if verified == "yes" else tag("span", text(f"badge_{verified}"), class_=f"mark-{verified}")


def chip(verdict: Row) -> Markup:
    """Return a verdict as a chip that says it in colour, symbol and word."""
    sign = tag("b", symbol(verdict), aria_hidden="true")
    return tag("span", sign, " ", verdict["label"], class_=f"chip chip-{verdict['verdict_id']}")


def symbol(verdict: Row) -> str:
    """Return the symbol of a verdict, a plain one for verdicts that the interface does not know."""
    try:
        return text(f"verdict_symbol_{verdict['verdict_id']}")
    except KeyError:
        return text("verdict_symbol")


def verdict_words(verdict: Row, count: int) -> str:
    """Return a verdict on so many statements; its label for verdicts that the interface does not know."""
    try:
        return text(f"verdict_said_{verdict['verdict_id']}", count=count)
    except KeyError:
        return verdict["label"].lower()


def link(url: str, words: str) -> Markup:
    """Return words as a link out of the atlas if `url` is an address of the web, else the words alone."""
    if not url.startswith(("https://", "http://")):
        return join([words])
    return tag("a", words, href=url, target="_blank", rel="noopener")


def map_link(words: str, query: dict[str, str], page: str = "./") -> Markup:
    """Return a link that opens the map with a query; `page` is the address of the map."""
    return tag("a", words, href=address(page, query))


def sources(dataset: Dataset, source_ids: str, verified: str = "", confidence: str = "") -> Markup:
    """Return the sources of a row, closed until the reader opens them, and how sure the row is if that is given."""
    rows = [dataset.row("sources", source_id) for source_id in source_ids.split()]
    items = (tag("li", link(row["url"], row["citation"]), " — ", tag("i", read_on(row))) for row in rows)
    certainty = tag("small", certainty_words(verified, confidence)) if verified else EMPTY
    return tag("details", tag("summary", text("sources_count", count=len(rows))), tag("ul", *items), certainty)


def certainty_words(verified: str, confidence: str) -> str:
    """Return whether a source of a row was read, and how much confidence the row deserves."""
    return (
        f"{say_head(text('details_verified'))} {text(f'verified_{verified}')}. "
        f"{say_head(text('details_confidence'))} {text(f'confidence_{confidence}')}."
    )


def note_line(row: Row, name: str = "small", class_: str | None = None) -> Markup:
    """Return the note of a row in an element; empty if it has none."""
    return tag(name, row["note"], class_=class_) if row["note"] else EMPTY


# The list of sources


def work(source: Row, uses: int) -> Markup:
    """Return one source: number, citation, when it was read, licence, and how many rows name it."""
    facts = [read_on(source), text("works_used" if uses else "works_used_none", count=uses)]
    if source["licence"]:
        facts.insert(1, text("works_licence", licence=source["licence"]))
    number, small = source["source_id"], tag("small", " · ".join(facts))
    body = tag("div", link(source["url"], source["citation"]), note_line(source, "p"), small)
    return tag("li", tag("b", number), body, id=number, class_=f"read-{source['consulted']}")


def works(rows: list[Row], uses: dict[str, int]) -> Markup:
    """Return a list of sources; `uses` counts the rows that name each."""
    return tag("ol", *(work(row, uses.get(row["source_id"], 0)) for row in rows), class_="works")


# Entries of the record


def say_time(entry: Entry) -> str:
    """Return the time of an entry in words; of one date if its table has no intervals or none was given."""
    if not entry.start:
        return ""
    is_one = entry.table in _OF_ONE_DATE or (entry.table == "events" and not entry.end)
    return say_date(entry.start) if is_one else say_interval(entry.start, entry.end)


def card(dataset: Dataset, entry: Entry, query: dict[str, str]) -> Markup:
    """Return one row of the record: title, time, facts, mark, sources and the link of its day."""
    to_map = map_link(text("record_map", day=say_date(entry.query["date"])), query) if query else EMPTY
    return tag(
        "article",
        tag("h4", entry.title, " ", mark(entry.verified)),
        tag("p", tag("time", say_time(entry)), " ", to_map),
        terms((text(f"field_{column}"), words) for column, words in entry.facts),
        sources(dataset, entry.source_ids, entry.verified, entry.confidence),
    )


def count_table(rows: list[Count], total: Count) -> Markup:
    """Return the counts of verified rows, a table's name in each line, the sum last."""
    heads = (tag("th", text(f"count_{name}")) for name in ("table", "rows", "yes", "partly", "no", "share"))
    lines = (_count_line(text(f"table_{row.table}"), row) for row in rows)
    foot = _count_line(text("count_total"), total)
    return tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *lines), tag("tfoot", foot), class_="counts")


def _count_line(name: str, row: Count) -> Markup:
    bar = (
        tag("i", class_=mark_name, style=f"width:{100 * number / row.total:.1f}%")
        for mark_name, number in (("yes", row.yes), ("partly", row.partly), ("no", row.no))
        if number
    )
    cells = (tag("td", say_number(number)) for number in (row.total, row.yes, row.partly, row.no))
    share = tag("td", tag("span", *bar, class_="share"), tag("b", f"{int(100 * row.yes / row.total)} %"))
    return tag("tr", tag("th", name, scope="row"), *cells, share)


# The article


def verdict_bar(verdicts: list[Row], counts: dict[str, int]) -> Markup:
    """Return a bar in which each verdict has its share; words beside it say the same."""
    parts = (
        tag("i", class_=f"chip-{row['verdict_id']}", style=f"flex-grow:{counts[row['verdict_id']]}")
        for row in verdicts
        if counts[row["verdict_id"]]
    )
    return tag("div", *parts, class_="verdicts", aria_hidden="true")


def claim(dataset: Dataset, row: Row) -> Markup:
    """Return a claim: number, verdict, the statement, the better one, a note, sources."""
    number = text("article_number", number=row["claim_id"].lstrip("C").lstrip("0"))
    facts = [(text("article_says"), row["claim"]), (text("article_better"), row["better"])]
    if row["note"]:
        facts.append((text("details_note"), row["note"]))
    return verdict_card(dataset, row, facts, number)


def verdict_card(dataset: Dataset, row: Row, facts: list[tuple[str, str]], number: str = "") -> Markup:
    """Return a claim with its verdict above some `facts`, and its sources below them."""
    head = join([tag("span", number), " "]) if number else EMPTY
    return tag(
        "div",
        tag("p", head, chip(dataset.row("verdicts", row["verdict"])), " ", mark(row["verified"])),
        terms(facts),
        sources(dataset, row["source_ids"], row["verified"], row["confidence"]),
        class_="claim",
    )


# Missions and offices


def holders(dataset: Dataset, rows: list[Row], day: str = "") -> Markup:
    """Return all holders of an office as a table, the line in force on an ISO day set off."""
    heads = (tag("th", text(f"holder_{name}")) for name in ("name", "rank", "time", "sources"))
    lines = (_holder(dataset, row, is_now=is_in_force(row, day)) for row in rows)
    return tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *lines), class_="holders")


def _holder(dataset: Dataset, row: Row, *, is_now: bool) -> Markup:
    return tag(
        "tr",
        tag("td", holder_name(row), " ", mark(row["verified"])),
        tag("td", row["rank"]),
        tag("td", say_interval(row["start"], row["end"])),
        tag("td", note_line(row), sources(dataset, row["source_ids"]), catalogue_links(row)),
        class_="now" if is_now else None,
    )


def holder_name(row: Row) -> str:
    """Return who held an office, or that the post was vacant."""
    person = row["person"]
    if row["state"] in {"vacant", "none"}:
        words = text(f"holder_{row['state']}")
        return f"{person} ({words})" if person else words
    return text(f"holder_{row['state']}", person=person) if row["state"] in {"acting", "refused"} else person


def holder_with_rank(row: Row) -> str:
    """Return who held an office with the rank; without it where the post was vacant."""
    name = holder_name(row)
    return text("holder_line", person=name, rank=row["rank"]) if row["person"] else name


def office(dataset: Dataset, row: Row, rows: list[Row], day: str) -> Markup:
    """Return one office: who holds it on an ISO day, and all holders once the reader opens it."""
    current = [
        f"{holder_with_rank(holder)}, {say_interval(holder['start'], holder['end'])}"
        for holder in rows
        if is_in_force(holder, day)
    ]
    now = tag("b", say_series(current)) if current else tag("i", text("office_nobody"))
    summary = tag("summary", tag("span", row["label"]), " ", now)
    return tag("details", summary, holders(dataset, rows, day), class_="line")


def periods(dataset: Dataset, rows: list[Row], day: str = "") -> Markup:
    """Return the dated periods of a mission, the one in force on an ISO day set off."""
    return tag("ol", *(_period(dataset, row, is_now=is_in_force(row, day)) for row in rows), class_="periods")


def _period(dataset: Dataset, row: Row, *, is_now: bool) -> Markup:
    label = dataset.row("mission_states", row["state"])["label"]
    now = join([" ", tag("span", text("periods_now"), class_="now-mark")]) if is_now else EMPTY
    body = tag(
        "div",
        tag("b", label),
        *(now, " ", mark(row["verified"]), tag("br")),
        *(row["sentence"], " ", note_line(row)),
        sources(dataset, row["source_ids"]),
    )
    time = tag("time", say_interval(row["start"], row["end"]))
    return tag("li", time, body, class_="now" if is_now else None)


def mission(  # noqa: PLR0913
    dataset: Dataset, row: Row, rows: list[Row], day: str, to_map: Markup, *, is_open: bool = False
) -> Markup:
    """Return one mission: its state on an ISO day; place, periods and map once the reader opens it."""
    current = next((period for period in rows if is_in_force(period, day)), None)
    now = (
        tag("b", dataset.row("mission_states", current["state"])["label"])
        if current
        else tag("i", text("mission_no_state"))
    )
    summary = tag("summary", tag("span", row["name"]), " ", now)
    return tag("details", summary, mission_body(dataset, row, rows, day, to_map), open=is_open, class_="line")


def mission_body(dataset: Dataset, row: Row, rows: list[Row], day: str, to_map: Markup) -> Markup:
    """Return place, dated periods, note and way to the map of one mission; `to_map` is empty if it is not there."""
    place = tag("p", tag("i", address_of(row)), " ", mark(row["verified"]))
    on_map = to_map or text("mission_not_on_map")
    return join([place, periods(dataset, rows, day), tag("p", note_line(row), " ", on_map), catalogue_links(row)])


def folded(key: str, lines: list[Markup]) -> Markup:
    """Return lines under one that says how many they are, closed until the reader opens it."""
    if not lines:
        return EMPTY
    return tag("details", tag("summary", text(key, count=len(lines))), *lines, class_="folded")
