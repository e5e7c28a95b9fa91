"""The security headers of pages, files and the map's frame."""

import re

import pytest

from pages.shared.layout.skip_link import PAGE_SCRIPT, page_script
from server import policy
from server.first_paint import scripts
from server.policy import page_scripts, script_hash, security_headers
from server.upstream import COMPONENT, INDEX

UNSAFE = {"'unsafe-eval'", "'unsafe-inline'"}
HTML = b"text/html; charset=utf-8"


def directives(path: str, content_type: bytes = HTML) -> dict[str, str]:
    """Return the policy of an answer by directive."""
    value = dict(security_headers(path, content_type))[b"content-security-policy"].decode()
    return {name: sources for name, _, sources in (part.partition(" ") for part in value.split("; "))}


@pytest.mark.parametrize("path", ["/", "/data", "/app/static/atlas.json", "/_stcore/health", "/static/js/index.A.js"])
def test_no_text_becomes_a_script(path: str) -> None:
    assert not UNSAFE & set(directives(path)["script-src"].split())
    assert directives(path)["script-src-attr"] == "'none'"
    assert directives(path)["object-src"] == "'none'"


def test_the_frame_of_the_map_alone_may_evaluate() -> None:
    assert "'unsafe-eval'" in directives(f"{COMPONENT}index.html")["script-src"]
    assert "blob:" not in directives(f"{COMPONENT}index.html")["script-src"]
    for path in (f"/evil{COMPONENT}index.html", "/component/another.name/index.html"):
        assert not UNSAFE & set(directives(path)["script-src"].split())


def test_every_script_that_stands_in_a_page_is_named_by_its_hash() -> None:
    allowed = directives("/")["script-src"]
    first = INDEX.read_text(encoding="utf-8") + str(scripts(""))
    first += str(page_script("", "fr", "dark"))
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", first, re.DOTALL)
    assert len(inline) == 5
    assert all(f"'{script_hash(script)}'" in allowed for script in inline)
    assert f"'{script_hash(PAGE_SCRIPT + ' ')}'" not in allowed
    assert allowed.count("'sha256-") == 5


def test_a_hash_is_what_a_browser_computes() -> None:
    # The example of the standard (CSP 3, 8.3).
    assert script_hash("alert('Hello, world.');") == "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="


def test_what_belongs_to_a_session_is_for_the_atlas_and_files_are_for_everybody() -> None:
    resource = b"cross-origin-resource-policy"
    assert dict(security_headers("/_stcore/health", b""))[resource] == b"same-origin"
    assert dict(security_headers("/media/a.zip", b""))[resource] == b"same-origin"
    for path in ("/", "/app/static/atlas.json", "/static/js/index.A.js", f"{COMPONENT}index.html"):
        assert resource not in dict(security_headers(path, HTML))
        assert dict(security_headers(path, HTML))[b"cross-origin-opener-policy"] == b"same-origin"


def test_below_a_path_the_frame_is_known_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "base_path", lambda: "/atlas")
    assert "'unsafe-eval'" in directives(f"/atlas{COMPONENT}index.html")["script-src"]


def test_the_hashes_are_computed_once() -> None:
    assert page_scripts() is page_scripts()
