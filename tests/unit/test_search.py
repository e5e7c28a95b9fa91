"""The search finds everything in the record by any of its names, best match first."""

import pytest

from geo import Dataset
from geo.search import KINDS, close_names, events_on, everything, examples, fold, has_words, search


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("Édouard  D’Août", "edouard daout"),
        ("Rwanda–Urundi (1922)", "rwanda urundi 1922"),
        ("STRASSE Straße", "strasse strasse"),
        ("", ""),
        ("!?", ""),
    ],
)
def test_case_accents_and_signs_make_no_difference(words: str, folded: str) -> None:
    assert fold(words) == folded


def test_all_words_must_occur() -> None:
    assert has_words(fold("Embassy of Belgium in Kigali"), "kigali belg")
    assert not has_words(fold("Embassy of Belgium in Kigali"), "kigali nairobi")


def test_every_thing_is_found_by_its_name_among_the_nearest(dataset: Dataset) -> None:
    things = everything(dataset)
    assert {thing.kind for thing in things} == set(KINDS)
    for thing in things:
        same = [hit for hit in search(dataset, thing.name) if fold(hit.name) == fold(thing.name)]
        assert thing.spans in [hit.spans for hit in same]
        nearest = search(dataset, thing.name, 1)[0]
        assert fold(thing.name) in (fold(nearest.name), fold(nearest.called))


def test_everything_counts_what_the_tables_have(dataset: Dataset) -> None:
    counts = {kind: [hit.kind for hit in everything(dataset)].count(kind) for kind in KINDS}
    tables = dataset.tables
    assert counts["event"] == len(tables["events"])
    assert counts["era"] == len(tables["eras"])
    assert counts["mission"] == tables["mission_periods"]["mission_id"].nunique()
    assert counts["person"] == tables["officeholders"].query("person != ''")["person"].nunique()
    assert counts["place"] == tables["place_names"]["place_id"].nunique()


def test_a_place_is_found_by_a_name_that_it_bore_once(dataset: Dataset) -> None:
    names = dataset.tables["place_names"]
    former = names[(names["end"] != "") & ~names["name"].isin(names.loc[names["end"] == "", "name"])].iloc[0]
    (hit,) = [hit for hit in search(dataset, former["name"].upper()) if hit.kind == "place"]
    assert hit.called == former["name"]
    assert hit.span_at(former["start_day"]).label == former["name"]


def test_of_two_names_the_one_that_begins_with_the_words_is_nearer(dataset: Dataset) -> None:
    hits = search(dataset, "rwa")
    begins = [fold(hit.called or hit.name).startswith("rwa") for hit in hits]
    assert begins[0]
    assert begins.index(False) >= sum(begins[: begins.index(False)])


def test_nothing_is_found_of_nothing_and_a_slip_is_forgiven(dataset: Dataset) -> None:
    assert search(dataset, "  ") == []
    assert search(dataset, "xqzw") == []
    person = next(hit.name for hit in everything(dataset) if hit.kind == "person")
    slip = person[:-2] + person[-1] + person[-2]
    assert person in close_names(dataset, slip)


def test_a_name_that_stands_only_in_texts_is_offered_as_well(dataset: Dataset) -> None:
    assert close_names(dataset, "Habiyarimana") == ["Habyarimana"]
    assert close_names(dataset, "Uwiringiyimana") == ["Uwilingiyimana"]
    assert close_names(dataset, "Juvenal Habiyarimana") == ["Juvénal", "Habyarimana"]


def test_a_single_letter_finds_nothing_by_itself_and_only_itself_beside_words(dataset: Dataset) -> None:
    assert search(dataset, "x") == search(dataset, "<b>x</b>") == []
    assert [hit.name for hit in search(dataset, "Yuhi V Musinga") if hit.kind == "person"] == ["Yuhi V Musinga"]
    assert not any(hit.kind == "person" for hit in search(dataset, "Yuhi M Musinga"))


def test_events_of_a_date_are_those_that_certainly_fall_into_it_or_last_through_it(dataset: Dataset) -> None:
    on_day = [hit.spans[0].start for hit in events_on(dataset, "1922-07-20")]
    assert "1922-07-20" in on_day
    in_year = events_on(dataset, "1922")
    assert {hit.spans[0].start[:4] for hit in in_year if not hit.spans[0].end} == {"1922"}
    assert set(events_on(dataset, "1922-07")) <= set(in_year)
    # A source that names only the year does not say that it was this day.
    assert not any(hit.spans[0].start == "1922" for hit in events_on(dataset, "1922-03-01"))


def test_the_examples_are_names_that_find_something(dataset: Dataset, tiny_dataset: Dataset) -> None:
    for atlas in (dataset, tiny_dataset):
        assert examples(atlas)
        assert all(search(atlas, name) for name in examples(atlas))
