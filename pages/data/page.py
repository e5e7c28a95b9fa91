"""Data and figures: the map of a day at print quality, the data behind it and all of it, and how to cite it."""

import dataclasses
from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from geo.dates import shown_day
from geo.exports import FORMATS as OF_EXPORTS
from geo.exports import LAYERS, file_name
from geo.render.orders import DPI, FORMATS, Order
from pages.data import downloads
from pages.shared.data.assets import base_path
from pages.shared.data.dataset import atlas_dataset
from pages.shared.language.words import say_code, say_date, text
from pages.shared.layout.frame import answer, page_foot, page_head
from pages.shared.layout.html_block import html_block
from pages.shared.layout.tables import table_twin
from pages.shared.record.files import made
from pages.shared.record.html import address, tag, terms
from pages.shared.record.plate import plate_words, view_of
from pages.shared.view.link import encode_link
from pages.shared.view.session import current_view, public_link, today

VIEW, LAYER = "data_view", "data_layer"
ENDINGS = ("csv", "geojson", "gpkg", "parquet")  # those with a button; the others are chosen from a list
MORE = tuple(ending for ending in OF_EXPORTS if ending not in ENDINGS)

dataset = atlas_dataset()


def page() -> None:
    """Show the page for the day of the link."""
    view = current_view()
    day = shown_day(view.date, today())
    link = public_link(view)
    with st.container(key="data"):
        st.markdown(f"## {text('data_title')}")
        answer(sentence(day))
        st.markdown(f"### {text('data_figure', day=say_date(day))}")
        st.markdown(text("data_figure_what", dpi=DPI))
        with st.container(key="plate"):
            figure(day, link)
        citation(day, link)
        embedding(day, link)
        rows_of_day(day, link.partition("/?")[0])
        by_address(day, link)
        everything(link.partition("/?")[0])
        without_server()
        formats()
        twins(day)


def sentence(day: str) -> str:
    """Return what the map shows on an ISO day, in one sentence."""
    layers = downloads.layers_of_day(dataset, day, current_view().position)
    territories, missions = len(layers["territories"]), len(layers["missions"])
    if not territories:
        return text("data_none", day=say_date(day))
    counts = ("one" if territories == 1 else "many", {0: "none", 1: "one"}.get(missions, "many"))
    return text(f"data_answer_{'_'.join(counts)}", day=say_date(day), territories=territories, missions=missions)


@st.fragment
def figure(day: str, link: str) -> None:
    """Show the plate of a part of the map, with downloads in three formats; a choice reruns only this.

    The picture has an address of its own, which a browser asks for when the place of the picture comes into view.
    """
    position, views = current_view().position, dataset.lookup("views", "view_id", "label")
    at = view_of(dataset, current_view().at)
    chosen = st.segmented_control(
        text("data_figure_view"), list(views), format_func=views.__getitem__, default=at, key=VIEW, required=True
    )
    view = chosen or at
    words = plate_words(dataset, day, view, position)
    with st.container(key="plate_files", horizontal=True, gap="small"):
        for fmt, mime in FORMATS.items():
            order = Order(day, view, words, position, link, fmt)
            st.download_button(
                text(f"data_figure_{fmt}"),
                partial(made, dataset, downloads.plate, order),
                file_name=file_name(dataset, day, view, ending=fmt),
                mime=mime,
                key=f"plate_{fmt}",
                icon=":material/download:",
                on_click="ignore",
            )
    shown = dataclasses.replace(current_view(), at=view, territory="", mission="", event="", other="")
    source = address(f"{base_path()}/plate.webp", encode_link(shown))
    html_block(tag("img", src=source, alt=words.alt, width="1286", height="909", loading="lazy"))


def citation(day: str, link: str) -> None:
    """Show the citation of the view, to copy or to download."""
    st.markdown(f"### {text('data_cite')}")
    st.code(downloads.citation(dataset, day, link, today()), language=None, wrap_lines=True)
    with st.container(key="cite_files", horizontal=True, gap="small"):
        for name, write, ending, mime in (
            ("bibtex", downloads.bibtex, "bib", "application/x-bibtex"),
            ("ris", downloads.ris, "ris", "application/x-research-info-systems"),
        ):
            st.download_button(
                text(f"data_cite_{name}"),
                write(dataset, day, link, today()),
                file_name=file_name(dataset, day, ending=ending),
                mime=mime,
                key=f"cite_{name}",
                icon=":material/download:",
                on_click="ignore",
            )


def embedding(day: str, link: str) -> None:
    """Show the HTML that embeds the view, to copy."""
    st.markdown(f"### {text('data_embed')}")
    st.markdown(text("data_embed_what"))
    with st.container(key="embed_code"):
        st.code(downloads.embed_html(dataset, day, link), language="html", wrap_lines=True)


@st.fragment
def rows_of_day(day: str, atlas: str) -> None:
    """Offer the rows in force on the day, layer by layer; a choice reruns only this.

    Parameters
    ----------
    atlas
        Address of the atlas.
    """
    st.markdown(f"### {text('data_shown', day=say_date(day))}")
    position = current_view().position
    layers = downloads.layers_of_day(dataset, day, position)
    chosen = st.segmented_control(
        text("data_shown_layer"),
        list(LAYERS),
        format_func=lambda name: text(f"data_shown_{name}", count=len(layers[name])),
        default=LAYERS[0],
        key=LAYER,
        required=True,
    )
    layer = chosen or LAYERS[0]
    known = downloads.formats_of(layers[layer])

    def offer(ending: str, key: str) -> None:
        parts = (day,) if ending in downloads.OF_ALL else (day, layer)
        make = partial(made, dataset, downloads.day_file, downloads.Rows(day, layer, position), ending, atlas)
        file_button(ending, key, make, *parts, is_known=ending in known)

    with st.container(key="shown_files", horizontal=True, gap="small"):
        for ending in ENDINGS:
            offer(ending, f"shown_{ending}")
    chosen_format = more_formats([ending for ending in MORE if ending in known], "shown")
    offer(chosen_format, "shown_more")
    st.caption(text("data_shown_note") if "geometry" in layers[layer] else text("data_shown_nowhere"))


def more_formats(endings: list[str], key: str) -> str:
    """Let a visitor choose one of the formats without a button of their own; return its ending."""
    name = f"{key}_format"
    chosen = st.selectbox(text("data_more"), endings, format_func=label_of, key=name, width=320)
    return str(chosen or endings[0])


def label_of(ending: str) -> str:
    """Return what a format is called."""
    return text(f"data_{ending.replace('.', '_')}")


def file_button(ending: str, key: str, make: Callable[[], bytes], *parts: str, is_known: bool = True) -> None:
    """Show the button of a file, which is made when it is asked for; `parts` are those of its name."""
    st.download_button(
        label_of(ending),
        make,
        file_name=file_name(dataset, *parts, ending=ending),
        mime=downloads.MIME[ending],
        key=key,
        icon=":material/download:",
        on_click="ignore",
        disabled=not is_known,
    )


def by_address(day: str, link: str) -> None:
    """Show the address of the territories of the day, and where all addresses are listed."""
    st.markdown(f"### {text('data_address')}")
    st.markdown(text("data_address_what"))
    atlas, position = link.partition("/?")[0], current_view().position
    shown = {"date": day, "lang": dataset.language} | ({"position": position} if position else {})
    st.code(address(f"{atlas}/api/v1/{LAYERS[0]}.geojson", shown), language=None, wrap_lines=True)
    feed = address(f"{atlas}/feed.atom", {"lang": dataset.language})
    links = {"data_address_all": f"{atlas}/api", "data_address_feed": feed}
    html_block(tag("ul", *(tag("li", tag("a", text(key), href=url)) for key, url in links.items())))


@st.fragment
def everything(atlas: str) -> None:
    """Offer the whole record in every format; `atlas` is the address of the atlas."""
    st.markdown(f"### {text('data_all', first=str(dataset.about['first'])[:4])}")
    st.markdown(text("data_all_what"))
    with st.container(key="all_files", horizontal=True, gap="small"):
        for ending in ("zip", *ENDINGS[1:]):
            file_button(ending, f"all_{ending}", partial(made, dataset, downloads.whole_file, ending, atlas))
    ending = more_formats(list(MORE), "all")
    file_button(ending, "all_more", partial(made, dataset, downloads.whole_file, ending, atlas))
    st.caption(text("data_all_note"))


def without_server() -> None:
    """Offer the atlas itself, as a folder that opens without server and network."""
    st.markdown(f"### {text('site_title')}")
    st.markdown(text("site_offer"))
    st.download_button(
        text("site_zip"),
        partial(made, dataset, downloads.site_folder),
        file_name=file_name(dataset, "folder", dataset.language, ending="zip"),
        mime=downloads.MIME["zip"],
        key="site_zip",
        icon=":material/download:",
        on_click="ignore",
    )


def formats() -> None:
    """Show which format is for what."""
    st.markdown(f"### {text('data_formats')}")
    names = (ending.replace(".", "_") for ending in (*ENDINGS, *MORE))
    html_block(terms((text(f"data_{name}"), text(f"data_format_{name}")) for name in names))
    st.caption(text("data_format_dates"))
    st.caption(text("data_format_edtf"))


def twins(day: str) -> None:
    """Show the territories and the missions of the day as tables."""
    layers = downloads.layers_of_day(dataset, day, current_view().position)
    territories = layers["territories"]
    labels = dataset.lookup("certainties", "certainty_id", "label")
    frame = pd.DataFrame(
        {
            text("field_territory_id"): territories["name"],
            text("field_status_text"): territories["status"],
            text("field_sovereign"): territories["sovereign"],
            text("field_administering_power"): territories["administering_power"],
            text("data_twin_since"): territories["start"],
            text("data_twin_until"): territories["end"],
            text("field_certainty"): territories["certainty"].map(labels),
            text("data_twin_area"): territories["area_km2"],
            text("field_verified"): [say_code("", "verified", value) for value in territories["verified"]],
            text("field_sources"): territories["sources"],
        }
    )
    st.markdown(f"### {text('data_twin_territories', day=say_date(day))}")
    table_twin(frame, file_name(dataset, day, "territories", "table", ending="csv"))
    missions = layers["missions"]
    frame = pd.DataFrame(
        {
            text("data_twin_mission"): missions["name"],
            text("field_city"): missions["city"],
            text("field_state"): missions["state_label"],
            text("data_twin_since"): missions["since"],
            text("data_twin_until"): missions["until"],
            text("field_verified"): [say_code("", "verified", value) for value in missions["period_verified"]],
            text("field_sources"): missions["sources"],
        }
    )
    st.markdown(f"### {text('data_twin_missions', day=say_date(day))}")
    table_twin(frame, file_name(dataset, day, "missions", "table", ending="csv"), key="table_missions")


page_head(dataset)
page()
page_foot(dataset)
