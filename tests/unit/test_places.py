"""Places bear the name of the day."""

import pytest

from geo import Dataset, places_at
from geo.errors import DateError


@pytest.mark.parametrize(("day", "name"), [("1930-03-14", "Sudburg"), ("1930-03-15", "Guardburg <b>${alert(17)}</b>")])
def test_a_place_has_its_new_name_from_the_very_day(tiny_dataset: Dataset, day: str, name: str) -> None:
    gdf = places_at(tiny_dataset, day).set_index("place_id")
    assert gdf.loc["sudburg", "name"] == name
    assert gdf.loc["sudburg", "today"] == "Guardburg <b>${alert(17)}</b>"


def test_a_place_is_a_point_in_lon_and_lat_with_its_words(tiny_dataset: Dataset) -> None:
    gdf = places_at(tiny_dataset, "1950")
    assert gdf.crs.to_epsg() == 4326
    assert list(gdf["place_id"]) == ["sudburg", "norstad"]
    norstad = gdf.iloc[1]
    assert (norstad.geometry.x, norstad.geometry.y) == (2.0, 6.0)
    assert (norstad["rank"], norstad["kind"], norstad["used_by"]) == (1, "capital", "everyone")


def test_before_its_first_name_a_place_is_not_there(dataset: Dataset) -> None:
    first = dataset.tables["place_names"].groupby("place_id")["start_day"].min()
    late = first[first > "1884-12-31"]
    assert len(late)
    assert not set(late.index) & set(places_at(dataset, "1884")["place_id"])
    assert set(late.index) <= set(places_at(dataset, "2025")["place_id"])


def test_no_place_has_two_names_on_one_day(dataset: Dataset) -> None:
    for day in dataset.change_days:
        assert places_at(dataset, day)["place_id"].is_unique, day


def test_usumbura_becomes_bujumbura_at_independence(dataset: Dataset) -> None:
    names = [
        places_at(dataset, day).set_index("place_id").loc["bujumbura", "name"]
        for day in ("1950", "1962-06-30", "1962-07-01", "1970")
    ]
    assert names == ["Usumbura", "Usumbura", "Bujumbura", "Bujumbura"]


def test_a_word_is_no_day(dataset: Dataset) -> None:
    with pytest.raises(DateError):
        places_at(dataset, "yesterday")
