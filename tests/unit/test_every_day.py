"""On every single day from the first to the last each atom has one sovereign, and a sentence for it."""

import numpy as np
import pandas as pd
import pytest

from geo import Dataset, disputes_at, positions_on, territories_at
from tests.datasets import atlas_dataset

DATASET = atlas_dataset()
DAYS = pd.date_range(f"{DATASET.about['first'][:4]}-01-01", DATASET.about["as_of"]).strftime("%Y-%m-%d").to_numpy()
POSITIONS = DATASET.tables["positions"]
RIVALS = sorted(POSITIONS.loc[POSITIONS["shown"] == "rival", "position_id"])


def holders(features: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return, for each atom, how many base territories hold it on each of `DAYS`."""
    base = features[features["role"] == "base"].explode("parts")
    counts = {atom: np.zeros(len(DAYS), dtype=int) for atom in DATASET.atoms.index}
    for row in base.itertuples():
        first, last = np.searchsorted(DAYS, [row.start_day, row.end_day])
        counts[row.parts][first:last] += 1
    return counts


def under(position: str) -> pd.DataFrame:
    """Return the features of all dates as a rival position has them."""
    undisputed = DATASET.features[[position not in unless for unless in DATASET.features["unless"]]]
    return pd.concat([undisputed, DATASET.rivals[DATASET.rivals["position"] == position]])


def test_the_days_are_all_there() -> None:
    assert DAYS[0] == "1884-01-01"
    assert DAYS[-1] == DATASET.about["as_of"]
    assert len(DAYS) == (pd.Timestamp(DAYS[-1]) - pd.Timestamp(DAYS[0])).days + 1 > 51_000


@pytest.mark.parametrize("position", ["", *RIVALS])
def test_on_every_day_each_atom_has_exactly_one_answer(position: str) -> None:
    features = under(position) if position else DATASET.features
    for atom, counts in holders(features).items():
        wrong = DAYS[counts != 1]
        assert not len(wrong), (atom, wrong[:3])


@pytest.mark.parametrize("column", ["name", "status", "sovereign", "administering_power", "certainty", "sources"])
def test_no_answer_is_empty(column: str) -> None:
    for features in (DATASET.features, DATASET.rivals):
        assert (features[column].str.strip() != "").all()


def test_an_answer_without_a_certain_holder_is_a_named_dispute_or_a_named_status() -> None:
    disputed = DATASET.features[DATASET.features["certainty"] == "disputed"]
    assert not disputed.empty
    for row in disputed.itertuples():
        # Two claims on one land: both are on the map by name, or a dispute names the question.
        names = [
            other.name
            for other in DATASET.features.itertuples()
            if set(other.parts) & set(row.parts) and other.start_day < row.end_day and row.start_day < other.end_day
        ]
        assert len(set(names)) > 1, row.feature_id


@pytest.mark.parametrize("position", RIVALS)
def test_a_rival_position_is_about_an_open_dispute_and_changes_the_map(position: str) -> None:
    row = DATASET.row("positions", position)
    assert row["shown"] == "rival"
    dispute = DATASET.row("disputes", row["dispute_id"])
    day = dispute["start_day"]
    assert dispute["dispute_id"] in set(disputes_at(DATASET, day)["dispute_id"])
    first = positions_on(DATASET, dispute["dispute_id"]).iloc[0]
    assert first["shown"] == "default"
    main, rival = territories_at(DATASET, day), territories_at(DATASET, day, position)
    assert set(zip(main["territory_id"], main["parts"], strict=True)) != set(
        zip(rival["territory_id"], rival["parts"], strict=True)
    )


def test_no_extent_has_a_position_that_the_table_does_not_call_rival(dataset: Dataset) -> None:
    positions = set(dataset.tables["extents"]["position"]) - {""}
    assert positions == set(RIVALS)


def test_an_unknown_position_is_refused(dataset: Dataset) -> None:
    with pytest.raises(KeyError):
        territories_at(dataset, "1900", "nobody")
