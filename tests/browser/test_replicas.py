"""Replicas behind nginx: each shows the same view, and nothing is lost when one dies."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import Atlas
from tests.browser.conftest import Visit, Watch
from tests.replicas import Replicas, running_nginx, running_replicas

LINK = {"date": "1913", "territory": "gea_1910", "at": "-3.000_33.000_6"}
TOLD_OF_A_LOSS = ("WebSocket onclose", "Cannot send rerun backMessage", "WebSocket connection to", "Failed to load")


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    """Run two replicas."""
    with running_replicas(tmp_path_factory.mktemp("replicas")) as running:
        yield running


def lose(atlas: Atlas, replicas: Replicas) -> None:
    """Kill the replica that has a visitor's session, and wait until the browser has found another."""
    sessions = replicas.visitors()
    with atlas.page.expect_websocket():
        replicas.kill(sessions.index(max(sessions)))


def test_a_link_gives_the_same_view_on_each_replica_and_through_nginx_without_affinity(
    visit: Visit, replicas: Replicas, tmp_path: Path
) -> None:
    states = []
    with running_nginx(tmp_path, replicas.addresses, affinity=False) as anywhere:
        for server in (*replicas.addresses, anywhere):
            atlas = visit(server=server, **LINK)
            atlas.shows("1913-12-31")
            states.append((atlas.territories(), atlas.details.inner_text(), atlas.panel.inner_text(), atlas.view()))
            assert {name: atlas.query(name) for name in LINK} == LINK
            atlas.page.close()
    assert states == states[:1] * 3


def test_a_replica_dies_during_a_drag_and_the_visitor_goes_on(
    visit: Visit, replicas: Replicas, watch: Watch, tmp_path: Path
) -> None:
    for index in range(2):
        if not replicas.is_running(index):
            replicas.start(index)
    with running_nginx(tmp_path, replicas.addresses) as through:
        atlas = visit(server=through, **LINK)
        atlas.mark()
        before = atlas.view()
        year = atlas.drag(lambda: lose(atlas, replicas))
        atlas.shows(f"{year}-12-31")
        atlas.heading(f"31 December {year}")
        atlas.address_has(**{**LINK, "date": year})
        expect(atlas.details).to_have_text("German East Africa")
        atlas.at_rest()
        assert (atlas.slider.input_value(), atlas.day(), atlas.view()) == (year, f"{year}-12-31", before)
        atlas.type_date("1975")  # the new session hears each step as well
        atlas.heading("31 December 1975")
        assert atlas.is_marked()
        atlas.page.close()  # before its servers go
    watch.complaints[:] = [line for line in watch.complaints if not line.startswith(TOLD_OF_A_LOSS)]
