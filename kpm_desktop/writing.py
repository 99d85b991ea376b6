"""Files for the operator, whole or not there: a full disk or a pulled stick leaves none that looks done."""

import contextlib
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name, then rename it; what stood there stays when that fails.

    Raises:
        OSError: it cannot be written there; nothing is left of it.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
