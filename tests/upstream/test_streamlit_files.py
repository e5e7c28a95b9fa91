"""Files that Streamlit sends to the browser have the names and attributes that the atlas relies on."""

import re
from functools import cache

import pytest
from fontTools.ttLib import TTFont

from pages.shared.data.assets import STATIC
from server import upstream
from server.upstream import INDEX, UpstreamError, rewrite_page, rewrite_sheet
from tests.server import ROOT
from tools.icons import ligatures, names_of, subset

STYLES = [
    *(path for folder in ("pages", "browser") for path in (ROOT / folder).rglob("*.css")),
    ROOT / "server" / "first_paint.css",
]
SCRIPTS = list((ROOT / "browser").rglob("*.js"))
NAME = re.compile(r"[.#](st[A-Z]\w*)|data-testid[*^$|~]?=[\"']?(\w+)")
HASHED = re.compile(r".+\.[\w-]{8}\.(js|css)")
PAGE = {"language": "rw", "head": "<title>Atlas</title>", "before": "<p>first</p>", "after": "<script></script>"}


@cache
def bundle() -> str:
    """Return all of Streamlit's scripts and style sheets."""
    files = [*upstream.script_files(), *upstream.sheet_files()]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@cache
def words() -> frozenset[str]:
    """Return every word of Streamlit's scripts and style sheets."""
    return frozenset(re.findall(r"\w+", bundle()))


def main_sheet() -> bytes:
    """Return the style sheet of Streamlit's first page."""
    (sheet,) = (path for path in upstream.sheet_files() if upstream.MAIN_SHEET.fullmatch(f"/static/css/{path.name}"))
    return sheet.read_bytes()


def test_every_class_and_test_id_of_the_styles_is_one_of_streamlit() -> None:
    classes = {
        name: path.relative_to(ROOT)
        for path in [*STYLES, *SCRIPTS]
        for match in NAME.findall(path.read_text(encoding="utf-8"))
        for name in match
        if name
    }
    assert len(classes) > 20
    assert {name: str(path) for name, path in classes.items() if name not in words()} == {}


def test_an_element_has_the_class_of_its_key() -> None:
    assert "st-key-" in bundle()


def test_the_first_page_takes_the_first_paint() -> None:
    page = rewrite_page(INDEX.read_bytes(), **PAGE).decode()
    assert '<html lang="rw">' in page
    assert "<title>Atlas</title>" in page
    assert '<p>first</p><div id="root"></div><script></script>' in page
    assert "SourceSans" in INDEX.read_text(encoding="utf-8")
    assert "SourceSans" not in page


def test_what_streamlit_says_of_itself_is_in_its_first_page_and_is_not_sent() -> None:
    own = INDEX.read_text(encoding="utf-8")
    page = rewrite_page(INDEX.read_bytes(), **PAGE).decode()
    for words in ("Copyright (c) Streamlit", 'rel="shortcut icon"', 'rel="service-desc"', "<noscript>", "agent"):
        assert words in own
        assert words not in page
    assert page.startswith("<!DOCTYPE html>")
    without = re.sub(r"\A<!--.*?-->\s*|<noscript>.*?</noscript>", "", own, flags=re.DOTALL)
    assert "<p>first</p>" in rewrite_page(without.encode(), **PAGE).decode()  # where it is gone, nothing is amiss


@pytest.mark.parametrize("mark", ['rel="preload"', '<html lang="en">', "<title>Streamlit</title>", '<div id="root">'])
@pytest.mark.parametrize("times", [0, 2])
def test_a_first_page_without_one_of_its_marks_is_not_rewritten_at_all(mark: str, times: int) -> None:
    page = INDEX.read_text(encoding="utf-8")
    line = next(line for line in re.split(r"(?<=>)\n", page) if mark in line)
    with pytest.raises(UpstreamError, match="times, not once"):
        rewrite_page(page.replace(line, line * times).encode(), **PAGE)


def test_the_style_sheet_names_the_text_font_and_the_icons() -> None:
    sheet = main_sheet()
    slim = rewrite_sheet(sheet, "/icons.woff2")
    assert b"SourceSans" in sheet
    assert b"SourceSans" not in slim
    assert b"MaterialSymbols-Rounded" not in slim
    assert slim.count(b"url(/icons.woff2)") == 1


@pytest.mark.parametrize("font", [b"Source Sans;", b"MaterialSymbols-Rounded"])
def test_a_style_sheet_without_one_of_its_fonts_is_not_rewritten_at_all(font: bytes) -> None:
    with pytest.raises(UpstreamError, match="style sheet names"):
        rewrite_sheet(main_sheet().replace(font, b"Another"), "/icons.woff2")


def test_the_icons_are_those_that_pages_and_streamlit_name() -> None:
    (icons,) = STATIC.glob("fonts/icons-*.woff2")
    names = names_of(ROOT)
    known = ligatures(TTFont(upstream.icon_font()))
    assert {"search", "arrow_forward", "keyboard_arrow_down"} <= names & set(known)
    missing = (names & set(known)) - set(ligatures(TTFont(icons)))
    assert not missing, "run python -m tools.icons"
    assert subset(upstream.icon_font(), names) == icons.read_bytes(), "run python -m tools.icons"


def test_the_name_of_a_file_tells_its_content() -> None:
    names = [path.name for path in (*upstream.script_files(), *upstream.sheet_files())]
    assert len(names) > 50
    assert [name for name in names if not HASHED.fullmatch(name)] == []


def test_the_theme_becomes_custom_properties() -> None:
    assert "--st-" in bundle()
    for name in ("backgroundColor", "secondaryBackgroundColor", "textColor", "linkColor", "borderColor"):
        assert name in words()


def test_a_component_s_frame_is_of_the_page_s_own_origin() -> None:
    assert "allow-same-origin" in bundle()


def test_the_page_tells_the_state_of_its_script() -> None:
    assert "data-test-script-state" in bundle()
