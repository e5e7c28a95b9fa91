"""Comparison of two dates: differences, areas, sentences and the page."""

import io

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import Dataset, differences_between, mission_differences, missions_at, territories_at
from geo.dates import shown_day
from pages.comparison import summary
from pages.shared.language.words import say_date, text
from pages.shared.view.link import View
from tests.app.atlas import TODAY, html_of, link_of, links_of, opened, sound, words_of
from tests.datasets import atlas_dataset

DATASET = atlas_dataset()
ALIKE = ("name", "status", "administering_power")
TWELVE = [
    *("1884", "1890-07-01", "1900", "1916-05-06", "1925", "1946-12-13"),
    *("1959-11-01", "1962-07-01", "1975", "1994-04-12", "2025-03-17", TODAY),
]


def area_shared(dataset: Dataset, a: str, b: str, before: str, after: str) -> float:
    """Return in km² how much of the land of one territory on `a` is another's on `b`, measured from the polygons."""
    lands = []
    for day, name in ((a, before), (b, after)):
        gdf = territories_at(dataset, day)
        lands.append(
            gdf[(gdf["territory_id"] == name) & (gdf["role"] == "base")].to_crs("EPSG:6933").geometry.union_all()
        )
    return float(lands[0].intersection(lands[1]).area / 1e6)


def test_1913_and_1925_differ_in_ruanda_urundi_tanganyika_and_kionga(dataset: Dataset) -> None:
    differences = differences_between(dataset, "1913", "1925").set_index("to_id")
    for after, area in (
        ("ruanda_urundi_mandate_b", 52_346),
        ("tanganyika_mandate_b", 939_006),
        ("mozambique_port_c", 510),
    ):
        row = differences.loc[after]
        assert (row["from_id"], row["kind"], row["area_km2"]) == ("gea_1910", "power", area)
        measured = area_shared(dataset, "1913-12-31", "1925-12-31", "gea_1910", after)
        assert measured == pytest.approx(area, abs=1 + area * 1e-6)
    assert differences.loc["mozambique_port_c", "land"] == "Kionga triangle"
    assert differences.loc["ruanda_urundi_mandate_b", "days"][0] == "1916-05-06"


def test_every_area_of_a_comparison_is_that_of_its_own_polygon(dataset: Dataset) -> None:
    differences = differences_between(dataset, "1900", "2025")
    measured = differences.to_crs("EPSG:6933").geometry.area / 1e6
    assert list(measured.round()) == pytest.approx(list(differences["area_km2"]), abs=2)
    assert differences.crs == "EPSG:4326"
    assert differences.geometry.is_valid.all()


@given(st.sampled_from(DATASET.change_days), st.sampled_from(DATASET.change_days))
@settings(max_examples=25, deadline=None)
def test_what_is_no_difference_is_the_same_on_both_days(a: str, b: str) -> None:
    differences = differences_between(DATASET, a, b)
    lands = differences[differences["role"] == "base"]
    differing = {part for parts in lands["parts"] for part in parts}
    holders = []
    for day in (a, b):
        gdf = territories_at(DATASET, day)
        base = gdf[gdf["role"] == "base"]
        rows = zip(base["parts"], base[list(ALIKE)].to_numpy().tolist(), strict=True)
        holders.append({part: tuple(words) for parts, words in rows for part in parts})
    assert differing == {part for part in holders[0] if holders[0][part] != holders[1][part]}
    assert list(differences["number"]) == list(range(1, len(differences) + 1))


def test_the_order_of_the_days_turns_every_difference_round(dataset: Dataset) -> None:
    there, back = differences_between(dataset, "1913", "1925"), differences_between(dataset, "1925", "1913")
    assert set(zip(there["from_id"], there["to_id"], strict=True)) == set(
        zip(back["to_id"], back["from_id"], strict=True)
    )
    assert differences_between(dataset, "1925", "1925-12-31").empty


def test_a_rival_position_is_compared_under_its_own_map(dataset: Dataset) -> None:
    main = differences_between(dataset, "1909", "1912")
    rival = differences_between(dataset, "1909", "1912", "congo_1885")
    assert set(rival["from_id"]) != set(main["from_id"])


def test_missions_that_differ_are_those_with_another_state(dataset: Dataset) -> None:
    differences = mission_differences(dataset, "2025-03-16", "2025-03-18").set_index("mission_id")
    before, after = (
        missions_at(dataset, day).set_index("mission_id")["state_label"] for day in ("2025-03-16", "2025-03-18")
    )
    assert {"M01", "M02"} <= set(differences.index)
    for name in set(before.index) | set(after.index):
        assert (name in differences.index) == (before.get(name, "") != after.get(name, ""))


def test_the_answer_names_the_days_and_the_lands(dataset: Dataset) -> None:
    differences = differences_between(dataset, "1913", "1925")
    sentence = summary.summary(dataset, "1913-12-31", "1925-12-31", differences)
    assert "31 December 1913" in sentence
    assert "Ruanda-Urundi (52,346 km²)" in sentence
    assert summary.summary(dataset, "1925-12-31", "1925-12-31", differences.iloc[:0]) == text(
        "comparison_same_day", day="31 December 1925"
    )
    alike = summary.summary(dataset, "1970-01-01", "1970-01-02", differences.iloc[:0])
    assert alike == text("comparison_nothing", a="1 January 1970", b="2 January 1970")


def test_the_numbers_lie_within_their_lands(dataset: Dataset) -> None:
    differences = differences_between(dataset, "1913", "1925")
    places = summary.numbers(differences)
    points = gpd.points_from_xy([row["lon"] for row in places], [row["lat"] for row in places], crs="EPSG:4326")
    lands = differences.set_index("number").loc[[row["number"] for row in places]]
    assert all(land.buffer(1e-3).contains(point) for land, point in zip(lands.geometry, points, strict=True))


def test_the_layer_is_geojson_that_geopandas_reads(dataset: Dataset) -> None:
    differences = differences_between(dataset, "1913", "1925")
    layer = gpd.read_file(io.BytesIO(summary.layer(differences)))
    assert list(layer["to_name"]) == list(differences["to_name"])
    assert layer.crs == "EPSG:4326"


def test_names_from_the_data_are_no_markup_on_a_card() -> None:
    row = pd.Series(
        dict.fromkeys(["from_name", "to_name", "from_status", "to_status", "from_power", "to_power"], "<img src=x>")
        | {"number": 1, "kind": "name", "land": "<b>", "parts": ("p",), "area_km2": 5, "days": ()}
    )
    row["to_name"] = "<script>"
    card = summary.card(row, {"a": "1900-01-01", "b": "1901-01-01"}, View("1900", "x"))
    assert "<img" not in card
    assert "<script" not in card


@pytest.mark.parametrize("date", TWELVE)
def test_the_page_opens_from_a_link_and_keeps_both_dates(dataset: Dataset, date: str) -> None:
    app = opened(date=date, **{"with": "1925-07-01"})
    app = sound(app.switch_page("pages/comparison/page.py").run())
    link = link_of(app)
    assert (link["date"], link["with"]) == (date[:4] if date == TODAY[:4] else link["date"], "1925-07-01")
    day = app.session_state["view"].date
    differences = differences_between(dataset, day, "1925-07-01")
    assert text("table_as_table_one" if len(differences) == 1 else "table_as_table", count=len(differences)) in [
        item.label for item in app.expander
    ]
    assert all(f"date={link['date']}" in query and "with=1925-07-01" in query for _, query in links_of(app))
    assert html_of(app).count("<h4>") == len(differences) + len(mission_differences(dataset, day, "1925-07-01"))


def test_without_a_second_date_the_page_chooses_one_and_swaps_them() -> None:
    app = opened(date="1925")
    app = sound(app.switch_page("pages/comparison/page.py").run())
    assert link_of(app)["with"] not in ("", "1925")
    other = link_of(app)["with"]
    sound(app.button(key="swap").click().run())
    assert (link_of(app)["date"], link_of(app)["with"]) == (other, "1925")


def test_a_bad_second_date_is_told_and_another_is_chosen() -> None:
    app = opened(date="1913", **{"with": "soon"})
    assert [item.value for item in app.warning]
    app = sound(app.switch_page("pages/comparison/page.py").run())
    assert say_date(shown_day(link_of(app)["with"], TODAY)) in words_of(app)
