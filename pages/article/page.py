"""The article, claim by claim: what an encyclopaedia says, what the sources say, and the map of that day."""

import streamlit as st

from geo.exports import rows_to_csv
from pages.shared.data.dataset import atlas_dataset, has_rows
from pages.shared.language.words import for_markdown, say_code, say_date, say_head, say_list, text
from pages.shared.layout import content_notes
from pages.shared.layout.frame import answer, page_foot, page_head
from pages.shared.layout.html_block import html_block
from pages.shared.record import cards, entries
from pages.shared.view.routes import page_link
from pages.shared.view.session import current_view, today

CHOICE, CHOSEN = "article_choice", "article_verdicts"
TABLE = ("claim_id", "part", "claim", "verdict", "better", "date", "verified", "source_ids", "note")

dataset = atlas_dataset()
verdicts = dataset.records["verdicts"] if "verdicts" in dataset.tables else []
noted = entries.noted_claims(dataset) if has_rows(dataset, "claims") else {}


def article() -> None:
    """Show the purpose, the answer in one sentence, and the claims."""
    with st.container(key="article"):
        st.markdown(f"## {text('article_title')}")
        if not has_rows(dataset, "claims"):
            st.markdown(text("article_none"))
            return
        about = dataset.about.get("article") or {}
        counts = entries.verdict_counts(dataset)
        answer(verdict_sentence(counts))
        st.markdown(" ".join([text("article_purpose"), article_link(about)]).strip())
        html_block(cards.verdict_bar(verdicts, counts))
        claims()


def article_link(about: dict[str, str]) -> str:
    """Return the link to the article and its licence, if the data has them."""
    if not about:
        return ""
    title, url = for_markdown(str(about["title"])), str(about.get("url", ""))
    is_safe = url.startswith("https://") and not set(url) & set(' <>()"`')
    licence = for_markdown(str(about.get("licence", "")))
    return text("article_source", link=f"[{title}]({url})" if is_safe else title, licence=licence)


def verdict_sentence(counts: dict[str, int]) -> str:
    """Return how many claims have which verdict, in one sentence."""
    parts: list[str] = []
    for verdict in verdicts:
        count = counts[verdict["verdict_id"]]
        if count:
            key = "article_answer_part" if parts or count == 1 else "article_answer_part_first"
            parts.append(text(key, count=count, verdict=cards.verdict_words(verdict, count)))
    return text("article_answer", total=sum(counts.values()), parts=say_list(parts))


def keep_choice() -> None:
    """Keep the chosen verdicts while another page is open."""
    st.session_state[CHOSEN] = list(st.session_state.get(CHOICE) or [])


@st.fragment
def claims() -> None:
    """Show the claims of the verdicts chosen, part by part; a choice reruns only this."""
    counts = entries.verdict_counts(dataset)
    labels = {row["verdict_id"]: f"{cards.symbol(row)} {for_markdown(row['label'])}" for row in verdicts}
    st.session_state[CHOICE] = [name for name in st.session_state.get(CHOSEN, []) if name in labels]
    st.pills(
        text("article_filter"),
        list(labels),
        selection_mode="multi",
        format_func=lambda name: f"{labels[name]} ({counts[name]})",
        key=CHOICE,
        on_change=keep_choice,
    )
    chosen = st.session_state[CHOICE]
    definitions = [row for row in verdicts if row["verdict_id"] in chosen]
    for row in definitions:
        st.caption(for_markdown(f"{say_head(row['label'])} {row['definition']}"))
    parts = entries.claims_by_part(dataset, chosen)
    if not parts:
        st.markdown(text("article_filter_none"))
    visible_notes: set[str] = set()
    with st.container(key="claims"):
        for index, (part, rows) in enumerate(parts.items()):
            st.markdown(f"### {for_markdown(part)}")
            one_part(index, rows, visible_notes)
    twin()
    content_notes.remember_dismissed()


def is_hidden(claim: dict[str, str]) -> bool:
    """Return whether a content note stands before a claim."""
    note = noted.get(claim["claim_id"])
    return note is not None and not content_notes.is_visible(dataset, note["start"], note["end"])


def one_part(index: int, rows: list[dict[str, str]], visible_notes: set[str]) -> None:
    """Show the claims of one part; each content note appears once on the page."""
    hidden = [claim for claim in rows if is_hidden(claim)]
    for claim in hidden:
        note = noted[claim["claim_id"]]
        if note["note_id"] not in visible_notes:
            visible_notes.add(note["note_id"])
            content_notes.content_note(dataset, note["start"], f"part_{index}", note["end"])
    if hidden:
        st.caption(text("hidden_rows", count=len(hidden)))
    for claim in rows:
        if claim not in hidden:
            one_claim(claim)


def one_claim(claim: dict[str, str]) -> None:
    """Show one claim, the link to its day on the map, and its sources."""
    query = entries.view_of(current_view(), entries.claim_query(dataset, claim, today()), dataset)
    key = "show_on_map_year" if len(query["date"]) == 4 else "show_on_map"
    with st.container(key=f"claim_{claim['verdict']}_{claim['claim_id']}", gap="small"):
        html_block(cards.claim(dataset, claim))
        page_link(
            "pages/map/page.py",
            label=text(key, day=say_date(query["date"])),
            icon=":material/map:",
            query_params=query,
        )


def twin() -> None:
    """Show all claims in one table, with a download."""
    rows = [claim for claim in dataset.records["claims"] if not is_hidden(claim)]
    missing = len(dataset.tables["claims"]) - len(rows)
    heads = [text(f"field_{name}" if name != "source_ids" else "field_sources") for name in TABLE]
    with st.expander(text("article_table")):
        if missing:
            st.caption(text("hidden_rows", count=missing))
        cells = [[cell(claim, name) for name in TABLE] for claim in rows]
        st.dataframe({head: [row[at] for row in cells] for at, head in enumerate(heads)}, hide_index=True)
        st.download_button(
            text("csv_download"),
            rows_to_csv([heads, *cells]),
            file_name="article-claims.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )


def cell(claim: dict[str, str], name: str) -> str:
    """Return a cell of the table in words."""
    if name == "verdict":
        return dataset.row("verdicts", claim["verdict"])["label"]
    if name == "source_ids":
        return entries.works_of(dataset, claim["source_ids"])
    return say_code("", name, claim[name]) if name == "verified" else claim[name]


page_head(dataset)
article()
page_foot(dataset)
