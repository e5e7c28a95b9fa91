"""The frame of every page: its look, its head, the sentence that answers it, its foot."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from geo import Dataset
from pages.shared.data.assets import static_url
from pages.shared.data.dataset import has_rows
from pages.shared.language.languages import NAMES, TO_REVIEW, language, speak
from pages.shared.language.words import for_markdown, say_date, text
from pages.shared.layout.html_block import html_block
from pages.shared.layout.search_box import find_box
from pages.shared.layout.skip_link import skip_script
from pages.shared.record.html import EMPTY, address, css_string, join, tag, trusted
from pages.shared.view.link import encode_link, languages_of
from pages.shared.view.routes import PAGES, page_link
from pages.shared.view.session import current_view, write_link

_IN_STYLE = ("map_waits", "map_waits_long")
_STYLES = Path(__file__).resolve().parent / "styles"
_ROOT = Path(__file__).resolve().parents[3]
_SCRIPT = Markup("<script>document.documentElement.lang = {}; document.documentElement.dataset.theme = {};</script>")


def page_style(url: str) -> None:
    """Give the page at `url` its look; outside a fragment, so that a rerun does not send it again."""
    (page,) = (name for name, room in PAGES.items() if room.url == url)
    names = ("fonts", "base", "print", *(["embed"] if st.context.is_embedded else []))
    sheets = [_STYLES / f"{name}.css" for name in names]
    sheets.insert(2, (_ROOT / page).with_name("style.css"))
    sheet = "\n".join(path.read_text(encoding="utf-8") for path in sheets if path.exists())
    words = join(Markup("--{}: {};").format(key.replace("_", "-"), css_string(text(key))) for key in _IN_STYLE)
    style = tag("style", trusted(sheet.replace("{static}", static_url())), Markup("\n:root {{ {} }}").format(words))
    script = _SCRIPT.format(htmlsafe_json_dumps(language()), htmlsafe_json_dumps(st.context.theme.type or ""))
    html_block(style + script + trusted(skip_script(url)), with_script=True)


def page_head(dataset: Dataset, own: Sequence[str] = (), *, paper: Markup = EMPTY) -> None:
    """Show the title, the links to the other pages, which keep the visitor’s view, and what a link asked in vain.

    They are told in the visitor's language, which is set here for the run: a fragment's run begins with it. The
    head belongs inside a page's fragment, so that the links carry each change of the view. The address is
    written before the first link can be seen: written at the end of a slow page, it would overwrite that
    of the page that a visitor has gone on to meanwhile.

    Parameters
    ----------
    own
        The parameters of the address that only this page reads, as `encode_link` takes them.
    paper
        HTML that only a printer gets.
    """
    speak(current_view().lang)
    write_link(own)
    if st.context.is_embedded:
        embedded_head(dataset, own)
    else:
        full_head(dataset, own, paper)
    # A place of their own: a notice that comes or goes must not move a map, or it would be mounted anew.
    with st.container(key="notices"):
        if language() in TO_REVIEW:
            st.caption(text("review_note"))
        for notice in st.session_state["notices"]:
            st.warning(for_markdown(notice), icon=":material/info:")


def full_head(dataset: Dataset, own: Sequence[str], paper: Markup) -> None:
    """Show title and subtitle, the languages and the links to the other pages."""
    title, subtitle = str(dataset.about["title"]), str(dataset.about["subtitle"])
    query = encode_link(current_view())
    with st.container(key="head", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        html_block(tag("h1", title, " ", tag("span", subtitle)) + language_links(dataset, own) + paper)
        with st.container(key="links", horizontal=True, width="content", gap="small"):
            for page, room in PAGES.items():
                if room.label and has_rows(dataset, room.table):
                    page_link(page, label=text(room.label), query_params=query)
            find_box(dataset)


def embedded_head(dataset: Dataset, own: Sequence[str]) -> None:
    """Show, within the frame of another site, the title in one line and the way to the same view in the atlas."""
    href = address("", encode_link(current_view(), own))
    to_atlas = tag("a", text("embed_open"), class_="to-atlas", href=href, target="_blank", rel="noopener")
    with st.container(key="head"):
        html_block(tag("h1", str(dataset.about["title"])) + language_links(dataset, own) + to_atlas)


def language_links(dataset: Dataset, own: Sequence[str]) -> Markup:
    """Return links to the same view in every language, each in its own name; none if there is only one."""
    known = languages_of(dataset)
    if len(known) == 1:
        return EMPTY
    links = (_language_link(code, own) for code in known)
    return tag("nav", *links, class_="languages", aria_label=text("languages"))


def _language_link(code: str, own: Sequence[str]) -> Markup:
    embed = {"embed": "true"} if st.context.is_embedded else {}
    query = {**embed, **encode_link(dataclasses.replace(current_view(), lang=code), own)}
    names = {"lang": code, "hreflang": code, "title": NAMES[code], "aria_label": NAMES[code]}
    current = "true" if code == language() else None
    return tag("a", code.upper(), href=address("", query), target="_self", **names, aria_current=current)


def answer(sentence: str) -> None:
    """Show the one sentence that answers the question of the page, as plain text."""
    with st.container(key="answer"):
        st.markdown(for_markdown(sentence))


def page_foot(dataset: Dataset) -> None:
    """Show to which day the record was checked, and the licence."""
    with st.container(key="foot"):
        st.caption(text("foot", day=say_date(dataset.about["as_of"])))
