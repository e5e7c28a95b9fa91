"""The atlas serves the data package that `ATLAS_DATA` names."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.server import OUTPUT, ROOT, running_app

EXAMPLE = ROOT / "examples" / "germany-namibia"


@pytest.fixture(scope="module")
def example_address() -> Iterator[str]:
    """Serve the atlas of the example; return its address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_DATA", str(EXAMPLE))
        with running_app(log=OUTPUT / "example-server.log") as url:
            yield url


def test_the_map_shows_the_lands_of_the_package(visit: Visit, example_address: str) -> None:
    atlas = visit(server=example_address)
    expect(atlas.page.get_by_role("heading", level=1)).to_contain_text("Germany–Namibia")
    atlas.shows("1925-12-31")
    assert atlas.territories() == {"swa_mandate", "walvis_union", "germany_undrawn"}
    expect(atlas.panel).to_contain_text("South West Africa: a mandate of the League of Nations under South Africa.")
    atlas.type_date("1990-03-21")
    atlas.shows("1990-03-21")
    assert {"namibia", "walvis_held", "walvis_claim"} <= atlas.territories()
    expect(atlas.map.locator(".views button[data-view=walvis]")).to_be_visible()
