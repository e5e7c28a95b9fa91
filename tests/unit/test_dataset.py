"""The dataset of the atlas: on every day each atom has one answer, and each answer a sentence."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import Dataset, territories_at
from geo.dates import OPEN_END, day_before, first_day, today
from tests.datasets import atlas_dataset

HERE = Path(__file__).resolve().parent
FIRST = "1884-01-01"
TODAY = today()
DATASET = atlas_dataset()
days = st.dates(min_value=date.fromisoformat(FIRST), max_value=date.fromisoformat(TODAY)).map(date.isoformat)
days_around_changes = [day for change in DATASET.change_days for day in (day_before(change), change)]


def base_atoms(day: str) -> list[str]:
    """Return the atoms of every base territory on a day, one entry for each territory that holds them."""
    gdf = territories_at(DATASET, day)
    return [atom for parts in gdf.loc[gdf["role"] == "base", "parts"] for atom in parts]


def assert_every_atom_has_one_answer(day: str) -> None:
    """Fail if on `day` an atom has no base territory, or two."""
    held = base_atoms(day)
    assert sorted(held) == sorted(DATASET.atoms.index), day


@pytest.mark.parametrize("day", [FIRST, *days_around_changes, TODAY])
def test_on_the_day_of_a_change_and_the_day_before_every_atom_has_one_answer(day: str) -> None:
    assert_every_atom_has_one_answer(day)
    assert_all_words_are_there(day)


@given(days)
def test_on_any_day_every_atom_has_one_answer(day: str) -> None:
    assert_every_atom_has_one_answer(day)


@given(days)
def test_on_any_day_the_base_territories_together_are_as_large_as_the_atoms(day: str) -> None:
    gdf = territories_at(DATASET, day)
    parts = gdf.loc[gdf["role"] == "base", "parts"]
    area = sum(DATASET.areas[atom] for atoms in parts for atom in atoms)
    assert area == pytest.approx(sum(DATASET.areas[atom] for atom in DATASET.atoms.index))


@pytest.mark.parametrize("day", [FIRST, *DATASET.change_days])
def test_base_territories_share_borders_and_overlap_nowhere(day: str) -> None:
    gdf = territories_at(DATASET, day)
    assert shapely.coverage_is_valid(list(gdf.loc[gdf["role"] == "base"].geometry))


def assert_all_words_are_there(day: str) -> None:
    """Fail if a territory of `day` has no name, status, powers, certainty or sources."""
    gdf = territories_at(DATASET, day)
    for column in ("territory_id", "name", "status", "sovereign", "administering_power", "certainty", "sources"):
        assert gdf[column].notna().all(), (day, column)
        assert (gdf[column].str.strip() != "").all(), (day, column)


def test_the_atoms_are_a_coverage_without_overlap(dataset: Dataset) -> None:
    assert shapely.coverage_is_valid(list(dataset.atoms.geometry))
    assert dataset.atoms.is_valid.all()
    assert (dataset.atoms.geom_type.isin(["Polygon", "MultiPolygon"])).all()


def test_at_each_atom_the_end_of_one_territory_is_the_start_of_the_next(dataset: Dataset) -> None:
    base = dataset.features[dataset.features["role"] == "base"].explode("parts")
    assert set(base["parts"]) == set(dataset.atoms.index)
    for atom, rows in base.groupby("parts"):
        ordered = list(rows.sort_values("start_day").itertuples())
        assert ordered[0].start_day == FIRST, atom
        assert ordered[-1].end_day == OPEN_END, atom
        for row, successor in pairwise(ordered):
            # In words as well as in days: the successor begins with the precision with which the row ends.
            assert row.end == successor.start, (atom, row.territory_id, successor.territory_id)


def test_where_an_inner_territory_ends_something_begins_on_its_very_land(dataset: Dataset) -> None:
    features = dataset.features
    for row in features[(features["role"] == "inner") & (features["end_day"] != OPEN_END)].itertuples():
        begun = features[features["start_day"] == row.end_day]
        followed = {part for parts in begun["parts"] for part in parts}
        assert followed.issuperset(row.parts), (row.territory_id, row.end)


def test_a_polity_is_never_off_the_map_between_two_of_its_territories(dataset: Dataset) -> None:
    for polity, rows in dataset.features.groupby("polity"):
        held_until = ""
        for row in rows.sort_values("start_day").itertuples():
            assert not held_until or row.start_day <= held_until, (polity, row.territory_id)
            held_until = max(held_until, row.end_day)


def test_a_territory_is_shown_from_its_first_day_to_the_day_before_its_end(dataset: Dataset) -> None:
    def is_drawn(day: str, feature_id: str) -> bool:
        return feature_id in set(territories_at(dataset, day)["feature_id"])

    for row in dataset.features.itertuples():
        assert is_drawn(row.start_day, row.feature_id), row.feature_id
        if row.start_day > FIRST:
            assert not is_drawn(day_before(row.start_day), row.feature_id), row.feature_id
        if row.end_day != OPEN_END:
            assert is_drawn(day_before(row.end_day), row.feature_id), row.feature_id
            assert not is_drawn(row.end_day, row.feature_id), row.feature_id


@given(days, st.integers(min_value=0, max_value=len(DATASET.features) - 1))
def test_on_any_day_a_territory_is_shown_if_and_only_if_the_day_is_in_its_interval(day: str, index: int) -> None:
    row = DATASET.features.iloc[index]
    is_in_force = row["feature_id"] in set(territories_at(DATASET, day)["feature_id"])
    assert is_in_force == (first_day(row["start"]) <= day < (first_day(row["end"]) if row["end"] else OPEN_END))


@given(days)
def test_between_changes_the_map_stays_as_it_is(day: str) -> None:
    following = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    same = list(territories_at(DATASET, day)["feature_id"]) == list(territories_at(DATASET, following)["feature_id"])
    assert same == (following not in DATASET.change_days or following > TODAY)


def test_every_territory_period_of_the_research_is_there(dataset: Dataset) -> None:
    researched = (HERE.parent / "data" / "territory_ids.txt").read_text(encoding="utf-8").split()
    assert len(set(researched)) == 78
    assert set(researched) <= set(dataset.territories)


def test_every_territory_has_an_extent(dataset: Dataset) -> None:
    assert set(dataset.tables["territories"]["territory_id"]) == set(dataset.features["territory_id"])


def test_the_periods_of_a_mission_do_not_overlap(dataset: Dataset) -> None:
    for mission, rows in dataset.tables["mission_periods"].groupby("mission_id"):
        for row, successor in pairwise(rows.sort_values("start_day").itertuples()):
            assert row.end_day <= successor.start_day, mission


@pytest.mark.parametrize("table", ["relations", "eras"])
def test_relations_and_eras_answer_for_every_day_once(dataset: Dataset, table: str) -> None:
    rows = list(dataset.tables[table].sort_values("start_day").itertuples())
    assert rows[0].start_day == FIRST
    assert rows[-1].end_day == OPEN_END
    for row, successor in pairwise(rows):
        assert row.end == successor.start


def test_the_record_was_checked_on_a_day_that_has_come(dataset: Dataset) -> None:
    assert first_day(dataset.about["as_of"]) == dataset.about["as_of"] <= TODAY
    assert max(dataset.change_days) <= dataset.about["as_of"]
    assert dataset.tables["events"]["start_day"].max() <= dataset.about["as_of"]


def test_every_status_sentence_can_be_filled(dataset: Dataset) -> None:
    for sentence in dataset.tables["statuses"]["sentence"]:
        filled = sentence.format(name="N", administering_power="A", sovereign="S")
        assert "N" in filled
        assert "{" not in filled
