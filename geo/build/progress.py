"""Progress lines of a build, written to standard error."""

import sys
import time


class Progress:
    """Counts the steps of a build and says what each did and how long it took."""

    def __init__(self, total: int) -> None:
        """Start the clock of a build of `total` steps."""
        self.total = total
        self.step = 0
        self.started = time.perf_counter()

    def done(self, what: str) -> None:
        """Close the running step with a line that says what it did.

        Standard output is left to the results, which are the same on every run.
        """
        self.step += 1
        now = time.perf_counter()
        seconds = now - self.started
        self.started = now
        sys.stderr.write(f"step {self.step}/{self.total} {what} ({seconds:.1f} s)\n")
        sys.stderr.flush()
