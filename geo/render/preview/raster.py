"""From SVG to PNG: in this process, or in one beside it that is run as a file and knows nothing but the renderer.

The renderer holds the interpreter while it draws. ``python raster.py`` reads sheets from its standard input, a line of
JSON for each drawing, and writes the last sheet as PNG to its standard output, after a line with its bytes; it takes
20 MB, and ends when nobody has asked for a while.
"""

import atexit
import base64
import json
import os
import select
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from typing import IO, cast

import resvg_py

Sheet = tuple[str, int, int]  # an SVG, and the width and height (pixels) at which it is drawn

SERIF, SANS = ("Atlas Serif Bold 0", "Atlas Serif Bold 1"), ("Atlas Sans 0", "Atlas Sans 1")
EARLIER = "sheet:{}"  # in an SVG it stands for an earlier sheet, by its number
SECONDS = 20.0  # that a drawing may take
IDLE_SECONDS = 60.0
_TYPEFACES = Path(__file__).resolve().parents[1] / "plate" / "typefaces"
_NICE = 10  # a visitor's step comes before a drawing, and a plate, for which a visitor waits, before a preview


def font_file(family: str) -> Path:
    """Return the file of a family."""
    return _TYPEFACES / f"{family.replace(' ', '-').lower()}.ttf"


def draw(sheets: Sequence[Sheet]) -> bytes:
    """Return the last of some sheets as PNG; each may show those before it."""
    fonts = [str(font_file(family)) for family in (*SERIF, *SANS)]
    drawn: list[bytes] = []
    for svg, wide, high in sheets:
        for number, picture in enumerate(drawn):
            address = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
            svg = svg.replace(EARLIER.format(number), address)
        png = resvg_py.svg_to_bytes(svg, width=wide, height=high, skip_system_fonts=True, font_files=fonts)
        drawn.append(bytes(png))
    return drawn[-1]


class Drawer:
    """Draws as `draw` does, one drawing at a time, in a process that is started when it is needed.

    Parameters
    ----------
    seconds
        How long a drawing may take.
    idle
        After how many seconds without one the process ends.
    """

    def __init__(self, seconds: float = SECONDS, idle: float = IDLE_SECONDS) -> None:
        self.seconds = seconds
        self.idle = idle
        self._lock = Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def draw(self, sheets: Sequence[Sheet]) -> bytes:
        """Return what `draw` does.

        Raises
        ------
        OSError
            If it fails, or takes too long; the next one gets a new process.
        """
        order = json.dumps(sheets).encode() + b"\n"
        with self._lock:
            is_new = not self.process
            with suppress(OSError):
                return self._drawn(order)
            if is_new:
                raise OSError("a drawing failed")
            return self._drawn(order)  # that process may just have had nothing to do for long enough

    def close(self) -> None:
        """End the process; whoever asks again gets another."""
        with self._lock:
            self._end()

    def _drawn(self, order: bytes) -> bytes:
        self.process = process = self.process or self._started()
        late = Timer(self.seconds, process.kill)
        late.daemon = True
        late.start()
        orders, drawings = _pipes(process)
        try:
            orders.write(order)
            orders.flush()
            size = int(drawings.readline() or 0)
            drawing = drawings.read(size)
        except OSError:
            drawing, size = b"", 0
        finally:
            late.cancel()
        if not size or len(drawing) < size:
            self._end()
            raise OSError("the process that draws has ended")
        return drawing

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-I", str(Path(__file__).resolve()), f"{self.idle:g}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")},
            # As a worker of the pool: in the server's session, but Ctrl-C is not for it.
            process_group=0,
        )

    def _end(self) -> None:
        process, self.process = self.process, None
        if process:
            process.kill()
            for stream in _pipes(process):
                with suppress(OSError):  # what could not be written any more
                    stream.close()
            process.wait()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """Return what a process reads and what it writes."""
    return cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)


def serve(idle: float) -> None:
    """Draw what the standard input asks for until nobody has asked for some seconds, or hangs up."""
    os.nice(_NICE)
    asked, drawn = sys.stdin.buffer, sys.stdout.buffer
    while select.select([asked], [], [], idle)[0] and (order := asked.readline()):
        png = draw(json.loads(order))
        drawn.write(b"%d\n" % len(png) + png)
        drawn.flush()


DRAWER = Drawer()
atexit.register(DRAWER.close)

if __name__ == "__main__":
    serve(float(sys.argv[1]))
