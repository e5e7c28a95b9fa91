"""Replicas behind nginx: the same view from each, and nothing lost when one dies."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.replicas import Replicas, running_nginx, running_replicas

LINK = {"date": "1913", "territory": "gea_1910", "at": "-3.000_33.000_6"}


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    """Run two replicas."""
    with running_replicas(tmp_path_factory.mktemp("replicas")) as found:
        yield found


@pytest.fixture(scope="module")
def address(replicas: Replicas) -> str:
    """Return the address of the first: no other server is needed."""
    return replicas.addresses[0]


@pytest.mark.parametrize("affinity", [True, False], ids=["with affinity", "without"])
def test_a_link_gives_the_same_view_on_each_replica(
    visit: Visit, replicas: Replicas, tmp_path: Path, affinity: bool
) -> None:
    seen = []
    with running_nginx(tmp_path, replicas.addresses, affinity=affinity) as through:
        for server in (*replicas.addresses, through):
            atlas = visit(server=server, **LINK)
            atlas.shows("1913-12-31")
            seen.append((atlas.territories(), atlas.story.inner_text(), atlas.panel.inner_text(), atlas.view()))
            assert {name: atlas.query(name) for name in LINK} == LINK
    assert seen[0] == seen[1] == seen[2]


def test_a_replica_dies_during_a_drag_and_the_visitor_goes_on(
    visit: Visit, replicas: Replicas, tmp_path: Path, watch: object
) -> None:
    with running_nginx(tmp_path, replicas.addresses) as through:
        atlas = visit(server=through, **LINK)
        atlas.mark()
        page = atlas.page
        print(replicas.visitors())
        home = replicas.visitors().index(max(replicas.visitors()))
        box = atlas.slider.bounding_box()
        assert box is not None
        y = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + box["width"] * 0.2, y)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.4, y)
        replicas.kill(home)
        page.mouse.move(box["x"] + box["width"] * 0.6, y, steps=5)
        page.mouse.up()
        year = atlas.slider.input_value()
        atlas.shows(f"{year}-12-31")
        atlas.heading(f"31 December {year}")
        atlas.address_has(**{**LINK, "date": year})
        atlas.shows(f"{year}-12-31")
        assert atlas.slider.input_value() == year
        expect(atlas.story).to_be_visible()
        assert atlas.is_marked()
        replicas.start(home)
