"""The notebook runs from first cell to last, and agrees with the library."""

import json
from pathlib import Path
from typing import Any

import pytest

from geo import Dataset, changes_between, territories_at

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "notebook.ipynb"


def cells() -> list[dict[str, Any]]:
    return list(json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"])


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    """Run every code cell in order, in one namespace; a warning is an error as in all tests."""
    space: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(cells()):
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"cell {number}", "exec"), space)  # noqa: S102
    return space


def test_the_notebook_is_kept_without_results() -> None:
    code = [cell for cell in cells() if cell["cell_type"] == "code"]
    assert len(code) >= 5
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    titles = [cell["source"][0] for cell in cells() if "".join(cell["source"]).startswith("## ")]
    assert [title[3] for title in titles] == list("12345")


def test_the_map_has_every_base_territory_of_the_day(names: dict[str, Any], dataset: Dataset) -> None:
    expected = territories_at(dataset, "1925").query("role == 'base'")
    assert list(names["base"]["name"]) == list(expected["name"])
    html = names["live_map"].get_root().render()
    assert all(name in html for name in expected["name"])


def test_the_changes_are_those_of_the_library(names: dict[str, Any], dataset: Dataset) -> None:
    assert len(names["changes"]) == len(changes_between(dataset, "1913", "1925")) > 0


def test_embassies_have_states_only_while_the_record_has_them(names: dict[str, Any]) -> None:
    assert (names["embassies"]["kind"] == "embassy").all()
    assert 1960 not in set(names["embassies"]["year"])
    assert {"Open", "Closed, relations severed"} <= set(names["embassies"]["state_label"])


def test_areas_add_up_to_the_same_land_in_every_year(names: dict[str, Any], dataset: Dataset) -> None:
    totals = names["areas"].sum(axis=1)
    atoms = sum(dataset.areas[atom] for atom in dataset.atoms.index)
    assert totals.to_numpy() == pytest.approx(atoms, rel=0.001)
    assert names["figure"].axes[0].lines


def test_another_dataset_is_loaded_and_a_fault_in_it_is_named(names: dict[str, Any]) -> None:
    assert names["own"].about["title"].startswith("Norland")
    assert "territories.csv, row" in names["fault"]
    assert "column start" in names["fault"]
