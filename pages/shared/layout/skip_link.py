"""The first link of every page: past the head to the map or, on a page without one, to the text."""

from jinja2.utils import htmlsafe_json_dumps

from pages.shared.data.assets import STATIC
from pages.shared.language.words import text
from pages.shared.view.routes import WITH_MAP

_SCRIPT = (STATIC / "skip-link.js").read_text(encoding="utf-8")


def skip_script(url: str) -> str:
    """Return HTML that gives the link its words and its aim on the page at `url`."""
    words = htmlsafe_json_dumps(text("skip_map" if url in WITH_MAP else "skip_text"))
    return f"<script>\n{_SCRIPT}atlasSkipLink({words});\n</script>"
