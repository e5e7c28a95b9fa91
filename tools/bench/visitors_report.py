"""Tables of simultaneous and successive visitors."""

from statistics import median

from tools.bench.report import Table, kb, ms, p95, times
from tools.bench.visitors import (
    AT_ONCE,
    CROWD,
    CROWDS,
    MB,
    MOVES,
    SEQUENCE,
    SESSIONS,
    THINK_SECONDS,
    Sequence,
    Visits,
    measure_sequence,
    measure_visitors,
    served,
)


def mb(value: float) -> str:
    """Return `value` (bytes) as text, in millions of bytes."""
    return f"{value / MB:,.0f} MB"


def visits_table(atlas: Visits, usual: Visits, crowd: Visits) -> Table:
    """Return the table of visitors at once; the ratio is that of the first two columns."""
    columns = (atlas, usual, crowd)
    first = [[run.took for run in visits.firsts] for visits in columns]
    moved = [[run.took for run in visits.moves] for visits in columns]
    received = [median(run.received for run in visits.moves) for visits in columns]
    memory = [visits.memory for visits in columns]
    rows: list[tuple[str, ...]] = [
        ("", *(f"{visits.name}, {visits.sessions}" for visits in columns), "ratio"),
        ("A move, median", *map(ms, map(median, moved)), times(median(moved[0]), median(moved[1]))),
        ("A move, p95", *map(ms, map(p95, moved)), times(p95(moved[0]), p95(moved[1]))),
        ("First run, median", *map(ms, map(median, first)), times(median(first[0]), median(first[1]))),
        ("First run, p95", *map(ms, map(p95, first)), times(p95(first[0]), p95(first[1]))),
        ("Moves", *(f"{len(visits.moves)} of {visits.planned}" for visits in columns), ""),
        ("Errors", *(str(len(visits.faults)) for visits in columns), ""),
        ("Bytes a move, median", *map(kb, received), times(received[0], received[1])),
        ("Memory before", *(mb(one.before) for one in memory), ""),
        ("Memory after", *(mb(one.after) for one in memory), ""),
        ("Memory, most", *(mb(one.peak) for one in memory), times(memory[0].peak, memory[1].peak)),
        ("Server: cores in use during moves", *(f"{visits.cores:.2f}" for visits in columns), ""),
        ("Client's lag, p95", *(ms(p95(visits.lags)) for visits in columns), ""),
        ("Client's lag, longest", *(ms(max(visits.lags)) for visits in columns), ""),
    ]
    return Table(f"Visitors at once ({MOVES} moves each, {THINK_SECONDS:.0f} s between them)", rows)


def sequence_table(sequence: Sequence) -> Table:
    """Return the table of visitors one after the other, in quarters."""
    visits, count = sequence.visits, len(sequence.memory)
    quarters = [count * part // 4 for part in (1, 2, 3, 4)]
    rows: list[tuple[str, ...]] = [
        ("", *(f"after {visitor}" for visitor in quarters)),
        ("Memory", *(mb(sequence.memory[visitor - 1]) for visitor in quarters)),
        ("Growth a visitor since then", *(kb(sequence.growth(at, count)) for at in quarters[:3]), "–"),
        ("Move, median", ms(median(run.took for run in visits.moves)), "", "", ""),
        ("Errors", str(len(visits.faults)), "", "", ""),
        ("Client's lag, p95", ms(p95(visits.lags)), "", "", ""),
    ]
    before = mb(visits.memory.before)
    return Table(f"{count} visitors of the {visits.name}, {AT_ONCE} at a time, two moves each; {before} before", rows)


def measure(name: str, sessions: int) -> Visits:
    """Start an app, warm it with one visitor, then measure `sessions` visitors at once; say what fails."""
    print(f"{sessions} visitors of the {name} …", flush=True)
    with served(name) as server:
        measure_visitors(server, 1, 1, 0.0)
        visits = measure_visitors(server, sessions, MOVES, THINK_SECONDS)
    show_faults(visits)
    return visits


def show_faults(visits: Visits) -> None:
    """Print each kind of fault with how often it was met."""
    for fault in sorted(set(visits.faults)):
        print(f"  {visits.faults.count(fault)} × {fault}")


def measure_crowds() -> tuple[Table, Table]:
    """Measure visitors at once of both apps, a crowd of the atlas, and visitors one after the other."""
    atlas, usual = measure("atlas", SESSIONS), measure("usual app", SESSIONS)
    crowds = [measure("atlas", CROWD) for _ in range(CROWDS)]
    print(f"{SEQUENCE} visitors of the atlas, one after the other …", flush=True)
    with served("atlas") as server:
        measure_visitors(server, 1, 1, 0.0)
        sequence = measure_sequence(server)
    show_faults(sequence.visits)
    return visits_table(atlas, usual, middle(crowds)), sequence_table(sequence)


def middle(crowds: list[Visits]) -> Visits:
    """Return the crowd whose moves, by their p95, took neither the shortest nor the longest; of faults, the worst."""
    by_time = sorted(crowds, key=lambda visits: p95([run.took for run in visits.moves]))
    return max(by_time[len(by_time) // 2], *crowds, key=lambda visits: len(visits.faults))


def main() -> None:
    """Measure and print the tables."""
    for table in measure_crowds():
        print(f"\n{table.title}\n{table.markdown()}")


if __name__ == "__main__":
    main()
