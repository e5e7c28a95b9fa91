"""Cache headers; asked of the middleware without a socket."""

import pytest

from pages.shared.data.assets import static_version
from server.middleware import IMMUTABLE, REVALIDATE, CacheRules
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
