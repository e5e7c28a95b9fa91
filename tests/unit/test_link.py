"""The link carries everything that a visitor sets, and no link breaks the page."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import Dataset
from geo.dates import first_day, shown_day
from pages.shared.components.map import map_phrases
from pages.shared.data.editions import editions
from pages.shared.language.languages import NAMES, speak
from pages.shared.view.link import (
    DEFAULT_LAYERS,
    LAYERS,
    LONGEST_QUERY,
    PAGE_PARAMETERS,
    View,
    decode_link,
    encode_link,
    languages_of,
    read_date,
    read_place,
    read_query,
)
from tests.datasets import atlas_dataset
from tests.hostile import BAD_VALUES, LONG, PARAMETERS

DATASET = atlas_dataset()
TODAY = "2026-03-05"
KINDS = list(DATASET.tables["categories"]["category_id"])
VIEW_IDS = list(DATASET.tables["views"]["view_id"])


def ids(table: str, column: str) -> st.SearchStrategy[str]:
    """Draw an identifier of a table, or none."""
    return st.sampled_from(["", *DATASET.tables[table][column]])


def places() -> st.SearchStrategy[str]:
    """Draw where a map may look: a view, or a place as the map writes it."""
    lat, lon = st.floats(-85, 85), st.floats(-180, 180)
    zoom = st.integers(8, 44).map(lambda quarters: quarters / 4)
    written = st.builds(lambda lat, lon, zoom: f"{lat:.3f}_{lon:.3f}_{zoom:g}", lat, lon, zoom)
    return st.one_of(st.sampled_from(VIEW_IDS), written)


covered = st.dates(min_value=date(1884, 1, 1), max_value=date.fromisoformat(TODAY))
views = st.builds(
    View,
    date=st.one_of(covered.map(lambda day: day.isoformat()), covered.map(lambda day: str(day.year))),
    at=places(),
    territory=ids("territories", "territory_id"),
    mission=ids("missions", "mission_id"),
    event=ids("events", "event_id"),
    layers=st.sets(st.sampled_from(LAYERS)).map(lambda chosen: tuple(name for name in LAYERS if name in chosen)),
    lang=st.sampled_from(languages_of(DATASET)),
    other=st.one_of(st.just(""), covered.map(lambda day: day.isoformat())),
    step=st.sampled_from(["", *DATASET.rows.get("story_steps", {})]),
    query=st.text(max_size=LONGEST_QUERY).map(lambda words: read_query(words, [])),
    edition=st.sampled_from(["", *editions(DATASET)]),
    kinds=st.sets(st.sampled_from(KINDS)).map(lambda chosen: tuple(name for name in KINDS if name in chosen)),
)


def as_sent(view: View) -> dict[str, list[str]]:
    """Return the query of a view as a browser sends it."""
    return {name: [value] for name, value in encode_link(view, PAGE_PARAMETERS).items()}


def assert_usable(view: View) -> None:
    """Fail if a view cannot be shown, or its link does not lead to it."""
    assert "1884-01-01" <= first_day(view.date) <= TODAY
    assert "1884-01-01" <= shown_day(view.date, TODAY) <= TODAY
    assert decode_link(as_sent(view), DATASET, TODAY) == (view, [])


@given(views)
def test_a_link_leads_back_to_the_view_it_was_made_from(view: View) -> None:
    assert decode_link(as_sent(view), DATASET, TODAY) == (view, [])


@given(views)
def test_the_date_and_the_place_are_always_in_the_link(view: View) -> None:
    query = encode_link(view)
    assert query["date"] == view.date
    assert query["at"] == view.at
    assert all(query.values())


def test_without_a_link_the_atlas_shows_the_date_that_explains_it(dataset: Dataset) -> None:
    view, notices = decode_link({}, dataset, TODAY)
    assert (view.date, view.at, view.layers, notices) == ("1925", "lakes", DEFAULT_LAYERS, [])
    assert encode_link(view)["date"] == "1925"


@pytest.mark.parametrize("value", BAD_VALUES.values(), ids=BAD_VALUES.keys())
@pytest.mark.parametrize("name", PARAMETERS)
def test_a_bad_value_leads_to_a_usable_view_and_a_sentence(dataset: Dataset, name: str, value: str) -> None:
    view, notices = decode_link({name: [value]}, dataset, TODAY)
    assert_usable(view)
    assert len(notices) == 1
    assert notices[0].endswith(".")
    assert value not in notices[0]
    assert "<" not in notices[0]
    assert len(notices[0]) < 200


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize("value", ["1925", "<script>alert(1)</script>", "rwanda_republic", LONG])
def test_a_repeated_parameter_is_not_used_and_the_sentence_says_so(dataset: Dataset, name: str, value: str) -> None:
    view, notices = decode_link({name: [value, value]}, dataset, TODAY)
    assert view == decode_link({}, dataset, TODAY)[0]
    assert len(notices) == 1
    assert name in notices[0]
    assert value not in notices[0]


def test_every_bad_part_has_its_own_sentence(dataset: Dataset) -> None:
    _, notices = decode_link({name: ["<script>"] for name in PARAMETERS}, dataset, TODAY)
    assert len(notices) == len(set(notices)) == len(PARAMETERS)


@given(st.dictionaries(st.one_of(st.sampled_from(PARAMETERS), st.text()), st.lists(st.text(), max_size=3)))
def test_no_query_at_all_can_break_the_page(query: dict[str, list[str]]) -> None:
    view, notices = decode_link(query, DATASET, TODAY)
    assert_usable(view)
    assert all(notice.endswith(".") for notice in notices)


@given(st.from_regex(r"-?[0-9]{1,5}(-[0-9]{1,3}){0,3}", fullmatch=True))
def test_whatever_looks_like_a_date_becomes_one_that_the_atlas_covers(value: str) -> None:
    view, _ = decode_link({"date": [value]}, DATASET, TODAY)
    assert_usable(view)


@pytest.mark.parametrize(
    ("value", "shown_date", "reason"),
    [
        ("1925", "1925", ""),
        ("1962-06-30", "1962-06-30", ""),
        ("1962-06", "1962-06-30", ""),
        ("1924-02", "1924-02-29", ""),
        ("1884", "1884", ""),
        ("1884-01-01", "1884-01-01", ""),
        ("1883-12-31", "1884", "The atlas begins in 1884"),
        ("0001", "1884", "The atlas begins in 1884"),
        (TODAY, TODAY, ""),
        (TODAY[:7], TODAY, ""),
        (TODAY[:4], TODAY[:4], ""),
        ("2026-03-06", TODAY[:4], "has not come yet"),
        ("2027", TODAY[:4], "has not come yet"),
        ("abc", "1925", "31 December 1925"),
        ("1962-13-40", "1925", "31 December 1925"),
        ("1962-02-30", "1925", "31 December 1925"),
    ],
)
def test_dates_fall_back_to_the_nearest_that_makes_sense(
    dataset: Dataset, value: str, shown_date: str, reason: str
) -> None:
    notices: list[str] = []
    assert read_date(value, "1925", dataset, TODAY, notices) == shown_date
    assert [reason in notice for notice in notices] == ([True] if reason else [])


@pytest.mark.parametrize("value", ["-1.950_30.060_7", "50.8_4.4_11", "0_0_2", "-85_-180_2.5", *VIEW_IDS])
def test_a_place_that_the_map_can_show_is_kept(dataset: Dataset, value: str) -> None:
    notices: list[str] = []
    assert (read_place(value, dataset, notices), notices) == (value, [])


@pytest.mark.parametrize(
    "value", ["86_0_5", "0_181_5", "0_0_1", "0_0_12", "0_0", "0_0_5_6", "nan_nan_5", "1e1_0_5", "0_0_-5", " 0_0_5"]
)
def test_a_place_that_the_map_cannot_show_is_refused(dataset: Dataset, value: str) -> None:
    notices: list[str] = []
    assert read_place(value, dataset, notices) == "lakes"
    assert len(notices) == 1


def test_an_event_brings_its_day_unless_the_link_gives_one(dataset: Dataset) -> None:
    event = dataset.tables["events"].iloc[5]
    view, notices = decode_link({"event": [event["event_id"]]}, dataset, TODAY)
    assert (view.date, view.event, notices) == (event["start_day"], event["event_id"], [])
    view, _ = decode_link({"event": [event["event_id"]], "date": ["1975"]}, dataset, TODAY)
    assert view.date == "1975"


def test_layers_are_kept_in_their_order_and_none_is_an_answer(dataset: Dataset) -> None:
    assert decode_link({"layers": ["names missions"]}, dataset, TODAY)[0].layers == ("missions", "names")
    assert decode_link({"layers": ["none"]}, dataset, TODAY)[0].layers == ()
    assert "layers" not in encode_link(View(date="1925", at="lakes"))


def test_a_link_keeps_the_layers_that_it_was_shared_with(dataset: Dataset) -> None:
    shared = "missions seats places claims names towns"
    view, notices = decode_link({"layers": [shared]}, dataset, TODAY)
    assert (" ".join(view.layers), notices) == (shared, [])
    view, _ = decode_link({}, dataset, TODAY)
    assert " ".join(view.layers) == "missions seats claims names towns"


@pytest.mark.parametrize("code", NAMES)
def test_the_map_knows_the_name_of_every_layer(code: str) -> None:
    speak(code)
    phrases = map_phrases()
    names = {phrases[f"layer_{name}"] for name in LAYERS}
    assert len(names) == len(LAYERS)


def test_the_running_year_is_shown_up_to_today(dataset: Dataset) -> None:
    view, notices = decode_link({"date": [TODAY[:4]]}, dataset, TODAY)
    assert notices == []
    assert shown_day(view.date, TODAY) == TODAY
    tomorrow = (date.fromisoformat(TODAY) + timedelta(days=1)).isoformat()
    assert shown_day(view.date, tomorrow) == tomorrow
