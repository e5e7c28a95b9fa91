"""The frame of every page: style, head, answer, foot."""

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from geo import Dataset
from pages.shared.data.assets import base_path, static_url
from pages.shared.data.dataset import atlas_dataset, has_rows
from pages.shared.data.editions import archive_of, edition_shown, editions
from pages.shared.language.languages import NAMES, TO_REVIEW, language, speak
from pages.shared.language.words import for_markdown, say_date, text
from pages.shared.layout.day_control import day_control
from pages.shared.layout.html_block import html_block
from pages.shared.layout.search_box import search_link
from pages.shared.layout.share import embed_script, share_button, share_data
from pages.shared.layout.skip_link import page_script
from pages.shared.record.html import EMPTY, address, css_string, join, tag, trusted
from pages.shared.view.link import encode_link, languages_of
from pages.shared.view.routes import PAGES, page_link
from pages.shared.view.session import change_view, current_view, write_link

_IN_STYLE = ("map_waits", "map_waits_long")
_STYLES = Path(__file__).resolve().parent / "styles"
_ROOT = Path(__file__).resolve().parents[3]


def page_style(url_path: str) -> None:
    """Send the styles of the page at `url_path`; outside a fragment, so that a rerun does not send them again."""
    ((file, route),) = ((file, route) for file, route in PAGES.items() if route.url_path == url_path)
    names = ("fonts", "base", "print", *(["embed"] if st.context.is_embedded else []))
    sheets = [_STYLES / f"{name}.css" for name in names]
    sheets.insert(2, (_ROOT / file).with_name("style.css"))
    sheet = "\n".join(path.read_text(encoding="utf-8") for path in sheets if path.exists())
    words = join(Markup("--{}: {};").format(key.replace("_", "-"), css_string(text(key))) for key in _IN_STYLE)
    style = tag("style", trusted(sheet.replace("{static}", static_url())), Markup("\n:root {{ {} }}").format(words))
    share = json.dumps(share_data(atlas_dataset(), route), ensure_ascii=False)
    script = page_script(url_path, language(), st.context.theme.type or "", share=share, embed=embed_script())
    html_block(style + script, with_script=True)


def page_head(dataset: Dataset, extra: Sequence[str] = (), *, paper: Markup = EMPTY, has_bar: bool = False) -> None:
    """Show title, navigation (links keep the current view) and notices about bad link values.

    This also sets the language of the run, since a fragment's run begins here. Call it inside the page's fragment, so
    that the links follow each change of the view. The address is written first: written at the end of a slow page, it
    would overwrite that of the page to which the visitor has moved on.

    Parameters
    ----------
    extra
        The parameters that only this page reads, as for `encode_link`.
    paper
        What only a printer shows.
    has_bar
        Whether the page has a time bar, which says its day and leads to others.
    """
    speak(current_view().lang)
    write_link(extra)
    if st.context.is_embedded:
        embedded_head(dataset, extra)
    else:
        full_head(dataset, extra, paper, has_bar=has_bar)
    # In a container of their own: a notice that comes or goes must not move a map, or it would be mounted again.
    with st.container(key="notices"):
        if language() in TO_REVIEW:
            st.caption(text("review_note"))
        for notice in st.session_state["notices"]:
            st.warning(for_markdown(notice), icon=":material/info:")
        edition_notice(dataset)


def edition_notice(dataset: Dataset) -> None:
    """Say that a link is of an older edition of the record; offer its archive, if there is one, and what is shown."""
    known, present, asked = editions(dataset), edition_shown(dataset), current_view().edition
    if asked in {"", present}:
        return
    old, day = say_date(known[asked]), say_date(known[present])
    words = text("old_edition", asked=asked, old=old, version=present, day=day)
    st.warning(for_markdown(words), icon=":material/info:")
    if archive := archive_of(asked, language()):
        query = {key: value for key, value in encode_link(current_view()).items() if key not in {"lang", "edition"}}
        to_archive = text("archived_edition", version=asked)
        html_block(tag("a", to_archive, href=address(archive, query), target="_blank", rel="noopener"))
    st.button(
        text("present_edition", version=present),
        key="present_edition",
        on_click=change_view,
        kwargs={"steer": False, "edition": ""},
    )


def full_head(dataset: Dataset, extra: Sequence[str], paper: Markup, *, has_bar: bool) -> None:
    """Show title, subtitle, languages, navigation and, where no time bar says it, the day."""
    title, subtitle = str(dataset.about["title"]), str(dataset.about["subtitle"])
    query = encode_link(current_view())
    with st.container(key="head", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        heading = tag("h1", title, " ", tag("span", subtitle))
        html_block(heading + language_links(dataset, extra) + share_button() + paper)
        with st.container(key="links", horizontal=True, width="content", gap="small"):
            for file, route in PAGES.items():
                if route.label and has_rows(dataset, route.table):
                    page_link(file, label=text(route.label), query_params=query)
            search_link()
        if not has_bar:
            day_control(dataset)


def embedded_head(dataset: Dataset, extra: Sequence[str]) -> None:
    """Show the title in one line and the link to the same view in the atlas: the head within another site’s page."""
    href = address("", encode_link(current_view(), extra))
    to_atlas = tag("a", text("embed_open"), class_="to-atlas", href=href, target="_blank", rel="noopener")
    with st.container(key="head"):
        heading = tag("h1", str(dataset.about["title"]))
        html_block(heading + language_links(dataset, extra) + to_atlas + share_button())


def language_links(dataset: Dataset, extra: Sequence[str]) -> Markup:
    """Return links to the same view in every language, each in its own name; none if there is only one."""
    known = languages_of(dataset)
    if len(known) == 1:
        return EMPTY
    links = (_language_link(code, extra) for code in known)
    return tag("nav", *links, class_="languages", aria_label=text("languages"))


def _language_link(code: str, extra: Sequence[str]) -> Markup:
    embed = {"embed": "true"} if st.context.is_embedded else {}
    query = {**embed, **encode_link(dataclasses.replace(current_view(), lang=code), extra)}
    shown, name = code.upper(), NAMES[code]
    # What is read aloud begins with what is seen: whoever speaks to the browser says that.
    names = {"lang": code, "hreflang": code, "title": name, "aria_label": f"{shown}, {name}"}
    current = "true" if code == language() else None
    return tag("a", shown, href=address("", query), target="_self", **names, aria_current=current)


def answer(sentence: str) -> None:
    """Show the sentence that answers the question of the page, as plain text."""
    with st.container(key="answer"):
        st.markdown(for_markdown(sentence))


def page_foot(dataset: Dataset) -> None:
    """Show the day up to which the record was checked, the licence, and the way to the light edition."""
    light = f"{base_path()}/light/{language()}/"
    to_light = tag("a", text("light_offer"), class_="to-light", href=light, data_carry="", data_light=light)
    with st.container(key="foot"):
        st.caption(text("foot", day=say_date(dataset.about["as_of"])))
        if not st.context.is_embedded:
            html_block(to_light)
