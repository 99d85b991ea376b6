"""Windows as wine 10 sees it, inside a Debian 13 root: making it, and running one program in it.

Everything of it lives below one place outside the repository. What is mounted into the root is mounted in a
mount namespace of this process alone, so nothing that deletes the root from outside can reach the project.
What is started is started in a process namespace of its own, so that it all ends with this process.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PureWindowsPath
from typing import Final

PACKAGES: Final = (
    "wine", "wine64", "fonts-wine", "fonts-liberation", "fonts-open-sans", "tzdata",
    "cups-daemon", "cups-client", "printer-driver-cups-pdf",
)  # fmt: skip
_LIGHTLY: Final = ("--dpkgopt=force-unsafe-io", "--dpkgopt=path-exclude=/usr/share/doc/*",
                  "--dpkgopt=path-exclude=/usr/share/man/*",
                  "--dpkgopt=path-exclude=/usr/share/locale/*")  # fmt: skip
"""A root that is lost is made again, and nobody reads in it."""
USER: Final = "Siti Nuraéni"
"""A name as operators have it: a space and a letter beyond ASCII, so every path of the user has both."""
SOCKETS: Final = "/tmp/.X11-unix"  # noqa: S108 (where X servers put them)
_INSIDE: Final = "KPM_MOUNT_NAMESPACE"
_WORK: Final = "kpm"
"""What the working folder is called inside the root."""
_PAUSES: Final = (10, 30)  # seconds before the second and the third try of what the network may fail
_OVERRIDES: Final = "mscoree,mshtml=;winemenubuilder.exe="


class FailedError(Exception):
    """A step did not succeed; the text says which, and what it printed last."""


def enter_namespace() -> None:
    """Start this program again in namespaces of its own for mounts and processes, once.

    The shell is the first process there: it buries what others leave, and all ends with it.
    """
    if os.environ.get(_INSIDE) != "1":
        os.environ[_INSIDE] = "1"
        command = ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child",
                   "--mount-proc", "sh", "-c", '"$@"; exit $?', "sh", *sys.orig_argv]  # fmt: skip
        os.execvp("unshare", command)  # noqa: S606 (the same command line again)


def host(*command: str | Path, seconds: int = 600, report: Path | None = None) -> str:
    """Run a program of Debian; returns what it printed, or raises FailedError.

    It prints into a file, `report` or one without a name: wine's services live on and would hold a pipe open.
    """
    with report.open("w+b") if report else tempfile.TemporaryFile() as printed:
        done = subprocess.run(
            ["timeout", "-k", "5", str(seconds), *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            check=False,
        )
        printed.seek(0)
        text = printed.read().decode(errors="replace")
    if done.returncode:
        raise FailedError(f"{Path(command[0]).name} ended with {done.returncode}\n{text[-4000:]}")
    return text


def again(act: Callable[[], object], pauses: Sequence[float] = _PAUSES) -> None:
    """Do what needs the network; when it fails, again after each pause. Raises the last FailedError."""
    for pause in pauses:
        try:
            act()
        except FailedError as error:
            print(f"{error}\nonce more in {pause:.0f} s", flush=True)
            time.sleep(pause)
        else:
            return
    act()


class Wine:
    """One Debian 13 root with wine, and one Windows user in it."""

    def __init__(self, place: Path, display: str, user: str = "prefix", turn: int = 0) -> None:
        """Prepare; `place` holds the root, `display` is an X server, `user` where the user's files lie.

        All that this user starts runs on one processor, chosen by `turn`: a program of Windows asks wine's
        server for nearly everything, and waking another processor takes longer than answering.
        """
        self.root = place / "root"
        self.work = place / "work"
        self.prefix = self.work / user
        self._display = display
        processors = sorted(os.sched_getaffinity(0))
        self._alone = ("taskset", "-c", str(processors[turn % len(processors)]))

    @property
    def drive_c(self) -> Path:
        """Drive C: of the Windows user, as a folder of Debian."""
        return self.prefix / "drive_c"

    @property
    def local_app_data(self) -> Path:
        """%LOCALAPPDATA%, as a folder of Debian."""
        return self.drive_c / "users" / USER / "AppData" / "Local"

    def make_root(self) -> None:
        """Make the root, or keep the one that was made from the same list of packages."""
        self.work.mkdir(exist_ok=True)
        stamp = self.root.parent / "root.json"
        wanted = json.dumps([*PACKAGES, USER])
        if self.root.is_dir() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
            return
        stamp.unlink(missing_ok=True)
        delete(self.work / "prefix.new")
        again(self._bootstrap)
        zone = self.root / "etc" / "localtime"  # the variable TZ would reach the C library of Windows too
        zone.unlink(missing_ok=True)
        zone.symlink_to("/usr/share/zoneinfo/Asia/Jakarta")
        users = self.root / "etc" / "passwd"
        users.write_text(users.read_text("utf-8").replace("root:", f"{USER}:", 1), encoding="utf-8")
        stamp.write_text(wanted, encoding="utf-8")

    def _bootstrap(self) -> None:
        delete(self.root)
        report = self.root.parent / "root.txt"
        packages = f"--include={','.join(PACKAGES)}"
        host("mmdebstrap", "--variant=apt", packages, *_LIGHTLY, "trixie", self.root, report=report)

    def mount(self) -> None:
        """Give the root devices, processes, the X server's socket and the working folder.

        They are gone with this process.
        """
        inside = self.root / _WORK
        inside.mkdir(exist_ok=True)
        host("mount", "--rbind", self.work, inside)
        sockets = self.root / "tmp" / ".X11-unix"
        sockets.mkdir(exist_ok=True)
        host("mount", "--rbind", "/dev", self.root / "dev")
        host("mount", "-t", "proc", "proc", self.root / "proc")
        host("mount", "--bind", SOCKETS, sockets)

    def make_user(self, furnish: "Callable[[Wine], None] | None" = None) -> None:
        """Make a fresh Windows 10 user; the very first one is kept as a pattern for the later ones.

        `furnish` adds to the user's registry and drives before anything of Windows runs.
        """
        pattern = self.work / "prefix.new"
        delete(self.prefix)
        if not pattern.exists():
            self.run("wineboot", "-i", seconds=180)
            self.run("winecfg", "-v", "win10")
            self.stop()
            self.prefix.rename(pattern)
        host("cp", "-a", pattern, self.prefix)
        if furnish is not None:
            furnish(self)
        self._in_root("wineserver", "-p")

    def remember_only(self) -> None:
        """Keep what this user writes into the folder for temporary files in memory alone."""
        folder = self.root / _WORK / (self.local_app_data / "Temp").relative_to(self.work)
        folder.mkdir(parents=True, exist_ok=True)
        host("mount", "-t", "tmpfs", "tmpfs", folder)

    def run(
        self,
        program: str | Path,
        *arguments: str | Path,
        seconds: int = 120,
        folder: Path | None = None,
        qt_platform: str = "",
    ) -> str:
        """Run a Windows program and return what it printed; raises FailedError on any exit code but 0."""
        return host(
            *self.command(program, *arguments, folder=folder, qt_platform=qt_platform), seconds=seconds
        )

    def start(self, program: str | Path, *arguments: str | Path) -> "subprocess.Popen[bytes]":
        """Start a Windows program and return at once."""
        return subprocess.Popen(
            ["timeout", "-k", "5", "300", *self.command(program, *arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def command(
        self,
        program: str | Path,
        *arguments: str | Path,
        folder: Path | None = None,
        qt_platform: str = "",
    ) -> Sequence[str]:
        """Return the command line of Debian for a Windows program; paths inside the root are translated.

        `qt_platform` is Qt's plugin; wine hides variables that begin with QT_
        and hands on those with WINE before.
        """
        words = [self.windows(word) if isinstance(word, Path) else word for word in (program, *arguments)]
        inside = self.inside(folder or self.work)
        chosen = [f"WINEQT_QPA_PLATFORM={qt_platform}"] if qt_platform else []
        return [*self._alone, "env", "-i", *self._environment(), *chosen, "chroot", str(self.root),
                "sh", "-c", 'cd "$1" && shift && exec wine "$@"', "sh", inside, *words]  # fmt: skip

    def inside(self, path: Path) -> str:
        """Return what a path is called inside the root."""
        if path.is_relative_to(self.work):
            return str(Path("/", _WORK, path.relative_to(self.work)))
        return str(Path("/", path.relative_to(self.root)))

    def windows(self, path: Path) -> str:
        """Return how a Windows program calls a path inside the root."""
        if path.is_relative_to(self.drive_c):
            return str(PureWindowsPath("C:\\", path.relative_to(self.drive_c)))
        return str(PureWindowsPath("Z:", self.inside(path)))

    def set_value(self, key: str, name: str, value: str, kind: str = "REG_SZ") -> None:
        """Write a value of this user's registry."""
        self.run("reg", "add", f"HKCU\\{key}", "/v", name, "/t", kind, "/d", value, "/f")

    def value(self, key: str, name: str) -> str | None:
        """Return a value of this user's registry as text; None when it is not there."""
        option = ("/ve",) if not name else ("/v", name)
        with contextlib.suppress(FailedError):
            for line in self.run("reg", "query", f"HKCU\\{key}", *option).splitlines():
                if "    REG_" in line:
                    return line.split("    ", 3)[-1].strip()
        return None

    def stop(self) -> None:
        """End every program of this Windows user."""
        with contextlib.suppress(FailedError):
            self._in_root("wineserver", "-k")
            self._in_root("wineserver", "-w")

    def _in_root(self, *command: str) -> None:
        host(*self._alone, "env", "-i", *self._environment(), "chroot", self.root, *command, seconds=60)

    def _environment(self) -> Iterator[str]:
        yield from ("PATH=/usr/bin:/bin:/usr/sbin", "HOME=/root", "LC_ALL=C.UTF-8")
        yield f"WINEPREFIX={self.inside(self.prefix)}"
        yield f"WINEDLLOVERRIDES={_OVERRIDES}"
        yield from (
            "KPM_WINE=1",
            "WINEDEBUG=-all",
            "PYTHONUTF8=1",
            f"DISPLAY={self._display}",
            f"USER={USER}",
        )


def delete(folder: Path) -> None:
    """Delete a folder, never past a mount point."""
    if folder.exists():
        host("rm", "-rf", "--one-file-system", folder)


def need(*programs: str) -> list[str]:
    """Return those programs that this machine lacks."""
    return [name for name in programs if shutil.which(name) is None]
