"""The day in the head of a page without a time bar: which it is, and the way to today and to another."""

import streamlit as st

from geo import Dataset
from geo.dates import first_day, link_date, shown_day
from pages.shared.language.words import for_markdown, months, say_date, text
from pages.shared.language.written_dates import read_written
from pages.shared.view.session import change_view, current_view, today

FIELD = "day_field"
_SAID, _CHOICES = "day_said", "day_choices"


def day_control(dataset: Dataset) -> None:
    """Show the day that the page is about; a press on it opens a field for another."""
    day = shown_day(current_view().date, today())
    with st.container(key="day_control"), st.popover(say_date(day), type="tertiary"):
        st.text_input(
            text("day_field"),
            key=FIELD,
            placeholder=text("bar_typed_hint"),
            on_change=on_written,
            args=(dataset,),
        )
        if said := st.session_state.get(_SAID):
            st.markdown(for_markdown(said))
        for choice in st.session_state.get(_CHOICES, ()):
            st.button(say_date(choice), key=f"day_{choice}", on_click=show, args=(choice,))
        st.button(text("bar_last"), key="day_today", on_click=show, args=(today(),), disabled=day == today())


def on_written(dataset: Dataset) -> None:
    """Show the date that the visitor has written; a sentence beside the field, if that is not to be."""
    written = str(st.session_state.get(FIELD) or "").strip()
    first = first_day(str(dataset.about["first"]))
    dates = [date for date in read_written(written, months()) if first <= first_day(date) <= today()]
    if len(dates) == 1:
        show(link_date(dates[0], today()))
        return
    st.session_state[_CHOICES] = dates
    st.session_state[_SAID] = refusal(written, dates, first)


def refusal(written: str, dates: list[str], first: str) -> str:
    """Return why a written date is not shown; nothing, if there is none."""
    if not written:
        return ""
    if dates:
        return text("bar_typed_two_days", text=written)
    if read_written(written, months()):
        return text("day_outside", first=first[:4], today=say_date(today()))
    return text("bar_typed_unknown", text=written)


def show(date: str) -> None:
    """Show a date on this page, and on every page that it leads to."""
    for name in (_SAID, _CHOICES):
        st.session_state.pop(name, None)
    st.session_state[FIELD] = ""
    change_view(steer=True, date=date, event="")
