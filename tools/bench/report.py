"""The report: the figures as tables with ratios, for the terminal and for docs/benchmarks.md."""

import os
import platform
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from statistics import median, quantiles

from tools.bench.how import HOW
from tools.bench.measures import PASSES, Drag, Load, Step
from tools.bench.sizes import Size
from tools.bench.stays import MINUTES, Stay
from tools.bench.thin import GAINS, KBITS, LATENCY_MS, STAGES, Visit, seconds

LIBRARIES = ("streamlit", "folium", "streamlit-folium", "geopandas")
HEAD = ("", "atlas", "usual app", "ratio", "target")
KB = 1000


@dataclass(frozen=True)
class Table:
    """A titled table of text; the first row is its head; `after` is what stands below it in the document."""

    title: str
    rows: list[tuple[str, ...]]
    after: tuple[str, ...] = ()

    def markdown(self) -> str:
        """Return the table as Markdown that reads as well in a terminal."""
        widths = [max(3, *(len(row[column]) for row in self.rows)) for column in range(len(self.rows[0]))]
        rule = tuple("-" * width if not place else "-" * (width - 1) + ":" for place, width in enumerate(widths))
        lines = [self.rows[0], rule, *self.rows[1:]]
        return "\n".join(f"| {' | '.join(pad(row, widths))} |" for row in lines)


def pad(row: tuple[str, ...], widths: list[int]) -> list[str]:
    """Return the cells of `row`, the first flush left, the others flush right."""
    return [
        cell.rjust(width) if place else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def p95(values: list[float]) -> float:
    """Return the 95th percentile of `values`."""
    return quantiles(values, n=20, method="inclusive")[-1]


def ms(value: float) -> str:
    """Return `value` (ms) as text."""
    return f"{value:.1f} ms" if value < 100 else f"{value:,.0f} ms"


def kb(value: float) -> str:
    """Return `value` (bytes) as text, in thousands of bytes."""
    return f"{value / KB:,.1f} KB"


def times(part: float, whole: float) -> str:
    """Return how many times `part` goes into `whole`."""
    return f"{whole / part:.1f}×" if part else "–"


def target(words: str, *, met: bool) -> str:
    """Return a target with whether it is met."""
    return f"{words}: {'met' if met else 'NOT met'}"


def step_table(atlas: list[Step], usual: list[Step]) -> Table:
    """Return the table of the year steps."""
    until_map = [[step.until_map for step in steps] for steps in (atlas, usual)]
    blank = [[step.blank for step in steps] for steps in (atlas, usual)]
    total = [median(step.received.total for step in steps) for steps in (atlas, usual)]
    socket = [median(step.received.socket for step in steps) for steps in (atlas, usual)]
    http = [median(sum(step.received.http.values()) for step in steps) for steps in (atlas, usual)]
    empty = [sum(step.blank_frames for step in steps) for steps in (atlas, usual)]
    watched = [sum(step.frames for step in steps) for steps in (atlas, usual)]
    fast = median(until_map[1]) / median(until_map[0])
    small = total[1] / total[0]
    rows = [
        HEAD,
        (
            "Time to the new map, median",
            *map(ms, map(median, until_map)),
            f"{fast:.1f}×",
            target("≥ 12×", met=fast >= 12),
        ),
        ("Time to the new map, p95", *map(ms, map(p95, until_map)), times(p95(until_map[0]), p95(until_map[1])), ""),
        ("Blank, median", *map(ms, map(median, blank)), "", target("never", met=not empty[0])),
        ("Blank frames of all watched", *(f"{a} of {b:,}" for a, b in zip(empty, watched, strict=True)), "", ""),
        ("Bytes received, median", *map(kb, total), f"{small:.1f}×", target("≥ 10×", met=small >= 10)),
        ("– over the websocket", *map(kb, socket), times(*socket), ""),
        ("– over HTTP", *map(kb, http), "", ""),
    ]
    return Table(f"A year step ({len(atlas)} steps each)", rows)


def drag_table(drag: Drag) -> Table:
    """Return the table of the drag through all years."""
    frame = median(drag.rest)
    missed = sum(max(0, round(time / frame) - 1) for time in drag.frames)
    late = p95(drag.frames)
    figures = [
        ("Frame, median", ms(median(drag.frames)), ""),
        ("Frame, p95", ms(late), target("≤ 17.5 ms", met=late <= 17.5)),
        ("Frame, longest", ms(max(drag.frames)), ""),
        ("Frame on the way back, p95", ms(p95(drag.return_frames)), ""),
        ("Frame at rest, median", ms(frame), ""),
        ("Frame at rest, p95", ms(p95(drag.rest)), ""),
        ("Missed frames", f"{missed} of {len(drag.frames):,}", ""),
        ("Script a step, median", ms(median(drag.scripts)), ""),
        ("Script a step, p95", ms(p95(drag.scripts)), ""),
    ]
    rows: list[tuple[str, ...]] = [HEAD, *((label, value, "n/a", "", aim) for label, value, aim in figures)]
    return Table(f"A drag through all {drag.years} years, one step a frame ({PASSES} drags)", rows)


def load_table(atlas: list[Load], usual: list[Load]) -> Table:
    """Return the table of the cold loads."""
    until_map = [median(load.until_map for load in loads) for loads in (atlas, usual)]
    live = [median(load.live for load in loads) for loads in (atlas, usual)]
    own_files = [median(load.received.own_files for load in loads) for loads in (atlas, usual)]
    total = [median(load.received.total for load in loads) for loads in (atlas, usual)]
    rows = [
        HEAD,
        ("Own files, compressed", *map(kb, own_files), "", target("≤ 450 KB", met=own_files[0] <= 450 * KB)),
        ("All received", *map(kb, total), times(*total), ""),
        (
            "Time to the first map, median",
            *map(ms, until_map),
            times(*until_map),
            target("no later", met=until_map[0] <= until_map[1]),
        ),
        ("Time to the live map, median", *map(ms, live), times(*live), ""),
    ]
    return Table(f"A cold load ({len(atlas)} each)", rows)


def stay_table(stay: Stay) -> Table:
    """Return the table of a second visit, page switches and a long playback."""
    received = stay.second.own_files
    rows: list[tuple[str, ...]] = [
        ("", "atlas", "target"),
        ("A second visit: own files received", kb(received), target("≤ 30 KB", met=received <= 30 * KB)),
        ("A page opened by its link, median", ms(median(stay.switches)), ""),
        ("A page opened by its link, p95", ms(p95(stay.switches)), ""),
    ]
    for label, name, form in (
        ("Heap, KB,", "JSHeapUsedSize", lambda value: f"{value / KB:,.0f}"),
        ("Nodes", "Nodes", "{:,.0f}".format),
        ("Listeners", "JSEventListeners", "{:,.0f}".format),
    ):
        counts = (form(stay.before[name]), form(stay.after[name]))
        rows.append((f"{label} before and after {stay.steps:,} steps", " → ".join(counts), ""))
    return Table(f"A long stay ({MINUTES} minutes of playback, as fast as they go)", rows)


def thin_table(first: list[Visit], second: list[Visit]) -> Table:
    """Return the table of visits on a thin line."""
    rows: list[tuple[str, ...]] = [("", "first visit", "second visit")]
    for stage, words in STAGES.items():
        rows.append((f"{words}, median", *(f"{seconds(visits, stage):.1f} s" for visits in (first, second))))
    kinds = [visits[0].kinds() for visits in (first, second)]
    rows.append(("All received", *(kb(sum(kind.values())) for kind in kinds)))
    rows += [(f"– {name}", *(kb(kind[name]) for kind in kinds)) for name in kinds[0]]
    return Table(f"A thin line ({KBITS} kbit/s, {LATENCY_MS} ms; {len(first)} visitors)", rows, (GAINS,))


def size_table(sizes: dict[str, tuple[Size, Size]]) -> Table:
    """Return the table of topology and GeoJSON."""
    rows: list[tuple[str, ...]] = [("", "topology", "GeoJSON", "ratio")]
    for label, (topology, plain) in sizes.items():
        rows.append(
            (
                f"{label}, compressed",
                *map(kb, (topology.compressed, plain.compressed)),
                times(topology.compressed, plain.compressed),
            )
        )
        rows.append((f"{label}, plain", *map(kb, (topology.plain, plain.plain)), times(topology.plain, plain.plain)))
    return Table("The borders of all dates", rows)


def machine(chromium: str, load: tuple[float, float]) -> str:
    """Return what the figures were taken on; `load` is its load average before and after the run."""
    names = [f"{name} {version(name)}" for name in LIBRARIES]
    parts = [
        f"{os.cpu_count()} cores",
        platform.system(),
        f"Python {platform.python_version()}",
        *names,
        f"Chromium {chromium}",
        f"load {load[0]:.1f} before and {load[1]:.1f} after",
    ]
    return ", ".join(parts)


def document(tables: list[Table], where: str) -> str:
    """Return docs/benchmarks.md."""
    head = (
        "# Benchmarks\n\n"
        "The atlas beside the usual app, in one run of `make bench`, which writes this page.\n\n"
        f"Taken on: {where}.\n"
    )
    body = chain.from_iterable((f"## {table.title}\n", f"{table.markdown()}\n", *table.after) for table in tables)
    return "\n".join([head, *body, HOW])


def put_table(page: str, table: Table) -> str:
    """Return a page with a table in the place of that with the same title, or as the last of its tables."""
    part = "\n".join((f"## {table.title}\n", f"{table.markdown()}\n", *table.after)) + "\n"
    before, title, rest = page.partition(f"## {table.title}\n")
    if not title:
        before, how, rest = page.partition(HOW.partition("\n")[0])
        return f"{before}{part}{how}{rest}"
    return f"{before}{part}{rest[rest.index('## ') :]}"
