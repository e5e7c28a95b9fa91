"""Missions: who represented whom on one day, every mission over time, and where they stood."""

import streamlit as st
from markupsafe import Markup

from geo import missions_at
from geo.dates import shown_day
from geo.tables import in_force, is_in_force
from pages.missions import chart, tables, timeline
from pages.missions.plans import show_plans
from pages.shared.data.dataset import atlas_dataset, has_rows
from pages.shared.language.words import for_markdown, say_date, say_head, say_series, text
from pages.shared.layout.charts import show_chart
from pages.shared.layout.frame import answer, page_foot, page_head
from pages.shared.layout.html_block import html_block
from pages.shared.layout.tables import table_twin
from pages.shared.record import cards, entries
from pages.shared.record.citations import source_lines
from pages.shared.record.html import EMPTY, join
from pages.shared.record.sentences import mission_sentences, relation_at
from pages.shared.view.link import encode_link
from pages.shared.view.routes import page_link
from pages.shared.view.session import current_view, today

HEAD = "head_of_mission"

dataset = atlas_dataset()


def missions() -> None:
    """Show the page for the day of the link."""
    day = shown_day(current_view().date, today())
    with st.container(key="missions"):
        heading(day)
        chosen(day)
        life(day)
        in_words(day)
        st.markdown(f"### {text('plan_title')}")
        show_plans(dataset, day)
        officeholders(day)
        periods(day)
        freshness()
        twins()


def heading(day: str) -> None:
    """Show the title, the answer, and the way back to the map."""
    st.markdown(f"## {text('missions_title', day=say_date(day))}")
    answer(who_represents_whom(day))
    with st.container(key="back"):
        page_link(
            "pages/map/page.py",
            label=text("to_map", day=say_date(day)),
            icon=":material/arrow_back:",
            query_params=encode_link(current_view()),
        )


def who_represents_whom(day: str) -> str:
    """Return the relations of the two states on an ISO day and their heads of mission, in one sentence."""
    relations, checked = in_force(dataset.tables["relations"], day)["state"], str(dataset.about["as_of"])
    said = say_date(day)
    if day > checked:
        said = text("missions_answer_checked", day=said, checked=say_date(checked))
    if relations.empty:
        return text("missions_answer_no_relations", day=said)
    state, heads = relations.iloc[0], timeline.heads_of_mission_at(dataset, day)
    if heads:
        posts = say_series(post(office, person) for office, person in heads)
        return text("missions_answer", day=said, state=state, posts=posts)
    # A mission without an office of its own is a mission all the same.
    missions = [text("missions_answer_mission", name=name, state=of) for name, of in timeline.missions_on(dataset, day)]
    if missions:
        return text("missions_answer_missions", day=said, state=state, missions=say_series(missions))
    return text("missions_answer_none", day=said, state=state)


def post(office: str, person: str) -> str:
    """Return who holds an office, or that nobody does."""
    key = "missions_answer_nobody" if person == text("holder_none") else "missions_answer_post"
    return text(key, office=office, person=person)


def chosen(day: str) -> None:
    """Show the mission of the link before all others."""
    row = dataset.row("missions", current_view().mission)
    if not row:
        return
    with st.container(key="chosen_mission", border=True):
        st.markdown(f"### {for_markdown(text('mission_chosen', name=row['name']))}")
        is_now = row["mission_id"] in set(missions_at(dataset, day)["mission_id"])
        html_block(one_mission(row, day, is_now=is_now, is_open=True))


@st.fragment
def life(day: str) -> None:
    """Draw the missions over time, those of the day's group first; a choice of years reruns only this."""
    groups = timeline.groups_on(dataset, day)
    if not groups:
        return
    st.markdown(f"### {text('life_title')}")
    begin = f"{str(dataset.about['first'])[:4]}-01-01"
    choices = chart.years_shown(timeline.span_of(dataset, groups[0], today()), begin, today())
    default = next(iter(choices))
    chosen_years = st.segmented_control(
        text("life_years"),
        list(choices),
        default=default,
        format_func=lambda name: tables.years_words(*choices[name], today()),
        key=f"life_years_{groups[0]}",
    )
    years = choices[chosen_years or default]
    for index, group in enumerate(groups):
        if index == 0:
            draw(group, years, day, with_relations=True)
            html_block(tables.legend(chart.LEGEND))
            st.caption(text("life_hint"))
        else:
            label = text("life_other_group", group=text(f"group_{group}"))
            box = st.expander(label, on_change="rerun", key=f"life_more_{group}")
            if box.open:
                with box:
                    draw(group, years, day, with_relations=False)


def draw(group: str, years: tuple[str, str], day: str, *, with_relations: bool) -> None:
    """Draw one group between two ISO days."""
    rows = timeline.timeline_rows(dataset, group, day, today(), with_relations=with_relations)
    if not rows:
        return
    alt_text = chart.alt_text(rows, *years, say_date(day))
    show_chart(chart.chart(rows, *years, day), key=f"life_{group}", alt_text=alt_text)


def in_words(day: str) -> None:
    """Show the relations of the two states and the missions in force, in sentences."""
    st.markdown(f"### {text('missions_in_words')}")
    st.markdown(for_markdown(relation_at(dataset, day)))
    sentences = mission_sentences(dataset, day)
    lines = [f"- **{for_markdown(say_head(name))}** {for_markdown(sentence)}" for name, sentence in sentences]
    st.markdown("\n".join(lines) or text("missions_none"))
    if day > dataset.about["as_of"]:
        st.caption(text("after_as_of", day=say_date(dataset.about["as_of"])))


def officeholders(day: str) -> None:
    """Show every office, heads of mission first: who held it on the day, and all its holders."""
    st.markdown(f"### {text('heads_title')}")
    offices = dataset.records["offices"]
    if not offices or not has_rows(dataset, "officeholders"):
        st.caption(text("heads_none"))
        return
    visible: list[Markup] = []
    others: list[Markup] = []
    for office in sorted(offices, key=lambda office: office["kind"] != HEAD):
        rows = entries.holders_of(dataset, office["office_id"])
        is_shown = office["kind"] == HEAD or any(is_in_force(row, day) for row in rows)
        (visible if is_shown else others).append(cards.office(dataset, office, rows, day))
    html_block(join(visible) + cards.folded("office_others", others))


def periods(day: str) -> None:
    """Show the missions, those with a state on the day first, each with its dated periods."""
    st.markdown(f"### {text('periods_title')}")
    rows = dataset.records["missions"]
    now = set(missions_at(dataset, day)["mission_id"])
    for group in timeline.groups_on(dataset, day):
        members = [row for row in rows if timeline.group_of(row) == group]
        st.markdown(f"#### {text(f'group_{group}')}")
        current = [one_mission(row, day, is_now=True) for row in members if row["mission_id"] in now]
        others = [one_mission(row, day, is_now=False) for row in members if row["mission_id"] not in now]
        html_block(join(current) + cards.folded("mission_others", others))


def one_mission(row: dict[str, str], day: str, *, is_now: bool, is_open: bool = False) -> Markup:
    """Return one mission with the link to the map of the day, or of its own first day."""
    rows, to_map = entries.periods_of(dataset, row["mission_id"]), EMPTY
    if row["on_map"] == "yes" and rows:
        date = current_view().date if is_now else rows[0]["start_day"]
        query = entries.view_of(current_view(), {"date": date, "mission": row["mission_id"]}, dataset)
        to_map = cards.map_link(text("show_on_map", day=say_date(date)), query)
    return cards.mission(dataset, row, rows, day, to_map, is_open=is_open)


def freshness() -> None:
    """Show what may have changed since the record was checked."""
    as_of = say_date(dataset.about["as_of"])
    st.markdown(f"### {text('freshness_title', day=as_of)}")
    if not has_rows(dataset, "freshness"):
        st.caption(text("freshness_none", day=as_of))
        return
    lines = []
    for row in dataset.records["freshness"]:
        checked = for_markdown(text("freshness_checked", day=say_date(row["checked_on"])))
        lines.append(f"- **{for_markdown(row['topic'])}** — {for_markdown(row['may_have_changed'])} *({checked})*")
    st.markdown("\n".join(lines))
    ids = dict.fromkeys(part for row in dataset.tables["freshness"]["source_ids"] for part in row.split())
    with st.expander(text("sources_count", count=len(ids))):
        st.markdown("\n".join(source_lines(dataset, " ".join(ids))))


def twins() -> None:
    """Show as tables what the charts draw: the periods of missions, and the holders of offices."""
    st.markdown(f"#### {text('twin_periods')}")
    table_twin(tables.periods(dataset), "mission-periods.csv", key="table")
    st.markdown(f"#### {text('twin_holders')}")
    table_twin(tables.holders(dataset), "mission-heads.csv", key="table_holders")


page_head(dataset)
missions()
page_foot(dataset)
