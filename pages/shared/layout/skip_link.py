"""What a page's script is told: language and theme, where its first link leads, what its menu to share needs."""

from markupsafe import Markup

from pages.shared.data.assets import STATIC
from pages.shared.language.words import text
from pages.shared.record.html import tag, trusted
from pages.shared.view.routes import WITH_MAP

# Always the same text, so that the policy of the page can name it by its hash; what changes stands in attributes.
PAGE_SCRIPT = (STATIC / "page.js").read_text(encoding="utf-8")


def page_script(url: str, language: str, theme: str, *, share: str | None = None, embed: str | None = None) -> Markup:
    """Return HTML that tells language and theme, and gives the first link of the page at `url` its words.

    Parameters
    ----------
    share
        What the menu to share needs, as JSON.
    embed
        Address of the script for the frame of another site.
    """
    said = {"data_language": language, "data_theme": theme, "data_share": share, "data_embed": embed}
    words = text("skip_map" if url in WITH_MAP else "skip_text")
    return tag("script", trusted(PAGE_SCRIPT), data_words=words, **said)
