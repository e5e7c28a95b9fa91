"""Dependencies: each is pinned to one version with hashes, the same in every list."""

import json
import re

import pytest

from tests.server import ROOT
from tools.lock import LISTS, PIN, read_list
from tools.sbom import sbom


def pins(text: str) -> set[tuple[str, str]]:
    """Return name and version of every package that a list pins."""
    return {(name, version) for name, version, _ in PIN.findall(text)}


def asked_for(name: str) -> set[tuple[str, str]]:
    """Return what one of our own lists asks for, with the lists that it includes."""
    text = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8")
    included = re.findall(r"^-r (\w+)\.in$", text, re.MULTILINE)
    versions = re.findall(r"^([A-Za-z0-9-]+)(?:\[[a-z,]+\])?==([^\s;]+)", text, re.MULTILINE)
    assert len(versions) + len(included) == len(
        [line for line in text.splitlines() if line and not line.startswith("#")]
    )
    return set(versions).union(*(asked_for(other) for other in included))


@pytest.mark.parametrize("name", LISTS)
def test_every_package_is_pinned_with_hashes(name: str) -> None:
    text = read_list(LISTS[name][0])
    entries = re.split(r"^(?=\S)", re.sub(r"^(#|-r ).*\n", "", text, flags=re.MULTILINE), flags=re.MULTILINE)[1:]
    assert len(entries) >= len(pins(text)) > 40
    for entry in entries:
        head, *hashes = entry.replace("\\\n", "\n").split("\n    ")
        assert PIN.fullmatch(f"{head.strip()} \\"), head
        assert hashes, head
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", one.strip()) for one in hashes), head


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_what_is_asked_for_and_no_address(name: str) -> None:
    text = read_list(LISTS[name][0])
    assert asked_for(name) <= pins(text)
    assert "://" not in text


def test_no_package_stands_in_two_lists() -> None:
    files = [(ROOT / file).read_text(encoding="utf-8") for file, _ in LISTS.values()]
    names = [name for text in files for name in {name for name, _, _ in PIN.findall(text)}]
    assert len(names) == len(set(names))


def test_the_list_of_parts_names_every_package_that_runs_and_no_machine() -> None:
    text = sbom()  # it checks itself against the standard
    listed = json.loads(text)
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    parts = {(part["name"], part["version"]) for part in listed["components"]}
    assert parts == pins(read_list("requirements.txt")) | {("leaflet", "1.9.4"), ("lean-qr", "2.7.4")}
    references = {part["bom-ref"] for part in listed["components"]}
    (root,) = [entry for entry in listed["dependencies"] if entry.get("dependsOn")]
    assert set(root["dependsOn"]) == references
    assert str(ROOT) not in text
    assert "file:" not in text
    assert "timestamp" not in listed["metadata"]
    assert sbom() == text
