"""The shell of every page of the site: head, links to the other pages, foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from geo import Dataset
from pages.shared.language.languages import TO_REVIEW, language
from pages.shared.language.words import say_date, text


@dataclass(frozen=True)
class Part:
    """What a page shows, as HTML: in its main part, what it needs in its head, and what comes last in its body."""

    main: str
    head: str = ""
    scripts: str = ""


@dataclass(frozen=True)
class Chapter:
    """One page of the site: its file, the key of its words in the links, and what it shows."""

    file: str
    label: str
    part: Part


def page(dataset: Dataset, chapters: Sequence[Chapter], chapter: Chapter) -> str:
    """Return a page, whole, with links to all chapters."""
    title, subtitle = escape(str(dataset.about["title"])), escape(str(dataset.about["subtitle"]))
    name = escape(text(chapter.label))
    links = "".join(
        f'<a href="{other.file}"{" aria-current=page" if other is chapter else ""}>{escape(text(other.label))}</a>'
        for other in chapters
    )
    review = f"<p class=small>{escape(text('review_note'))}</p>" if language() in TO_REVIEW else ""
    foot = f"{text('foot', day=say_date(str(dataset.about['as_of'])))} {text('site_foot')}"
    kind = chapter.file.removesuffix(".html")
    return f"""<!doctype html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{name} · {title}</title>
<link rel="icon" href="icon.svg">
{chapter.part.head}
<link rel="stylesheet" href="site.css">
</head>
<body class="site {kind}">
<header class="site-head">
<p class="site-title">{title} <span>{subtitle}</span></p>
<nav aria-label="{escape(text("site_pages"), quote=True)}">{links}</nav>
{review}
</header>
<main>
{chapter.part.main}
</main>
<footer>{escape(foot)}</footer>
{chapter.part.scripts}
</body>
</html>
"""
