"""A link may name an edition of the record, and years to play: what the page says and keeps of them."""

import json
import re

import pytest

from geo import Dataset
from geo.descriptor import load_descriptor
from pages.shared.data.editions import edition_shown, editions
from pages.shared.language.words import for_markdown, text
from tests.app.atlas import html_of, link_of, opened, page, sound
from tests.datasets import atlas_dataset

PRESENT, OLDER = list(editions(atlas_dataset()))[:2]
OLD_LINKS = [("map", {}), ("missions", {}), ("comparison", {"with": "1962"}), ("about", {})]


@pytest.mark.parametrize(("name", "query"), OLD_LINKS, ids=[name for name, _ in OLD_LINKS])
def test_a_link_of_an_older_edition_says_so_and_leads_to_the_present_one(name: str, query: dict[str, str]) -> None:
    app = page(name, date="1913", edition=OLDER, **query)
    (notice,) = app.warning
    assert [for_markdown(part) in notice.value for part in (OLDER, PRESENT, "20 November 2025")] == [True] * 3
    assert link_of(app)["edition"] == OLDER
    sound(app.button(key="present_edition").click().run())
    assert not app.warning
    assert "edition" not in link_of(app)
    assert link_of(app)["date"] == "1913"


def test_the_archive_of_an_older_edition_is_offered_where_the_operator_keeps_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert f"{OLDER}/en/" not in html_of(page("missions", date="1913", edition=OLDER))
    monkeypatch.setenv("ATLAS_ARCHIVE", "https://archive.example/atlas/")
    shown = html_of(page("missions", date="1913", lang="fr", edition=OLDER))
    assert f'href="https://archive.example/atlas/{OLDER}/fr/index.html?date=1913&amp;at=lakes"' in shown
    assert "archive.example" not in html_of(page("missions", date="1913", edition=PRESENT))
    monkeypatch.setenv("ATLAS_ARCHIVE", "javascript:alert(1)//")
    assert "javascript:" not in html_of(page("missions", date="1913", edition=OLDER))


def test_a_step_does_not_hide_that_the_link_is_of_an_older_edition() -> None:
    app = opened(date="1925", edition=OLDER)
    sound(app.button(key="next_change").click().run())
    assert len(app.warning) == 1
    assert link_of(app)["date"] != "1925"


def test_a_link_of_the_present_edition_keeps_it_and_one_without_gets_none() -> None:
    app = opened(edition=PRESENT)
    assert not app.warning
    assert link_of(app)["edition"] == PRESENT
    assert "edition" not in link_of(opened(date="1925"))


@pytest.mark.parametrize("edition", ["3.0.0", "0.1", "2", f"{PRESENT} ", "latest"])
def test_an_edition_that_never_was_is_told(edition: str) -> None:
    app = opened(edition=edition)
    assert [notice.value for notice in app.warning] == [for_markdown(text("bad_edition"))]
    assert "edition" not in link_of(app)


def test_years_to_play_begin_with_the_first_and_are_in_no_link() -> None:
    app = opened(play="1913-1925")
    assert app.session_state["view"].play == "1913-1925"
    assert link_of(app) == {"date": "1913", "lang": "en", "at": "lakes"}
    assert opened(play="1913-1925", date="1925").session_state["view"].date == "1925"
    sound(app.button(key="next_change").click().run())
    assert app.session_state["view"].play == ""  # or the next steps would begin it again


@pytest.mark.parametrize("play", ["1925-1913", "1913-1913", "1883-1925", "1913-2999", "1913", "1913-1925-1930"])
def test_years_that_cannot_be_played_are_told(play: str) -> None:
    app = opened(play=play, date="1925")
    assert [notice.value for notice in app.warning] == [for_markdown(text("bad_play"))]
    assert app.session_state["view"].play == ""


def said(html: str) -> dict[str, str]:
    """Return what a page tells its menu to share."""
    (share,) = re.findall(r' data-share="([^"]*)"', html)
    told: dict[str, str] = json.loads(share.replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&"))
    return told


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("map", "Map of {day}. Dataset version"),
        ("tour", "Map of {day}. Dataset version"),
        ("comparison", "Maps of {day} and {other}. Dataset version"),
        ("missions", "relations: Missions"),
    ],
)
def test_a_page_is_cited_by_what_it_shows(name: str, what: str) -> None:
    html = html_of(page(name, date="1913"))
    told = said(html)
    assert what in told["citation"]
    assert told["citation"].endswith("{link} (accessed {seen}).")
    assert told["edition"] == PRESENT
    assert html.count('class="share-button"') == 1


def test_a_package_without_versions_has_no_editions(tiny_dataset: Dataset) -> None:
    assert "version" not in load_descriptor(tiny_dataset.folder)
    assert (editions(tiny_dataset), edition_shown(tiny_dataset)) == ({}, "")
