"""The shell of every page of the site: head, links to the other pages, foot."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from geo import Dataset
from pages.shared.language.languages import TO_REVIEW, language
from pages.shared.language.words import say_date, text
from pages.shared.record.html import EMPTY, tag

_PAGE = Markup("""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{name} · {title}</title>
<link rel="icon" href="icon.svg">
{head}
<link rel="stylesheet" href="site.css">
</head>
<body class="site {kind}">
<header class="site-head">
<p class="site-title">{title} <span>{subtitle}</span></p>
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


@dataclass(frozen=True)
class Part:
    """The parts of a page: main part, additions to its head, scripts at the end of its body."""

    main: Markup
    head: Markup = EMPTY
    scripts: Markup = EMPTY


@dataclass(frozen=True)
class Chapter:
    """One page of the site: its file, the key of its label, and its parts."""

    file: str
    label: str
    part: Part


def page(dataset: Dataset, chapters: Sequence[Chapter], chapter: Chapter) -> Markup:
    """Return a page, whole, with links to all chapters."""
    links = (
        tag("a", text(other.label), href=other.file, aria_current="page" if other is chapter else None)
        for other in chapters
    )
    as_of = say_date(str(dataset.about["as_of"]))
    return _PAGE.format(
        language=language(),
        kind=chapter.file.removesuffix(".html"),
        name=text(chapter.label),
        title=str(dataset.about["title"]),
        subtitle=str(dataset.about["subtitle"]),
        links=tag("nav", *links, aria_label=text("site_pages")),
        review=tag("p", text("review_note"), class_="small") if language() in TO_REVIEW else EMPTY,
        foot=f"{text('foot', day=as_of)} {text('site_foot')}",
        head=chapter.part.head,
        main=chapter.part.main,
        scripts=chapter.part.scripts,
    )
