"""The map page: who held which land, and where the missions stood, on one day."""

import streamlit as st

from geo.dates import link_date, shown_day
from geo.disputes import position_rows
from geo.missions import has_embassy
from geo.tables import rows_in_force
from pages.map import print_sheet
from pages.shared.components.map import map_panel, select_clicked
from pages.shared.components.time_bar import sent_date, sent_place, time_bar
from pages.shared.data.dataset import atlas_dataset
from pages.shared.language.words import for_markdown, say_date, say_head, text
from pages.shared.layout import content_notes, details
from pages.shared.layout.citations import citations
from pages.shared.layout.fold import fold
from pages.shared.layout.frame import page_foot, page_head
from pages.shared.layout.html_block import html_block
from pages.shared.record.citations import badge
from pages.shared.record.sentences import (
    mission_sentences,
    next_change,
    officeholder_sentences,
    relation_at,
    steps_of_year,
    territory_sentences,
)
from pages.shared.view.link import LAYERS, read_date, read_place, rival_positions
from pages.shared.view.session import change_view, current_view, public_link, today

dataset = atlas_dataset()


def go(**changes: str) -> None:
    """Change the view from a button: map and time bar follow."""
    change_view(steer=True, **changes)


def on_date_change() -> None:
    """Show the date on which the time bar has come to rest."""
    notices: list[str] = []
    date = read_date(sent_date(), current_view().date, dataset, today(), notices)
    change_view(steer=bool(notices), date=date, event="")


def on_map_move() -> None:
    """Keep the place to which the visitor has moved the map."""
    notices: list[str] = []
    at = read_place(sent_place(), dataset, notices)
    if not notices:
        change_view(steer=False, at=at)


def on_map_click() -> None:
    """Open the details of what was clicked on the map."""
    select_clicked(dataset)


def on_position_change(dispute_id: str) -> None:
    """Let the map follow the position that the visitor has chosen."""
    chosen = str(st.session_state.get(f"dispute_{dispute_id}") or "")
    change_view(steer=False, position=chosen if chosen in rival_positions(dataset) else "")


def close() -> None:
    """Close the details."""
    change_view(steer=False, territory="", mission="", event="")


def on_layers_change() -> None:
    """Show the layers that the visitor has switched on."""
    chosen = st.session_state.get("layers_choice") or []
    change_view(steer=False, layers=tuple(name for name in LAYERS if name in chosen))


@st.fragment
def atlas() -> None:
    """Show map, time bar and panel; every step of the visitor reruns only this."""
    page_head(dataset, paper=print_sheet.sheet_head(dataset, current_view()), has_bar=True)
    if st.context.is_embedded:
        map_panel(dataset, on_map_click)
        time_bar(on_date_change, on_map_move)
        folded_day()
        return
    left, right = st.columns([2.35, 1], gap="medium")
    with left:
        map_panel(dataset, on_map_click)
        time_bar(on_date_change, on_map_move)
    with right, st.container(key="panel"):
        panel()


def folded_day() -> None:
    """Show the day in sentences in a fold below a map that is embedded in another site."""
    day = shown_day(current_view().date, today())
    box = fold(text("embed_text"), "framed_day")
    if box:
        with box:
            lands(day)


def panel() -> None:
    """Show the details of what is selected, then the day in sentences."""
    view = current_view()
    day = shown_day(view.date, today())
    if view.territory:
        details.territory_details(dataset, view.territory, day, close, go)
    elif view.mission:
        details.mission_details(dataset, view.mission, day, close)
    elif view.event:
        details.event_details(dataset, view.event, close)
    on_this_day(day)
    disputes(day)
    this_year(day)
    layer_choice()
    content_notes.remember_dismissed()


def on_this_day(day: str) -> None:
    """Show in sentences what the map shows."""
    with st.container(key="day"):
        far = lands(day)
        missions(day)
    holders = officeholder_sentences(dataset, day)
    if holders:
        box = fold(f"{text('office_heading')} ({len(holders)})", "office")
        if box:
            box.markdown("\n".join(f"- {for_markdown(sentence)} {badge(verified)}" for sentence, verified in holders))
    box = fold(f"{text('elsewhere')} ({len(far)})", "elsewhere")
    if box:
        box.markdown("\n".join(f"- {for_markdown(sentence)}" for sentence in far))
    if day > dataset.about["as_of"]:
        st.caption(text("after_as_of", day=say_date(dataset.about["as_of"])))


def lands(day: str) -> list[str]:
    """Show the relations and the lands of the two states in sentences; return those on the lands around them."""
    near, far = territory_sentences(dataset, day, current_view().position)
    st.markdown(f"## {say_date(day)}")
    lines = "\n".join(f"- {for_markdown(sentence)}" for sentence in near)
    st.markdown(f"{for_markdown(relation_at(dataset, day))}\n\n{lines}")
    return far


def missions(day: str) -> None:
    """Show in sentences which missions are where."""
    sentences = mission_sentences(dataset, day)
    with st.expander(f"{text('missions_heading')} ({len(sentences)})", expanded=has_embassy(dataset, day)):
        lines = [f"- **{for_markdown(say_head(name))}** {for_markdown(sentence)}" for name, sentence in sentences]
        st.markdown("\n".join(lines) or text("no_missions"))


def disputes(day: str) -> None:
    """Show the questions on which sources differ on this day; the visitor chooses which position the map shows."""
    rows = rows_in_force(dataset.records["disputes"], day)
    if not rows:
        return
    position = current_view().position
    box = fold(f"{text('disputes_heading')} ({len(rows)})", "disputes", is_open=bool(position))
    if box:
        with box:
            for row in rows:
                dispute(row["dispute_id"], row["title"], row["sentence"])


def dispute(dispute_id: str, title: str, sentence: str) -> None:
    """Show one dispute: the positions, who holds them, and which of them the map shows."""
    positions = {row["position_id"]: row for row in position_rows(dataset, dispute_id)}
    st.markdown(f"**{for_markdown(title)}.** {for_markdown(sentence)}")
    on_map = [name for name, row in positions.items() if row["shown"] != "text"]
    if len(on_map) > 1:
        position = current_view().position
        st.session_state[f"dispute_{dispute_id}"] = position if position in on_map else on_map[0]
        st.radio(
            text("position_shown"),
            on_map,
            format_func=lambda name: for_markdown(
                text("position_held", label=positions[name]["label"], by=positions[name]["held_by"])
            ),
            captions=[for_markdown(positions[name]["position"]) for name in on_map],
            key=f"dispute_{dispute_id}",
            on_change=on_position_change,
            args=(dispute_id,),
        )
    lines = [position_line(row) for name, row in positions.items() if name not in on_map]
    if lines:
        st.markdown("\n".join(lines))
    ids = dict.fromkeys(part for row in positions.values() for part in row["source_ids"].split())
    verified = min((row["verified"] for row in positions.values()), key=["no", "partly", "yes"].index)
    citations(dataset, " ".join(ids), verified, min(row["confidence"] for row in positions.values()))


def position_line(row: dict[str, str]) -> str:
    """Return a position that the map cannot show, as a line of Markdown."""
    holder = for_markdown(text("position_text", label=row["label"], by=row["held_by"]))
    return f"- {holder} {for_markdown(row['position'])} {badge(row['verified'])}"


def this_year(day: str) -> None:
    """List the changes of the year, each a button that leads to its day, and the next change."""
    year = day[:4]
    st.markdown(f"### {text('this_year', year=year)}")
    steps = steps_of_year(dataset, year, today())
    if not steps:
        st.caption(text("nothing_this_year", year=year))
    hidden = [step for step in steps if not content_notes.is_visible(dataset, step.date)]
    for index, step in enumerate(steps):
        if hidden and step == hidden[0]:
            content_notes.content_note(dataset, step.date, "year")
        if step in hidden:
            continue
        mark = badge(step.verified)
        st.button(
            f"**{say_date(step.date)}** — {for_markdown(step.sentence)} {mark}".strip(),
            key=f"step_{year}_{index}",
            on_click=go,
            kwargs={"date": link_date(step.date, today()), "event": step.event_id, "territory": "", "mission": ""},
            type="tertiary",
        )
    following = next_change(dataset, day, today())
    if following:
        st.button(
            f"{text('next_change')} **{say_date(following)}**",
            key="next_change",
            on_click=go,
            kwargs={"date": following},
            icon=":material/arrow_forward:",
        )
    else:
        st.caption(text("no_next", day=say_date(dataset.about["as_of"])))


def layer_choice() -> None:
    """Let the visitor choose the layers above the territories."""
    st.session_state["layers_choice"] = list(current_view().layers)
    st.pills(
        text("layers"),
        LAYERS,
        selection_mode="multi",
        format_func=lambda name: text(f"layer_{name}"),
        key="layers_choice",
        on_change=on_layers_change,
    )


atlas()
html_block(
    print_sheet.sheet_offices(dataset) + print_sheet.sheet_works(dataset, public_link(current_view()).partition("?")[0])
)
page_foot(dataset)
