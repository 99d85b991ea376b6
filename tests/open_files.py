"""Which files of a folder this process holds open, asked of the system."""

import ctypes
import sys
from pathlib import Path


def open_files(folder: Path) -> list[str]:
    """Return the files below a folder that are open in this process (on Windows: in any)."""
    if sys.platform == "win32":
        return [str(path) for path in folder.rglob("*") if path.is_file() and not _is_free(path)]
    links = (item for item in Path("/proc/self/fd").iterdir() if item.exists())
    return [name for name in (str(item.readlink()) for item in links) if name.startswith(str(folder))]


if sys.platform == "win32":

    def _is_free(path: Path) -> bool:
        """Tell whether a file can be opened without sharing it with anybody."""
        create = ctypes.windll.kernel32.CreateFileW
        create.restype = ctypes.c_void_p
        handle = ctypes.c_void_p(create(str(path), 0x80000000, 0, None, 3, 0, None))
        if handle.value == ctypes.c_void_p(-1).value:
            return False
        ctypes.windll.kernel32.CloseHandle(handle)
        return True
