"""The removable drives of this PC: what is plugged in, and giving one back.

A stick is known by the serial number and label of its volume; its letter changes. `data-file.md` section 14.
"""

import ctypes
import dataclasses
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from kpm_desktop.packages.stick import KERNEL, Files

KNOWN = frozenset({"FAT", "FAT32", "EXFAT", "NTFS", "VFAT", "MSDOS", "NTFS3", "FUSEBLK"})
"""File systems that a package is written to."""
_REMOVABLE = 2
_FIXED = 3
_USB_BUS = 7


@dataclasses.dataclass(frozen=True, slots=True)
class Drive:
    """A removable drive. `serial` is that of the volume; sizes in bytes."""

    root: Path
    label: str
    serial: str
    filesystem: str
    free: int
    total: int
    is_writable: bool

    @property
    def is_usable(self) -> bool:
        """Tell whether a package can be written to it."""
        return self.is_writable and self.filesystem.upper() in KNOWN


def drives() -> list[Drive]:
    """Return the removable drives that are plugged in."""
    found = _linux_drives(Path("/proc/mounts")) if KERNEL is None else _windows_drives()
    return list(found)


def eject(drive: Drive) -> bool:
    """Ask the system to give a drive back; tells whether it may be pulled now."""
    if KERNEL is not None:  # pragma: no cover - Windows
        return _windows_eject(drive.root)
    os.sync()
    return False


def _linux_drives(mounts: Path) -> Iterator[Drive]:
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        device, place, filesystem, options, *_ = [*line.split(" "), "", "", ""]
        root = Path(place.replace("\\040", " "))
        if filesystem.upper() not in KNOWN or not _is_removable(device):
            continue
        try:
            found = os.statvfs(root)
        except OSError:
            continue
        yield Drive(
            root,
            _by_id("by-label", device) or root.name,
            _by_id("by-uuid", device),
            filesystem,
            found.f_bavail * found.f_frsize,
            found.f_blocks * found.f_frsize,
            "rw" in options.split(","),
        )


def _is_removable(device: str) -> bool:
    name = Path(device).name.rstrip("0123456789")
    try:
        return Path(f"/sys/block/{name}/removable").read_text(encoding="ascii").strip() == "1"
    except OSError:
        return False


def _by_id(kind: str, device: str) -> str:
    folder = Path("/dev/disk") / kind
    links = folder.iterdir() if folder.is_dir() else ()
    return next((link.name for link in links if link.resolve() == Path(device).resolve()), "")


def _windows_drives() -> Iterator[Drive]:  # pragma: no cover - Windows
    letters: int = KERNEL.GetLogicalDrives()
    for number in range(26):
        root = f"{chr(ord('A') + number)}:\\"
        if not letters >> number & 1 or not _is_stick(root):
            continue
        label, filesystem = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
        serial, flags = ctypes.c_ulong(0), ctypes.c_ulong(0)
        known = KERNEL.GetVolumeInformationW(
            root, label, 261, ctypes.byref(serial), None, ctypes.byref(flags), filesystem, 261
        )
        total = ctypes.c_ulonglong(0)
        if not known or not KERNEL.GetDiskFreeSpaceExW(root, None, ctypes.byref(total), None):
            continue
        yield Drive(
            Path(root),
            label.value,
            f"{serial.value:08X}",
            filesystem.value,
            Files().free(Path(root)),
            total.value,
            not flags.value & 0x00080000,
        )


def _is_stick(root: str) -> bool:  # pragma: no cover - Windows
    """Tell whether a drive is removable; USB disks may say that they are fixed, so their bus is asked."""
    kind: int = KERNEL.GetDriveTypeW(root)
    return kind == _REMOVABLE or (kind == _FIXED and _bus_of(root) == _USB_BUS)


def _bus_of(root: str) -> int:  # pragma: no cover - Windows
    handle = _volume(root, 0)
    if handle is None:
        return 0
    query = (ctypes.c_ulong * 3)(0, 0, 0)
    answer, count = ctypes.create_string_buffer(1024), ctypes.c_ulong(0)
    try:
        size = ctypes.sizeof(query)
        done = KERNEL.DeviceIoControl(
            handle, 0x2D1400, ctypes.byref(query), size, answer, 1024, ctypes.byref(count), None
        )
    finally:
        KERNEL.CloseHandle(handle)
    return int.from_bytes(answer.raw[28:32], "little") if done else 0


def _volume(root: str, access: int) -> "ctypes.c_void_p | None":  # pragma: no cover - Windows
    KERNEL.CreateFileW.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(KERNEL.CreateFileW(rf"\\.\{root[:2]}", access, 3, None, 3, 0, None))
    return None if handle.value == ctypes.c_void_p(-1).value else handle


_CONTROLS: Mapping[str, int] = {"lock": 0x90018, "dismount": 0x90020, "eject": 0x2D4808}


def _windows_eject(root: Path) -> bool:  # pragma: no cover - Windows
    handle = _volume(str(root), 0xC0000000)
    if handle is None:
        return False
    count = ctypes.c_ulong(0)
    try:
        return all(
            KERNEL.DeviceIoControl(handle, code, None, 0, None, 0, ctypes.byref(count), None)
            for code in _CONTROLS.values()
        )
    finally:
        KERNEL.CloseHandle(handle)
