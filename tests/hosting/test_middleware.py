"""Cache headers; asked of the middleware without a socket."""

import pytest

from pages.shared.data.assets import static_version
from server import middleware
from server.middleware import IMMUTABLE, REVALIDATE, CacheRules, KnownFiles, PackageLayers
from server.upstream import script_files
from tests.asgi import sent_by

ATLAS = "/app/static/atlas.json"


def rule_for(path: str, query: str = "", status: int = 200) -> bytes | None:
    """Return the Cache-Control of the answer to a request, served by an app that knows of none."""
    scope = {"type": "http", "path": path, "query_string": query.encode()}
    messages = sent_by(CacheRules, scope, status, ((b"content-type", b"text/plain"),))
    return dict(messages[0]["headers"]).get(b"cache-control")


def test_a_file_may_be_kept_for_ever_under_the_version_that_it_has() -> None:
    assert rule_for(ATLAS, f"v={static_version()}") == IMMUTABLE
    assert rule_for("/app/static/fonts/alegreya-latin-wght-normal.woff2") == IMMUTABLE


@pytest.mark.parametrize("query", ["", "v=", "v=older", "v=a&v=b", "w=1", "v=%00%ff", "é"])
def test_under_any_other_name_a_cache_asks_first(query: str) -> None:
    assert rule_for(ATLAS, query) == REVALIDATE


def test_a_fault_is_never_kept() -> None:
    assert rule_for(ATLAS, f"v={static_version()}", status=404) == b"no-store"


def test_what_is_not_the_atlas_s_own_file_is_left_alone() -> None:
    assert rule_for("/missions") is None
    assert rule_for("/_stcore/health", f"v={static_version()}") is None
    assert rule_for("/evil/component/streamlit_folium.st_folium/static/js/main.521860b0.js") is None
    assert rule_for("/component/streamlit_folium.st_folium/static/js/main.521860b0.js") == IMMUTABLE


def status_of(path: str, method: str = "GET", *, base: str = "") -> int:
    """Return the status of the answer to a request for a file of Streamlit; the app answers everything with 200."""
    scope = {"type": "http", "path": base + path, "method": method, "query_string": b""}
    return int(sent_by(KnownFiles, scope)[0]["status"])


def test_a_script_that_this_version_lacks_is_not_there() -> None:
    """So that nginx asks the next replica during an update."""
    assert status_of(f"/static/js/{script_files()[0].name}") == 200
    for name in ("js/none.deadbeef.js", "", "js/", "js", "../index.html", "index.html", "js/./index.js"):
        assert status_of(f"/static/{name}") == 404
    assert status_of("/static/js/none.js", "HEAD") == 404
    assert status_of("/missions") == 200


def test_below_a_path_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "base_path", lambda: "/atlas")
    assert status_of(f"/static/js/{script_files()[0].name}", base="/atlas") == 200
    assert status_of("/static/js/none.js", base="/atlas") == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_a_layer_of_a_package_is_only_read(method: str) -> None:
    scope = {"type": "http", "path": ATLAS, "method": method, "query_string": b"", "headers": []}
    assert sent_by(PackageLayers, scope)[0]["status"] == 405
