"""The shell of every page of a light edition: head, links to other pages, languages and the full edition, foot."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from geo import Dataset
from pages.shared.data.editions import edition_shown
from pages.shared.language.languages import NAMES, TO_REVIEW, language
from pages.shared.language.words import say_date, text
from pages.shared.light.identity import edition_id
from pages.shared.record.html import EMPTY, join, tag

_PAGE = Markup("""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{top}
<link rel="icon" href="icon.svg">
<link rel="manifest" href="manifest.webmanifest">
{style}
{head}
</head>
<body class="site {kind}">
<header class="site-head">
<p class="site-title">{title} <span>{subtitle}</span></p>
{languages}
{links}
{review}
</header>
<main>
{main}
</main>
<footer>{foot}</footer>
{scripts}
</body>
</html>
""")
_INDEX = "index.html"


@dataclass(frozen=True)
class Part:
    """The parts of a page: main part, additions to its head, scripts at the end of its body."""

    main: Markup
    head: Markup = EMPTY
    scripts: Markup = EMPTY


@dataclass(frozen=True)
class Chapter:
    """One page of an edition: its file, the key of its label, and its parts."""

    file: str
    label: str
    part: Part

    @property
    def path(self) -> str:
        """The path of the page in the full edition; empty for the map."""
        return "" if self.file == _INDEX else self.file.removesuffix(".html")


@dataclass(frozen=True)
class Shell:
    """What all pages of an edition have.

    Attributes
    ----------
    dataset
        In the language of the edition.
    links
        File and key of the label of every page.
    home
        The address of the full edition, with a slash at its end; empty if there is none beside this one.
    beside
        The languages whose editions stand beside this one.
    """

    dataset: Dataset
    links: tuple[tuple[str, str], ...]
    home: str
    beside: tuple[str, ...]


def versioned(name: str) -> str:
    """Return the address of a file of the edition; another edition has another one."""
    return f"{name}?v={edition_id()}"


def sheet(name: str) -> Markup:
    """Return a link to a style sheet."""
    return tag("link", rel="stylesheet", href=versioned(name))


def scripts(*names: str) -> Markup:
    """Return scripts, which run in their order."""
    return join(tag("script", src=versioned(name)) + "\n" for name in names)


def page(shell: Shell, chapter: Chapter, top: Markup = EMPTY) -> Markup:
    """Return a page, whole, with links to all others.

    Parameters
    ----------
    top
        What its head says to those who run no scripts; its title alone if it is empty.
    """
    about = shell.dataset.about
    links = (
        tag("a", text(label), href=file, data_carry=True, aria_current="page" if file == chapter.file else None)
        for file, label in shell.links
    )
    return _PAGE.format(
        language=language(),
        kind=chapter.file.removesuffix(".html"),
        top=top or tag("title", f"{text(chapter.label)} · {about['title']}"),
        title=str(about["title"]),
        subtitle=str(about["subtitle"]),
        languages=_languages(shell, chapter),
        links=tag("nav", *links, aria_label=text("site_pages")),
        review=tag("p", text("review_note"), class_="small") if language() in TO_REVIEW else EMPTY,
        foot=join(_foot(shell, chapter), " "),
        style=sheet("light.css"),
        head=chapter.part.head,
        main=chapter.part.main,
        scripts=chapter.part.scripts,
    )


def _languages(shell: Shell, chapter: Chapter) -> Markup:
    """Return links to the same page in the other languages, if their editions stand beside this one."""
    links = (
        tag(
            "a",
            code.upper(),
            href=f"../{code}/{chapter.file}",
            data_carry=True,
            lang=code,
            hreflang=code,
            aria_label=f"{code.upper()}, {NAMES[code]}",
            aria_current="true" if code == language() else None,
        )
        for code in shell.beside
    )
    return tag("nav", *links, class_="languages", aria_label=text("languages")) if shell.beside else EMPTY


def _foot(shell: Shell, chapter: Chapter) -> Iterator[str]:
    """Give what the foot says: which edition this is, of which day, and where the full one stands."""
    dataset = shell.dataset
    edition = edition_shown(dataset)
    yield text("light_edition", edition=edition) if edition else text("light_name")
    yield text("foot", day=say_date(str(dataset.about["as_of"])))
    yield text("site_foot")
    yield tag("span", text("light_kept"), id="kept", hidden=True)
    if shell.home:
        href = f"{shell.home}{chapter.path}?lang={language()}"
        yield tag("a", text("light_to_full"), href=href, class_="to-full", data_carry=language())
