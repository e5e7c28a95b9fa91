"""The atlas opened by a link without a browser, and what a test reads of it."""

from datetime import UTC, datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages.shared.view.routes import PAGES

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT = 600  # s: a ceiling for one run of a page, far beyond what even a slow machine takes


TODAY = datetime.now(UTC).date().isoformat()


DATES = [
    "1884",
    "1885-08-01",
    "1890-07-01",
    "1913",
    "1916-05-05",
    "1916-05-07",
    "1923-06-30",
    "1925",
    "1946-12-12",
    "1946-12-13",
    "1962-06-30",
    "1962",
    "1975",
    "1994-04-07",
    "2025-03-16",
    "2025-03-18",
    TODAY[:4],
    TODAY,
]


def opened(**query: str | list[str]) -> AppTest:
    """Open the atlas with a link; fail if a page raises."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=TIMEOUT)
    for name, value in query.items():
        app.query_params[name] = value
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    """Return the app if it ran without an exception or an error on the page."""
    assert not app.exception, app.exception[0].value
    assert not app.error, app.error[0].value
    return app


def headings(app: AppTest) -> list[str]:
    """Return the headings of the page, first to last."""
    return [item.value.lstrip("# ") for item in app.markdown if item.value.startswith("#")]


def words_of(app: AppTest) -> str:
    """Return every sentence of the page."""
    return "\n".join(item.value for item in [*app.markdown, *app.caption, *app.warning])


def link_of(app: AppTest) -> dict[str, str]:
    """Return the link of the view as the page has written it, one value a parameter."""
    return {name: value for name, (value,) in app.session_state["written"].items()}


def page(name: str, **query: str) -> AppTest:
    """Open a page of the atlas by a link alone."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=TIMEOUT)
    for key, value in query.items():
        app.query_params[key] = value
    app._page_hash = calc_hash(PAGES[f"pages/{name}/page.py"].url_path)  # before a run, switch_page knows files alone
    return sound(app.run())


def html_of(app: AppTest) -> str:
    """Return all HTML of the page."""
    return "\n".join(item.proto.body for item in app.get("html"))


def links_of(app: AppTest) -> list[tuple[str, str]]:
    """Return label and query of every link to another page."""
    return [(item.proto.label, item.proto.query_string) for item in app.get("page_link")]


def pass_note(app: AppTest) -> AppTest:
    """Pass the note that stands before material."""
    (button,) = [button for button in app.button if str(button.key).startswith("content_note_dismiss")]
    return sound(button.click().run())
