"""The reference of tables and columns is that of the schemas."""

from geo.build.reference import PATH, reference
from geo.descriptor import SCHEMAS


def test_the_reference_is_current() -> None:
    assert PATH.read_text(encoding="utf-8") == reference(), "run `python -m geo.build reference`"


def test_the_reference_names_every_table_and_what_stands_without_it() -> None:
    text = reference()
    assert all(f"## {name}.csv\n" in text for name in SCHEMAS)
    assert "## extents.csv\n\nRequired." in text
    assert "Optional; without it: the rows `fixed`, `approximate`" in text
    assert "| `administering_power` | as `sovereign` |" in text
    assert "| `confidence` | `medium` |" in text
