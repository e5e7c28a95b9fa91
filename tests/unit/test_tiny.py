"""No word of history is in the code: `data/` is the whole difference between two atlases."""

import ast
import re
from pathlib import Path

import pandas as pd
import pytest

from geo import Dataset, changes_between, missions_at, territories_at
from geo.dates import day_before
from geo.missions import has_embassy
from pages.shared.record.sentences import relation_at, steps_of_year, territory_sentences
from pages.shared.view.link import View, decode_link, encode_link
from tests.tiny import HOSTILE

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2000-06-30"
SCRIPTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for folder, kind in (
        ("geo", "*.py"),
        ("pages", "*.py"),
        ("pages", "*.js"),
        ("pages", "*.css"),
        ("server", "*.py"),
        ("browser", "*.js"),
        ("browser", "*.css"),
        ("static", "*.js"),
        ("static", "*.css"),
    )
    for path in sorted((ROOT / folder).rglob(kind))
    if "vendor" not in path.parts
}
SCRIPTS["dashboard.py"] = (ROOT / "dashboard.py").read_text(encoding="utf-8")
NAMED = {
    "territories": ["territory_id", "name"],
    "events": ["event_id", "title", "place"],
    "missions": ["mission_id", "name", "city"],
    "polities": ["polity_id", "name"],
    "powers": ["name"],
    "atoms": ["name"],
    "eras": ["era_id", "label"],
    "sources": ["source_id"],
    "statuses": ["label"],
}
# A kind of right that the interface has a word for itself.
KINDS = {"Claimed"}
COUNTRIES = ("polities", "powers")
# Years in files of these names that are no history. (2000 is a number of anything, and is not looked for.)
YEARS = {
    "phrases.py": {"1900", "1925", "1962"},  # the first year of Excel, and examples of a date that a visitor may type
    "dates.py": {"1925"},  # the same, in an error
    "tables.py": {"1925"},  # the same, in faults of a table
    "reference.py": {"1925", "1975"},  # the same, in the reference of tables
    "archive.py": {"1980"},  # the first year of a ZIP
    "linked.py": {"2001", "2003", "2004"},  # years of vocabularies, in their namespaces
    "files.py": {"1900"},  # the first year of Excel
    "programs.py": {"1900", "1980"},  # the first year of Excel, and that of a table of a Shapefile
    "feed.py": {"2005"},  # the year of Atom, in its namespace
    "words.py": {"2001"},  # any year, for the names of its months
}
_YEAR = re.compile(r"(?<![\w#+.-])(?:18[89]\d|19\d\d|20[0-2]\d)(?<!2000)(?!\w)")


def words_of(dataset: Dataset) -> set[str]:
    """Return every identifier of the dataset, and every name that is longer than six characters or a country's."""
    words = set()
    for table, columns in NAMED.items():
        for column in columns:
            values = set(dataset.tables[table][column])
            is_id = column.endswith("_id") and table in ("events", "missions", "sources")
            is_country = column == "name" and table in COUNTRIES
            words |= values if is_id or is_country else {value for value in values if len(value) > 6}
    return words - KINDS


@pytest.fixture(scope="module")
def any_name(dataset: Dataset) -> re.Pattern[str]:
    """Return a pattern that finds any of the words of the dataset."""
    words = "|".join(map(re.escape, sorted(words_of(dataset), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def test_the_search_for_names_finds_every_name(dataset: Dataset, any_name: re.Pattern[str]) -> None:
    assert all(any_name.search(f"a {word}, b") for word in words_of(dataset))


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_no_name_of_the_dataset_stands_in_the_code(any_name: re.Pattern[str], name: str) -> None:
    assert any_name.findall(SCRIPTS[name]) == []


def years_in(script: str) -> set[str]:
    """Return the years from 1880 to 2029 in the numbers and texts of a Python script; docstrings are for readers."""
    tree = ast.parse(script)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docstrings)
    return {year for node in constants for year in _YEAR.findall(str(node.value))}


def test_the_search_for_years_finds_numbers_and_texts_and_no_docstring() -> None:
    script = '''"""Since 1884."""
is_open = day >= "1962" or year == 1994 or f"{name} (1925)" or "U+2010" or 201
'''
    assert years_in(script) == {"1962", "1994", "1925"}


@pytest.mark.parametrize("name", sorted(name for name in SCRIPTS if name.endswith(".py")))
def test_no_year_of_history_stands_in_the_code(name: str) -> None:
    assert years_in(SCRIPTS[name]) <= YEARS.get(Path(name).name, set())


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_no_colour_of_the_dataset_stands_in_the_code(dataset: Dataset, name: str) -> None:
    colours = dataset.tables["colours"]
    hexes = {colour.lower() for theme in ("light", "dark") for colour in colours[theme]}
    assert not [colour for colour in hexes if colour in SCRIPTS[name].lower()]


@pytest.mark.parametrize(("table", "column"), [("colours", "colour_id"), ("statuses", "status_id")])
def test_no_key_of_a_list_of_the_dataset_is_quoted_in_the_code(dataset: Dataset, table: str, column: str) -> None:
    quoted = {
        (name, key)
        for key in dataset.tables[table][column]
        for name, text in SCRIPTS.items()
        if name.endswith((".py", ".js")) and re.search(rf"[\"'`]{re.escape(key)}[\"'`]", text)
    }
    assert quoted == set()


# The tiny dataset answers the same questions.


def test_every_role_is_in_the_tiny_dataset(tiny_dataset: Dataset) -> None:
    assert set(tiny_dataset.features["role"]) == {"base", "inner", "claim", "core", "context"}


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("1930-03-14", "Sovereign state"),
        ("1930-03-15", "Guarded"),
        ("1954-12-31", "Guarded"),
        ("1955-01-01", "Sovereign state"),
    ],
)
def test_the_status_of_sudmark_is_right_on_both_sides(tiny_dataset: Dataset, day: str, status: str) -> None:
    gdf = territories_at(tiny_dataset, day)
    row = gdf[(gdf["role"] == "base") & gdf["parts"].map(lambda parts: "sud_west" in parts)].iloc[0]
    assert row["status"] == status


def test_the_marches_change_hands_in_september_1940(tiny_dataset: Dataset) -> None:
    changes = changes_between(tiny_dataset, "1940-08-31", "1940-09-01")
    base = changes[changes["role"] == "base"]
    assert list(base["from_id"]) == ["marches_free"]
    assert list(base["to_id"]) == ["marches_taken"]
    ended = changes[changes["role"] == "claim"]
    assert list(ended["to_id"]) == [""]
    assert isinstance(changes, pd.DataFrame)


def test_the_missions_of_the_tiny_dataset_are_open_then_severed(tiny_dataset: Dataset) -> None:
    states = {
        day: set(missions_at(tiny_dataset, day)["state"]) for day in ("1955", "1979-12-31", "1980-01-31", "1980-02-01")
    }
    assert states == {"1955": set(), "1979-12-31": {"open"}, "1980-01-31": {"open"}, "1980-02-01": {"severed"}}


def test_an_embassy_is_on_the_record_from_its_first_day(tiny_dataset: Dataset) -> None:
    kinds = tiny_dataset.lookup("missions", "mission_id", "kind")
    rows = tiny_dataset.tables["mission_periods"]
    first = min(rows.loc[rows["mission_id"].map(kinds) == "embassy", "start_day"])
    assert not has_embassy(tiny_dataset, day_before(first))
    assert has_embassy(tiny_dataset, first)
    assert has_embassy(tiny_dataset, "1990-01-01")  # severed, and still there to be read about


def test_the_page_has_its_sentences_from_the_tiny_dataset(tiny_dataset: Dataset) -> None:
    near, far = territory_sentences(tiny_dataset, "1935-01-01")
    assert "Sudmark Protectorate: guarded by Norland." in near
    assert any(all(hostile in sentence for hostile in HOSTILE) for sentence in far)
    assert relation_at(tiny_dataset, "1920-01-01") == "The two countries trade wool for salt."
    days = [step.day for step in steps_of_year(tiny_dataset, "1940", TODAY)]
    assert days == ["1940-09-01", "1940-09-04"]


def test_the_link_of_the_tiny_atlas_has_its_own_defaults(tiny_dataset: Dataset) -> None:
    view, notices = decode_link({}, tiny_dataset, TODAY)
    assert (view.date, view.at, notices) == ("1950", "all", [])
    expected = View(date="1940-09-01", at="north", territory="marches_taken")
    query = {name: [value] for name, value in encode_link(expected).items()}
    assert decode_link(query, tiny_dataset, TODAY) == (expected, [])
    view, notices = decode_link({"date": ["1899"], "at": ["lakes"]}, tiny_dataset, TODAY)
    assert (view.date, view.at) == ("1900", "all")
    assert len(notices) == 2
