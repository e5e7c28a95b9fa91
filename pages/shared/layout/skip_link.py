"""What a page's script does: it tells the browser language and theme, and leads the first link past the head."""

from markupsafe import Markup

from pages.shared.data.assets import STATIC
from pages.shared.language.words import text
from pages.shared.record.html import tag, trusted
from pages.shared.view.routes import WITH_MAP

# Always the same text, so that the policy of the page can name it by its hash; what changes stands in attributes.
PAGE_SCRIPT = (STATIC / "skip-link.js").read_text(encoding="utf-8")


def page_script(url: str, language: str, theme: str) -> Markup:
    """Return HTML that tells language and theme, and gives the first link of the page at `url` its words."""
    said = {"data_language": language, "data_theme": theme}
    words = text("skip_map" if url in WITH_MAP else "skip_text")
    return tag("script", trusted(PAGE_SCRIPT), data_words=words, **said)
