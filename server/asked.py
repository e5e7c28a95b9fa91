"""What a request for a page asks for: the page, a view of it, and how the answer is seen."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from geo import Dataset
from pages.shared.data.dataset import has_rows
from pages.shared.language.words import text
from pages.shared.record.summary import Summary, summary_of
from pages.shared.view.link import LAST_CARD, View, decode_link
from pages.shared.view.routes import PAGES, Page
from pages.shared.view.session import today
from server.links import Links

BY_PATH = {page.url_path: page for page in PAGES.values()}
_STEPS, _COMPARED = "story", "comparison"  # paths of the pages that read `step` and `with`


@dataclass(frozen=True)
class Asked:
    """What a request asks for; what does not change the answer is left out of it.

    Attributes
    ----------
    path
        Of the page, below that of the atlas; empty for the map.
    view
        Of the page, in the language to speak.
    links
        With the origin under which the request knows the atlas.
    day
        ISO day of the request, after which nothing is shown.
    is_framed
        Whether the page is to stand in the frame of another site.
    theme
        ``light`` or ``dark`` if the link asks for one, else empty.
    """

    path: str
    view: View
    links: Links
    day: str
    is_framed: bool
    theme: str

    @property
    def page(self) -> Page:
        """The page."""
        return BY_PATH[self.path]

    @property
    def seen(self) -> View:
        """The view without what it does not show: the version of the record that the link names."""
        return replace(self.view, edition="")


def read_request(dataset: Dataset, path: str, query: bytes, language: str, origin: str = "") -> Asked:
    """Return what a request asks for; its language is spoken from now on.

    Parameters
    ----------
    dataset
        In the language in which it was written.
    path
        Of a page, below that of the atlas.
    query
        As a browser sends it: anything may stand here.
    language
        Spoken if the link names none.
    origin
        Scheme and host of the atlas as the request knows them; empty if they are not known.
    """
    parameters = parse_qs(query.decode("latin-1"), keep_blank_values=True)
    view, _ = decode_link(parameters, dataset, today(), language)
    options = [value.lower() for value in parameters.get("embed_options", [])]
    theme = next((theme for theme in ("light", "dark") if f"{theme}_theme" in options), "")
    is_framed = parameters.get("embed") == ["true"]
    return Asked(path, _shown(dataset, path, view), Links(origin), today(), is_framed, theme)


def _shown(dataset: Dataset, path: str, view: View) -> View:
    """Return the view that a page shows: what it does not read is left out, and a step of the tour sets its own."""
    view = replace(view, query="", kinds=(), play="", other=view.other if path == _COMPARED else "")
    step = step_of(dataset, view) if path == _STEPS else {}
    if step:
        view = replace(view, event=step["event_id"], territory=step["territory_id"], mission="")
        return replace(view, date=step["date"], at=step["at"])
    return view if path == _STEPS and view.step == LAST_CARD else replace(view, step="")


def summary_for(dataset: Dataset, asked: Asked) -> Summary:
    """Return the summary of what is asked for; the dataset is in its language, which is spoken."""
    title = step_of(dataset, asked.view).get("title") or title_of(asked.page)
    return summary_of(dataset, asked.view, asked.day, title)


def step_of(dataset: Dataset, view: View) -> dict[str, str]:
    """Return the step of the tour that is open; nothing if none is."""
    return dataset.rows.get("story_steps", {}).get(view.step, {})


def title_of(page: Page) -> str:
    """Return the title of a page; empty for the map, which bears that of the atlas."""
    return text(page.title) if page.url_path else ""


def linked_pages(dataset: Dataset) -> list[tuple[str, str]]:
    """Return path and label of the pages that the head of each page links to."""
    return [
        (page.url_path, text(page.label)) for page in PAGES.values() if page.label and has_rows(dataset, page.table)
    ]
