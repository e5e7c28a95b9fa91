"""Missions: on one day, who sat where, who headed what, and what may have changed since the record was checked."""

import streamlit as st

from geo import missions_at
from geo.dates import shown_day
from pages.shared import cards, record
from pages.shared.citations import source_lines
from pages.shared.frame import has_rows, page_foot, page_head
from pages.shared.link import encode_link
from pages.shared.loading import atlas_dataset
from pages.shared.narrative import mission_sentences, relation_at
from pages.shared.state import current_view, today, write_link
from pages.shared.words import for_markdown, say_date, text

HEAD = "head_of_mission"
GROUPS = ("missions", "seats", "places")

dataset = atlas_dataset()


def missions() -> None:
    """Show the page for the day of the link."""
    day = shown_day(current_view().date, today())
    with st.container(key="missions"):
        on_this_day(day)
        officeholders(day)
        periods(day)
        freshness()


def on_this_day(day: str) -> None:
    """Say in sentences how the two states stood and which mission was open."""
    st.markdown(f"## {text('missions_title', day=say_date(day))}")
    with st.container(key="back"):
        st.page_link(
            "pages/atlas.py",
            label=text("to_map", day=say_date(day)),
            icon=":material/arrow_back:",
            query_params=encode_link(current_view()),
        )
    st.markdown(for_markdown(relation_at(dataset, day)))
    sentences = mission_sentences(dataset, day)
    lines = [f"- **{for_markdown(name)}:** {for_markdown(sentence)}" for name, sentence in sentences]
    st.markdown("\n".join(lines) or text("missions_none"))
    if day > dataset.about["as_of"]:
        st.caption(text("after_as_of", day=say_date(dataset.about["as_of"])))


def officeholders(day: str) -> None:
    """Show every office, heads of mission first: who held it on the day, and all who ever did."""
    st.markdown(f"### {text('heads_title')}")
    offices = dataset.tables["offices"].to_dict("records")
    if not offices or not has_rows(dataset, "officeholders"):
        st.caption(text("heads_none"))
        return
    held, others = [], []
    for office in sorted(offices, key=lambda office: office["kind"] != HEAD):
        rows = record.holders_of(dataset, office["office_id"])
        is_shown = office["kind"] == HEAD or any(record.in_force(row, day) for row in rows)
        (held if is_shown else others).append(cards.office(dataset, office, rows, day))
    st.html("".join(held) + cards.folded("office_others", others))


def periods(day: str) -> None:
    """Show the missions, those with a state on the day first, each with its dated periods."""
    st.markdown(f"### {text('periods_title')}")
    rows = dataset.tables["missions"].to_dict("records")
    now = set(missions_at(dataset, day)["mission_id"])
    groups = {name: [row for row in rows if group_of(row) == name] for name in GROUPS}
    for name in sorted(GROUPS, key=lambda name: not any(row["mission_id"] in now for row in groups[name])):
        if not groups[name]:
            continue
        st.markdown(f"#### {text(f'group_{name}')}")
        shown = [one_mission(row, day, is_now=True) for row in groups[name] if row["mission_id"] in now]
        others = [one_mission(row, day, is_now=False) for row in groups[name] if row["mission_id"] not in now]
        st.html("".join(shown) + cards.folded("mission_others", others))


def group_of(row: dict[str, str]) -> str:
    """Return under which heading a mission stands: by its layer on the map, representations among embassies."""
    return "missions" if row["kind"] == "representation" else record.layer_of(row["kind"])


def one_mission(row: dict[str, str], day: str, *, is_now: bool) -> str:
    """Return one mission as HTML, with the link to the map of the day, or of its own first day."""
    dated, query = record.periods_of(dataset, row["mission_id"]), dict[str, str]()
    if row["on_map"] == "yes" and dated:
        date = current_view().date if is_now else dated[0]["start_day"]
        query = record.view_of(current_view(), {"date": date, "mission": row["mission_id"]}, dataset)
    return cards.mission(dataset, row, dated, day, query)


def freshness() -> None:
    """Say what may have changed since the record was checked."""
    as_of = say_date(dataset.about["as_of"])
    st.markdown(f"### {text('freshness_title', day=as_of)}")
    if not has_rows(dataset, "freshness"):
        st.caption(text("freshness_none", day=as_of))
        return
    lines = []
    for row in dataset.tables["freshness"].to_dict("records"):
        checked = for_markdown(text("freshness_checked", day=say_date(row["checked_on"])))
        lines.append(f"- **{for_markdown(row['topic'])}** — {for_markdown(row['may_have_changed'])} *({checked})*")
    st.markdown("\n".join(lines))
    ids = dict.fromkeys(part for row in dataset.tables["freshness"]["source_ids"] for part in row.split())
    with st.expander(text("sources_count", count=len(ids))):
        st.markdown("\n".join(source_lines(dataset, " ".join(ids))))


page_head(dataset)
missions()
write_link()
page_foot(dataset)
