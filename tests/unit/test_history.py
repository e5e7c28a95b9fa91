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


def test_who_only_acts_is_called_acting(dataset: Dataset) -> None:
    holders = dataset.tables["officeholders"]
    acting = holders["rank"].str.startswith("Acting ")
    assert acting.any()
    assert (acting == (holders["state"] == "acting")).all()
    # Of one man who acts in one Residency the other does not make a full Resident.
    assert dataset.row("officeholders", "gudowius")["rank"] == "Acting Resident"
    assert "Gudowius acted for him" in dataset.row("officeholders", "kandt")["note"]
    assert "Gudowius acted for him" in dataset.row("territories", "ruanda_residency")["ruler"]


def test_a_term_that_an_event_tells_is_the_term_of_the_holder(dataset: Dataset) -> None:
    """The first day of the successor ends a term, in the event as in the table of holders."""
    holders = dataset.tables["officeholders"].set_index("person")
    events = dataset.tables["events"]
    terms = events[events["title"].str.contains(" governor of ")]
    assert len(terms) == 1
    for event in terms.to_dict("records"):
        holder = holders.loc[event["title"].split(" governor of ")[0]]
        assert (event["start"], event["end"]) == (holder["start"], holder["end"]), event["event_id"]


def test_the_front_of_1917_ends_on_one_day_in_every_table(dataset: Dataset) -> None:
    day = "1917-11-25"  # the German main force crosses the Rovuma: the first day on which the south is not German
    extents = dataset.tables["extents"].query("territory_id in ('gea_war', 'tanganyika_occ')")
    assert dataset.row("borders", "front_south_1916")["end"] == day
    assert set(extents.loc[extents["start"].str.startswith("1917-11"), "start"]) == {day}
    assert set(extents.loc[extents["end"].str.startswith("1917-11"), "end"]) == {day}
    assert "25 November 1917" in dataset.row("borders", "front_south_1916")["basis"]
    assert "on 25 November 1917" in dataset.row("territories", "gea_war")["note"]


def test_an_event_of_ministers_names_more_than_one(dataset: Dataset) -> None:
    events = dataset.tables["events"]
    events = events[events["title"].str.startswith("Belgian ministers ")]
    assert len(events) >= 2
    for event in events.to_dict("records"):
        assert re.search(r"(?:[A-Z]\w+ ){1,3}and (?:[A-Z]\w+ ){1,3}", event["text"]), event["event_id"]


def test_the_violence_of_1959_begins_on_one_day(dataset: Dataset) -> None:
    event = dataset.row("events", "E063")
    assert event["start"] == "1959-11-03"
    assert "On 1 November" in event["text"]
    assert "from 3 November 1959" in dataset.row("claims", "C27")["better"]


@pytest.mark.parametrize(("table", "series"), [("aid", "DC.DAC.BELL.CD"), ("population", "SP.POP.TOTL")])
def test_the_source_of_a_series_names_it(dataset: Dataset, table: str, series: str) -> None:
    rows = dataset.tables[table]
    rows = rows[rows["kind"] == "model"] if table == "population" else rows
    assert len(rows) > 60
    for sources in set(rows["source_ids"]):
        assert any(series in dataset.row("sources", source)["citation"] for source in sources.split())


OWN_DAY = re.compile(r"\b(first|last|closing|opening) day( of the office)? was not (found|seen|confirmed|checked)")


@pytest.mark.parametrize("table", ["events", "mission_periods", "officeholders", "relations", "borders", "territories"])
def test_a_row_whose_first_or_last_day_was_not_found_is_verified_in_part_only(dataset: Dataset, table: str) -> None:
    rows = dataset.tables[table]
    rows = rows[rows["note"].str.contains(OWN_DAY.pattern.replace("(", "(?:")) & (rows["start"].str.len() == 10)]
    assert set(rows["verified"]) <= {"partly", "no"}


LOST = re.compile(r"^Not found again")


@pytest.mark.parametrize("table", ["events", "claims", "relations", "missions", "mission_periods", "officeholders"])
def test_no_row_rests_only_on_pages_that_were_not_found_again(dataset: Dataset, table: str) -> None:
    sources = dataset.tables["sources"]
    lost = set(sources.loc[sources["note"].str.contains(LOST), "source_id"])
    assert lost
    rows = dataset.tables[table]["source_ids"].str.split()
    assert not [ids for ids in rows if ids and set(ids) <= lost]


def test_agreement_to_a_person_is_called_agrement(dataset: Dataset) -> None:
    for table, column in (("events", "text"), ("events", "note"), ("officeholders", "note"), ("glossary", "forms")):
        assert not dataset.tables[table][column].str.contains(r"\bagreement (?:to|for) an? ").any()


def test_the_post_in_brussels_has_one_history_in_every_table(dataset: Dataset) -> None:
    """The ambassador stays while he is attested; the refusal is known on one day; what follows starts then."""
    last = dataset.row("officeholders", "sebashongore")["end"]
    assert last > dataset.tables["mission_periods"].query("mission_id == 'M22'").iloc[0]["start"]  # he was there
    refused = dataset.row("officeholders", "karega")
    assert refused["start"] == last
    assert refused["end"] == dataset.row("events", "E118")["start"]
    assert dataset.row("officeholders", "rwanda_vacant_2023b")["start"] == refused["end"]
    vacant = dataset.tables["relations"].query("state == 'One post vacant'").iloc[0]
    without = dataset.tables["mission_periods"].query("mission_id == 'M02' and state == 'open_without_head'").iloc[0]
    assert {vacant["start"], without["start"]} == {last}
    assert "24 July" in dataset.row("claims", "C02")["better"]


ASSUMED = re.compile(r"\bshown (to|from)\b", re.IGNORECASE)


def test_a_term_shown_to_a_day_that_no_source_gives_is_verified_in_part_only(dataset: Dataset) -> None:
    holders = dataset.tables["officeholders"]
    assumed = holders[holders["note"].str.contains(ASSUMED.pattern.replace("(", "(?:"), case=False)]
    assert len(assumed) >= 15
    assert list(assumed.loc[~assumed["verified"].isin(["partly", "no"]), "holder_id"]) == []
    assert list(assumed.loc[assumed["confidence"] == "high", "holder_id"]) == []


def test_a_text_does_not_say_of_every_year_what_a_source_says_of_some(dataset: Dataset) -> None:
    for table, column in (("events", "text"), ("mission_periods", "sentence")):
        words = dataset.tables[table][column]
        assert list(words[words.str.contains(r"\b(?:every|always|never|yearly ceremonies)\b", case=False)]) == []


def test_a_source_without_a_title_has_an_address(dataset: Dataset) -> None:
    sources = dataset.tables["sources"]
    nameless = sources[sources["citation"].str.contains(r"(?:title|numbers|dates) (?:and day )?not recorded")]
    assert list(nameless.loc[nameless["url"] == "", "source_id"]) == []


def test_a_name_of_today_does_not_rest_on_works_older_than_it(dataset: Dataset) -> None:
    cited = dataset.tables["sources"].set_index("source_id")["citation"]
    year = cited.str.replace(r"“[^”]*”", "", regex=True).str.findall(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
    newest = {source: max(map(int, years)) for source, years in year.items() if years}
    for row in dataset.tables["place_names"].to_dict("records"):
        known = [newest.get(source, 9999) for source in row["source_ids"].split()]
        assert not known or max(known) >= int(row["start"][:4]), (row["place_id"], row["start"])


def test_an_officer_has_one_name_and_rank_in_every_table(dataset: Dataset) -> None:
    ramsay = dataset.row("officeholders", "ramsay")
    assert ramsay["person"] == "Hans Ramsay"  # not yet “von” in the gazettes of 1896 and 1898
    assert dataset.row("events", "E009")["text"].startswith("Captain Hans Ramsay ")
    assert not dataset.tables["events"]["text"].str.contains("von Ramsay").any()
