"""The map page: who held which land, and where the missions stood, on one day."""

import streamlit as st

from geo.dates import link_date, shown_day
from geo.disputes import position_rows
from geo.missions import has_embassy
from geo.tables import rows_in_force
from pages.map import print_sheet
from pages.shared.components.map import clicked, map_panel
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


def take_date() -> None:
    """Take over the date at which the time bar rests."""
    notices: list[str] = []
    date = read_date(sent_date(), current_view().date, dataset, today(), notices)
    change_view(steer=bool(notices), date=date, event="")


def take_place() -> None:
    """Take over where the visitor has moved the map to."""
    notices: list[str] = []
    at = read_place(sent_place(), dataset, notices)
    if not notices:
        change_view(steer=False, at=at)


def take_click() -> None:
    """Open the story of what was clicked on the map."""
    found = clicked()
    territory, mission = found.get("territory_id", ""), found.get("mission_id", "")
    if territory in dataset.territories:
        change_view(steer=False, territory=territory, mission="")
    elif dataset.row("missions", mission):
        change_view(steer=False, mission=mission, territory="")


def take_position(dispute_id: str) -> None:
    """Let the map follow the position that the visitor has chosen."""
    chosen = str(st.session_state.get(f"dispute_{dispute_id}") or "")
    change_view(steer=False, position=chosen if chosen in rival_positions(dataset) else "")


def close() -> None:
    """Close the story."""
    change_view(steer=False, territory="", mission="", event="")


def take_layers() -> None:
    """Show the layers that the visitor has switched on."""
    chosen = st.session_state.get("layers_choice") or []
    change_view(steer=False, layers=tuple(name for name in LAYERS if name in chosen))


@st.fragment
def atlas() -> None:
    """Show map, time bar and panel; every step of the visitor reruns only this."""
    page_head(dataset, paper=print_sheet.sheet_head(dataset, current_view()))
    if st.context.is_embedded:
        map_panel(dataset, take_click)
        time_bar(take_date, take_place)
        folded_day()
        return
    left, right = st.columns([2.35, 1], gap="medium")
    with left:
        map_panel(dataset, take_click)
        time_bar(take_date, take_place)
    with right, st.container(key="panel"):
        panel()


def folded_day() -> None:
    """Give the day in sentences to those who open the fold below a map in the frame of another site."""
    day = shown_day(current_view().date, today())
    box = fold(text("embed_text"), "framed_day")
    if box:
        with box:
            lands(day)


def panel() -> None:
    """Show the story of what is chosen, then the day in sentences."""
    view = current_view()
    day = shown_day(view.date, today())
    if view.territory:
        details.territory_story(dataset, view.territory, day, close, go)
    elif view.mission:
        details.mission_story(dataset, view.mission, day, close)
    elif view.event:
        details.event_story(dataset, view.event, close)
    on_this_day(day)
    disputes(day)
    this_year(day)
    layer_choice()
    content_notes.keep_passed()


def on_this_day(day: str) -> None:
    """Say in sentences what the map shows: its twin in text."""
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
    """Say in sentences how the two states stand and what their lands are; return those on the lands around them."""
    near, far = territory_sentences(dataset, day, current_view().position)
    st.markdown(f"## {say_date(day)}")
    lines = "\n".join(f"- {for_markdown(sentence)}" for sentence in near)
    st.markdown(f"{for_markdown(relation_at(dataset, day))}\n\n{lines}")
    return far


def missions(day: str) -> None:
    """Say in sentences which missions stand where."""
    sentences = mission_sentences(dataset, day)
    with st.expander(f"{text('missions_heading')} ({len(sentences)})", expanded=has_embassy(dataset, day)):
        lines = [f"- **{for_markdown(say_head(name))}** {for_markdown(sentence)}" for name, sentence in sentences]
        st.markdown("\n".join(lines) or text("no_missions"))


def disputes(day: str) -> None:
    """Name the questions on which sources differ on this day, and let the visitor see the map each way."""
    rows = rows_in_force(dataset.records["disputes"], day)
    if not rows:
        return
    shown = current_view().position
    box = fold(f"{text('disputes_heading')} ({len(rows)})", "disputes", is_open=bool(shown))
    if box:
        with box:
            for row in rows:
                dispute(row["dispute_id"], row["title"], row["sentence"])


def dispute(dispute_id: str, title: str, sentence: str) -> None:
    """Show one dispute: the positions, who holds them, and which of them the map shows."""
    positions = {row["position_id"]: row for row in position_rows(dataset, dispute_id)}
    st.markdown(f"**{for_markdown(title)}.** {for_markdown(sentence)}")
    drawn = [name for name, row in positions.items() if row["shown"] != "text"]
    if len(drawn) > 1:
        shown = current_view().position
        st.session_state[f"dispute_{dispute_id}"] = shown if shown in drawn else drawn[0]
        st.radio(
            text("position_shown"),
            drawn,
            format_func=lambda name: for_markdown(
                text("position_held", label=positions[name]["label"], by=positions[name]["held_by"])
            ),
            captions=[for_markdown(positions[name]["position"]) for name in drawn],
            key=f"dispute_{dispute_id}",
            on_change=take_position,
            args=(dispute_id,),
        )
    told = [row for name, row in positions.items() if name not in drawn]
    said = [for_markdown(text("position_text", label=row["label"], by=row["held_by"])) for row in told]
    lines = [
        f"- {words} {for_markdown(row['position'])} {badge(row['verified'])}"
        for words, row in zip(said, told, strict=True)
    ]
    if lines:
        st.markdown("\n".join(lines))
    ids = dict.fromkeys(part for row in positions.values() for part in row["source_ids"].split())
    verified = min((row["verified"] for row in positions.values()), key=["no", "partly", "yes"].index)
    citations(dataset, " ".join(ids), verified, min(row["confidence"] for row in positions.values()))


def this_year(day: str) -> None:
    """List what changed in the year, each line a step to that very day, and what comes next."""
    year = day[:4]
    st.markdown(f"### {text('this_year', year=year)}")
    steps = steps_of_year(dataset, year, today())
    if not steps:
        st.caption(text("nothing_this_year", year=year))
    hidden = [step for step in steps if not content_notes.may_show(dataset, step.date)]
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
    """Let the visitor choose what lies over the territories."""
    st.session_state["layers_choice"] = list(current_view().layers)
    st.pills(
        text("layers"),
        LAYERS,
        selection_mode="multi",
        format_func=lambda name: text(f"layer_{name}"),
        key="layers_choice",
        on_change=take_layers,
    )


atlas()
html_block(print_sheet.sheet_works(dataset, public_link(current_view()).partition("?")[0]))
page_foot(dataset)
