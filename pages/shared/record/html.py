"""HTML as elements: a text in an element is escaped, and only an element is markup."""

import json
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from markupsafe import Markup, escape

from pages.shared.language.words import phrase

EMPTY = Markup()
_VOID = frozenset({"br", "img", "input", "link", "meta"})


def tag(name: str, /, *content: str, **attributes: str | bool | None) -> Markup:
    """Return an element.

    Parameters
    ----------
    name
        Of the element, written in code: neither it nor a name of an attribute is checked.
    content
        Texts, which are escaped, and markup, which is not.
    attributes
        By name, with ``_`` for ``-`` and one more ``_`` behind a word of Python: ``class_``, ``aria_label``.
        True stands for an attribute without a value; False and None leave it out.
    """
    opening = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Markup(opening if name in _VOID else f"{opening}{join(content)}</{name}>")  # noqa: S704


def _attribute(key: str, value: str | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(value)}"'


def join(parts: Iterable[str], separator: str = "") -> Markup:
    """Return texts and markup in a row, the texts escaped."""
    return escape(separator).join(parts)


def terms(pairs: Iterable[tuple[str, str]], class_: str = "facts") -> Markup:
    """Return a list of terms, each with what it stands for: texts or markup."""
    return tag("dl", *(tag("dt", term) + tag("dd", meaning) for term, meaning in pairs), class_=class_)


def explained(word: str, meaning: str) -> Markup:
    """Return a word that opens what it means, by mouse, touch or keyboard; not for a paragraph, which it would end."""
    return tag("details", tag("summary", tag("dfn", word)), tag("span", meaning), class_="term")


def fill(key: str, **values: str) -> Markup:
    """Return the phrase for `key` as markup, with texts or markup filled in."""
    return escape(phrase(key)).format(**values)


def address(page: str, query: Mapping[str, str]) -> str:
    """Return the address of a page with a query, as text."""
    return f"{page}?{urlencode(query)}"


def css_string(words: str) -> Markup:
    """Return a text as a string of a style sheet; it ends neither the string nor the element ``style``."""
    return Markup(json.dumps(words, ensure_ascii=False).replace("<", r"\3c "))  # noqa: S704


def trusted(source: str) -> Markup:
    """Return HTML from a file of the atlas, or from Folium, as markup.

    Words of a dataset, of a link or of a catalogue never come here: a test names the modules that call this.
    """
    return Markup(source)  # noqa: S704
