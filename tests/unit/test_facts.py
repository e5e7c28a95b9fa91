"""The record: each row has sources, people and places bear the names of their time, 1994 is verified."""

import pytest

from geo import Dataset, holders_now, officeholders_at, other_names
from geo.dates import first_day, last_day

RECORD = (
    *("territories", "events", "missions", "mission_periods", "relations", "officeholders", "aid", "population"),
    *("place_names", "positions", "claims", "borders"),
)


@pytest.mark.parametrize("table", RECORD)
def test_every_row_has_a_source_and_says_whether_it_was_read(dataset: Dataset, table: str) -> None:
    frame = dataset.tables[table]
    assert not frame.empty
    assert (frame["source_ids"] != "").all()
    consulted = dataset.lookup("sources", "source_id", "consulted")
    for row in frame.itertuples():
        if row.verified == "yes":
            assert {consulted[name] for name in row.source_ids.split()} & {"yes", "partly"}, row


def test_at_most_one_row_in_ten_is_unverified(dataset: Dataset) -> None:
    rows = [value for table in RECORD for value in dataset.tables[table]["verified"]]
    assert rows.count("no") / len(rows) <= 0.1


def test_no_unverified_row_concerns_1994(dataset: Dataset) -> None:
    for table in ("events", "claims", "relations", "mission_periods", "officeholders"):
        frame = dataset.tables[table]
        for row in frame.to_dict("records"):
            date = row.get("start") or row["date"]
            end = first_day(row["end"]) if row.get("end") else last_day(date)
            if first_day(date) <= "1994-12-31" and "1994-01-01" <= end <= "1995-01-01":
                assert row["verified"] != "no", row


def test_every_source_is_used_and_has_a_licence(dataset: Dataset) -> None:
    used = {
        name
        for frame in dataset.tables.values()
        if "source_ids" in frame
        for ids in frame["source_ids"]
        for name in ids.split()
    }
    sources = dataset.tables["sources"]
    assert set(sources["source_id"]) == used
    assert (sources["licence"] != "").all()
    read = sources[sources["consulted_on"] != ""]
    assert len(read) > 100
    assert (read["consulted"] != "no").all()
    assert (read["consulted_on"] <= dataset.about["checked_on"]).all()


def test_the_article_is_covered_claim_by_claim(dataset: Dataset) -> None:
    claims = dataset.tables["claims"]
    assert list(claims["claim_id"]) == [f"C{number:02d}" for number in range(1, 53)]
    assert set(claims["verdict"]) == set(dataset.tables["verdicts"]["verdict_id"])
    assert (claims["date"].map(first_day) <= dataset.about["as_of"]).all()


def test_the_series_have_no_gap_that_the_source_does_not_have(dataset: Dataset) -> None:
    aid = dataset.tables["aid"]
    assert [int(year) for year in aid["year"]] == list(range(1960, 2024))
    assert aid.set_index("year").loc["2019", "amount_usd"] == "41835556"
    model = dataset.tables["population"].query("kind == 'model'")
    assert [int(date) for date in model["date"]] == list(range(1960, 2025))


@pytest.mark.parametrize(
    ("day", "people"),
    [
        ("1925", {"Alfred Marzorati", "Yuhi V Musinga"}),
        ("1931-06-30", {"Charles Voisin", "Yuhi V Musinga"}),
        ("1931-12-01", {"Charles Voisin", "Mutara III Rudahigwa"}),
        ("1958", {"Jean-Paul Harroy", "Mutara III Rudahigwa"}),
        ("1910", {"Richard Kandt"}),
        ("1993", {"Johan Swinnen"}),
        ("1995", {"Frank De Coninck"}),
    ],
)
def test_who_held_office(dataset: Dataset, day: str, people: set[str]) -> None:
    assert people <= set(officeholders_at(dataset, day)["person"])


def test_after_the_break_there_is_no_head_of_mission(dataset: Dataset) -> None:
    heads = officeholders_at(dataset, "2025-03-18").query("kind == 'head_of_mission'")
    assert list(heads["state"]) == ["none", "none"]
    assert list(heads["person"]) == ["", ""]


def test_holders_of_one_office_do_not_overlap(dataset: Dataset) -> None:
    for office, rows in dataset.tables["officeholders"].groupby("office_id"):
        ordered = rows.sort_values("start_day")
        late = ordered["start_day"] < ordered["end_day"].shift(fill_value="")
        assert not late.any(), (office, list(ordered.loc[late, "person"]))


def test_names_of_the_time_and_the_land_today(dataset: Dataset) -> None:
    assert ("Territoire du Ruanda-Urundi", "Belgian administration") in other_names(dataset, "ruanda_urundi_mandate_b")
    assert holders_now(dataset, "ruanda_urundi_mandate_b") == ["Burundi", "Rwanda"]
    assert holders_now(dataset, "gea_1910")[0] == "Tanzania"


def test_the_names_of_a_place_follow_one_another(dataset: Dataset) -> None:
    for place, rows in dataset.tables["place_names"].groupby("place_id"):
        ordered = rows.sort_values("start_day")
        assert list(ordered["start"])[1:] == list(ordered["end"])[:-1], place
        assert list(ordered["end"])[-1] == "", place


def test_the_prime_minister_is_spelled_right(dataset: Dataset) -> None:
    texts = "\n".join(str(frame.to_csv()) for name, frame in dataset.tables.items() if name != "sources")
    assert "Agathe Uwilingiyimana" in texts
    assert "Uwilingiyama" not in texts
    assert "Rwandan genocide" not in texts
