"""Walks a window and finds English: for the tests of every screen.

`english_on(widget)` looks at every text a person or a screen reader meets: captions, tooltips, placeholders,
accessible names, headings of tables, entries of menus and lists.
"""

import functools
import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QTreeView,
    QWidget,
)

# Words of interface English that no Indonesian sentence of the program has.
_STOP_TEXT = """
about abort add all and apply are back backup browse cancel cannot change choose close commit conflict
copy create cut database delete details directory discard done download draft edit empty enter error
exit export failed field file files filter find folders for from go help hide history ignore import
import invalid is list load loading login merge missing move name new next not of ok open options or
page paste please preview previous print record redo refresh remove rename reset restore retry save
search select settings share show size sort submit success sync template the this to type undo unknown
update upload user value view warning with yes you your
"""
STOP_WORDS = frozenset(_STOP_TEXT.split())
_ALLOWED = re.compile(
    r"(?:\b[A-Z]:)?(?:[/\\][^/\\\s]+){2,}"  # a path is no words of the program
    r"|Ctrl\+\S+|Alt\+\S+|Shift\+\S+|PgUp|PgDn|Home|End|Del\b|Esc\b|Tab\b|Enter\b|Excel|\*\.\w+|KPM Desktop"
    r"|Open Database License",
    re.IGNORECASE,
)


@functools.cache
def english_in(text: str) -> tuple[str, ...]:
    """Return the English words of a text, in order; letters between digits are a fingerprint or a code."""
    bare = _ALLOWED.sub(" ", text).replace("&", "")
    words = re.findall(r"(?<![a-zA-Z0-9])[a-zA-Z]+(?![a-zA-Z0-9])", bare)
    return tuple(word for word in words if word.lower() in STOP_WORDS)


def english_on(top: QWidget) -> list[str]:
    """Return a line for each English text on a widget and everything inside it: "QLabel: Save file"."""
    found = []
    for widget in (top, *top.findChildren(QWidget)):
        for text in texts_of(widget):
            if english_in(text):
                found.append(f"{type(widget).__name__}: {text}")
    return found


def texts_of(widget: QWidget) -> Iterator[str]:
    """Yield every text of one widget that somebody can meet."""
    yield from (widget.windowTitle(), widget.toolTip(), widget.statusTip(), widget.whatsThis())
    yield from (widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QGroupBox):
        yield widget.title()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))
    if isinstance(widget, QMenu):
        yield widget.title()
    if isinstance(widget, QMessageBox):
        yield from (widget.text(), widget.informativeText())
    for action in widget.actions():
        yield from _action_texts(action)
    if isinstance(widget, QTableView | QTreeView) and widget.model() is not None:
        yield from _headings(widget.model())


def _action_texts(action: QAction) -> Iterator[str]:
    yield from (action.text().split("\t")[0], action.toolTip())


def _headings(model: QAbstractItemModel) -> Iterator[str]:
    for column in range(model.columnCount()):
        text = model.headerData(column, Qt.Orientation.Horizontal)
        if isinstance(text, str):
            yield text
