"""Inject all faults, print each, and write docs/reliability.md; ``--quick`` skips the load."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.server import CHROMIUM_FLAGS, ROOT, chromium_path, running_app
from tools.bench.report import Table
from tools.faults import Fault, files, lines, load, places, proxies, requests, texts

TARGET = ROOT / "docs" / "reliability.md"
CLOSED = "\n## Holes closed\n"  # written by hand, and kept
INTRODUCTION = """\
# Reliability

Faults made on purpose by `make faults`, which writes this page; it stops if anything is lost that the page says is \
kept. What is quick is also a test: `tests/app/test_reliability.py`, `tests/browser/test_faults.py`, \
`tests/browser/test_replicas.py`.

What a visitor sees is in the link, and the link is in the browser: that is why a server can be lost without a loss. \
Not in the link, and so lost with a session, are words half typed, which folded parts were open, and a file being \
made for download.
"""


def on_files() -> Iterator[Fault]:
    """Make the faults of files, disk and memory."""
    for file, how in files.DAMAGES:
        yield files.damaged(file, how)
    yield files.read_only()
    yield files.slow_disk()
    yield files.little_memory()


def on_a_server() -> Iterator[Fault]:
    """Make the faults of a server's surroundings, and those of what it is asked for."""
    for fault in (places.no_tmp, places.disk_full, places.two_over_one_tree, places.clock_jumps):
        yield fault()
    for fault in (requests.odd_environment, requests.odd_requests, requests.many_links):
        yield fault()


def in_the_browser(browser: Browser) -> Iterator[Fault]:
    """Make the faults that a visitor meets with a page open."""
    context = browser.new_context(ignore_https_errors=True)
    yield proxies.http2(context)
    yield proxies.below_a_path(context)
    yield lines.line_cut(context)
    yield lines.server_restarted(context)
    yield lines.replica_killed(context)
    with tempfile.TemporaryDirectory() as folder, running_app(log=Path(folder) / "server.log") as address:
        yield from lines.parts_missing(context, address)
        yield lines.years_end(browser, address)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def print_each(faults: Iterator[Fault]) -> Iterator[Fault]:
    """Print each fault when it has been made."""
    for fault in faults:
        print(f"{fault.cause}: {fault.effect}", flush=True)
        yield fault


def document(faults: list[Fault], corpus: Table, tables: tuple[Table, ...]) -> str:
    """Return docs/reliability.md."""
    rows = [("What was done", "What the visitor sees", "What is lost")]
    rows += [(fault.cause, fault.effect.replace("|", "/").replace("\n", " "), fault.loss) for fault in faults]
    lines = [" | ".join(row) for row in [rows[0], ("---", "---", "---"), *rows[1:]]]
    parts = [INTRODUCTION, "\n".join(f"| {line} |" for line in lines) + "\n"]
    parts += [f"## {corpus.title}\n\n{corpus.markdown()}\n", "## Load\n"]
    parts += [f"{table.title}\n\n{table.markdown()}\n" for table in tables] or ["Left out of this run (`--quick`).\n"]
    return "\n".join(parts)


def main() -> None:
    """Run all faults and write the page."""
    faults = [*print_each(on_files()), *print_each(on_a_server())]
    with chromium() as browser:
        faults += print_each(in_the_browser(browser))
        corpus = texts.corpus(browser)
    tables = () if "--quick" in sys.argv else load.load_tables()
    _, title, closed = TARGET.read_text(encoding="utf-8").partition(CLOSED)
    TARGET.write_text(document(faults, corpus, tables) + title + closed, encoding="utf-8")


if __name__ == "__main__":
    main()
