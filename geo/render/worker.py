"""The worker: draws what it is asked for, in a process of its own (``python -m geo.render.worker``).

It hears orders on its standard input and answers on its standard output, one at a time; `geo.render.pool` starts it
and is the only one to talk to it. It ends when nobody talks to it any more: when the pool hangs up, whatever the
reason, or after a while without an order, so that its memory is free again.
"""

import json
import os
import pickle
import select
import sys
import traceback
from importlib import import_module
from typing import IO, Any

from geo.dataset import Dataset
from geo.render.orders import Order

KINDS = {"plate": ("geo.render.plate", "draw_order")}  # what draws each kind of order: function(dataset, order)
DRAWN, FAILED = b"+", b"!"  # how an answer begins
SIZE = 8  # bytes that say how long the rest of a message is
IDLE_SECONDS = 300
_NICE = 5  # a visitor's step comes before a drawing
_FRAMES = 12


def main() -> None:
    """Answer orders until nobody asks any more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    os.nice(_NICE)
    orders = sys.stdin.buffer
    dataset: Any = None
    import_module(KINDS["plate"][0])  # a second, which the first order need not wait for
    while select.select([orders], [], [], IDLE_SECONDS)[0] and (message := read_message(orders)):
        sent, order = pickle.loads(message)  # from the pool that started this process
        dataset = sent or dataset
        sign, content = answer(dataset, order)
        write_message(answers, sign + content)


def answer(dataset: Dataset, order: Order) -> tuple[bytes, bytes]:
    """Return `DRAWN` and a drawing, or `FAILED` and, as JSON, what is logged of the error."""
    try:
        module, function = KINDS[order.kind]
        return DRAWN, getattr(import_module(module), function)(dataset, order)
    except Exception as error:  # whatever fails is for the server to tell
        frames = reversed(traceback.extract_tb(error.__traceback__)[-_FRAMES:])
        record = {"error": type(error).__name__, "at": [f"{frame.name}:{frame.lineno}" for frame in frames]}
        return FAILED, json.dumps(record).encode()


def write_message(stream: IO[bytes], content: bytes) -> None:
    """Write a message with its length before it."""
    stream.write(len(content).to_bytes(SIZE, "big") + content)
    stream.flush()


def read_message(stream: IO[bytes]) -> bytes:
    """Return the next message; nothing if the other side has hung up, also within one."""
    size = int.from_bytes(stream.read(SIZE), "big")
    content = stream.read(size)
    return content if len(content) == size else b""


if __name__ == "__main__":
    main()
