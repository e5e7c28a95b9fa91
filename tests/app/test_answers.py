"""Every page with an answer runs, on twelve dates, on the tiny dataset and on hostile links."""

from urllib.parse import parse_qs

import pytest

from pages.shared.language.words import for_markdown, text
from pages.shared.view.link import LONGEST_QUERY
from tests.app.atlas import TODAY, link_of, links_of, page, words_of
from tests.app.charts import assert_sound, charts_of
from tests.hostile import BAD_VALUES

TWELVE = [
    *("1884", "1890-07-01", "1900", "1916-05-06", "1925", "1946-12-13"),
    *("1959-11-01", "1962-07-01", "1975", "1994-04-12", "2025-03-17", TODAY),
]
NAMES = ["chronology", "missions", "cooperation", "find"]


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", NAMES)
def test_a_page_keeps_date_and_place_on_twelve_dates(name: str) -> None:
    answers = set()
    for date in TWELVE:
        app = page(name, date=date, at="belgium")
        assert link_of(app).items() >= {"date": date, "at": "belgium"}.items()
        head = [parse_qs(query) for label, query in links_of(app) if label == text("nav_about")]
        assert [(query["date"], query["at"]) for query in head] == [([date], ["belgium"])]
        assert app.dataframe, date
        for chart in charts_of(app):
            assert_sound(chart)
        assert not app.warning, date
        answers.add(app.markdown[1].value)
        assert len(app.markdown[1].value.split()) > 4
    # The search says the same of every day; the others have something else to say of almost each.
    assert len(answers) == 1 if name == "find" else len(answers) >= 11


@pytest.mark.exhaustive
@pytest.mark.parametrize("value", BAD_VALUES.values(), ids=BAD_VALUES.keys())
@pytest.mark.parametrize("name", ["chronology", "find"])
def test_a_page_bears_hostile_words_in_its_link(name: str, value: str) -> None:
    app = page(name, date="1925", q=value, kinds=value)
    assert "<script>" not in words_of(app)
    assert len(link_of(app).get("q", "")) <= LONGEST_QUERY
    assert "kinds" not in link_of(app)


@pytest.mark.usefixtures("pages_of_tiny")
@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("chronology", "chronology_title"),
        ("missions", "missions_in_words"),
        ("cooperation", "cooperation_none"),
        ("find", "find_title"),
    ],
)
def test_a_page_runs_on_the_tiny_atlas(name: str, phrase: str) -> None:
    assert for_markdown(text(phrase)) in words_of(page(name, date="1960"))
