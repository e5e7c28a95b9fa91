"""What every client gets for a link: the same title, words and picture of its day, whether it runs scripts or not."""

import gzip
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from geo import Dataset
from geo.build.npm import install_modules, run_tool
from pages.shared.language.languages import NAMES, phrases
from pages.shared.view.routes import PAGES
from server import first_answer
from server.first_paint import FIRST_PAINT
from server.upstream import INDEX
from tests.asgi import Answer, ask, served
from tests.hostile import ALL_PARAMETERS, HOSTILE_TEXTS

LARGEST = 40_000  # bytes of a page as it is sent
ORIGIN = "http://atlas.example"
VIEWS = {
    "?date=1884": ("1884", "lakes"),
    "?date=1890-07-01&at=region": ("1890", "region"),
    "?date=1913-06-01": ("1913", "lakes"),
    "?date=1925": ("1925", "lakes"),
    "?date=1925&territory=ruanda_urundi_mandate&at=-2.5_30.0_8": ("1925", "-2.5_30.0_8"),
    "?date=1962-07-01&layers=missions": ("1962", "lakes"),
    "?date=1994": ("1994", "lakes"),
    "?event=E041": ("1925", ""),
    "story?step=4": ("", ""),
    "chronology?date=1931&q=mandate": ("1931", "lakes"),
    "comparison?date=1913&with=1925": ("1913", "lakes"),
    "missions?date=2025-03-17&mission=M01": ("2025", "lakes"),
}
BROWSER = {
    "accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
    "accept_encoding": "gzip, deflate, br",
    "user_agent": "Mozilla/5.0",
}
CRAWLERS = (
    *("facebookexternalhit/1.1", "Twitterbot/1.0", "WhatsApp/2.23", "Slackbot-LinkExpanding 1.0"),
    *("Googlebot/2.1", "TelegramBot (like TwitterBot)"),
)
CLIENTS: dict[str, tuple[str, dict[str, str]]] = {
    "browser": ("GET", BROWSER),
    "anything": ("GET", {"accept": "*/*"}),
    "no accept": ("GET", {}),
    "head": ("HEAD", {"accept": "*/*"}),
    **{name: ("GET", {"accept": "*/*", "user_agent": name}) for name in CRAWLERS},
}
SCRIPT = re.compile(r"\./static/js/[\w.-]+\.js")  # its name is not for readers


class Page(HTMLParser):
    """What a reader without scripts finds in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: list[dict[str, str | None]] = []
        self.hrefs: list[str] = []
        self.frames: list[str] = []
        self.lang = self.title = ""
        self.structured: dict[str, Any] = {}
        self.words: list[str] = []
        self._inside: list[str] = []
        self._kind = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what an element says."""
        named = dict(attrs)
        self._inside.append(tag)
        self._kind = named.get("type") or ""
        if tag == "html":
            self.lang = named["lang"] or ""
        elif tag == "meta" and "content" in named:
            self.meta.setdefault(named.get("name") or named.get("property") or "", named["content"] or "")
        elif tag == "link":
            self.links.append(named)
        elif tag == "iframe":
            self.frames.append(named["src"] or "")
        elif tag == "a":
            self.hrefs.append(named["href"] or "")

    def handle_data(self, data: str) -> None:
        """Keep words."""
        inside = self._inside[-1] if self._inside else ""
        if inside == "title":
            self.title += data
        elif inside == "script" and self._kind == "application/ld+json":
            self.structured = json.loads(data)
        elif inside not in {"script", "style"}:
            self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        while self._inside and self._inside.pop() != tag:
            pass

    @property
    def text(self) -> str:
        """The words in a row."""
        return " ".join(" ".join(self.words).split())

    def link(self, **named: str) -> str:
        """Return the address of the link with some attributes."""
        (href,) = (link["href"] for link in self.links if named.items() <= link.items())
        return href or ""


def plain(answer: Answer) -> str:
    """Return a body as text, unpacked."""
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(answer.headers.get("content-encoding", ""), bytes)
    return unpack(answer.body).decode()


def said(answer: Answer) -> Page:
    """Return what a page says."""
    return Page(plain(answer))


@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_client_gets_title_words_and_picture_of_the_day(atlas: Starlette, view: str, code: str) -> None:
    year, at = VIEWS[view]
    address = f"/{view}&lang={code}"
    answers = {name: ask(atlas, address, method, **headers) for name, (method, headers) in CLIENTS.items()}
    assert {answer.status for answer in answers.values()} == {200}
    bodies = {plain(answer) for name, answer in answers.items() if name != "head"}
    assert len(bodies) == 1
    assert "streamlit" not in SCRIPT.sub("", next(iter(bodies))).lower()
    head, page = answers["head"], said(answers["browser"])
    assert head.body == b""
    assert head.headers == answers["no accept"].headers
    assert page.lang == code
    assert year in page.title
    assert page.title.startswith(page.meta["og:title"])
    assert page.meta["description"] == page.meta["og:description"] == page.meta["twitter:description"] != ""
    for name in ("og:image", "twitter:image"):
        picture = urlsplit(page.meta[name])
        assert f"{picture.scheme}://{picture.netloc}{picture.path}" == f"{ORIGIN}/preview.png"
        assert f"lang={code}" in picture.query
        assert f"at={at}" in picture.query
        assert f"date={year}" in picture.query
    assert page.structured["@graph"][0]["temporalCoverage"][:4] in page.text
    assert len(answers["browser"].body) <= LARGEST


def test_two_days_have_other_titles_words_and_pictures(atlas: Starlette) -> None:
    old, new = said(ask(atlas, "/?date=1913-06-01")), said(ask(atlas, "/?date=1925"))
    assert old.title != new.title
    assert old.meta["og:image"] != new.meta["og:image"]
    assert old.text != new.text


def test_the_whole_list_of_languages_counts(atlas: Starlette) -> None:
    italian = {"accept_language": "it-CH,it;q=0.9,fr;q=0.8,en;q=0.7"}
    answer = ask(atlas, "/?date=1925", **italian)
    assert said(answer).lang == "fr"
    assert "Accept-Language" in answer.headers["vary"]
    assert said(ask(atlas, "/?date=1925&lang=nl", **italian)).lang == "nl"
    assert said(ask(atlas, "/?date=1925", accept_language="<script>")).lang == "en"


def test_a_view_has_one_address_in_each_language(atlas: Starlette) -> None:
    page = said(ask(atlas, "/chronology?lang=fr&utm_source=x&embed=true&edition=2.0.0&play=1913-1925&date=1925&q=roi"))
    canonical = f"{ORIGIN}/chronology?date=1925&lang=fr&at=lakes"
    assert page.link(rel="canonical") == page.meta["og:url"] == page.meta["citation_public_url"] == canonical
    for code in NAMES:
        assert page.link(rel="alternate", hreflang=code) == canonical.replace("lang=fr", f"lang={code}")
    assert page.link(rel="alternate", hreflang="x-default") == f"{ORIGIN}/chronology?date=1925&at=lakes"


def test_the_address_is_that_of_the_proxy_that_the_operator_names(
    atlas: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    forwarded = {"x_forwarded_host": "public.example", "x_forwarded_proto": "https"}
    assert said(ask(atlas, "/?date=1925", **forwarded)).meta["og:url"].startswith(f"{ORIGIN}/")
    monkeypatch.setenv("ATLAS_PROXIES", "*")
    monkeypatch.setattr(first_answer, "public_origin", lambda _: "https://public.example")
    assert said(ask(atlas, "/?date=1925", **forwarded)).meta["og:image"].startswith("https://public.example/preview")


def test_structured_data_has_the_page_the_dataset_and_the_way(atlas: Starlette, dataset: Dataset) -> None:
    page = said(ask(atlas, "/missions?date=1925"))
    assert page.structured["@context"] == "https://schema.org"
    shown, record = page.structured["@graph"]
    assert (shown["@type"], record["@type"]) == ("WebPage", "Dataset")
    assert shown["mainEntity"]["@id"] == record["@id"]
    assert record["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert record["temporalCoverage"] == f"1884-01-01/{dataset.about['as_of']}"
    south, west, north, east = map(float, record["spatialCoverage"]["geo"]["box"].split())
    assert (south < -2, north > 51, west < 4, east > 30) == (True, True, True, True)
    assert record["distribution"]
    crumbs = shown["breadcrumb"]["itemListElement"]
    assert [crumb["position"] for crumb in crumbs] == [1, 2, 3]
    assert crumbs[1]["item"] == f"{ORIGIN}/missions"


def test_structured_data_says_where_else_a_chosen_land_is_known(atlas: Starlette) -> None:
    shown, _ = said(ask(atlas, "/?date=1900&territory=gea_1890")).structured["@graph"]
    assert shown["about"]["name"] == "German East Africa"
    assert shown["about"]["sameAs"] == ["https://www.wikidata.org/wiki/Q153963"]
    shown, _ = said(ask(atlas, "/?date=1900&territory=urundi_residency")).structured["@graph"]
    assert "about" not in shown


def test_reference_managers_and_feeds_find_what_they_look_for(atlas: Starlette, dataset: Dataset) -> None:
    page = said(ask(atlas, "/?date=1925"))
    assert page.meta["citation_title"].startswith(str(dataset.about["title"]))
    assert page.meta["citation_publication_date"].replace("/", "-") == dataset.about["as_of"]
    assert page.meta["DC.rights"].startswith("Creative Commons")
    assert page.link(type="application/atom+xml") == f"{ORIGIN}/feed.atom"
    assert page.link(type="application/json+oembed").startswith(f"{ORIGIN}/oembed?url=http%3A%2F%2Fatlas.example")


def test_without_scripts_a_reader_has_the_day_its_year_and_the_way_on(atlas: Starlette) -> None:
    page = said(ask(atlas, "/?date=1962-07-01"))
    assert "1 July 1962" in page.text
    assert "Rwanda: an independent state." in page.text
    assert "Independence of Rwanda and Burundi" in page.text
    event = next(href for href in page.hrefs if "event=E075" in href)
    assert event.startswith("/?date=1962-07-01&")
    paths = {urlsplit(href).path for href in page.hrefs}
    assert {f"/{route.url_path}" for route in PAGES.values()} <= paths
    assert {code for code in NAMES if any(f"lang={code}" in href for href in page.hrefs)} == set(NAMES)
    assert next(href for href in page.hrefs if "1962-10-09" in href)


def test_the_words_come_before_any_script_of_the_body(atlas: Starlette) -> None:
    body = plain(ask(atlas, "/?date=1925")).partition("<body")[2]
    assert body.index("Belgium rules Ruanda-Urundi") < body.index('<div id="root">') < body.index("<script")


def test_a_content_note_holds_here_too(atlas: Starlette, dataset: Dataset) -> None:
    (note,) = dataset.records["content_notes"]
    noted = [row for row in dataset.records["events"] if note["start_day"] <= row["start_day"] < note["end_day"]]
    for address in ("/?date=1994", f"/?date=1994-04-12&event={noted[0]['event_id']}", "/chronology?date=1994-05"):
        answer = plain(ask(atlas, address))
        assert html.escape(note["title"]) in answer
        assert not [row["title"] for row in noted if row["title"] in html.unescape(answer)]
        assert not [row["text"] for row in noted if row["text"] in html.unescape(answer)]


def test_a_step_of_the_tour_is_told_by_its_own_day(atlas: Starlette, dataset: Dataset) -> None:
    step = dataset.rows["story_steps"]["4"]
    page = said(ask(atlas, "/story?step=4&date=2000&at=belgium"))
    assert page.title.startswith(step["title"])
    assert f"date={step['date']}" in page.meta["og:image"]


def test_a_comparison_names_both_its_days(atlas: Starlette) -> None:
    title = said(ask(atlas, "/comparison?date=1913&with=1925")).title
    assert "1913" in title
    assert "1925" in title
    assert "1913" not in said(ask(atlas, "/?with=1913&date=1925")).title


@pytest.mark.parametrize("name", ALL_PARAMETERS)
def test_a_hostile_link_gets_the_page_of_a_usual_one(atlas: Starlette, name: str) -> None:
    path = "/chronology" if name in {"q", "kinds"} else "/story" if name == "step" else "/"
    usual = plain(ask(atlas, f"{path}?date="))
    for words in HOSTILE_TEXTS[:12]:
        if not set(words) & set("&#+;"):
            assert plain(ask(atlas, f"{path}?{name}={words}")) == usual


def test_no_text_of_the_record_is_markup(atlas: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    assert FIRST_PAINT.dataset is not None
    row = FIRST_PAINT.dataset.row("events", "E041")
    monkeypatch.setitem(row, "title", HOSTILE_TEXTS[1])
    answer = plain(ask(atlas, "/?date=1925-12-30"))
    assert HOSTILE_TEXTS[1] not in answer
    assert html.escape(HOSTILE_TEXTS[1], quote=False) in answer
    Page(answer)  # its JSON is read


def test_a_client_that_has_a_page_is_told_so_under_the_same_policy(atlas: Starlette) -> None:
    first = ask(atlas, "/?date=1925", **BROWSER)
    again = ask(atlas, "/?date=1925", **BROWSER, if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
    assert ask(atlas, "/?date=1926", **BROWSER, if_none_match=first.headers["etag"]).status == 200


@pytest.mark.parametrize("path", ["/nonsense", "/missions/nonsense", "/index.html", "/wp-login.php", "/é", "/<script>"])
def test_what_does_not_exist_is_not_found_and_leads_on(atlas: Starlette, path: str) -> None:
    answer = ask(atlas, f"{path}?date=1925", accept_language="nl")
    page = said(answer)
    assert answer.status == 404
    assert answer.headers["cache-control"] == "no-store"
    assert page.lang == "nl"
    assert phrases("nl").forms["lost_title"][0] in page.text
    assert "/chronology?date=1925&lang=nl&at=lakes" in page.hrefs
    assert page.meta["robots"] == "noindex"
    assert "streamlit" not in answer.text.lower()
    assert path not in html.unescape(answer.text)
    assert ask(atlas, path, **BROWSER).status == 404
    assert ask(atlas, path, "HEAD").status == 404
    assert ask(atlas, path, "HEAD").body == b""


def test_the_list_of_the_files_of_others_is_not_told(atlas: Starlette) -> None:
    assert ask(atlas, "/manifest.json").status == 404


def test_other_answers_are_passed_on_as_they_are() -> None:
    async def docs(_request: Any) -> HTMLResponse:
        return HTMLResponse("<p>words</p>")

    async def data(_request: Any) -> PlainTextResponse:
        return PlainTextResponse("rows")

    app = served([Route("/api", docs), Route("/api/rows", data)])
    assert ask(app, "/api").text == "<p>words</p>"
    assert (ask(app, "/api", "HEAD").body, ask(app, "/api", "HEAD").headers["content-length"]) == (b"", "12")
    assert ask(app, "/api/rows").text == "rows"
    assert ask(app, "/api/rows", "POST").status == 405


def test_a_server_without_data_has_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("dataset", "map"):
        monkeypatch.setattr(FIRST_PAINT, name, None)
    app = served()
    answer = ask(app, "/?date=1925", accept_language="fr")
    assert phrases("fr").forms["map_waits"][0] in answer.text
    assert said(ask(app, "/missions")).title == "Atlas"
    lost = ask(app, "/nonsense", accept_language="fr")
    assert lost.status == 404
    assert phrases("fr").forms["lost_title"][0] in lost.text


def test_answers_that_were_made_of_late_are_kept_within_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(first_answer, "KEPT_BYTES", 30_000)
    monkeypatch.setattr(FIRST_PAINT, "ask", lambda path, query, *_: (path, query))
    monkeypatch.setattr(FIRST_PAINT, "page", lambda _, asked: made.append(asked) or b"x" * 10_000)
    app = served()
    for number in (1, 1, 2, 3, 1, 4, 2):
        assert ask(app, f"/?date={number}").status == 200
    # The second of the first page was kept; the fourth pushed out the second.
    assert len(made) == 5


@pytest.mark.parametrize("code", NAMES)
def test_pages_are_valid_html(atlas: Starlette, code: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for number, view in enumerate([*VIEWS, "nonsense?date=1925", "?date=1994&embed=true"]):
        (tmp_path / f"{number}.html").write_text(plain(ask(atlas, f"/{view}&lang={code}")), encoding="utf-8")
    (tmp_path / ".htmlvalidate.json").write_text('{"root": true, "extends": ["html-validate:standard"]}')
    install_modules()
    capfd.readouterr()
    status = run_tool("html-validate", ["--formatter", "text", str(tmp_path)])
    assert (capfd.readouterr().out, status) == ("", 0)


def test_the_first_page_of_another_streamlit_goes_out_as_it_is(
    atlas: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = INDEX.read_bytes().replace(b"<title>", b"<title >")
    monkeypatch.setattr(first_answer, "first_page", lambda: broken)
    assert ask(atlas, "/?date=1901").body == broken


def test_a_page_asks_for_the_map_only_where_there_is_one_and_never_for_the_font(atlas: Starlette) -> None:
    page, other = (ask(atlas, f"/{path}?date=1925").text for path in ("story", "missions"))
    assert re.search(r"/app/static/atlas\.json\?v=\w+", page)
    assert "atlas.json" not in other
    assert "SourceSans" not in page + other
