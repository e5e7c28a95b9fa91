"""Cards: rows of the record as HTML, every text from the data escaped."""

from html import escape
from urllib.parse import urlencode

from geo import Dataset
from geo.tables import is_in_force
from pages.shared.language.words import say_date, say_head, say_interval, say_number, say_series, text
from pages.shared.record.citations import read_on
from pages.shared.record.entries import Count, Entry, address_of

_OF_ONE_DATE = {"aid", "population", "claims", "story_steps"}


def mark(verified: str) -> str:
    """Return the mark of a row that is not, or only partly, verified; empty if it is."""
    if verified == "yes":
        return ""
    words = escape(text(f"badge_{verified}"))
    return f'<span class="mark-{escape(verified)}">{words}</span>'


def chip(verdict: dict[str, str]) -> str:
    """Return a verdict as a chip that says it in colour, symbol and word."""
    name = escape(verdict["verdict_id"], quote=True)
    return (
        f'<span class="chip chip-{name}"><b aria-hidden="true">{symbol(verdict)}</b> {escape(verdict["label"])}</span>'
    )


def symbol(verdict: dict[str, str]) -> str:
    """Return the symbol of a verdict, a plain one for verdicts that the interface does not know."""
    try:
        return text(f"verdict_symbol_{verdict['verdict_id']}")
    except KeyError:
        return text("verdict_symbol")


def verdict_words(verdict: dict[str, str], count: int) -> str:
    """Return a verdict as it is said of so many statements; its label for verdicts that the interface does not know."""
    try:
        return text(f"verdict_said_{verdict['verdict_id']}", count=count)
    except KeyError:
        return verdict["label"].lower()


def link(url: str, words: str) -> str:
    """Return words as a link out of the atlas if the address is one, else the words; both escaped."""
    if not url.startswith(("https://", "http://")):
        return escape(words)
    return f'<a href="{escape(url, quote=True)}" target="_blank" rel="noopener">{escape(words)}</a>'


def sources(dataset: Dataset, source_ids: str, verified: str = "", confidence: str = "") -> str:
    """Return the sources of a row, closed until the reader opens them, and how sure it is if that is given."""
    rows = [dataset.row("sources", source_id) for source_id in source_ids.split()]
    items = "".join(f"<li>{link(row['url'], row['citation'])} — <i>{escape(read_on(row))}</i></li>" for row in rows)
    sure = ""
    if verified:
        read = f"{say_head(text('story_verified'))} {text(f'verified_{verified}')}."
        sure = f"<small>{escape(read)} {say_head(text('story_confidence'))} {text(f'confidence_{confidence}')}.</small>"
    return f"<details><summary>{text('sources_count', count=len(rows))}</summary><ul>{items}</ul>{sure}</details>"


def work(source: dict[str, str], used: int) -> str:
    """Return one source: number, citation, when it was read, licence, and how many rows name it."""
    facts = [read_on(source), text("works_used" if used else "works_used_none", count=used)]
    if source["licence"]:
        facts.insert(1, text("works_licence", licence=source["licence"]))
    note = f"<p>{escape(source['note'])}</p>" if source["note"] else ""
    number = escape(source["source_id"], quote=True)
    return (
        f'<li id="{number}" class="read-{source["consulted"]}"><b>{number}</b>'
        f"<div>{link(source['url'], source['citation'])}{note}<small>{escape(' · '.join(facts))}</small></div></li>"
    )


def works(rows: list[dict[str, str]], used: dict[str, int]) -> str:
    """Return a list of sources."""
    return f'<ol class="works">{"".join(work(row, used.get(row["source_id"], 0)) for row in rows)}</ol>'


def say_time(entry: Entry) -> str:
    """Return the time of an entry in words; of one date if its table has no intervals or none was given."""
    if not entry.start:
        return ""
    is_one = entry.table in _OF_ONE_DATE or (entry.table == "events" and not entry.end)
    return say_date(entry.start) if is_one else say_interval(entry.start, entry.end)


def card(dataset: Dataset, entry: Entry, query: dict[str, str]) -> str:
    """Return one row of the record: title, time, facts, mark, sources and the link of its day."""
    facts = "".join(
        f"<dt>{escape(text(f'field_{column}'))}</dt><dd>{escape(words)}</dd>" for column, words in entry.facts
    )
    day = text("record_map", day=say_date(entry.query["date"])) if query else ""
    to_map = f'<a href="./?{escape(urlencode(query), quote=True)}">{escape(day)}</a>' if query else ""
    cited = sources(dataset, entry.source_ids, entry.verified, entry.confidence)
    return (
        f"<article><h4>{escape(entry.title)} {mark(entry.verified)}</h4>"
        f"<p><time>{escape(say_time(entry))}</time> {to_map}</p>"
        f'<dl class="facts">{facts}</dl>{cited}</article>'
    )


def count_table(rows: list[Count], total: Count) -> str:
    """Return the counts of verified rows, a table's name in each line, the sum last."""
    heads = "".join(f"<th>{text(f'count_{name}')}</th>" for name in ("table", "rows", "yes", "partly", "no", "share"))
    lines = "".join(_count_line(text(f"table_{row.table}"), row) for row in rows)
    foot = _count_line(text("count_total"), total)
    return f'<table class="counts"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody><tfoot>{foot}</tfoot></table>'


def _count_line(name: str, row: Count) -> str:
    bar = "".join(
        f'<i class="{mark_name}" style="width:{100 * number / row.total:.1f}%"></i>'
        for mark_name, number in (("yes", row.yes), ("partly", row.partly), ("no", row.no))
        if number
    )
    share = f"{int(100 * row.yes / row.total)} %"
    cells = "".join(f"<td>{say_number(number)}</td>" for number in (row.total, row.yes, row.partly, row.no))
    return f'<tr><th scope="row">{escape(name)}</th>{cells}<td><span class="share">{bar}</span><b>{share}</b></td></tr>'


def verdict_bar(verdicts: list[dict[str, str]], found: dict[str, int]) -> str:
    """Return a bar in which each verdict has its share; words beside it say the same."""
    parts = "".join(
        f'<i class="chip-{escape(row["verdict_id"], quote=True)}" style="flex-grow:{found[row["verdict_id"]]}"></i>'
        for row in verdicts
        if found[row["verdict_id"]]
    )
    return f'<div class="verdicts" aria-hidden="true">{parts}</div>'


def claim(dataset: Dataset, row: dict[str, str]) -> str:
    """Return a claim: number, verdict, the statement, the better one, a note, sources."""
    verdict = dataset.row("verdicts", row["verdict"])
    cited = sources(dataset, row["source_ids"], row["verified"], row["confidence"])
    number = text("article_number", number=row["claim_id"].lstrip("C").lstrip("0"))
    note = f"<dt>{escape(text('story_note'))}</dt><dd>{escape(row['note'])}</dd>" if row["note"] else ""
    return (
        f'<div class="claim"><p><span>{escape(number)}</span> {chip(verdict)} {mark(row["verified"])}</p>'
        f'<dl class="facts"><dt>{text("article_says")}</dt><dd>{escape(row["claim"])}</dd>'
        f"<dt>{text('article_better')}</dt><dd>{escape(row['better'])}</dd>{note}</dl>{cited}</div>"
    )


def holders(dataset: Dataset, rows: list[dict[str, str]], day: str) -> str:
    """Return all holders of an office as a table, the line in force on an ISO day set off."""
    heads = "".join(f"<th>{text(f'holder_{name}')}</th>" for name in ("name", "rank", "time", "sources"))
    lines = "".join(_holder(dataset, row, is_now=is_in_force(row, day)) for row in rows)
    return f'<table class="holders"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>'


def _holder(dataset: Dataset, row: dict[str, str], *, is_now: bool) -> str:
    note = f"<small>{escape(row['note'])}</small>" if row["note"] else ""
    time = escape(say_interval(row["start"], row["end"]))
    return (
        f"<tr{' class=now' if is_now else ''}><td>{escape(holder_name(row))} {mark(row['verified'])}</td>"
        f"<td>{escape(row['rank'])}</td><td>{time}</td><td>{note}{sources(dataset, row['source_ids'])}</td></tr>"
    )


def holder_name(row: dict[str, str]) -> str:
    """Return who held an office, or that the post was vacant."""
    person = row["person"]
    if row["state"] in {"vacant", "none"}:
        words = text(f"holder_{row['state']}")
        return f"{person} ({words})" if person else words
    return text(f"holder_{row['state']}", person=person) if row["state"] in {"acting", "refused"} else person


def periods(dataset: Dataset, rows: list[dict[str, str]], day: str) -> str:
    """Return the dated periods of a mission, the one in force on an ISO day set off."""
    items = "".join(_period(dataset, row, is_now=is_in_force(row, day)) for row in rows)
    return f'<ol class="periods">{items}</ol>'


def _period(dataset: Dataset, row: dict[str, str], *, is_now: bool) -> str:
    label = dataset.row("mission_states", row["state"])["label"]
    now = f' <span class="now-mark">{text("periods_now")}</span>' if is_now else ""
    note = f"<small>{escape(row['note'])}</small>" if row["note"] else ""
    return (
        f"<li{' class=now' if is_now else ''}><time>{escape(say_interval(row['start'], row['end']))}</time>"
        f"<div><b>{escape(label)}</b>{now} {mark(row['verified'])}<br>{escape(row['sentence'])} {note}"
        f"{sources(dataset, row['source_ids'])}</div></li>"
    )


def office(dataset: Dataset, row: dict[str, str], rows: list[dict[str, str]], day: str) -> str:
    """Return one office: who holds it on an ISO day, and all holders once the reader opens it."""
    current = [holder_line(holder) for holder in rows if is_in_force(holder, day)]
    now = f"<b>{escape(say_series(current))}</b>" if current else f"<i>{text('office_nobody')}</i>"
    summary = f"<summary><span>{escape(row['label'])}</span> {now}</summary>"
    return f'<details class="line">{summary}{holders(dataset, rows, day)}</details>'


def holder_line(row: dict[str, str]) -> str:
    """Return one holder with rank and time in office."""
    name = holder_name(row)
    said = text("holder_line", person=name, rank=row["rank"]) if row["person"] else name
    return f"{said}, {say_interval(row['start'], row['end'])}"


def mission(dataset: Dataset, row: dict[str, str], rows: list[dict[str, str]], day: str, query: dict[str, str]) -> str:
    """Return one mission: its state on an ISO day, and place, periods and map once the reader opens it."""
    current = next((period for period in rows if is_in_force(period, day)), None)
    label = dataset.row("mission_states", current["state"])["label"] if current else text("mission_no_state")
    now = f"<b>{escape(label)}</b>" if current else f"<i>{label}</i>"
    place = address_of(row)
    note = f"<small>{escape(row['note'])}</small>" if row["note"] else ""
    on_map = escape(text("mission_not_on_map"))
    if query:
        words = text("show_on_map", day=say_date(query["date"]))
        on_map = f'<a href="./?{escape(urlencode(query), quote=True)}">{escape(words)}</a>'
    return (
        f'<details class="line"><summary><span>{escape(row["name"])}</span> {now}</summary>'
        f"<p><i>{escape(place)}</i> {mark(row['verified'])}</p>{periods(dataset, rows, day)}"
        f"<p>{note} {on_map}</p></details>"
    )


def folded(key: str, lines: list[str]) -> str:
    """Return lines under one that says how many they are, closed until the reader opens it."""
    if not lines:
        return ""
    summary = text(key, count=len(lines))
    return f'<details class="folded"><summary>{escape(summary)}</summary>{"".join(lines)}</details>'
