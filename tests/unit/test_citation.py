"""What is said of the record for citing it is what the record says of itself."""

import json

import yaml

from geo import Dataset
from geo.descriptor import load_descriptor
from tests.server import ROOT
from tools.citation import files


def test_the_files_are_those_that_the_record_gives() -> None:
    assert {name: (ROOT / name).read_text(encoding="utf-8") for name in files()} == files(), "python -m tools.citation"


def test_the_last_version_is_the_one_that_the_package_has(dataset: Dataset) -> None:
    descriptor, versions = load_descriptor(dataset.folder), dataset.records["versions"]
    assert versions[-1]["version"] == descriptor["version"]
    assert versions[-1]["as_of"] == dataset.about["as_of"]
    days = [row["day"] for row in versions]
    assert days == sorted(days)
    assert len({row["version"] for row in versions}) == len(versions)


def test_both_files_can_be_read_and_say_the_same(dataset: Dataset) -> None:
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    zenodo = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    descriptor, last = load_descriptor(dataset.folder), dataset.records["versions"][-1]
    assert {"cff-version", "message", "title", "authors"} <= set(cff)  # what the format asks for
    assert cff["title"] == zenodo["title"] == descriptor["title"]
    assert cff["version"] == zenodo["version"] == last["version"]
    assert cff["date-released"] == zenodo["publication_date"] == last["day"]
    assert cff["license"].lower() == zenodo["license"]
    assert cff["license"] == descriptor["licenses"][0]["name"]
    assert [author["name"] for author in cff["authors"]] == [author["name"] for author in zenodo["creators"]]
    assert cff["authors"][0]["name"].removeprefix("The ") in (ROOT / "LICENSE").read_text(encoding="utf-8")
