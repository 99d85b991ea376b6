# ruff: noqa: INP001 (a script, no package)
"""The third-party notices of the frozen program, written from the metadata of what is installed.

`build.spec` asks for them; nothing of it runs in the program itself.
"""

import importlib.metadata
import re
import sys
from pathlib import Path
from typing import Final

TEXTS: Final = Path(__file__).with_name("texts")
LIBRARIES: Final = (
    "PySide6-Essentials", "shiboken6", "peewee", "pysqlite3", "filelock", "platformdirs", "reportlab",
    "charset-normalizer", "uharfbuzz", "zxing-cpp", "pypdfium2", "pillow", "rapidfuzz", "python-calamine",
    "XlsxWriter", "cryptography", "cffi", "pycparser", "apsw", "pyinstaller",
)  # fmt: skip
"""What is inside the program's folder. PyInstaller's part is its bootloader."""
_LICENCE: Final = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_QT: Final = (
    "Qt 6 and PySide6 are used under the GNU Lesser General Public License, version 3. Their files lie\n"
    "by themselves in the program's folder and may be replaced by other builds of the same version.\n"
    "The sources of both are published by the Qt Project as version {version}.\n"
)
_MICROSOFT: Final = (
    "vcruntime140.dll and its companions are Microsoft's Visual C++ runtime, redistributed unchanged as\n"
    "Microsoft's terms for it allow.\n"
)


def notices() -> str:
    """Return the notices of all libraries, of Python and of the runtime as one text.

    Raises:
        LookupError: a library brings no licence text, so it could not be named as it must be.
    """
    parts = [_titled(f"Python {sys.version.split()[0]}", _python_licence())]
    for name in LIBRARIES:
        found = importlib.metadata.distribution(name)
        parts.append(_titled(f"{found.metadata['Name']} {found.version}", _text_of(found)))
    if sys.platform == "win32":
        parts.append(_titled("Microsoft Visual C++ runtime", _MICROSOFT))
    for text in sorted(TEXTS.glob("*.txt")):
        parts.append(_titled(text.stem, text.read_text(encoding="utf-8")))
    return "\n".join(parts)


def _titled(title: str, text: str) -> str:
    return f"{'=' * 78}\n{title}\n{'=' * 78}\n\n{text.strip()}\n"


def _text_of(found: importlib.metadata.Distribution) -> str:
    name = found.metadata["Name"].lower().replace("_", "-")
    if name.startswith(("pyside6", "shiboken6")):
        return _QT.format(version=found.version)
    files = [file for file in found.files or () if _LICENCE.search(str(file)) and ".dist-info" in str(file)]
    texts = [Path(str(file.locate())).read_text(encoding="utf-8", errors="replace") for file in files
             if file.suffix not in {".py", ".pyc", ".json"}]  # fmt: skip
    if not texts:
        raise LookupError(f"{name} brings no licence text")
    return "\n".join(texts)


def _python_licence() -> str:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for place in (
        Path(sys.base_prefix, "LICENSE.txt"),
        Path(sys.base_prefix, "lib", version, "LICENSE.txt"),
        Path(f"/usr/share/doc/{version}/copyright"),
    ):
        if place.exists():
            return place.read_text(encoding="utf-8", errors="replace")
    raise LookupError("Python brings no licence text")
