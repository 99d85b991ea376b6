"""Whether Explorer and Windows find in the built programs what they look for; runs on wine.

python look_at_program.py VERSION FOLDER
"""

import re
import sys
from importlib import metadata
from pathlib import Path

import pefile

NAMES = ("KPM Desktop.exe", "kpm-desktop.exe")
WINDOWED, CONSOLE = 2, 3
_ICON, _MANIFEST = pefile.RESOURCE_TYPE["RT_GROUP_ICON"], pefile.RESOURCE_TYPE["RT_MANIFEST"]
_SHIPPED = ("PySide6-Essentials", "shiboken6", "peewee", "pysqlite3", "reportlab", "pypdfium2", "zxing-cpp",
            "python-calamine", "XlsxWriter", "cryptography", "apsw", "uharfbuzz", "RapidFuzz", "filelock",
            "platformdirs", "pillow")  # fmt: skip


def resource(program: pefile.PE, kind: int) -> bytes:
    """Return the first resource of a kind; empty when there is none."""
    for entry in program.DIRECTORY_ENTRY_RESOURCE.entries:
        if entry.id == kind:
            data = entry.directory.entries[0].directory.entries[0].data.struct
            return bytes(program.get_data(data.OffsetToData, data.Size))
    return b""


def faults(folder: Path, version: str) -> list[str]:
    """Return what is not as it should be."""
    found = []
    for name, subsystem in zip(NAMES, (WINDOWED, CONSOLE), strict=True):
        with pefile.PE(str(folder / name)) as program:
            texts = {
                key.decode(): text.decode()
                for infos in program.FileInfo
                for info in infos
                if hasattr(info, "StringTable")
                for table in info.StringTable
                for key, text in table.entries.items()
            }
            manifest = resource(program, _MANIFEST).decode()
            wanted = {
                "version": texts.get("FileVersion") == texts.get("ProductVersion") == version,
                "name": texts.get("OriginalFilename") == name,
                "icon": bool(resource(program, _ICON)),
                "sharpness by monitor": re.search(r"<dpiAwareness[^>]*>\s*PerMonitorV2", manifest),
                "no administrator": "asInvoker" in manifest,
                "64 bit": program.FILE_HEADER.Machine == pefile.MACHINE_TYPE["IMAGE_FILE_MACHINE_AMD64"],
                "window or console": program.OPTIONAL_HEADER.Subsystem == subsystem,
                "not packed by UPX": not any(b"UPX" in section.Name for section in program.sections),
            }
            found += [f"{name}: {what}" for what, is_there in wanted.items() if not is_there]
    licences = next(folder.rglob("LISENSI-PIHAK-KETIGA.txt")).read_text(encoding="utf-8").casefold()
    for library in _SHIPPED:
        names = {library, metadata.metadata(library)["Name"]}
        if not any(one.casefold() in licences for one in names):
            found.append(f"licence of {library}")
    return found


if __name__ == "__main__":
    told = faults(Path(sys.argv[2]), sys.argv[1])
    print("\n".join(told) or "version, icon, manifest and licences are in the programs")
    sys.exit(bool(told))
