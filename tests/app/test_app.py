"""The map page runs on every kind of link."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from geo import Dataset, DatasetError
from geo.dates import shown_day
from pages.shared.data import dataset as shown_data
from pages.shared.language.words import for_markdown, say_date, text
from pages.shared.record.html import explained
from pages.shared.view.link import View
from tests.app.atlas import (
    DATES,
    ROOT,
    TIMEOUT,
    TODAY,
    headings,
    html_of,
    link_of,
    opened,
    sound,
    words_of,
)
from tests.hostile import BAD_VALUES, PARAMETERS


@pytest.mark.parametrize("date", DATES)
def test_a_date_in_the_link_is_the_day_on_the_page(date: str) -> None:
    app = opened(date=date)
    assert say_date(shown_day(date, TODAY)) in headings(app)
    assert link_of(app)["date"] == app.query_params["date"] == date
    assert not app.warning


def test_without_a_link_the_page_shows_1925_and_says_so_in_the_link() -> None:
    app = opened()
    assert "31 December 1925" in headings(app)
    assert link_of(app)["date"] == "1925"
    assert not app.warning


@pytest.mark.parametrize("value", BAD_VALUES.values(), ids=BAD_VALUES.keys())
def test_a_bad_date_is_told_and_the_page_runs(value: str) -> None:
    app = opened(date=value)
    assert len(app.warning) == 1
    assert value not in app.warning[0].value
    date = link_of(app)["date"]
    assert say_date(shown_day(date, TODAY)) in headings(app)


@pytest.mark.parametrize("value", BAD_VALUES.values(), ids=BAD_VALUES.keys())
def test_bad_values_everywhere_are_told_one_by_one_and_the_page_runs(value: str) -> None:
    app = opened(**{name: value for name in PARAMETERS if name != "date"}, date="1962-06-30")
    assert len(app.warning) == len(PARAMETERS) - 1
    assert "30 June 1962" in headings(app)
    assert link_of(app) == {"date": "1962-06-30", "lang": "en", "at": "lakes"}


@pytest.mark.parametrize(("date", "nearest"), [("1066", "1884"), ("2525", TODAY[:4])])
def test_a_date_outside_the_atlas_is_told_and_the_nearest_is_shown(date: str, nearest: str) -> None:
    app = opened(date=date)
    assert len(app.warning) == 1
    assert link_of(app)["date"] == nearest
    assert say_date(shown_day(nearest, TODAY)) in headings(app)


def test_repeated_parameters_are_told_and_the_page_runs() -> None:
    app = opened(date=["1913", "1914"], territory=["rwanda_republic", "zaire"])
    assert len(app.warning) == 2
    assert link_of(app)["date"] == "1925"
    assert "territory" not in link_of(app)


def test_a_warning_goes_away_with_the_next_step() -> None:
    app = opened(date="abc")
    sound(app.button(key="next_change").click().run())
    assert not app.warning


def test_a_step_of_the_year_leads_to_its_very_day() -> None:
    app = opened(date="1916")
    steps = [button for button in app.button if str(button.key).startswith("step_1916")]
    (step,) = [button for button in steps if "6 May 1916" in button.label and "Belgian\\-occupied" in button.label]
    sound(step.click().run())
    assert link_of(app)["date"] == app.query_params["date"] == "1916-05-06"
    assert "6 May 1916" in headings(app)


def test_a_step_to_an_event_opens_its_details(dataset: Dataset) -> None:
    event = dataset.tables["events"].query("start == '1962-07-01'").iloc[0]
    app = opened(date="1962")
    (step,) = [button for button in app.button if for_markdown(event["title"]) in button.label]
    sound(step.click().run())
    assert link_of(app)["event"] == event["event_id"]
    assert headings(app)[0] == for_markdown(event["title"])


def test_the_next_change_leads_to_its_very_day() -> None:
    app = opened(date="1962-06-30")
    sound(app.button(key="next_change").click().run())
    assert link_of(app) == app.query_params == {"date": "1962-07-01", "lang": "en", "at": "lakes"}
    assert "1 July 1962" in headings(app)


def test_after_the_last_change_the_page_says_to_when_it_was_checked(dataset: Dataset) -> None:
    app = opened(date=TODAY)
    assert not [button for button in app.button if button.key == "next_change"]
    assert say_date(dataset.about["as_of"]) in words_of(app)


def test_a_territory_in_the_link_opens_its_details_and_close_shuts_it(dataset: Dataset) -> None:
    app = opened(date="1946-12-12", territory="ruanda_urundi_mandate_c")
    assert headings(app)[0] == for_markdown(dataset.territories["ruanda_urundi_mandate_c"]["name"])
    assert link_of(app)["territory"] == "ruanda_urundi_mandate_c"
    sound(app.button(key="close_details").click().run())
    assert headings(app)[0] == "12 December 1946"
    assert "territory" not in link_of(app)


def test_the_details_lead_to_what_came_before_and_after() -> None:
    app = opened(date="1950", territory="ruanda_urundi_trust")
    sound(app.button(key="details_before_ruanda_urundi_mandate_c").click().run())
    assert link_of(app) == {"date": "1926-03-01", "lang": "en", "territory": "ruanda_urundi_mandate_c", "at": "lakes"}
    sound(app.button(key="details_after_ruanda_urundi_trust").click().run())
    assert link_of(app)["date"] == "1946-12-13"
    assert "13 December 1946" in headings(app)


@pytest.mark.parametrize(
    ("chosen", "term", "word"),
    [
        ({"territory": "ruanda_urundi_mandate_c"}, "mandate", "Mandate"),
        ({"mission": "M03"}, "protecting_power", "looked after Belgian interests"),
        ({"event": "E122"}, "agrement", "agrément"),
    ],
)
def test_the_details_explain_a_term_of_the_field(
    dataset: Dataset, chosen: dict[str, str], term: str, word: str
) -> None:
    html = html_of(opened(date="1930", **chosen))
    assert html.count(str(explained(word, dataset.row("glossary", term)["definition"]))) == 1


@pytest.mark.parametrize("when", ["1900", "1962", "1990"])
def test_details_of_another_time_say_that_it_is_not_on_the_map(when: str) -> None:
    app = opened(date=when, territory="ruanda_urundi_trust")
    assert "is not on the map on this day" in words_of(app)


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("table", "name", "title"),
    [("territories", "territory", "name"), ("missions", "mission", "name"), ("events", "event", "title")],
)
def test_every_territory_mission_and_event_has_details(dataset: Dataset, table: str, name: str, title: str) -> None:
    app = opened()
    for row in dataset.tables[table].to_dict("records"):
        app.session_state["view"] = View(date="1950", at="lakes", **{name: row[f"{name}_id"]})
        sound(app.run())
        assert headings(app)[0] == for_markdown(row[title])
        assert link_of(app)[name] == row[f"{name}_id"]


def test_an_event_in_the_link_is_shown_on_its_day(dataset: Dataset) -> None:
    event = dataset.tables["events"].iloc[0]
    app = opened(event=event["event_id"])
    assert link_of(app)["date"] == event["start_day"]
    assert say_date(event["start_day"]) in headings(app)


def test_the_two_embassies_stand_open_and_then_severed() -> None:
    before, after = words_of(opened(date="2025-03-16")), words_of(opened(date="2025-03-18"))
    assert before.count("open without an ambassador") == 2
    assert "severed" not in before
    assert "open without an ambassador" not in after
    assert "Rwanda has severed relations" in after
    assert "Relations are severed and the embassy is closing" in after


def test_layers_that_are_switched_off_stay_off_in_the_link() -> None:
    app = opened(date="1913", layers="missions names")
    assert app.session_state["layers_choice"] == ["missions", "names"]
    sound(app.button_group(key="layers_choice").unselect("names").run())
    assert link_of(app)["layers"] == "missions"
    sound(app.button_group(key="layers_choice").unselect("missions").run())
    assert link_of(app)["layers"] == "none"


def test_the_about_page_runs_and_keeps_the_date() -> None:
    app = opened(date="1913", territory="gea_1910")
    sound(app.switch_page("pages/about/page.py").run())
    assert text("about_heading") in headings(app)
    assert link_of(app)["date"] == "1913"
    assert link_of(app)["territory"] == "gea_1910"
    sound(app.switch_page("pages/map/page.py").run())
    assert "31 December 1913" in headings(app)


def test_two_visitors_have_a_channel_each() -> None:
    first, second = opened(date="1913"), opened(date="1913")
    assert first.session_state["channel"] != second.session_state["channel"]


@pytest.fixture
def without_dataset(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Spoil the dataset for one test; the next loads it anew."""

    def fail() -> Dataset:
        raise DatasetError(["views.csv, row 2, column top: “nine” is not a number"])

    monkeypatch.setattr(shown_data, "load_dataset", fail)
    shown_data.dataset_in.clear()
    yield
    shown_data.dataset_in.clear()


@pytest.mark.usefixtures("without_dataset")
def test_a_faulty_dataset_is_told_with_file_row_and_column() -> None:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=TIMEOUT).run()
    assert not app.exception
    assert "views.csv, row 2, column top" in app.error[0].value
