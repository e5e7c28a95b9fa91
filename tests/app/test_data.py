"""The data page."""

import dataclasses
import re
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest

from geo import Dataset, exports
from geo.dates import shown_day
from pages.data import downloads
from pages.shared.language.words import for_markdown, say_date
from pages.shared.view import session
from pages.shared.view.link import View
from pages.shared.view.session import public_link
from tests.app.atlas import DATES, TODAY, headings, link_of, page, words_of
from tests.hostile import HOSTILE_TEXTS

BUTTONS = {
    *("plate_png", "plate_svg", "plate_pdf", "cite_bibtex", "cite_ris"),
    *("shown_csv", "shown_geojson", "shown_gpkg", "shown_parquet"),
    *("all_zip", "all_geojson", "all_gpkg", "all_parquet", "site_zip", "shown_more", "all_more"),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("date", DATES[:12])
def test_the_page_counts_what_the_map_shows(dataset: Dataset, date: str) -> None:
    app, day = page("data", date=date, at="belgium"), shown_day(date, TODAY)
    layers = exports.shown_layers(dataset, day)
    words = words_of(app)
    assert for_markdown(f"On {say_date(day)} the map shows {len(layers['territories'])} territories") in words
    assert link_of(app) == {"date": date, "lang": "en", "at": "belgium"}
    keys = {item.proto.id.rsplit("-", 1)[-1] for item in app.get("download_button")}
    assert keys >= BUTTONS
    assert [len(table.value) for table in app.dataframe] == [len(layers["territories"]), len(layers["missions"])]
    assert app.session_state["data_view"] == "belgium"


def test_the_citation_names_day_version_licence_and_link(dataset: Dataset) -> None:
    app = page("data", date="1925", layers="missions")
    cited, framed, fetched = [item.value for item in app.code]
    assert fetched == "/api/v1/territories.geojson?date=1925-12-31&lang=en"
    for part in (dataset.about["title"], "31 December 1925", "2.1.1", "10 December 2025", "date=1925", say_date(TODAY)):
        assert part in cited
    assert "layers=missions" in cited
    assert framed.startswith('<iframe src="/?date=1925&amp;')
    for part in (
        "layers=missions",
        "embed=true",
        'title="',
        "31 December 1925",
        'loading="lazy"',
        "clipboard-write; fullscreen",
    ):
        assert part in framed
    assert framed.count("<script>") == framed.count("</script>") == 1


def test_a_rival_position_is_what_is_taken_along(dataset: Dataset) -> None:
    rival = dataset.rivals.iloc[0]
    app = page("data", date=rival["start_day"], layers=f"missions {rival['position']}")
    expected = exports.shown_layers(dataset, rival["start_day"], rival["position"])["territories"]
    assert list(app.dataframe[0].value.iloc[:, 0]) == list(expected["name"])
    assert app.code[-1].value.endswith(f"&position={rival['position']}")


@pytest.mark.parametrize("ending", ["csv", "geojson", "gpkg", "parquet"])
def test_every_file_of_a_day_can_be_made(dataset: Dataset, ending: str) -> None:
    content = downloads.day_file(dataset, downloads.Rows("1925-12-31", "missions"), ending)
    heads = {"csv": b"\xef\xbb\xbf", "geojson": b'{"type"', "gpkg": b"SQLite format 3", "parquet": b"PAR1"}
    assert content.startswith(heads[ending])


def test_every_format_of_a_layer_can_be_chosen_and_a_table_has_no_maps() -> None:
    app = page("data", date="1925")
    formats, everything = (box for box in app.selectbox if box.key in {"shown_format", "all_format"})
    assert len(formats.options) == len(everything.options) == len(exports.FORMATS) - 4
    app.segmented_control(key="data_layer").set_value("relations").run()
    assert not app.exception
    assert app.selectbox(key="shown_format").options == ["Excel (XLSX)", "JSON-LD"]


@pytest.mark.parametrize(
    ("ending", "head"),
    [("zip", b"PK"), ("geojson", b"{"), ("parquet", b"PAR1"), ("fgb", b"fgb"), ("lp.tsv", b"id\ttitle")],
)
def test_every_file_of_everything_can_be_made(dataset: Dataset, ending: str, head: bytes) -> None:
    assert downloads.whole_file(dataset, ending).startswith(head)


def test_references_keep_to_their_formats(dataset: Dataset) -> None:
    link = "https://atlas.example/?date=1925&at=lakes"
    bib = downloads.bibtex(dataset, "1925-12-31", link, TODAY)
    assert bib.startswith("@misc{belgium-rwanda-1925-12-31,\n")
    assert bib.count("{") == bib.count("}")
    assert f"  url = {{{link}}}" in bib
    lines = downloads.ris(dataset, "1925-12-31", link, TODAY).split("\r\n")
    assert lines[0] == "TY  - MAP"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(line[2:6] == "  - " for line in lines[:-1])
    assert f"UR  - {link}" in lines


@pytest.mark.parametrize("words", [*HOSTILE_TEXTS, r"100 % of A & B_1 # $x$ {y} \z ~ ^"])
def test_a_title_is_text_in_bibtex(tiny_dataset: Dataset, words: str) -> None:
    about = {**tiny_dataset.about, "title": words}
    link = "https://atlas.example/?q=%7Bx%7D&at={y}\\"
    bib = downloads.bibtex(dataclasses.replace(tiny_dataset, about=about), "1950-12-31", link, TODAY)
    assert bib.count("{") == bib.count("}")
    assert "  url = {https://atlas.example/?q=%7Bx%7D&at=%7By%7D%5C}" in bib
    fields = [line for line in bib.splitlines()[1:-1] if not line.startswith("  url")]
    known = r"\\[%&#_$]|\{\\text(?:backslash|braceleft|braceright|asciitilde|asciicircum)\}"
    values = [re.sub(known, "", field.split(" = ", 1)[1].rstrip(",")[1:-1]) for field in fields]
    assert not any(set(value) & set("%&#_$\\~^{}") for value in values)


def link_at(monkeypatch: pytest.MonkeyPatch, url: str, base: str = "") -> str:
    """Return the link of a view, where the browser says that it has the page open at `url`."""
    monkeypatch.setattr(session.st, "context", SimpleNamespace(url=url))
    monkeypatch.setattr(session, "base_path", lambda: base)
    return public_link(View(date="1962-07-01", at="lakes"))


def test_the_link_is_that_of_the_view(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = urlsplit(link_at(monkeypatch, "https://atlas.example/base/data?embed=true", "/base"))
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "atlas.example", "/base/")
    assert parse_qs(parts.query) == {"date": ["1962-07-01"], "lang": ["en"], "at": ["lakes"]}


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://127.0.0.1:8501/data", "http://127.0.0.1:8501"),
        ("http://[::1]:8501/", "http://[::1]:8501"),
        ("https://Atlas.Example", "https://Atlas.Example"),
        ("https://atlas.example/" + "x" * 1_000_000, "https://atlas.example"),
        (f"https://{'a' * 255}/", f"https://{'a' * 255}"),
        (f"https://{'a' * 256}/", ""),
        ("https://" + "a." * 1_000_000, ""),
        ("https://nobody@atlas.example/", ""),
        ("https://atlas.example:port/", ""),
        ("https://atlas.example<b>/", ""),
        ("https://atlas.example\nx/", ""),
        ("https://-atlas.example/", ""),
        ("javascript://atlas.example/", ""),
        ("https:///data", ""),
        ("", ""),
    ],
)
def test_of_the_browser_s_address_only_a_host_in_form_is_believed(
    monkeypatch: pytest.MonkeyPatch, url: str, host: str
) -> None:
    assert link_at(monkeypatch, url) == f"{host}/?date=1962-07-01&lang=en&at=lakes"


def test_the_picture_of_the_page_is_asked_for_by_the_browser(dataset: Dataset) -> None:
    app = page("data", date="1925", at="both", territory="rwanda_kingdom")
    (picture,) = [item.proto.body for item in app.get("html") if item.proto.body.startswith("<img")]
    assert 'src="/plate.webp?date=1925&amp;lang=en&amp;at=both"' in picture
    assert 'loading="lazy"' in picture
    assert dataset.row("views", "both")["label"] in picture


@pytest.mark.usefixtures("pages_of_tiny")
def test_tiny_has_the_page_as_well(tiny_dataset: Dataset) -> None:
    app = page("data", date="1950")
    assert "Data and figures" in headings(app)
    assert tiny_dataset.about["title"] in app.code[0].value
    assert len(app.dataframe[0].value) == len(exports.shown_layers(tiny_dataset, "1950-12-31")["territories"])
