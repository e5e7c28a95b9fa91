"""The printed sheet of the map: the day selects who is in office from all who ever were."""

import re

from geo import Dataset
from geo.tables import rows_in_force
from pages.map.print_sheet import holder_class, sheet_head, sheet_offices
from pages.shared.record.sentences import officeholder_sentences
from pages.shared.view.link import View


def test_the_sheet_has_every_officeholder_and_the_day_shows_those_in_force(dataset: Dataset) -> None:
    offices = str(sheet_offices(dataset))
    lines = dict(re.findall(r'<li class="(holder-[^"]+)">(.*?)</li>', offices))
    assert len(lines) == len(dataset.records["officeholders"])
    for day in ("1922-07-20", "2025-04-08"):
        shown = set(re.findall(r"\.(holder-[\w-]+)", str(sheet_head(dataset, View(date=day, at="lakes")))))
        assert shown == {holder_class(row) for row in rows_in_force(dataset.records["officeholders"], day)}
        assert len(shown) == len(officeholder_sentences(dataset, day)) > 1
