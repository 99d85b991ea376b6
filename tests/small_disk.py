"""A disk of a few megabytes for one test, mounted where only a child of that test sees it: no root needed."""

import ctypes
import functools
import os
import subprocess
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, ParamSpec

import pytest

from killing import STARTING

_NEW_MOUNTS: Final = 0x00020000  # CLONE_NEWNS and CLONE_NEWUSER of sched.h
_NEW_USERS: Final = 0x10000000
_WHY_NOT: Final = (
    "this system lets no test mount a small disk for itself:"
    " allow user namespaces (sysctl user.max_user_namespaces) or run the tests as root"
)

P = ParamSpec("P")


def on_own_mounts(test: Callable[P, None]) -> Callable[P, None]:
    """Let the test run in a forked child with mounts of its own, which are gone when it ends."""

    @functools.wraps(test)
    def run(*arguments: P.args, **named: P.kwargs) -> None:
        reading, writing = STARTING.Pipe(duplex=False)
        child = STARTING.Process(target=_act, args=(writing, functools.partial(test, *arguments, **named)))
        child.start()
        writing.close()
        with reading:
            failure = reading.recv()
        child.join()
        if failure:
            pytest.fail(failure, pytrace=False)

    return run


def mount(folder: Path) -> Path:
    """Return a folder below this one with 3 MB of room; for a test on its own mounts."""
    disk = folder / "small"
    disk.mkdir()
    _call("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk))
    return disk


def make_read_only(disk: Path) -> None:
    """Let nothing more be written to the disk."""
    _call("mount", "-o", "remount,bind,ro", str(disk))


def _act(pipe: Connection, test: Callable[[], None]) -> None:
    try:
        _leave_the_mounts_of_others()
        test()
    except BaseException:  # noqa: BLE001 (the parent raises it)
        pipe.send(traceback.format_exc())
    else:
        pipe.send("")


def _leave_the_mounts_of_others() -> None:
    users, groups = os.geteuid(), os.getegid()
    if ctypes.CDLL(None).unshare(_NEW_MOUNTS | (_NEW_USERS if users else 0)) != 0:
        raise OSError(_WHY_NOT)
    if users:
        for name, text in (("setgroups", "deny"), ("uid_map", f"0 {users} 1"), ("gid_map", f"0 {groups} 1")):
            Path("/proc/self", name).write_text(text, encoding="ascii")
    _call("mount", "--make-rprivate", "/")


def _call(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"{_WHY_NOT} ({done.stderr.strip()})")
