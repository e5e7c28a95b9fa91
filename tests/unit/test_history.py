"""The record does not contradict itself: rows about one thing in several tables agree."""

import re

import pytest

from geo import Dataset
from geo.dates import last_day

ANNEXATION = "1908-11-15"
# What a text about an earlier day may say of Belgium: that it was no party, or that there were no relations.
NOT_A_PARTY = re.compile(r"Belgium was no party|Rwanda and Belgium have no relations|not under Belgium")


def test_before_1908_the_congo_is_not_belgian(dataset: Dataset) -> None:
    congo = dataset.tables["territories"].query("polity == 'congo' and start_day < '1908-11-15'")
    assert not congo.empty
    assert "belgium" not in {*congo["sovereign"], *congo["administering_power"]}


@pytest.mark.parametrize("table", ["events", "relations"])
def test_no_text_about_a_day_before_1908_makes_belgium_a_party(dataset: Dataset, table: str) -> None:
    early = [row for row in dataset.tables[table].to_dict("records") if row["start_day"] < ANNEXATION]
    assert early
    for row in early:
        text = " ".join(row[name] for name in ("title", "text", "state", "sentence") if name in row)
        assert "Belgium" not in NOT_A_PARTY.sub("", text), row


def test_a_commander_holds_his_office_in_the_events_that_name_him(dataset: Dataset) -> None:
    commands = set(dataset.tables["offices"].query("kind == 'commander'")["office_id"])
    holders = dataset.tables["officeholders"]
    named = 0
    for person in set(holders.loc[holders["office_id"].isin(commands), "person"]):
        own = holders[holders["person"] == person]
        name = re.compile(rf"\b{re.escape(person.split()[-1])}\b")
        for event in dataset.tables["events"].to_dict("records"):
            if name.search(f"{event['title']} {event['text']}"):
                named += 1
                day = last_day(event["start"])
                assert ((own["start_day"] <= day) & (day < own["end_day"])).any(), (person, event["event_id"])
    assert named


def test_what_a_claim_says_of_the_atlas_is_so(dataset: Dataset) -> None:
    assert "the atlas says only that they were killed" in dataset.row("claims", "C38")["better"]
    assert dataset.row("events", "E090")["text"].endswith("the ten Belgians were killed.")


def test_while_the_embassy_is_shut_no_office_of_its_state_is_at_work(dataset: Dataset) -> None:
    shut = dataset.tables["relations"].query("state == 'Embassy shut'").iloc[0]
    missions = dataset.tables["missions"].query("sending == 'Belgium' and receiving == 'Rwanda'")
    offices = set(missions.loc[missions["kind"].isin(["embassy", "office"]), "mission_id"])
    periods = dataset.tables["mission_periods"]
    periods = periods[periods["mission_id"].isin(offices)]
    periods = periods[(periods["start_day"] < shut["end_day"]) & (periods["end_day"] > shut["start_day"])]
    assert set(periods["mission_id"]) == offices == {"M01", "M07"}
    assert set(periods["state"]) == {"closed"}


def test_one_seat_and_one_year_in_every_table(dataset: Dataset) -> None:
    assert dataset.row("events", "E027")["place"].startswith("Tabora")
    assert "at first at Tabora" in dataset.row("missions", "C04")["note"]
    assert "turn of 1913–14" in dataset.row("territories", "ruanda_residency")["ruler"]
    assert "turn of 1913–14" in dataset.row("officeholders", "kandt")["note"]


def test_a_sentence_on_blocked_cooperation_rests_on_the_page_that_has_it(dataset: Dataset) -> None:
    rows = [
        (row.get("text") or row["sentence"], row["source_ids"])
        for table in ("events", "aid_events", "mission_periods")
        for row in dataset.tables[table].to_dict("records")
    ]
    blocked = [sources for text, sources in rows if "cooperation" in text.lower() and "blocked" in text]
    assert len(blocked) >= 3
    assert all("S700" in sources.split() for sources in blocked)


def test_a_judgment_that_fell_is_not_told_as_one_that_stands(dataset: Dataset) -> None:
    event = dataset.row("events", "E104")
    assert "no final judgment" in event["title"]
    assert "no conviction stands" in event["text"]
