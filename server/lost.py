"""The page that says that there is none at an address, and leads to those that there are."""

from markupsafe import Markup

from pages.shared.data.dataset import dataset_in
from pages.shared.language.languages import speak
from pages.shared.language.words import text
from pages.shared.record.html import EMPTY, join, tag, trusted
from server.asked import Asked
from server.document import page_header
from server.first_paint import FIRST_PAINT
from server.head import icons

_PAGE = Markup("""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
{head}
</head>
<body>
{body}
</body>
</html>
""")


def lost_page(asked: Asked | None, language: str) -> bytes:
    """Return the page, with the links of the view that is asked for.

    Parameters
    ----------
    asked
        Nothing before the server has its data: then there are no links.
    language
        Spoken if nothing is asked for.
    """
    speak(asked.view.lang if asked else language)
    header, tops, theme = EMPTY, [], ""
    if asked:
        dataset, theme = dataset_in(asked.view.lang), asked.theme
        header, tops = page_header(dataset, asked.view, None), list(icons(asked))
    content = tag("main", tag("h2", text("lost_title")), tag("p", text("lost_text")))
    style = f"color-scheme: {theme}" if theme else None
    head = join([tag("title", text("lost_title")), *tops, tag("style", trusted(FIRST_PAINT.style()))], "\n")
    body = tag("div", header, content, id="waits", class_="lost", style=style)
    return _PAGE.format(language=asked.view.lang if asked else language, head=head, body=body).encode()
