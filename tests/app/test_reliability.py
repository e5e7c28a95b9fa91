"""Server faults: missing, damaged or read-only files, and the turn of the year."""

from pathlib import Path

import pytest

from geo import dates
from pages.shared.view import session
from tests.app.atlas import link_of, opened
from tests.clock import clock_at
from tools.faults import copy_of_atlas
from tools.faults.files import first_error, read_only


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("file", "how"), [("data/events.csv", "cut"), ("static/atlas.json", "missing"), ("static/words.fr.json", "missing")]
)
def test_a_damaged_tree_says_in_a_sentence_what_is_wrong(tmp_path: Path, file: str, how: str) -> None:
    assert first_error(copy_of_atlas(tmp_path), file, how).startswith("The dataset has")


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-12-31T23:59:59+00:00", "2026-12-31"),
        ("2027-01-01T00:00:00+00:00", "2027-01-01"),
        ("2027-01-01T01:59:00+02:00", "2026-12-31"),  # Kigali
        ("2027-01-01T13:59:00+14:00", "2026-12-31"),  # Kiritimati
        ("2027-01-01T14:01:00+14:00", "2027-01-01"),
        ("2028-02-29T12:00:00+00:00", "2028-02-29"),
    ],
)
def test_the_running_year_ends_at_midnight_utc(monkeypatch: pytest.MonkeyPatch, moment: str, day: str) -> None:
    monkeypatch.setattr(dates, "datetime", clock_at(moment))
    assert session.today() == day
    year = int(day[:4])
    assert not opened(date=str(year)).warning
    late = opened(date=str(year + 1))
    assert len(late.warning) == 1
    assert link_of(late)["date"] == str(year)


def test_the_atlas_writes_nothing() -> None:
    assert read_only().loss == "nothing"
