"""Taking a picture from the operator's disk into the data file: re-encoded, bounded, named by its hash."""

from pathlib import Path

from kpm_desktop.imaging.pictures import Part, PictureUse, UnusablePictureError, take_in, whole_part
from kpm_desktop.store.data_file import DataFile

__all__ = ["UnusablePictureError", "take_picture", "whole_part"]


def take_picture(data_file: DataFile, path: Path, use: PictureUse, part: Part | None = None) -> str:
    """Store the picture, or a part of a photo, as an asset within the open operation; returns its SHA-256.

    Raises:
        UnusablePictureError: the file is no picture, damaged, far too large, or cannot be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:  # of the picture, not of the data file whose operation is open
        raise UnusablePictureError(str(error)) from None
    picture = take_in(content, use, part)
    return data_file.put_asset(picture.data, picture.mime)
