"""Hostile texts in every field and parameter: each page runs and sends none of them as markup."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import cycle, islice
from pathlib import Path

import pytest
from frictionless import Package
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from geo import Dataset, DatasetError, load_dataset
from pages.shared.data import dataset as shown_data
from pages.shared.layout.skip_link import PAGE_SCRIPT
from pages.shared.view.link import decode_link
from pages.shared.view.routes import PAGES
from tests.app.atlas import TIMEOUT, TODAY, sound
from tests.datasets import atlas_dataset
from tests.hostile import ALL_PARAMETERS, BAD_VALUES, CONTROLS, HOSTILE_TEXTS, RAN
from tests.hostile_package import write_hostile_package

ROOT = Path(__file__).resolve().parents[2]
DATASET = atlas_dataset()
VALUES = (*HOSTILE_TEXTS, *CONTROLS, *(value for name, value in BAD_VALUES.items() if name != "long"))
LINKS = 5  # of each page, so that each value is asked for at least once
# What a page itself runs: it tells language and theme, and where the first link leads; no text of the data is in it.
_OWN_SCRIPT = re.compile(rf'<script(?: data-\w+="[^"<]*")+>{re.escape(PAGE_SCRIPT)}</script>')
_DANGEROUS = {"script", "iframe", "svg", "math", "object", "embed", "form", "base", "link", "meta"}


class Markup(HTMLParser):
    """What a browser would make of HTML: tags that run or load, and attributes that do."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag, or an attribute of one, that runs or loads."""
        active = [f"{name}={value}" for name, value in attrs if name.startswith("on") or "javascript:" in (value or "")]
        self.found += [f"<{tag} {what}>" for what in active] + ([f"<{tag}>"] if tag in _DANGEROUS else [])


@pytest.fixture(scope="module")
def hostile_dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Return a dataset with hostile texts in every cell that is read."""
    folder = tmp_path_factory.mktemp("hostile")
    assert write_hostile_package(folder) >= 4 * len(HOSTILE_TEXTS)
    return load_dataset(folder)


@pytest.fixture
def pages_of_hostile(monkeypatch: pytest.MonkeyPatch, hostile_dataset: Dataset) -> Iterator[None]:
    """Let the pages show the hostile dataset for one test."""
    shown_data.dataset_in.clear()
    monkeypatch.setattr(shown_data, "load_dataset", lambda: hostile_dataset)
    yield
    shown_data.dataset_in.clear()


def opened(name: str, **query: str) -> AppTest:
    """Open a page by its file with a link; fail if it raises."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=TIMEOUT)
    for key, value in query.items():
        app.query_params[key] = value
    return sound((app if PAGES[name].url_path == "" else app.switch_page(name)).run())


def assert_harmless(app: AppTest) -> None:
    """Fail if a page sends HTML that runs, or Markdown in which a hostile text is markup."""
    for item in app.get("html"):
        body = _OWN_SCRIPT.sub("", item.proto.body)
        markup = Markup()
        markup.feed(body)
        assert markup.found == []
    for element in [*app.markdown, *app.caption, *app.warning]:
        words = re.sub(r":\w+-badge\[:material/\w+: [^]]*\]", "", element.value)
        assert not re.search(r"(?<!\\)(<script|<img|javascript:|:material/|:red\[|\$latex)", words), words


def test_the_hostile_package_keeps_to_its_schemas(tmp_path: Path) -> None:
    write_hostile_package(tmp_path)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    kinds = {kind for (kind,) in report.flatten(["type"])}
    assert kinds <= {"foreign-key", "constraint-error"}, report.flatten(["path", "rowNumber", "fieldName", "note"])[:9]


@pytest.mark.exhaustive
@pytest.mark.usefixtures("pages_of_hostile")
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "query",
    [
        {"date": "1904", "territory": "marches_free"},
        {"date": "1950", "event": "T2", "with": "1904", "step": "1"},
        {"date": "1960", "mission": "N1", "layers": "missions seats places claims names taken_1939", "q": "<script>"},
    ],
    ids=["territory", "event", "mission"],
)
def test_a_page_of_hostile_texts_runs_and_sends_them_as_text(name: str, query: dict[str, str]) -> None:
    assert_harmless(opened(name, **query))


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", PAGES)
def test_a_page_bears_every_hostile_value_in_its_link(name: str) -> None:
    values = cycle(VALUES)
    for _ in range(LINKS):
        app = opened(name, **dict(zip(ALL_PARAMETERS, islice(values, len(ALL_PARAMETERS)), strict=True)))
        assert_harmless(app)
        assert not any(RAN in notice.value for notice in app.warning)


@pytest.mark.parametrize("words", CONTROLS)
def test_a_control_character_in_a_table_is_named(tiny_folder: Path, words: str) -> None:
    path = tiny_folder / "events.csv"
    path.write_bytes(path.read_bytes().replace(b"Norland lays claim", words.encode()))
    with pytest.raises(DatasetError, match=r"events\.csv, row 2, column text: has a control character, U\+[0-9A-F]{4}"):
        load_dataset(tiny_folder)


def test_no_value_in_any_parameter_breaks_the_link(dataset: Dataset) -> None:
    for name in ALL_PARAMETERS:
        for value in VALUES:
            _, notices = decode_link({name: [value]}, dataset, TODAY)
            assert len(notices) <= 1
            assert not any(value in notice for notice in notices if len(value) > 4)


@settings(max_examples=300)
@given(
    st.dictionaries(
        st.sampled_from(ALL_PARAMETERS),
        st.lists(
            st.one_of(st.sampled_from(VALUES), st.text(), st.text(st.sampled_from("0123456789-_+ ./%{}<"))), max_size=2
        ),
    )
)
def test_no_mixture_of_values_breaks_the_link(query: dict[str, list[str]]) -> None:
    view, notices = decode_link(query, DATASET, TODAY)
    assert view.date
    assert all(notice.endswith(".") for notice in notices)
