"""Borders are the exact lines between base territories, each with one certainty on every day."""

from itertools import pairwise

import pytest
import shapely

from geo import Dataset, DatasetError, borders_at, load_dataset, territories_at
from geo.borders import border_days, border_periods, neighbours
from tests.conftest import Rewrite

KIVU = {"cd", "rw_west"}
DAYS = ["1884-05-01", "1900-01-01", "1909-12-31", "1911-12-31", "1916-09-20", "1923-06-30", "1962-06-30", "2025-01-01"]


def certainty_between(dataset: Dataset, day: str, pair: set[str], position: str = "") -> str:
    """Return the certainty of the border between two atoms on a day; empty if there is none."""
    left, right = sorted(pair)
    for period in border_periods(dataset, position)[left, right]:
        if period.start <= day < period.end:
            return period.answer.certainty
    return ""


def test_the_kivu_line_is_disputed_to_1910_and_settled_from_1911(dataset: Dataset) -> None:
    days = ("1909-12-31", "1910-05-13", "1910-05-14", "1911-01-01", "2025-01-01")
    assert [certainty_between(dataset, day, KIVU) for day in days] == [
        *("disputed", "disputed", "approximate", "fixed", "fixed")
    ]


def test_the_line_of_gisaka_is_approximate_while_it_is_a_border(dataset: Dataset) -> None:
    days = ("1922-03-21", "1922-03-22", "1923-06-30", "1923-12-31", "1924-01-01")
    certainties = [certainty_between(dataset, day, {"rw_gisaka", "rw_centre"}) for day in days]
    assert certainties == ["", "approximate", "approximate", "approximate", ""]
    (row,) = borders_at(dataset, "1923").query("border_id == 'gisaka_1921'").itertuples()
    assert {row.left_id, row.right_id} == {"ruanda_urundi_mandate_a", "tanganyika_mandate_a"}


def test_under_the_line_of_1885_that_line_is_the_border_and_the_kivu_is_none(dataset: Dataset) -> None:
    assert certainty_between(dataset, "1900-01-01", {"rw_west", "rw_centre"}) == ""
    assert certainty_between(dataset, "1900-01-01", {"rw_west", "rw_centre"}, "congo_1885") == "disputed"
    assert certainty_between(dataset, "1900-01-01", KIVU, "congo_1885") == ""


def test_every_row_of_the_table_shows_somewhere_at_some_time(dataset: Dataset) -> None:
    positions = ["", *dataset.rivals["position"].unique()]
    periods = [row for position in positions for pair in border_periods(dataset, position).values() for row in pair]
    assert set(dataset.tables["borders"]["border_id"]) == {period.answer.border_id for period in periods} - {""}


@pytest.mark.parametrize("package", ["own", "tiny"])
def test_every_pair_has_an_answer_on_every_day_of_change(dataset: Dataset, tiny_dataset: Dataset, package: str) -> None:
    data = dataset if package == "own" else tiny_dataset
    periods = border_periods(data)
    known = set(data.tables["certainties"]["certainty_id"])
    for day in [*border_days(data), "2020-01-01"]:
        base = territories_at(data, day).query("role == 'base'")
        holder = {part: row.territory_id for row in base.itertuples() for part in row.parts}
        for pair in neighbours(data):
            (left, right), in_force = pair, [row for row in periods[pair] if row.start <= day < row.end]
            assert len(in_force) == (holder[left] != holder[right]), (day, pair)
            if in_force:
                assert {in_force[0].answer.left_id, in_force[0].answer.right_id} == {holder[left], holder[right]}
                assert in_force[0].answer.certainty in known
                assert in_force[0].answer.name


def test_periods_of_one_pair_follow_one_another_and_differ(dataset: Dataset) -> None:
    for pair, periods in border_periods(dataset).items():
        for before, after in pairwise(periods):
            assert before.end <= after.start, pair
            assert before.end < after.start or before.answer != after.answer, pair


@pytest.mark.parametrize("day", DAYS)
def test_the_lines_are_exactly_those_inside_the_coverage(dataset: Dataset, day: str) -> None:
    base = territories_at(dataset, day).query("role == 'base'")
    whole = shapely.coverage_union_all(list(base.geometry))
    inner = (shapely.length(base.boundary.array).sum() - shapely.boundary(whole).length) / 2
    lines = borders_at(dataset, day)
    assert lines.crs.to_epsg() == 4326
    assert set(lines.geom_type) <= {"LineString", "MultiLineString"}
    assert shapely.length(lines.geometry.array).sum() == pytest.approx(inner, rel=1e-9)
    outlines = shapely.union_all(list(base.geometry.boundary))
    assert shapely.union_all(list(lines.geometry)).difference(outlines).length < 1e-9


def test_where_no_row_speaks_the_worse_of_the_two_extents_counts(tiny_dataset: Dataset) -> None:
    at_1910 = borders_at(tiny_dataset, "1910-06-01").set_index(["left_id", "right_id"])["certainty"].to_dict()
    assert at_1910["marches_free", "norland_kingdom"] == "vague"
    assert at_1910["norland_kingdom", "sudmark_duchy"] == "exact_enough"
    at_1950 = borders_at(tiny_dataset, "1950-06-01").set_index(["left_id", "right_id"])["certainty"].to_dict()
    assert at_1950["marches_taken", "sudmark_protectorate"] == "drawn_simply"


def test_a_row_carries_its_name_and_basis(tiny_dataset: Dataset) -> None:
    (row,) = borders_at(tiny_dataset, "1930-03-15").query("border_id != ''").itertuples()
    assert (row.border_id, row.name, row.basis) == ("middle_line_treaty", "Middle Line", "treaty of 1930")
    assert (row.left_id, row.right_id) == ("norland_republic", "sudmark_protectorate")


def test_two_rows_for_one_line_on_one_day_are_refused(tiny_folder: object, rewrite: Rewrite) -> None:
    rewrite("borders.csv", "1900,1930-03-15,exact_enough", "1900,1931,exact_enough")
    with pytest.raises(DatasetError, match="middle_line and middle_line_treaty both answer"):
        borders_at(load_dataset(str(tiny_folder)), "1950")


def test_a_row_of_atoms_that_do_not_meet_is_refused(tiny_folder: object, rewrite: Rewrite) -> None:
    rewrite("borders.csv", "Middle Line,nor_west nor_east,sud_west sud_east", "Middle Line,nor_west,sud_east")
    with pytest.raises(DatasetError, match="row 3, column left"):
        borders_at(load_dataset(str(tiny_folder)), "1950")


def test_an_unknown_position_is_refused(dataset: Dataset) -> None:
    with pytest.raises(KeyError):
        borders_at(dataset, "1900", "nobody")
