"""Children that are killed in the middle of an act: forked where the system can fork, else started anew."""

import contextlib
import multiprocessing
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Final, NamedTuple

FORKS: Final = sys.platform != "win32"
STARTING: Final[Any] = multiprocessing.get_context("fork" if FORKS else "spawn")
DEADLY: Final = getattr(signal, "SIGKILL", signal.SIGTERM)
"""What ends a process at once; on Windows every signal does."""


class Killed(NamedTuple):
    """What a child told, and how many seconds it lived after it had begun."""

    told: list[bytes]
    lived: float


def killed(act: Callable[..., None], *arguments: object, wait: float | None, after: int = 0) -> Killed:
    """Let a child act and kill it after so many seconds (None: never); or it is done before.

    `act` is a function of a module; what it tells goes through its first argument. The seconds begin when it
    has told so many things.
    """
    reading, writing = STARTING.Pipe(duplex=False)
    child = STARTING.Process(target=_act, args=(act, writing, arguments))
    child.start()
    writing.close()
    with reading:
        reading.recv_bytes()
        told = [reading.recv_bytes() for _ in range(after)]
        begun = time.monotonic()
        if wait is not None:
            time.sleep(wait)  # the moment of the kill
            child.kill()
        child.join()
        lived = time.monotonic() - begun
        with contextlib.suppress(EOFError, OSError):
            while True:
                told.append(reading.recv_bytes())
    return Killed(told, lived)


def _act(act: Callable[..., None], pipe: Connection, arguments: tuple[object, ...]) -> None:
    pipe.send_bytes(b"begun")
    act(pipe, *arguments)
