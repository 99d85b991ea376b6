"""The pages of a PDF for the window's preview and for the printer. What draws them is `imaging.render`."""

from kpm_desktop.imaging.render import Document


def open_pdf(pdf: bytes) -> Document:
    """Open a PDF held in memory, to be used with `with` or closed; ValueError when it is none."""
    return Document(pdf)
