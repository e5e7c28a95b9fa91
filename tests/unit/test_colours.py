"""Colours of powers are distinguishable with every kind of colour vision, and patterns repeat what they say."""

from itertools import combinations

import numpy as np
import pytest

from geo import Dataset
from tools.vision import VISIONS, difference, seen_as

LEAST_DIFFERENCE = 10
THEMES = ("light", "dark")

# Pairs of the test data that Sharma, Wu and Dalal (2005) publish for the formula.
SHARMA = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.9030),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("first", "second", "published"), SHARMA)
def test_the_difference_of_two_colours_is_as_published(
    first: tuple[float, ...], second: tuple[float, ...], published: float
) -> None:
    assert difference(np.array(first), np.array(second)) == pytest.approx(published, abs=5e-5)
    assert difference(np.array(second), np.array(first)) == pytest.approx(published, abs=5e-5)


def test_without_red_cones_red_and_green_come_closer() -> None:
    red, green = "#C00000", "#007000"
    apart = {vision: difference(seen_as(red, vision), seen_as(green, vision)) for vision in VISIONS}
    assert apart["deuteranopia"] < apart["normal"] / 2
    assert seen_as("#FFFFFF", "protanopia") == pytest.approx(np.array([100, 0, 0]), abs=0.5)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISIONS)
def test_any_two_colours_are_told_apart(dataset: Dataset, vision: str, theme: str) -> None:
    colours = {row.colour_id: seen_as(getattr(row, theme), vision) for row in dataset.tables["colours"].itertuples()}
    assert len(colours) > 5
    near = {
        pair: round(difference(colours[pair[0]], colours[pair[1]]), 1)
        for pair in combinations(colours, 2)
        if difference(colours[pair[0]], colours[pair[1]]) < LEAST_DIFFERENCE
    }
    assert near == {}


def test_every_power_has_a_colour_of_the_list(dataset: Dataset) -> None:
    assert set(dataset.tables["powers"]["colour"]) <= set(dataset.tables["colours"]["colour_id"])


def test_the_kinds_of_rule_are_told_apart_by_pattern_alone(dataset: Dataset) -> None:
    kinds = ("independent", "occupied", "mandate", "trust_territory", "protectorate", "chartered", "claimed")
    patterns = dataset.lookup("statuses", "status_id", "pattern")
    assert len({patterns[kind] for kind in kinds}) == len(kinds)


def test_statuses_of_one_colour_and_pattern_are_one_kind_of_rule(dataset: Dataset) -> None:
    """A pattern that two statuses share says nothing false: what shares it is listed here with the reason."""
    shared = {
        # Told apart by hue: whose land it is; the contested reach is drawn soft, without a line.
        "solid": {"independent", "kingdom", "personal_state", "colony", "contested_reach"},
        "hatch": {"occupied", "awaiting_mandate"},  # both held by an army or what follows it
        "crosshatch": {"claimed", "kingdom_on_paper"},  # both claimed and not held
        "lines": {"protectorate", "condominium"},  # no land was ever both, and no power held one of each
        "faint": {"not_claimed", "part_of_state"},  # both context
        "none": {"subject_kingdom", "autonomous", "district"},  # inner lines, no fill
    }
    statuses: dict[str, set[str]] = {}
    for row in dataset.tables["statuses"].itertuples():
        statuses.setdefault(row.pattern, set()).add(row.status_id)
    assert {pattern: names for pattern, names in statuses.items() if len(names) > 1} == shared
