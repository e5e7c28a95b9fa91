"""Cooperation: how much aid one state gave the other each year, beside events and population."""

from itertools import groupby

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.cooperation import aid_events, aid_pairs, aid_per_head, population_figures
from geo.dates import shown_day
from pages.cooperation import charts, summary
from pages.shared.data.dataset import atlas_dataset, has_rows
from pages.shared.language.words import for_markdown, say_date, say_head, say_number, text
from pages.shared.layout import content_notes
from pages.shared.layout.charts import show_chart
from pages.shared.layout.frame import answer, page_foot, page_head
from pages.shared.layout.html_block import html_block
from pages.shared.layout.tables import table_twin
from pages.shared.record import cards, entries
from pages.shared.record.html import tag
from pages.shared.view.routes import page_link
from pages.shared.view.session import current_view, today

dataset = atlas_dataset()


def cooperation() -> None:
    """Show the page for the day of the link."""
    day, pairs = shown_day(current_view().date, today()), aid_pairs(dataset)
    with st.container(key="cooperation"):
        st.markdown(f"## {text('cooperation_title')}")
        if not pairs:
            answer(text("cooperation_none"))
            return
        pair = pairs[0]
        if len(pairs) > 1:
            names = {each: text("cooperation_pair_name", donor=each[0], recipient=each[1]) for each in pairs}
            pair = st.selectbox(text("cooperation_pair"), pairs, format_func=lambda each: names[each], key="aid_pair")
        rows, events = aid_per_head(dataset, *pair), aid_events(dataset)
        answer(summary.answer(rows, *pair, day))
        nearest = summary.people_near(dataset, rows, day)
        if nearest:
            st.caption(for_markdown(nearest))
        aid(rows, events, pair, day)
        event_list(events)
        since(rows, events)
        checked_figures(rows, events)
        per_head(rows, pair[1], day)
        people(rows, pair[1], day)
        twins(rows)
        content_notes.remember_dismissed()


def aid(rows: pd.DataFrame, events: pd.DataFrame, pair: tuple[str, str], day: str) -> None:
    """Draw the aid by year with the numbers of the events that no content note hides."""
    st.markdown(f"### {text('cooperation_aid')}")
    visible = events[[content_notes.is_visible(dataset, start) for start in events["start"]]]
    peak = rows.loc[rows["amount_usd"].idxmax()]
    alt_text = text(
        "cooperation_aid_alt",
        donor=pair[0],
        recipient=pair[1],
        first=rows["year"].min(),
        last=rows["year"].max(),
        peak=peak["year"],
        money=summary.money(peak["amount_usd"]),
    )
    show_chart(charts.aid_chart(rows, visible, today(), day), key="aid_chart", alt_text=alt_text)
    st.caption(text("cooperation_source"))


def event_list(events: pd.DataFrame) -> None:
    """List the events with number, date, a sentence from the sources, and the link to their day on the map."""
    st.markdown(f"### {text('cooperation_events')}")
    if events.empty:
        st.caption(text("cooperation_events_none"))
        return
    for is_visible, rows in groupby(
        events.to_dict("records"), lambda row: content_notes.is_visible(dataset, row["start"])
    ):
        if is_visible:
            html_block(tag("ol", *map(event_line, rows), class_="aid-events"))
        else:
            row = next(rows)
            content_notes.content_note(dataset, row["start"], f"aid_{row['event_id']}")


def event_line(row: dict[str, str]) -> Markup:
    """Return one event: number, date, link to its day, what a source says, sources."""
    query = entries.view_of(current_view(), {"date": row["start_day"], "event": row["event_id"]}, dataset)
    relation = text(f"cooperation_link_{row['link']}")
    body = tag(
        "div",
        *(tag("time", say_date(row["start"])), " ", cards.map_link(row["title"], query), " "),
        cards.mark(row["verified"]),
        tag("p", row["sentence"], " ", tag("i", relation)),
        cards.sources(dataset, row["source_ids"]),
    )
    return tag("li", tag("span", charts.number_mark(int(row["number"])), aria_hidden="true"), body)


def since(rows: pd.DataFrame, events: pd.DataFrame) -> None:
    """Show what the record has on the years after the last figure."""
    last = int(rows["year"].max())
    later = events[events["start_day"].str[:4].astype(int) > last] if not events.empty else events
    if later.empty:
        return
    st.markdown(f"### {text('cooperation_since')}")
    st.markdown(text("cooperation_since_hint", last=last))
    lines = [f"- **{say_head(say_date(row.start))}** {for_markdown(row.sentence)}" for row in later.itertuples()]
    st.markdown("\n".join(lines))


def checked_figures(rows: pd.DataFrame, events: pd.DataFrame) -> None:
    """Compare the figures of the article with those of the record."""
    if not has_rows(dataset, "claims"):
        return
    for event in events[events["link"] == "figure"].to_dict("records"):
        matching = rows[rows["year"] == int(event["start_day"][:4])]
        for claim in dataset.records["claims"]:
            if event["event_id"] in claim["event_ids"].split() and not matching.empty:
                figure(claim, matching.iloc[0].to_dict())


def figure(claim: dict[str, str], row: dict[str, float]) -> None:
    """Show one claim with its verdict beside the figure of the record."""
    st.markdown(f"### {text('cooperation_checked')}")
    value = text("cooperation_checked_value", amount=say_number(int(row["amount_usd"])), year=row["year"])
    facts = [
        (text("cooperation_checked_claim"), claim["claim"]),
        (text("cooperation_checked_record"), value),
        (text("article_better"), claim["better"]),
    ]
    html_block(cards.verdict_card(dataset, claim, facts))
    query = entries.view_of(current_view(), {"date": current_view().date}, dataset)
    page_link("pages/article/page.py", label=text("article_title"), icon=":material/fact_check:", query_params=query)


def per_head(rows: pd.DataFrame, place: str, day: str) -> None:
    """Draw the aid for each inhabitant, of the years that have both figures."""
    if rows["per_head"].isna().all():
        return
    st.markdown(f"### {text('cooperation_head')}")
    peak = rows.loc[rows["per_head"].idxmax()]
    alt_text = text("cooperation_head_alt", peak=peak["year"], amount=say_number(peak["per_head"], 2))
    show_chart(charts.head_chart(rows, today(), day), key="head_chart", alt_text=alt_text)
    st.caption(for_markdown(text("cooperation_head_how", place=place)))


def people(rows: pd.DataFrame, place: str, day: str) -> None:
    """Draw the population of the same place in the same years."""
    figures = population_figures(dataset)
    rows_of_place = figures[figures["place"] == place]
    if rows_of_place.empty:
        return
    st.markdown(f"### {for_markdown(text('cooperation_people', place=place))}")
    first, last = rows_of_place.iloc[0], rows_of_place.iloc[-1]
    alt_text = text(
        "cooperation_people_alt",
        low=say_number(first["low"] / 1e6, 1),
        first=first["date"][:4],
        high=say_number(last["high"] / 1e6, 1),
        last=last["date"][:4],
    )
    chart = charts.people_chart(rows_of_place, int(rows["year"].min()), today(), day)
    show_chart(chart, key="people_chart", alt_text=alt_text)
    st.caption(text("cooperation_people_how"))


def twins(rows: pd.DataFrame) -> None:
    """Show as tables what the charts draw."""
    st.markdown(f"#### {text('cooperation_table_aid')}")
    table_twin(summary.aid_table(dataset, rows), "aid.csv")
    figures = population_figures(dataset)
    if not figures.empty:
        st.markdown(f"#### {text('cooperation_table_people')}")
        table_twin(summary.people_table(dataset, figures), "population.csv", key="table_people")


page_head(dataset)
cooperation()
page_foot(dataset)
