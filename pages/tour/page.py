"""The tour through the article: each step is a dated view of the map with a short text."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.dates import shown_day
from pages.shared.components.map import map_panel, select_clicked
from pages.shared.components.tour_bar import COVER, asked_step, step_on, tour_card
from pages.shared.data.dataset import atlas_dataset, has_rows
from pages.shared.language.words import for_markdown, say_code, say_date, say_head, text
from pages.shared.layout import content_notes
from pages.shared.layout.frame import answer, page_foot, page_head
from pages.shared.layout.html_block import html_block
from pages.shared.layout.tables import table_twin
from pages.shared.record import cards
from pages.shared.record.entries import works_of
from pages.shared.record.html import tag
from pages.shared.record.tour import steps_of
from pages.shared.view.link import DEFAULT_LAYERS, LAST_CARD, encode_link
from pages.shared.view.routes import page_link
from pages.shared.view.session import change_view, current_view, today

WORDS_A_MINUTE = 110

dataset = atlas_dataset()
steps = steps_of(dataset)


def open_step(step: str) -> None:
    """Open a card; a step sets the whole view of the map, and the closing card that of the last step."""
    view: dict[str, Any] = {"step": step}
    if step != COVER:
        row = steps[-1] if step == LAST_CARD else dataset.row("story_steps", step)
        view |= {name: row[name] for name in ("date", "at")}
        view |= {"event": row["event_id"], "territory": row["territory_id"], "mission": ""}
        view |= {"layers": DEFAULT_LAYERS, "position": ""}
    if any(getattr(current_view(), name) != value for name, value in view.items()):
        change_view(steer=True, **view)


def on_step() -> None:
    """Open the card to which buttons, keys or a swipe lead."""
    step = asked_step(dataset)
    if step is not None:
        open_step(step)


def on_map_click() -> None:
    """Select what was clicked on the map; its details are on the page of the map."""
    select_clicked(dataset)


@st.fragment
def tour() -> None:
    """Show map and card; every step of the visitor reruns only this, and the map is never mounted again."""
    page_head(dataset, ("step",))
    with st.container(key="story"):
        if not steps:
            st.markdown(f"## {text('tour_title')}")
            answer(text("tour_none"))
            return
        left, right = st.columns([1.75, 1], gap="medium")
        with left:
            map_panel(dataset, on_map_click)
        with right, st.container(key="tour_panel"):
            card(current_view().step)
            with st.container(key="tour_foot"):
                clicked_link()
                tour_card(dataset, current_view().step, on_step)
        twin()
        if current_view().step in (COVER, LAST_CARD):
            html_block(handout())
        content_notes.remember_dismissed()


def clicked_link() -> None:
    """Link to the details of the land or mission that the visitor has clicked on the map."""
    view = current_view()
    row = dataset.row("missions", view.mission) or dataset.row("territories", view.territory)
    territory_of_step = dataset.row("story_steps", view.step).get("territory_id", "")
    with st.container(key="tour_clicked"):
        if row and (view.mission or view.territory != territory_of_step) and view.step != LAST_CARD:
            label = text("tour_clicked", name=for_markdown(row["name"]))
            page_link("pages/map/page.py", label=label, icon=":material/map:", query_params=encode_link(view))


def card(step: str) -> None:
    """Show the cover, a step, or the closing card."""
    with st.container(key="tour_text"):
        if step == COVER:
            cover()
        elif step == LAST_CARD:
            closing()
        else:
            one_step(dataset.row("story_steps", step))


def cover() -> None:
    """Show what the tour is, how long it takes and how to use it, with a button for each step."""
    st.markdown(f"## {text('tour_title')}")
    first, last = say_date(str(dataset.about["first"])), say_date(steps[-1]["date"][:4])
    answer(text("tour_answer", count=len(steps), first=first, last=last))
    words = sum(len(f"{row['look']} {row['text']} {row['question']}".split()) for row in steps)
    st.markdown(text("tour_minutes", minutes=round(words / WORDS_A_MINUTE)))
    view = current_view()
    with st.container(key="tour_doors", horizontal=True):
        first_step = steps[0]["step_id"]
        st.button(text("tour_start"), key="tour_start", on_click=open_step, args=(first_step,), type="primary")
        day = shown_day(view.date, today())
        st.button(
            text("tour_goto", day=say_date(view.date)),
            key="tour_goto",
            on_click=open_step,
            args=(step_on(dataset, day, today()),),
        )
    st.markdown(f"### {text('tour_how_heading')}")
    st.markdown("\n".join(f"- {text(f'tour_how_{name}')}" for name in ("keys", "swipe", "map", "class", "print")))
    st.markdown(f"### {text('tour_contents')}")
    with st.container(key="tour_contents"):
        for number, row in enumerate(steps, start=1):
            label = text("tour_contents_step", number=number, title=row["title"], day=say_date(row["date"]))
            step = row["step_id"]
            st.button(for_markdown(label), key=f"tour_open_{step}", on_click=open_step, args=(step,), type="tertiary")


def is_hidden(row: dict[str, str]) -> bool:
    """Return whether a content note stands before a step."""
    return not content_notes.is_visible(dataset, row["date"])


def one_step(row: dict[str, str]) -> None:
    """Show a step: when, what to see, what happened, a question, and the evidence."""
    number = steps.index(row) + 1
    st.caption(text("tour_when", number=number, total=len(steps), day=say_date(shown_day(row["date"], today()))))
    st.markdown(f"## {for_markdown(row['title'])}")
    if is_hidden(row):
        answer(text("tour_hidden"))
        content_notes.content_note(dataset, row["date"], "story")
        date_rule(row)
        return
    answer(row["look"])
    st.markdown(for_markdown(row["text"]))
    with st.container(key="tour_question"):
        st.markdown(f"### {text('tour_question')}")
        st.markdown(for_markdown(row["question"]))
    date_rule(row)
    evidence(row)


def date_rule(row: dict[str, str]) -> None:
    """Show the days of all steps on a line from the first year to today, that of this step set off."""
    first, last = shown_day(f"{dataset.about['first']}-01-01", today()), today()
    begin = date.fromisoformat(first).toordinal()
    length = date.fromisoformat(last).toordinal() - begin

    def place(day: str) -> str:
        return f"left:{100 * (date.fromisoformat(day).toordinal() - begin) / length:.2f}%"

    days = {step["step_id"]: shown_day(step["date"], last) for step in steps}
    marks = (tag("i", style=place(day)) for day in days.values())
    day = days[row["step_id"]]
    line = tag("div", *marks, tag("b", style=place(day)))
    label = text("tour_rule", day=say_date(day), first=first[:4], last=last[:4])
    ends = tag("span", first[:4]), tag("span", last[:4])
    html_block(tag("div", ends[0], line, ends[1], class_="date-rule", role="img", aria_label=label))


def evidence(row: dict[str, str]) -> None:
    """Show the evidence of a step: statements of the article, sources, and the same view on the map."""
    note = cards.note_line(row, "p", "tour-note")
    html_block(
        cards.mark(row["verified"])
        + note
        + cards.sources(dataset, row["source_ids"], row["verified"], row["confidence"])
    )
    ids = row["claim_ids"].split()
    if ids and has_rows(dataset, "claims"):
        with st.expander(text("tour_claims", count=len(ids))):
            for claim_id in ids:
                one_claim(dataset.row("claims", claim_id))
    query = encode_link(current_view())
    page_link("pages/map/page.py", label=text("tour_open_map"), icon=":material/map:", query_params=query)


def one_claim(claim: dict[str, str]) -> None:
    """Link a statement of the article, with its verdict, to the page on the article."""
    verdict = dataset.row("verdicts", claim["verdict"])
    words = text("tour_claim", symbol=cards.symbol(verdict), verdict=verdict["label"], claim=claim["claim"])
    page_link("pages/article/page.py", label=for_markdown(words), query_params=encode_link(current_view()))


def closing() -> None:
    """Show that the tour is over, and where to go on."""
    st.markdown(f"## {text('tour_end_title')}")
    answer(text("tour_end_answer", count=len(steps)))
    view = current_view()
    query = encode_link(view)
    if has_rows(dataset, "claims"):
        article = text("tour_end_article")
        page_link("pages/article/page.py", label=article, icon=":material/fact_check:", query_params=query)
    chronology = text("tour_end_chronology")
    page_link("pages/chronology/page.py", label=chronology, icon=":material/timeline:", query_params=query)
    to_map = text("tour_end_map", day=say_date(view.date))
    page_link("pages/map/page.py", label=to_map, icon=":material/map:", query_params=query)
    again = text("tour_end_again")
    st.button(again, key="tour_again", on_click=open_step, args=(COVER,), icon=":material/replay:")


def handout() -> Markup:
    """Return all steps as text: a printer gets them in place of the cover, or of the closing card."""
    articles = (printed_step(number, row) for number, row in enumerate(steps, start=1))
    return tag("div", tag("h2", text("tour_title")), *articles, class_="handout")


def printed_step(number: int, row: dict[str, str]) -> Markup:
    """Return a step for a printer, without its texts if a content note stands before them."""
    label = text("tour_contents_step", number=number, title=row["title"], day=say_date(row["date"]))
    paragraphs: list[str | Markup] = [text("tour_hidden_print")]
    if not is_hidden(row):
        question = tag("b", say_head(text("tour_question"))) + f" {row['question']}"
        paragraphs = [row["look"], row["text"], question]
    small = " ".join([row["note"], f"{works_of(dataset, row['source_ids'])}."]).strip()
    heading = tag("h3", label, " ", cards.mark(row["verified"]))
    return tag("article", heading, *(tag("p", words) for words in paragraphs), tag("small", small))


def twin() -> None:
    """Show all steps in one table, with a download; without texts behind a content note."""
    hidden = [row for row in steps if is_hidden(row)]
    rows = [
        {
            text("tour_field_number"): number,
            text("tour_field_date"): say_date(row["date"]),
            text("tour_field_title"): row["title"],
            text("field_look"): "" if row in hidden else row["look"],
            text("tour_field_text"): "" if row in hidden else row["text"],
            text("field_question"): "" if row in hidden else row["question"],
            text("field_verified"): say_code("", "verified", row["verified"]),
            text("field_sources"): works_of(dataset, row["source_ids"]),
            text("field_note"): row["note"],
        }
        for number, row in enumerate(steps, start=1)
    ]
    notes = [text("hidden_rows", count=len(hidden))] if hidden else []
    table_twin(pd.DataFrame(rows), "story.csv", key="tour_table", notes=notes)


# A step is a dated view. It wins over the rest of the link, so that text and map never show different days.
if "view" in st.session_state and current_view().step:
    open_step(current_view().step)
tour()
page_foot(dataset)
