"""The document: a page in words, complete without scripts; Streamlit's page takes its place where there are some.

Whoever reads with a screen reader, without scripts or as a program finds the day, what changed in its year, and the
way to other days, pages and languages. Content notes hold here as well: what stands behind one is not told.
"""

from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from geo import Dataset
from geo.dates import link_date
from geo.missions import has_embassy
from pages.shared.language.languages import NAMES, TO_REVIEW
from pages.shared.language.words import say_date, text
from pages.shared.record.cards import mark
from pages.shared.record.html import EMPTY, join, tag, terms
from pages.shared.record.sentences import Step, next_change
from pages.shared.record.summary import Summary
from pages.shared.view.link import View, languages_of
from server.asked import Asked, linked_pages, title_of
from server.links import Links

HERE = Links()


def document(dataset: Dataset, asked: Asked, summary: Summary, picture: Markup) -> Markup:
    """Return the page that is asked for, as HTML.

    Parameters
    ----------
    dataset
        In the language of the view, which is spoken.
    asked
        The page and its view.
    summary
        Of the same view.
    picture
        The map of the day; empty if there is none.
    """
    title = title_of(asked.page)
    waits = tag("p", text("page_waits"), class_="scripted", role="status") if asked.path else EMPTY
    return join(
        [
            page_header(dataset, asked.view, asked.path),
            tag(
                "main",
                tag("h2", title) + waits if title else EMPTY,
                picture,
                tag("div", *_day(dataset, asked, summary), class_="day"),
            ),
            tag("footer", _foot(dataset, asked.view)),
            EMPTY if asked.is_framed else offer(asked.view, asked.path),
        ]
    )


def offer(view: View, path: str) -> Markup:
    """Return the way to the light edition; a script says why, where the page is slow to come."""
    href = HERE.light(path, view)
    slow = tag("span", text("light_slow"), " ", class_="slow", hidden=True)
    return tag("p", slow, tag("a", text("light_offer"), href=href, class_="light"), class_="offer", role="status")


def page_header(dataset: Dataset, view: View, path: str | None) -> Markup:
    """Return the title of the atlas, and links to the same view in every language and on every page.

    Parameters
    ----------
    path
        Of the page; none if it is no page of the atlas.
    """
    query = replace(view, step="")
    languages = [
        tag(
            "a",
            code.upper(),
            href=HERE.page(path or "", replace(view, lang=code)),
            lang=code,
            hreflang=code,
            aria_label=f"{code.upper()}, {NAMES[code]}",
            aria_current="true" if code == view.lang else None,
        )
        for code in languages_of(dataset)
    ]
    pages = [
        tag("a", label, href=HERE.page(page, query), aria_current="page" if page == path else None)
        for page, label in [*linked_pages(dataset), ("find", text("nav_find"))]
    ]
    return tag(
        "header",
        tag("h1", str(dataset.about["title"]), " ", tag("span", str(dataset.about["subtitle"]))),
        tag("nav", *languages, class_="languages", aria_label=text("languages")) if len(languages) > 1 else EMPTY,
        tag("nav", *pages, class_="pages", aria_label=text("nav_pages")),
    )


def _day(dataset: Dataset, asked: Asked, summary: Summary) -> Iterable[Markup]:
    """Give what is chosen, the day in sentences, and what the record has for its year."""
    if summary.chosen:
        yield tag("h2", summary.subject)
        yield _facts(summary.chosen)
    yield from (tag("aside", tag("b", title), tag("p", words)) for title, words in summary.notes)
    yield tag("h2", say_date(summary.day))
    yield tag("p", summary.relation) if summary.relation else EMPTY
    yield _list(summary.lands)
    missions = (join([tag("b", name), " ", sentence]) for name, sentence in summary.missions)
    yield _part("missions_heading", missions, is_open=has_embassy(dataset, summary.day)) or tag(
        "p", text("no_missions")
    )
    yield _part("office_heading", summary.offices)
    yield _part("elsewhere", summary.others)
    disputes = (join([tag("b", f"{title}."), " ", sentence]) for title, sentence in summary.disputes)
    yield _part("disputes_heading", disputes)
    yield from _year(dataset, asked, summary)


def _part(heading: str, lines: Iterable[str], *, is_open: bool = False) -> Markup:
    """Return lines folded under the heading that a key stands for; nothing without lines."""
    lines = list(lines)
    summary = tag("summary", f"{text(heading)} ({len(lines)})")
    return tag("details", summary, _list(lines), open=is_open) if lines else EMPTY


def _list(lines: Iterable[str], class_: str | None = None) -> Markup:
    items = [tag("li", line) for line in lines]
    return tag("ul", *items, class_=class_) if items else EMPTY


def _facts(facts: Iterable[tuple[str, str]]) -> Markup:
    """Return facts: those with a term as a list of terms, the others as sentences."""
    named = [fact for fact in facts if fact[0]]
    sentences = join(tag("p", words) for term, words in facts if not term)
    return terms(named) + sentences if named else sentences


def _year(dataset: Dataset, asked: Asked, summary: Summary) -> Iterable[Markup]:
    """Give what changed in the year, each change with the link to its day, and the link to the next change."""
    year = summary.day[:4]
    yield tag("h3", text("this_year", year=year))
    yield _list((_step(step, asked) for step in summary.steps), "steps")
    if summary.hidden:
        yield tag("p", text("hidden_rows", count=summary.hidden))
    elif not summary.steps:
        yield tag("p", text("nothing_this_year", year=year))
    following = next_change(dataset, summary.day, asked.day)
    if following:
        link = tag(
            "a", text("next_change"), " ", tag("b", say_date(following)), href=_on_map(asked.view, date=following)
        )
        yield tag("p", link, class_="next")
    else:
        yield tag("p", text("no_next", day=say_date(str(dataset.about["as_of"]))))


def _step(step: Step, asked: Asked) -> Markup:
    href = _on_map(asked.view, date=link_date(step.date, asked.day), event=step.event_id)
    return join([tag("a", tag("b", say_date(step.date)), f" — {step.sentence}", href=href), mark(step.verified)], " ")


def _on_map(view: View, *, date: str, event: str = "") -> str:
    """Return the link of another day on the map."""
    return HERE.page("", replace(view, date=date, event=event, territory="", mission="", other="", step=""))


def _foot(dataset: Dataset, view: View) -> Markup:
    review = tag("p", text("review_note")) if view.lang in TO_REVIEW else EMPTY
    return review + tag("p", text("foot", day=say_date(str(dataset.about["as_of"]))))
