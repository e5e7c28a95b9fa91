"""Comparison: two dates on two maps that move together, and what differs as a list and as a layer."""

from dataclasses import replace
from functools import partial
from typing import Any

import geopandas as gpd
import streamlit as st

from geo import differences_between, mission_differences
from geo.dates import shown_day
from pages.comparison import summary
from pages.shared.components.map import KEY, clicked, map_state, paired_map, side_channel
from pages.shared.components.time_bar import sent_date, sent_place, time_bar
from pages.shared.data.dataset import atlas_dataset
from pages.shared.language.words import for_markdown, say_date, say_head, text
from pages.shared.layout.frame import answer, page_foot, page_head
from pages.shared.layout.html_block import html_block
from pages.shared.layout.tables import table_twin
from pages.shared.record.html import join
from pages.shared.record.sentences import relation_at
from pages.shared.view.link import read_date, read_place
from pages.shared.view.session import change_view, complete_view, current_view, today

SIDES = {"a": "date", "b": "other"}

dataset = atlas_dataset()


def on_date_change(side: str) -> None:
    """Show the date on which a time bar has come to rest."""
    notices: list[str] = []
    field = SIDES[side]
    date = read_date(sent_date(f"time_bar_{side}"), getattr(current_view(), field), dataset, today(), notices)
    change_view(steer=bool(notices), event="", **{field: date})


def on_map_move(side: str) -> None:
    """Keep the place to which the visitor has moved the maps."""
    notices: list[str] = []
    at = read_place(sent_place(f"time_bar_{side}"), dataset, notices)
    if not notices:
        change_view(steer=False, at=at)


def on_map_click(side: str) -> None:
    """Select the land that was clicked on either map."""
    territory = clicked(f"{KEY}_{side}").get("territory_id", "")
    if territory in dataset.territories:
        change_view(steer=False, territory=territory)


def swap() -> None:
    """Swap the two dates."""
    change_view(steer=True, date=current_view().other, other=current_view().date)


@st.fragment
def comparison() -> None:
    """Show both maps and what differs; every step of the visitor reruns only this."""
    if not current_view().other:
        complete_view(other=summary.default_other(dataset, current_view().date, today()))
    page_head(dataset, has_bar=True)
    view = current_view()
    days = {side: shown_day(getattr(view, field), today()) for side, field in SIDES.items()}
    difference_rows = differences_between(dataset, days["a"], days["b"], view.position)
    with st.container(key="comparison"):
        heading(days, difference_rows)
        maps(days, summary.numbers(difference_rows))
        differences(days, difference_rows)
        relations(days)
        missions(days)
        twin(days, difference_rows)


def heading(days: dict[str, str], rows: gpd.GeoDataFrame) -> None:
    """Show title, answer and the button that swaps the dates."""
    with st.container(key="comparison_head", horizontal=True, vertical_alignment="center"):
        st.markdown(f"## {text('comparison_title')}")
        st.button(text("comparison_swap"), key="swap", on_click=swap, icon=":material/swap_horiz:", type="tertiary")
    answer(summary.summary(dataset, days["a"], days["b"], rows))


def maps(days: dict[str, str], numbers: list[dict[str, Any]]) -> None:
    """Show both maps side by side, each with its time bar beneath."""
    for side, column in zip(SIDES, st.columns(2, gap="small"), strict=True):
        other = days["b" if side == "a" else "a"]
        date = getattr(current_view(), SIDES[side])
        state = map_state(dataset, replace(current_view(), date=date))
        with column, st.container(key=f"side_{side}", gap="small"):
            paired_map(dataset, side, state | {"other": other, "differences": numbers}, partial(on_map_click, side))
            time_bar(
                partial(on_date_change, side),
                partial(on_map_move, side),
                key=f"time_bar_{side}",
                extra={"date": date, "channel": side_channel(side), "name": text(f"comparison_side_{side}")},
            )
    st.caption(text("comparison_hint"))


def differences(days: dict[str, str], rows: gpd.GeoDataFrame) -> None:
    """List what differs, kind by kind, each with links to the days on which it changed."""
    for kind, group in rows.groupby("kind", sort=False):
        st.markdown(f"### {text(f'comparison_kind_{kind}')}")
        html_block(join(summary.card(row, days, current_view()) for row in group.itertuples()))
    if not rows.empty:
        st.caption(text("comparison_measured"))


def relations(days: dict[str, str]) -> None:
    """Show the relations of the two states on both dates."""
    st.markdown(f"### {text('comparison_relations')}")
    lines = [f"- **{say_head(say_date(day))}** {for_markdown(relation_at(dataset, day))}" for day in days.values()]
    st.markdown("\n".join(lines))


def missions(days: dict[str, str]) -> None:
    """List the missions whose state differs between the two dates."""
    st.markdown(f"### {text('comparison_missions')}")
    rows = mission_differences(dataset, days["a"], days["b"])
    if rows.empty:
        st.markdown(text("comparison_no_missions"))
        return
    html_block(summary.mission_cards(rows, days))


def twin(days: dict[str, str], rows: gpd.GeoDataFrame) -> None:
    """Show the list as a table, and give it as a file: the rows as CSV, the layer as GeoJSON."""
    name = f"differences-{days['a']}-{days['b']}"
    table_twin(summary.table(rows), f"{name}.csv")
    st.download_button(
        text("comparison_layer"),
        lambda: summary.layer(rows),
        file_name=f"{name}.geojson",
        mime="application/geo+json",
        key="difference_layer",
        icon=":material/layers:",
        on_click="ignore",
    )


comparison()
page_foot(dataset)
