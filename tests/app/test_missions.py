"""The timeline of missions and the street plans match the tables."""

import re

import geopandas as gpd
import pytest

from geo import Dataset, missions_at
from geo.dates import OPEN_END
from geo.plans import plans_at
from pages.missions import chart, tables, timeline
from pages.shared.language.words import text
from pages.shared.layout.charts import decimal_year
from tests.app.atlas import TODAY, html_of, link_of, links_of, page, sound, words_of
from tests.app.charts import assert_sound, rows_of

DAYS = ["1905-12-31", "1925-12-31", "1961-12-31", "1975-12-31", "1994-04-20", "2010-12-31", "2025-03-17", TODAY]


@pytest.mark.parametrize(
    ("start", "end", "following", "parts"),
    [
        ("2008", "2014", OPEN_END, [("2008-01-01", "2009-01-01", "start"), ("2009-01-01", "2014-01-01", "")]),
        ("1962-07", "", OPEN_END, [("1962-07-01", "1962-08-01", "start"), ("1962-08-01", "2020-01-01", "")]),
        ("1994-04-12", "1994-10-05", OPEN_END, [("1994-04-12", "1994-10-05", "")]),
    ],
)
def test_what_only_a_year_dates_is_soft_at_its_beginning(
    start: str, end: str, following: str, parts: list[tuple[str, str, str]]
) -> None:
    row = {"start": start, "end": end}
    spans = timeline.date_certainty_spans(row, "2020-01-01", following)
    assert [part for part in spans if part[2] != "tail"] == parts
    tails = [part for part in spans if part[2] == "tail"]
    assert bool(tails) == (len(end) == 4)


def test_time_that_no_row_covers_is_unknown() -> None:
    rows = [{"start_day": "1990-01-01", "end_day": "1994-04-12"}, {"start_day": "2000-01-01", "end_day": "2001-01-01"}]
    assert timeline.gaps_between(rows, "1962-07-01", "2010-01-01") == [
        ("1962-07-01", "1990-01-01"),
        ("1994-04-12", "2000-01-01"),
        ("2001-01-01", "2010-01-01"),
    ]


@pytest.mark.parametrize("day", DAYS)
def test_every_mission_in_force_says_its_state_and_no_other_does(dataset: Dataset, day: str) -> None:
    states = dataset.lookup("mission_states", "state_id", "label")
    now = {row["name"]: states[row["state"]] for row in missions_at(dataset, day).to_dict("records")}
    for group in timeline.groups_on(dataset, day):
        for row in timeline.timeline_rows(dataset, group, day, TODAY, with_relations=True):
            if row.name in now:
                assert row.state.split(" · ")[0] == now[row.name]
            assert all(bar.start < bar.end <= TODAY for bar in row.bars)


def test_every_period_and_every_holder_is_drawn(dataset: Dataset) -> None:
    groups = timeline.groups_on(dataset, TODAY)
    bars = [
        bar
        for group in groups
        for row in timeline.timeline_rows(dataset, group, TODAY, TODAY, with_relations=False)
        for bar in row.bars
    ]
    notes = {bar.note for bar in bars if bar.part == "premises"}
    assert notes == set(dataset.tables["mission_periods"]["sentence"])
    offices = {row["office_id"] for row in timeline.representing(dataset)}
    terms = dataset.tables["officeholders"]
    people = set(terms.loc[terms["office_id"].isin(offices) & (terms["person"] != ""), "person"])
    drawn = " ".join(bar.words for bar in bars if bar.part == "head")
    assert [person for person in people if person not in drawn] == []


def test_the_drawing_shows_the_years_asked_and_a_rule_at_the_day(dataset: Dataset) -> None:
    rows = timeline.timeline_rows(dataset, "missions", "1975-12-31", TODAY, with_relations=True)
    bars = chart.frame(rows, 1990.0, 2000.0)
    assert bars["x"].min() >= 1990
    assert bars["x2"].max() <= 2000
    assert set(bars["shape"]) - {"even", "odd"} <= set(chart._SHAPES)
    spec = chart.chart(rows, "1962-01-01", TODAY, "1975-12-31")
    assert_sound(spec)
    places = [row["at"] for row in rows_of(spec) if "at" in row]
    assert places
    assert set(places) == {decimal_year("1975-12-31")}
    early = chart.chart(rows, "1962-01-01", TODAY, "1925-12-31")
    assert_sound(early)
    assert not [row for row in rows_of(early) if "at" in row]


@pytest.mark.parametrize("group", timeline.GROUPS)
def test_every_group_is_drawn_with_words_or_without(dataset: Dataset, group: str) -> None:
    rows = timeline.timeline_rows(dataset, group, "1975-12-31", TODAY, with_relations=False)
    assert_sound(chart.chart(rows, "1884-01-01", TODAY, "1975-12-31"))


@pytest.mark.parametrize("day", DAYS)
def test_a_plan_has_every_mission_with_a_place_and_circles_as_wide_as_they_are_unsure(
    dataset: Dataset, day: str
) -> None:
    plans, elsewhere = plans_at(dataset, day)
    current = missions_at(dataset, day)
    placed = current[(current["on_map"] == "yes") & (current["lat"] != "")]
    on_plans = [number for plan in plans for number in plan.points["mission_id"]]
    assert sorted([*on_plans, *elsewhere["mission_id"]]) == sorted(placed["mission_id"])
    for plan in plans:
        crs = plan.points.estimate_utm_crs()
        frame = gpd.GeoSeries([plan.frame], crs="EPSG:4326").to_crs(crs).iloc[0]
        radius = (plan.circles.to_crs(crs).area / 3.14159) ** 0.5
        assert radius.tolist() == pytest.approx(plan.points["accuracy_m"].clip(lower=1.0).tolist(), rel=0.02)
        assert frame.buffer(1).covers(plan.points.to_crs(crs).union_all())
        scale = gpd.GeoSeries([plan.scale], crs="EPSG:4326").to_crs(crs).length.iloc[0]
        assert scale == pytest.approx(plan.scale_m, rel=0.01)


def test_a_city_bears_the_name_of_the_day(dataset: Dataset) -> None:
    names = {day: {plan.city for plan in plans_at(dataset, day)[0]} for day in ("1950-12-31", "1970-12-31")}
    town = dataset.tables["place_names"].query("place_id == 'huye'")
    for day, holders in names.items():
        then = town[(town["start_day"] <= day) & (day < town["end_day"])]["name"].iloc[0]
        assert then in holders


@pytest.mark.parametrize("day", ["1975", "1994-04-20", "2025-03-17"])
def test_the_page_says_how_the_two_stood_and_who_held_the_posts(dataset: Dataset, day: str) -> None:
    app = page("missions", date=day)
    sentence = app.markdown[1].value
    iso = day if len(day) > 4 else f"{day}-12-31"
    relations = dataset.tables["relations"]
    state = relations[(relations["start_day"] <= iso) & (iso < relations["end_day"])]["state"].iloc[0]
    assert state in sentence
    posts = timeline.heads_of_mission_at(dataset, iso)
    assert posts
    assert all(office in sentence for office, _ in posts)


def test_a_mission_of_the_link_comes_first_and_the_plan_leads_to_the_live_map(dataset: Dataset) -> None:
    mission = dataset.tables["missions"].iloc[0]
    app = page("missions", date="1975", mission=mission["mission_id"])
    assert link_of(app)["mission"] == mission["mission_id"]
    assert html_of(app).index("<details open") >= 0
    zoomed = [query for label, query in links_of(app) if "at=-" in query]
    assert zoomed


def test_the_tables_are_the_record(dataset: Dataset) -> None:
    app = page("missions", date="1975")
    assert [len(item.value) for item in app.dataframe] == [
        len(dataset.tables["mission_periods"]),
        len(dataset.tables["officeholders"]),
    ]
    assert list(tables.periods(dataset)[text("twin_start")]) == list(dataset.tables["mission_periods"]["start"])


def test_other_years_are_shown_when_they_are_asked_for() -> None:
    app = page("missions", date="1975")
    key = next(item.key for item in app.button_group if str(item.key).startswith("life_years"))
    sound(app.button_group(key=key).select("all").run())
    assert text("life_title") in words_of(app)


@pytest.mark.usefixtures("pages_of_tiny")
def test_a_mission_without_an_office_is_not_said_to_be_missing(
    monkeypatch: pytest.MonkeyPatch, tiny_dataset: Dataset
) -> None:
    monkeypatch.setitem(tiny_dataset.records, "offices", [])
    monkeypatch.setitem(tiny_dataset.tables, "offices", tiny_dataset.tables["offices"].iloc[:0])
    monkeypatch.setitem(tiny_dataset.tables, "officeholders", tiny_dataset.tables["officeholders"].iloc[:0])
    monkeypatch.setitem(tiny_dataset.records, "officeholders", [])
    said = words_of(page("missions", date="1960"))
    assert "no mission or office" not in said
    assert re.search(r"Embassy of Sudmark in Norstad .*Open.*, and names nobody in office", said)
