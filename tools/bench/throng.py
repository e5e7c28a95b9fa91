"""The table of a throng (`tools/bench/roles.py`); ``python -m tools.bench.throng`` takes it alone.

``--seconds``, ``--idle``, ``--moving`` and so on set what `Plan` has; with ``--write`` the table takes the place of the
one in docs/benchmarks.md.
"""

import argparse
import os
import sys
from dataclasses import fields
from statistics import median, quantiles

from tests.server import ROOT
from tools.bench.report import Table, kb, ms, p95, put_table, target
from tools.bench.roles import ELSE, MINUTE, Met, Plan, measure_throng
from tools.bench.visitors_report import mb

TARGET = ROOT / "docs" / "benchmarks.md"
MOST_MS = 200  # that 95 of 100 steps may take
FLAT = 1.1  # how often the memory of the first minute the last may be


def p99(values: list[float]) -> float:
    """Return the 99th percentile of `values`."""
    return quantiles(values, n=100, method="inclusive")[-1]


def throng_table(met: Met) -> Table:
    """Return the table of a throng."""
    plan = met.plan
    who = f"{plan.idle} idle, {plan.moving} moving, {plan.crawlers} crawlers, {plan.makers} makers of plates"
    rows: list[tuple[str, ...]] = [("", "measured", "target"), *_steps(met), *_others(met), *_cost(met)]
    notes = f"At once for {plan.seconds / MINUTE:g} minutes: {who}.\n"
    return Table("A throng at two replicas behind nginx", rows, (notes,))


def _steps(met: Met) -> list[tuple[str, ...]]:
    took = [run.took for run in met.steps]
    late = p95(took)
    return [
        ("A step, median", ms(median(took)), ""),
        ("A step, p95", ms(late), target(f"≤ {MOST_MS} ms", met=late <= MOST_MS)),
        ("A step, p99", ms(p99(took)), ""),
        ("A step, longest", ms(max(took)), ""),
        ("Steps", f"{len(took):,}, {len(took) / met.plan.seconds:.1f} a second", ""),
        ("Bytes a step, median", kb(median(run.received for run in met.steps)), ""),
        ("Faults", str(met.faults.total()), target("none", met=not met.faults)),
    ]


def _others(met: Met) -> list[tuple[str, ...]]:
    kinds = {"A page of a crawler": met.pages, "A preview": met.previews, "A plate, with the way to it": met.plates}
    rows = [
        (f"{name}, median, p95", f"{ms(median(took))}, {ms(p95(took))} ({len(took):,})", "")
        for name, took in kinds.items()
        if len(took) > 1
    ]
    return [*rows, ("Told that too many plates are being drawn", str(met.turned_away), "")]


def _cost(met: Met) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    minutes = sorted({0, (len(met.minutes) - 1) // 2, len(met.minutes) - 1})
    when = ", ".join(str(minute + 1) for minute in minutes)
    for number, sessions in enumerate(met.visitors):
        sizes = [minute[number][0].memory for minute in met.minutes]
        started = [size for minute in met.minutes for size in minute[number][1].started]
        words = f"{' → '.join(mb(sizes[minute]) for minute in minutes)}, most {mb(max(sizes))}"
        is_flat = target("flat", met=sizes[-1] <= sizes[0] * FLAT)
        rows.append((f"Memory of replica {number + 1} ({sessions} sessions), minutes {when}", words, is_flat))
        rows.append(("– of what draws for it, of its own, at most", mb(max(started, default=0)), ""))
    total = sum(used for kind, used in met.cores.items() if kind != ELSE)
    rows += [(f"Cores in use: {kind}", f"{used:.2f}", "") for kind, used in met.cores.items()]
    rows.append(("The client's share of the first four", f"{met.cores['client'] / total:.0%}", ""))
    rows.append(("Client's lag, p95, longest", f"{ms(p95(met.lags))}, {ms(max(met.lags))}", ""))
    return rows


def measure(plan: Plan) -> Table:
    """Measure a throng; return its table, with the load of the machine."""
    before = os.getloadavg()[0]
    table = throng_table(measure_throng(plan))
    load = ("Load of the machine before and after", f"{before:.1f}, {os.getloadavg()[0]:.1f}", "")
    return Table(table.title, [*table.rows, load], table.after)


def plan_of(words: list[str]) -> Plan:
    """Return the plan that a command line asks for."""
    parser = argparse.ArgumentParser(description=Plan.__doc__)
    for known in fields(Plan):
        parser.add_argument(f"--{known.name}", type=type(known.default), default=known.default)
    return Plan(**vars(parser.parse_args(words)))


def main() -> None:
    """Measure the throng of the command line and print its table."""
    table = measure(plan_of([word for word in sys.argv[1:] if word != "--write"]))
    print(f"## {table.title}\n\n{table.markdown()}\n")
    print(*table.after, sep="\n")
    if "--write" in sys.argv:
        TARGET.write_text(put_table(TARGET.read_text(encoding="utf-8"), table), encoding="utf-8")


if __name__ == "__main__":
    main()
