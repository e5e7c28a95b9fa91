"""Who held which land on a day, and what changed between two."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from shapely import Point

from geo import Dataset, changes_between, missions_at, territories_at
from geo.changes import COLUMNS
from geo.errors import DateError
from tests.datasets import atlas_dataset

ROOT = Path(__file__).resolve().parents[2]
PROPERTIES = [
    "territory_id",
    "name",
    "start",
    "end",
    "status",
    "sovereign",
    "administering_power",
    "certainty",
    "sources",
]
KIGALI, GISAKA, BUFUMBIRA = Point(30.06, -1.95), Point(30.54, -2.16), Point(29.68, -1.28)
KIONGA, MAFIA, ZANZIBAR, EUPEN = Point(40.35, -10.60), Point(39.75, -7.85), Point(39.3, -6.1), Point(6.06, 50.62)
USUMBURA, DAR_ES_SALAAM, KINSHASA = Point(29.5, -3.3), Point(39.2, -6.85), Point(15.6, -4.4)
MORESNET, LEIPZIG = Point(5.987, 50.725), Point(12.4, 51.3)


def base_at(dataset: Dataset, place: Point, day: str) -> Any:
    """Return the one base territory that holds a place (lon, lat) on a day."""
    gdf = territories_at(dataset, day)
    here = gdf[(gdf["role"] == "base") & gdf.contains(place)]
    assert len(here) == 1, (place, day, list(here["territory_id"]))
    return here.iloc[0]


def names_at(dataset: Dataset, place: Point, day: str, role: str) -> set[str]:
    """Return the ids of the territories of one role at a place on a day."""
    gdf = territories_at(dataset, day)
    return set(gdf.loc[(gdf["role"] == role) & gdf.contains(place), "territory_id"])


# Both sides of every date that the atlas promises: place, day, territory, who ruled, legal status.
BOTH_SIDES = [
    (KIGALI, "1890-06-30", "add_great_lakes_local", "Local rulers", "Under local rulers"),
    (KIGALI, "1890-07-01", "gea_1890", "Germany", "Colony"),
    (KIGALI, "1913", "gea_1910", "Germany", "Colony"),
    (KIGALI, "1916-05-05", "gea_1910", "Germany", "Colony"),
    (KIGALI, "1916-05-07", "bel_occ_1916", "Belgium", "Occupied"),
    (KIGALI, "1922-07-19", "bel_occ_1921", "Belgium", "Occupied, awaiting a mandate"),
    (KIGALI, "1922-07-20", "ruanda_urundi_mandate_a", "Belgium", "Mandate of the League of Nations"),
    (KIGALI, "1946-12-12", "ruanda_urundi_mandate_c", "Belgium", "Mandate of the League of Nations"),
    (KIGALI, "1946-12-13", "ruanda_urundi_trust", "Belgium", "Trust territory of the United Nations"),
    (KIGALI, "1962-06-30", "ruanda_urundi_trust", "Belgium", "Trust territory of the United Nations"),
    (KIGALI, "1962", "rwanda_republic", "Rwanda", "Independent state"),
    (USUMBURA, "1916-06-16", "gea_war", "Germany", "Colony"),
    (USUMBURA, "1916-06-17", "bel_occ_1916", "Belgium", "Occupied"),
    (USUMBURA, "1962-06-30", "ruanda_urundi_trust", "Belgium", "Trust territory of the United Nations"),
    (USUMBURA, "1962", "burundi_kingdom_ind", "Burundi", "Independent state"),
    (GISAKA, "1922-03-21", "bel_occ_1921", "Belgium", "Occupied, awaiting a mandate"),
    (GISAKA, "1922-03-22", "tanganyika_terr", "United Kingdom", "Occupied, awaiting a mandate"),
    (GISAKA, "1923-06-30", "tanganyika_mandate_a", "United Kingdom", "Mandate of the League of Nations"),
    (GISAKA, "1923-12-31", "tanganyika_mandate_a", "United Kingdom", "Mandate of the League of Nations"),
    (GISAKA, "1924-01-01", "ruanda_urundi_mandate_b", "Belgium", "Mandate of the League of Nations"),
    (KIONGA, "1894-06-15", "mozambique_port_b", "Portugal", "Colony"),
    (KIONGA, "1894-06-16", "gea_1890", "Germany", "Colony"),
    (KIONGA, "1916-04-09", "gea_1910", "Germany", "Colony"),
    (KIONGA, "1916-04-10", "add_kionga_occ", "Portugal", "Occupied"),
    (KIONGA, "1919-09-22", "add_kionga_occ", "Portugal", "Occupied"),
    (KIONGA, "1919-09-23", "mozambique_port_c", "Portugal", "Colony"),
    (MAFIA, "1890-12-31", "zanzibar_prot", "United Kingdom", "Protectorate"),
    (MAFIA, "1891-01-01", "gea_1890", "Germany", "Colony"),
    (MAFIA, "1915-01-11", "gea_1910", "Germany", "Colony"),
    (MAFIA, "1915-01-12", "add_mafia_occ", "United Kingdom", "Occupied"),
    (MAFIA, "1920-01-09", "add_mafia_occ", "United Kingdom", "Occupied"),
    (MAFIA, "1920-01-10", "tanganyika_terr", "United Kingdom", "Occupied, awaiting a mandate"),
    (ZANZIBAR, "1890-11-06", "zanzibar_sultanate", "Zanzibar", "Independent kingdom"),
    (ZANZIBAR, "1890-11-07", "zanzibar_prot", "United Kingdom", "Protectorate"),
    (ZANZIBAR, "1963-12-09", "zanzibar_prot", "United Kingdom", "Protectorate"),
    (ZANZIBAR, "1963-12-10", "zanzibar_ind", "Zanzibar", "Independent state"),
    (ZANZIBAR, "1964-04-25", "zanzibar_ind", "Zanzibar", "Independent state"),
    (ZANZIBAR, "1964-04-26", "tanzania", "Tanzania", "Independent state"),
    (EUPEN, "1920-01-09", "germany_weimar", "Germany", "Independent state"),
    (EUPEN, "1920-01-10", "belgium_b", "Belgium", "Independent state"),
    (EUPEN, "1940-05-17", "belgium_ww2", "Germany", "Occupied"),
    (EUPEN, "1940-05-18", "germany_nazi", "Germany", "Independent state"),
    (EUPEN, "1945-02-04", "germany_nazi", "Germany", "Independent state"),
    (EUPEN, "1945-02-05", "belgium", "Belgium", "Independent state"),
    (BUFUMBIRA, "1890-06-30", "add_great_lakes_local", "Local rulers", "Under local rulers"),
    (BUFUMBIRA, "1890-07-01", "gea_1890", "Germany", "Colony"),
    (BUFUMBIRA, "1911-10-29", "gea_1910", "Germany", "Colony"),
    (BUFUMBIRA, "1911-10-30", "uganda_prot_c", "United Kingdom", "Protectorate"),
    (MORESNET, "1920-01-09", "add_neutral_moresnet_1918", "Belgium and Prussia", "Condominium"),
    (MORESNET, "1920-01-10", "belgium_b", "Belgium", "Independent state"),
    (DAR_ES_SALAAM, "1916-09-03", "gea_war", "Germany", "Colony"),
    (DAR_ES_SALAAM, "1916-09-04", "tanganyika_occ", "United Kingdom", "Occupied"),
    (KINSHASA, "1908-11-14", "congo_free_state", "King Leopold II", "State of King Leopold II"),
    (KINSHASA, "1908-11-15", "belgian_congo_a", "Belgium", "Colony"),
    (KINSHASA, "1975", "zaire", "Zaire", "Independent state"),
    (LEIPZIG, "1990-10-02", "germany_gdr", "German Democratic Republic", "Independent state"),
    (LEIPZIG, "1990-10-03", "germany", "Germany", "Independent state"),
]


@pytest.mark.parametrize(("place", "day", "answer"), [(place, day, answer) for place, day, *answer in BOTH_SIDES])
def test_who_held_a_place_is_right_on_both_sides_of_a_change(
    dataset: Dataset, place: Point, day: str, answer: list[str]
) -> None:
    row = base_at(dataset, place, day)
    assert (row["territory_id"], row["administering_power"], row["status"]) == tuple(answer)


def test_in_1913_kigali_lies_in_german_east_africa(dataset: Dataset) -> None:
    assert base_at(dataset, KIGALI, "1913")["name"] == "German East Africa"


def test_in_1975_the_congo_is_called_zaire(dataset: Dataset) -> None:
    assert base_at(dataset, KINSHASA, "1975")["name"] == "Zaire"


def test_under_mandate_and_trusteeship_belgium_is_not_the_sovereign(dataset: Dataset) -> None:
    for day in ("1946-12-12", "1946-12-13", "1962-06-30"):
        row = base_at(dataset, KIGALI, day)
        assert "abeyance" in row["sovereign"].lower()


def test_1962_shows_two_states_where_30_june_shows_one_trust_territory(dataset: Dataset) -> None:
    assert base_at(dataset, KIGALI, "1962")["name"] != base_at(dataset, USUMBURA, "1962")["name"]
    assert base_at(dataset, KIGALI, "1962-06-30")["name"] == base_at(dataset, USUMBURA, "1962-06-30")["name"]


def test_the_line_of_1885_is_a_claim_beside_the_base(dataset: Dataset) -> None:
    cyangugu = Point(28.95, -2.5)
    assert names_at(dataset, cyangugu, "1900", "claim") == {"add_congo_claim_1885"}
    assert names_at(dataset, cyangugu, "1910-05-13", "claim") == {"add_congo_claim_1908"}
    assert names_at(dataset, cyangugu, "1910-05-14", "claim") == set()
    assert base_at(dataset, cyangugu, "1900")["territory_id"] == "gea_1890"


def test_bufumbira_is_claimed_by_three_powers_in_1900(dataset: Dataset) -> None:
    claims = names_at(dataset, BUFUMBIRA, "1900", "claim")
    assert claims == {"add_congo_claim_1885", "add_british_claim_mfumbiro"}
    assert base_at(dataset, BUFUMBIRA, "1900")["administering_power"] == "Germany"


@pytest.mark.parametrize(
    ("day", "states"),
    [
        ("1994-04-11", {"M01": "open", "M02": "open"}),
        ("1994-04-12", {"M01": "closed", "M02": "open"}),
        ("2025-03-16", {"M01": "open_without_head", "M02": "open_without_head"}),
        ("2025-03-17", {"M01": "severed", "M02": "severed"}),
        ("2025-03-18", {"M01": "severed", "M02": "severed"}),
    ],
)
def test_the_two_embassies_stand_as_they_did(dataset: Dataset, day: str, states: dict[str, str]) -> None:
    missions = missions_at(dataset, day).set_index("mission_id")
    assert {mission: missions.loc[mission, "state"] for mission in states} == states


def test_missions_have_a_label_a_symbol_and_a_sentence(dataset: Dataset) -> None:
    missions = missions_at(dataset, "2025-03-18")
    assert not missions.empty
    assert (missions[["state_label", "symbol", "sentence", "since"]] != "").all(axis=None)
    assert list(missions.columns)[: len(dataset.tables["missions"].columns)] == list(dataset.tables["missions"].columns)


def test_before_1962_neither_state_has_an_embassy(dataset: Dataset) -> None:
    assert not {"M01", "M02"} & set(missions_at(dataset, "1961")["mission_id"])


# The frames


def test_territories_at_returns_the_promised_columns_in_lon_and_lat(dataset: Dataset) -> None:
    gdf = territories_at(dataset, "1925-07-01")
    assert isinstance(gdf, gpd.GeoDataFrame)
    assert list(gdf.columns)[: len(PROPERTIES)] == PROPERTIES
    assert gdf.crs is not None
    assert gdf.crs.to_epsg() == 4326
    left, bottom, right, top = gdf.total_bounds
    assert -30 < left < right < 50
    assert -30 < bottom < top < 60
    assert gdf["territory_id"].is_unique
    assert gdf.geometry.is_valid.all()


def test_a_year_means_its_last_day_and_a_month_its_last_day(dataset: Dataset) -> None:
    for coarse, day in (("1962", "1962-12-31"), ("1946-12", "1946-12-31"), ("1924-02", "1924-02-29")):
        assert_frame_equal(pd.DataFrame(territories_at(dataset, coarse)), pd.DataFrame(territories_at(dataset, day)))


@pytest.mark.parametrize("day", ["abc", "99999", "-5", "1962-13-40", "", "<script>"])
def test_a_date_that_is_none_raises_a_sentence(dataset: Dataset, day: str) -> None:
    for ask in (territories_at, missions_at):
        with pytest.raises(DateError, match=r"is not a date|no day of the calendar"):
            ask(dataset, day)
    with pytest.raises(DateError):
        changes_between(dataset, "1900", day)


def test_what_is_returned_may_be_changed_without_harm_to_the_dataset(dataset: Dataset) -> None:
    gdf = territories_at(dataset, "1925")
    gdf = gdf.assign(name="spoilt")
    assert (gdf["name"] == "spoilt").all()
    assert not (territories_at(dataset, "1925")["name"] == "spoilt").any()


# Changes


def test_independence_is_one_day_of_changes(dataset: Dataset) -> None:
    changes = changes_between(dataset, "1962-06-30", "1962-07-01")
    base = changes[changes["role"] == "base"].set_index("to_id")
    assert set(base.index) == {"rwanda_republic", "burundi_kingdom_ind"}
    assert (base["from_id"] == "ruanda_urundi_trust").all()
    assert (base["date"] == "1962-07-01").all()
    assert (base["from_power"] == "Belgium").all()
    assert base.loc["rwanda_republic", "to_power"] == "Rwanda"
    assert set(base.loc["rwanda_republic", "parts"]) == {"rw_west", "rw_centre", "rw_gisaka"}
    # Rwanda has 26,338 km² and Burundi 27,834 km², both with their share of the lakes.
    assert base.loc["rwanda_republic", "area_km2"] == pytest.approx(26_338, rel=0.05)
    assert base.loc["burundi_kingdom_ind", "area_km2"] == pytest.approx(27_834, rel=0.05)


def test_the_return_of_gisaka_is_told(dataset: Dataset) -> None:
    changes = changes_between(dataset, "1923-12-31", "1924-01-01")
    strip = changes[changes["parts"].map(lambda parts: parts == ("rw_gisaka",)) & (changes["role"] == "base")]
    assert list(strip["from_power"]) == ["United Kingdom"]
    assert list(strip["to_power"]) == ["Belgium"]


def test_changes_have_the_promised_columns_in_the_order_of_time(dataset: Dataset) -> None:
    changes = changes_between(dataset, "1884", "2025")
    assert list(changes.columns) == COLUMNS
    assert list(changes["date"]) == sorted(changes["date"])
    assert set(changes["date"]) == {day for day in dataset.change_days if day > "1884-12-31"}
    assert (changes["area_km2"] > 0).all()
    assert (changes["from_id"] != changes["to_id"]).all()


def test_nothing_changes_between_a_day_and_itself(dataset: Dataset) -> None:
    changes = changes_between(dataset, "1962-07-01", "1962-07-01")
    assert changes.empty
    assert list(changes.columns) == COLUMNS


DATASET = atlas_dataset()
days = st.dates(min_value=pd.Timestamp("1884-01-01").date(), max_value=pd.Timestamp("2025-12-31").date()).map(
    lambda day: day.isoformat()
)


@settings(max_examples=15)
@given(days, days)
def test_changes_are_the_same_whichever_day_is_named_first(a: str, b: str) -> None:
    assert_frame_equal(changes_between(DATASET, a, b), changes_between(DATASET, b, a))


@settings(max_examples=15)
@given(days, days, days)
def test_changes_of_a_span_are_those_of_its_two_halves(a: str, b: str, c: str) -> None:
    first, middle, last = sorted((a, b, c))
    halves = [changes_between(DATASET, first, middle), changes_between(DATASET, middle, last)]
    whole = changes_between(DATASET, first, last)
    assert rows_of(halves) == rows_of([whole])


def rows_of(frames: Iterable[pd.DataFrame]) -> list[tuple[object, ...]]:
    """Return the rows of several frames as tuples, one after the other."""
    return [tuple(row) for frame in frames for row in frame.itertuples(index=False)]


@settings(max_examples=25)
@given(days, days)
def test_the_changes_lead_from_the_map_of_one_day_to_that_of_the_other(a: str, b: str) -> None:
    earlier, later = sorted((a, b))
    holders = base_holders(earlier)
    for row in changes_between(DATASET, earlier, later).itertuples():
        if row.role == "base":
            for atom in row.parts:
                assert holders[atom] == row.from_id
                holders[atom] = row.to_id
    assert holders == base_holders(later)


def base_holders(day: str) -> dict[str, str]:
    """Return the base territory of each atom on a day."""
    gdf = territories_at(DATASET, day)
    base = gdf[gdf["role"] == "base"]
    pairs = zip(base["territory_id"], base["parts"], strict=True)
    return {atom: territory for territory, atoms in pairs for atom in atoms}


# The library


def test_the_library_works_without_streamlit() -> None:
    code = (
        "import sys; from geo import load_dataset, territories_at, changes_between;"
        "print(type(territories_at(load_dataset(), '1925-07-01')).__name__);"
        "print(*(name for name in ('streamlit', 'streamlit_folium', 'folium') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["GeoDataFrame", ""]


def test_every_place_of_these_tests_lies_inside_one_atom(dataset: Dataset) -> None:
    for place in {place for place, *_ in BOTH_SIDES}:
        inside = dataset.atoms.index[dataset.atoms.contains(place)]
        assert len(inside) == 1, place
        # Well inside, so that a border redrawn within its accuracy does not turn a test around.
        assert shapely.distance(place, dataset.atoms.geometry[inside[0]].boundary) > 0.003, (place, inside[0])
