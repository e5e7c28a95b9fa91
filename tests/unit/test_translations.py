"""Five languages: nothing missing or outdated; dates and numbers follow each language."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from geo import Dataset, load_dataset
from geo.dataset import DEFAULT_FOLDER
from geo.errors import DatasetError
from geo.tables import load_package
from geo.translations import Entry, in_language, read_catalogue, update_catalogue
from geo.translations import entries as texts_of
from pages.shared.language.languages import FOLDER, NAMES, entries, forms_of, preferred, speak
from pages.shared.language.words import day_pattern, months, say_date, say_interval, say_list, say_number, text
from pages.shared.view.link import decode_link, encode_link, languages_of

OTHERS = [code for code in NAMES if code != "en"]
PACKAGE = load_package(DEFAULT_FOLDER)
TEXTS = list(texts_of(PACKAGE.descriptor, PACKAGE.tables))
# What Kinyarwanda has: names, labels, sentences. Its notes on sources stay in English, and the page says so.
SHORT = re.compile(
    r"atlas\.\w+|\w+\.(label|short_label|gist|name|title|city|sending|receiving|rank|state|donor|recipient)|"
    r"(mission_periods|offices|relations|statuses|aid_events)\.sentence|content_notes\.text|population\.place|"
    r"events\.place|powers\.name_in_text|territories\.status_text"
)
NOT_SHORT = {"atoms.name", "omissions.what"}


def asked_of(code: str) -> list[Entry]:
    """Return the texts of the data that a language must have."""
    if code != "rw":
        return TEXTS
    return [entry for entry in TEXTS if SHORT.fullmatch(entry.context) and entry.context not in NOT_SHORT]


def translated(path: Path) -> dict[tuple[str, object], Message]:
    """Return the translated messages of a catalogue by context and text."""
    return {
        (message.context or "", message.id): message
        for message in read_catalogue(path)
        if message.id and all(forms_of(message.string)) and not message.fuzzy
    }


@pytest.mark.parametrize("code", OTHERS)
def test_every_phrase_of_the_interface_is_translated(code: str) -> None:
    known = translated(FOLDER / f"{code}.po")
    assert [entry.context for entry in entries() if (entry.context, entry.text) not in known] == []


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_of_the_data_is_translated(code: str) -> None:
    known = translated(DEFAULT_FOLDER / "locale" / f"{code}.po")
    missing = [(entry.context, entry.text) for entry in asked_of(code) if (entry.context, entry.text) not in known]
    assert missing == []


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("folder", [FOLDER, DEFAULT_FOLDER / "locale"])
def test_a_translation_has_the_placeholders_and_the_years_of_its_text(folder: Path, code: str) -> None:
    def marks(words: str) -> list[str]:
        in_full = re.sub(r"((?:1[89]|20)\d\d)[–/](\d\d)(?!\d)", lambda span: f"{span[1]} {span[1][:2]}{span[2]}", words)
        return sorted(re.findall(r"\{\w*\}|(?<!\d)1[89]\d\d(?!\d)|(?<!\d)20[0-3]\d(?!\d)", in_full))

    # The form of one may have its number in figures where English says it in words: French has it for none as well.
    wrong = [
        (message.context, source, target)
        for message in translated(folder / f"{code}.po").values()
        for source, target in zip(forms_of(message.id), forms_of(message.string), strict=True)
        if marks(target) not in (marks(source), marks(forms_of(message.id)[-1]))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("fr", r"cette date\s?:|à cette date \("),  # “au {day}”, “le {day}”, “après le {day}”
        ("fr", r"[Gg]énocide (de 1994|contre les Tutsi)"),  # génocide perpétré contre les Tutsi
        ("fr", r"(?<=\S) [:;!?»…](?=\s|$)|« "),  # a no-break space there, none before an ellipsis
        ("fr", r"\d–\d|(?<!\d)(1[89]|20)\d\d-\d\d(?![\d-])"),  # 1910-1911
        ("fr", r"camp Kigali|premier ministre|Milner–Orts|[Pp]rincipales puissances"),
        ("fr", r"aide consulaire|de gouvernement à gouvernement|missions? diplomatiques?|chefs? de mission"),
        ("fr", r"\b(pas été|qui a été) (vu|ouvert)|\bnon (vu|ouvert|rencontré)"),  # attesté, consulté
        ("nl", "—"),  # a half dash
        ("nl", r"\b(nagegaan|na te gaan|nagegane)\b"),  # gecontroleerd, geverifieerd
        ("nl", r"gecharterd|opperheerschappij|interim-regering|consulaire hulp|Missies|US\$|US-dollar"),
        ("nl", r"\b([Hh]utu|[Tt]utsi)’s\b|\b(hutu|tutsi)\b"),  # Hutu and Tutsi: no ending, a capital
        ("nl", r"\b(is|zijn|niet) (in)?gezien\b|\bUganda\b|\bTerritory\b"),
    ],
)
def test_a_language_keeps_to_its_own_words_and_signs(code: str, fault: str) -> None:
    assert [form for form in said(code) if re.search(fault, form)] == []


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_no_english_word_is_left_but_in_titles_of_works(code: str) -> None:
    english = re.compile(r"\b(the|and|with|which|from|this|that|were|has|have|by|to|nor|its|their)\b")
    aside = re.compile(r"\{\w+\}|[A-Z]\w+(?: (?:of|in|and|the|[A-Z]\w+))+")
    assert [form for form in said(code) if english.search(aside.sub("", form))] == []


def said(code: str) -> list[str]:
    """Return all that a language says: every form of every message of its two catalogues."""
    catalogues = [translated(folder / f"{code}.po").values() for folder in (FOLDER, DEFAULT_FOLDER / "locale")]
    return [form for messages in catalogues for message in messages for form in forms_of(message.string)]


@pytest.mark.parametrize("code", OTHERS)
def test_the_catalogues_are_those_of_the_texts_as_they_are(code: str, tmp_path: Path) -> None:
    for folder, names, title in (
        (FOLDER, entries(), "The interface of the atlas"),
        (DEFAULT_FOLDER / "locale", TEXTS, "The texts of the atlas"),
    ):
        copy = tmp_path / f"{code}.po"
        copy.write_bytes((folder / copy.name).read_bytes())
        assert not update_catalogue(copy, names, title), "python -m pages.shared.language.catalogues"


def test_a_changed_text_keeps_its_old_translation_as_fuzzy_and_shows_english(tmp_path: Path) -> None:
    path = tmp_path / "fr.po"
    update_catalogue(path, [Entry("a.b", "Old", "a.csv: 1")], "Test")
    path.write_text(path.read_text("utf-8").replace('msgid "Old"\nmsgstr ""', 'msgid "Old"\nmsgstr "Vieux"'), "utf-8")
    assert update_catalogue(path, [Entry("a.b", "New", "a.csv: 1")], "Test")
    [message] = [message for message in read_catalogue(path) if message.id]
    assert (message.id, message.string, message.fuzzy) == ("New", "Vieux", True)


def test_a_language_without_a_catalogue_is_named(dataset: Dataset) -> None:
    with pytest.raises(DatasetError, match=r"locale/xx\.po: there is no such file"):
        in_language(dataset, "xx")


@pytest.mark.parametrize(
    ("code", "day", "month", "number", "listed"),
    [
        ("en", "1 July 1962", "July 1962", "52,346.5", "a, b and c"),
        ("fr", "1er juillet 1962", "juillet 1962", "52\u202f346,5", "a, b et c"),
        ("de", "1. Juli 1962", "Juli 1962", "52.346,5", "a, b und c"),
        ("nl", "1 juli 1962", "juli 1962", "52.346,5", "a, b en c"),
        ("rw", "1 Nyakanga 1962", "Nyakanga 1962", "52.346,5", "a, b, c"),
    ],
)
def test_dates_numbers_and_lists_are_written_as_the_language_does(
    code: str, day: str, month: str, number: str, listed: str
) -> None:
    speak(code)
    assert (say_date("1962-07-01"), say_date("1962-07"), say_date("1962")) == (day, month, "1962")
    assert say_interval("1884", "1962-07-02") == f"1884 – {day}"
    assert (say_number(52346.46, 1), say_list(["a", "b", "c"])) == (number, listed)
    assert len(set(months())) == 12


@pytest.mark.parametrize("code", NAMES)
def test_a_browser_writes_days_by_the_pattern_of_the_language(code: str) -> None:
    speak(code)
    assert day_pattern().format(day=7, month=months()[6], year=1962) == say_date("1962-07-07")


@pytest.mark.parametrize("code", NAMES)
def test_a_count_takes_the_form_of_its_language(code: str) -> None:
    speak(code)
    one, many = text("record_rows", count=1), text("record_rows", count=7)
    assert one != many
    assert "7" in many
    assert "0" in text("table_as_table", count=0)


@pytest.mark.parametrize(
    ("browser", "code"),
    [
        *[("fr-BE", "fr"), ("nl", "nl"), ("rw-RW", "rw"), ("en-US", "en"), ("it", "en"), (None, "en"), ("*", "en")],
        ("de-BE,de;q=0.9,fr;q=0.8,en;q=0.7", "de"),
        ("it-CH,it;q=0.9,fr;q=0.8,en;q=0.7", "fr"),
        ("it, rw ;q=0.5, NL-be; q=0.7", "nl"),
        ("fr;q=0, nl;q=0.1", "nl"),
        ("zz,;q=,fr;q=9,\0,nl;q=0.333", "nl"),
        ("x" * 100_000, "en"),
    ],
)
def test_the_language_is_the_one_that_the_reader_likes_best_of_those_that_the_atlas_has(
    browser: str | None, code: str
) -> None:
    assert preferred(browser) == code


def test_the_language_of_the_link_wins_and_stays_in_it(dataset: Dataset, tiny_dataset: Dataset) -> None:
    view, notices = decode_link({"lang": ["fr"]}, dataset, "2026-01-01", default="nl")
    assert (view.lang, notices, encode_link(view)["lang"]) == ("fr", [], "fr")
    view, _ = decode_link({}, dataset, "2026-01-01", default="nl")
    assert view.lang == "nl"
    view, notices = decode_link({"lang": ["xx"]}, dataset, "2026-01-01", default="nl")
    assert view.lang == "nl"
    assert len(notices) == 1
    assert languages_of(tiny_dataset) == ["en"]
    assert decode_link({"lang": ["fr"]}, tiny_dataset, "2026-01-01")[0].lang == "en"


@pytest.mark.parametrize("code", OTHERS)
def test_a_dataset_in_another_language_has_the_same_facts(dataset: Dataset, code: str) -> None:
    other = in_language(dataset, code)
    assert other.language == code
    assert other.about["title"] != dataset.about["title"]
    for name, frame in dataset.tables.items():
        same = [column for column in frame if column not in translated_columns_of(name)]
        assert frame[same].equals(other.tables[name][same]), name
    columns = ["feature_id", "start", "end", "status_id", "sovereign_id", "administering_power_id", "parts", "sources"]
    assert dataset.features[columns].equals(other.features[columns])
    assert dataset.features.geometry.equals(other.features.geometry)


@pytest.mark.parametrize("code", OTHERS)
def test_states_are_named_alike_wherever_they_are_found_by_name(dataset: Dataset, code: str) -> None:
    other = in_language(dataset, code)
    names = dict(zip(dataset.tables["powers"]["name"], other.tables["powers"]["name"], strict=True))
    for table, column in (
        *(("missions", "sending"), ("missions", "receiving"), ("offices", "sending"), ("offices", "receiving")),
        *(("aid", "donor"), ("aid", "recipient"), ("population", "place")),
    ):
        pairs = set(zip(dataset.tables[table][column], other.tables[table][column], strict=True))
        assert {(name, original) for name, original in pairs if names.get(name, original) != original} == set(), (
            f"{table}.{column}"
        )
    assert set(other.tables["aid"]["recipient"]) <= set(other.tables["population"]["place"])


def translated_columns_of(table: str) -> list[str]:
    """Return the translated columns of a table."""
    return [entry.context.split(".")[1] for entry in TEXTS if entry.context.startswith(f"{table}.")]


def test_the_languages_of_the_data_are_those_with_a_catalogue_each_in_its_own_name() -> None:
    assert languages_of(load_dataset()) == list(NAMES)
    assert set(PACKAGE.descriptor["atlas"]["languages"]) == set(NAMES)
    names = {"en": "English", "de": "Deutsch", "fr": "Français", "nl": "Nederlands", "rw": "Ikinyarwanda"}
    assert names == NAMES
