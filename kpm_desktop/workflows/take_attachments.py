"""Photos and files that are kept with a session: pictures re-encoded and bounded, other files as they are."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from kpm_desktop.domain.sessions import Attachment
from kpm_desktop.domain.uid import Uid
from kpm_desktop.imaging.pictures import UnusablePictureError
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows.take_picture import take_picture

LARGEST: Final = 1_500_000
"""Bytes of a file at most: what a package carries as one asset (data-file.md section 4)."""
PICTURES: Final = (".jpg", ".jpeg", ".png")
FILE_TYPES: Final = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".txt": "text/plain",
    ".csv": "text/csv",
}
ENDINGS: Final = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    **{mime: ending for ending, mime in FILE_TYPES.items()},
}
"""The ending under which an asset is written again."""


class UnusableFileError(Exception):
    """A file that is not kept: of another kind, empty, too large, not to be read, or no picture."""

    def __init__(self, name: str, reason: Literal["kind", "empty", "size", "picture", "read"]) -> None:
        super().__init__(name)
        self.name, self.reason = name, reason


def take_attachments(data_file: DataFile, session: Uid, paths: Sequence[Path]) -> None:
    """Keep files behind the others of a session within the open operation; the name becomes the caption.

    Raises:
        UnusableFileError: one of them cannot be kept; the operation is to be given up then.
    """
    last = max((one.position or 0 for one in data_file.sessions.attachments(session)), default=0)
    for position, path in enumerate(paths, last + 1):
        kind: Literal["photo", "file"] = "photo" if path.suffix.lower() in PICTURES else "file"
        asset = _photo(data_file, path) if kind == "photo" else _file(data_file, path)
        data_file.sessions.save_part(
            Attachment(data_file.new_uid(), session, asset, kind, path.stem, position)
        )


def _photo(data_file: DataFile, path: Path) -> str:
    try:
        return take_picture(data_file, path, "scan")
    except UnusablePictureError:
        raise UnusableFileError(path.name, "picture") from None


def _file(data_file: DataFile, path: Path) -> str:
    mime = FILE_TYPES.get(path.suffix.lower(), "")
    if not mime:
        raise UnusableFileError(path.name, "kind")
    try:
        if path.stat().st_size > LARGEST:
            raise UnusableFileError(path.name, "size")
        content = path.read_bytes()
    except OSError:  # of this file, not of the data file whose operation is open
        raise UnusableFileError(path.name, "read") from None
    if not content:
        raise UnusableFileError(path.name, "empty")
    return data_file.put_asset(content, mime)
