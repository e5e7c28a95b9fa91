"""A small throng does what a large one does, and what goes wrong is told."""

import asyncio
import os
import subprocess
import sys
from collections import Counter

import pytest

from tools.bench.processes import children_of, private, resident, use_of_family
from tools.bench.report import Table, put_table
from tools.bench.roles import ELSE, Met, Plan, Throng, measure_throng, source_of
from tools.bench.throng import plan_of, throng_table

SMALL = Plan(seconds=8, idle=2, moving=2, crawlers=2, makers=1, rest=1, crawl=1, look=2, arrival=0)


@pytest.fixture(scope="module")
def met() -> Met:
    """Return what a small throng met."""
    return measure_throng(SMALL)


def test_everybody_does_something_and_nothing_fails(met: Met) -> None:
    assert met.faults == Counter()
    assert len(met.steps) > SMALL.seconds
    assert all(run.took > 0 and run.received > 0 and not run.deltas for run in met.steps)
    assert len(met.pages) > SMALL.seconds
    assert met.plates
    assert met.turned_away == 0
    assert sum(met.visitors) >= SMALL.idle + SMALL.moving + SMALL.makers


def test_what_it_cost_is_told_of_each_process(met: Met) -> None:
    assert set(met.cores) == {"replicas", "drawing", "nginx", "client", ELSE}
    assert all(used > 0 for kind, used in met.cores.items() if kind != ELSE)
    (minute,) = met.minutes
    assert all(own.memory > 100_000_000 for own, _ in minute)
    assert any(drawing.started for _, drawing in minute)
    table = throng_table(met)
    assert ("Faults", "0", "none: met") in table.rows
    assert {len(row) for row in table.rows} == {3}


def test_who_is_not_answered_is_counted() -> None:
    throng = Throng("http://127.0.0.1:9", SMALL)
    asyncio.run(throng.told(throng.fetch(throng.met.pages, "/", 1)))
    assert throng.met.faults.total() == 1
    assert throng.met.pages == []


def test_everybody_has_an_address_of_his_own() -> None:
    assert len({source_of(number) for number in range(2_000)}) == 2_000


def test_a_plan_is_that_of_the_command_line() -> None:
    assert plan_of([]) == Plan()
    assert plan_of(["--seconds", "30", "--makers", "0"]) == Plan(seconds=30.0, makers=0)


def test_a_table_takes_its_place_in_the_page() -> None:
    old, new = (Table("Title", [("", "measured"), ("A step", time)]) for time in ("1 ms", "2 ms"))
    page = "# Benchmarks\n\n## Another\n\ntable\n\n## How each figure is taken\n\nIn words.\n"
    first = put_table(page, old)
    assert first.index("## Another") < first.index("1 ms") < first.index("## How each")
    assert put_table(first, new) == first.replace("1 ms", "2 ms")


def test_a_process_and_those_it_has_started_are_told_apart() -> None:
    command = [sys.executable, "-c", "input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as child:
        assert child.pid in children_of(os.getpid())
        own, started = use_of_family(os.getpid())
        assert own.memory > started.memory > 0
        assert private(child.pid) <= resident(child.pid)
        child.communicate(b"\n")
    assert child.pid not in children_of(os.getpid())
    assert resident(child.pid) == 0
