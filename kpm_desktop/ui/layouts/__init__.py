"""Tata letak: the office's own certificate designs, and the page on which one is put together."""

from kpm_desktop.ui.layouts.editor import EditorPage
from kpm_desktop.ui.layouts.list_page import LayoutsPage
from kpm_desktop.ui.page import Opener

OPENERS: dict[str, Opener] = {"layouts": LayoutsPage, "layout-editor": EditorPage}
