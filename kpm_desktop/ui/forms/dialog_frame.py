"""The frame of a form dialog: own head and foot that stay, a body that scrolls, the page dimmed behind it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QFrame, QVBoxLayout, QWidget

from kpm_desktop.ui import parts
from kpm_desktop.ui.elided_label import ElidedLabel
from kpm_desktop.ui.theme import Density, theme

LARGEST = QSize(1010, 654)


class Dim(QWidget):
    """A veil over the window while a dialog is open; it takes no clicks and closes nothing."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        window.installEventFilter(self)
        self._cover()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the size of the window."""
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Darken what lies below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(20, 26, 30, 110))
        painter.end()

    def lift(self) -> None:
        """Go away."""
        self.parent().removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def _cover(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(QRect(QPoint(0, 0), window.size()))
        self.raise_()


class DialogFrame(QDialog):
    """A dialog without the system's frame, at most 1010 x 654 at 100 %, never larger than its window."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setModal(True)
        self.finished.connect(self.deleteLater)
        self._dim: Dim | None = None
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(1, 1, 1, 1)
        self.box.setSpacing(0)
        self.take_measures()

    def take_measures(self) -> None:
        """Take the size of the present text size, as far as the window has room."""
        room = self._room()
        wanted = QSize(theme().size(LARGEST.width()), theme().size(LARGEST.height()))
        self.resize(wanted.boundedTo(room))

    def is_narrow(self) -> bool:
        """Tell whether there is room for one column only."""
        return theme().density(self._room().width()) >= Density.NARROW

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Dim the window and stand in its middle."""
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is None:
            return
        window = parent.window()
        self._dim = Dim(window)
        self._dim.show()
        self.take_measures()
        middle = window.mapToGlobal(window.rect().center())
        self.move(middle - self.rect().center())

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Let the window be seen again."""
        super().hideEvent(event)
        if self._dim is not None:
            self._dim.lift()
            self._dim = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw a hairline around."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(theme().color("strong"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _room(self) -> QSize:
        parent = self.parentWidget()
        whole = parent.window().size() if parent is not None else self.screen().availableSize()
        return QSize(whole.width() - theme().size(16), whole.height() - theme().size(16))


class DialogHead(QFrame):
    """Icon, title, subtitle, and a cross; the dialog is moved by it."""

    def __init__(self, icon: str, title: str) -> None:
        super().__init__()
        self.setProperty("role", "dialog_head")
        self._subtitle = ElidedLabel("secondary")
        self.close_button = parts.icon_button("x", "Tutup formulir", "Esc")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._words.setSpacing(0)
        self._words.addWidget(parts.label(title, "title"))
        self._words.addWidget(self._subtitle, 1)
        box = parts.row(parts.Symbol(icon, "accent", 20), self._words, self.close_button, spacing=12)
        box.setStretch(1, 1)
        box.setContentsMargins(theme().size(18), theme().size(8), theme().size(10), theme().size(8))
        self.setLayout(box)

    def show_subtitle(self, text: str) -> None:
        """Show other words below the title."""
        self._subtitle.setText(text)
        self._subtitle.setVisible(bool(text))

    def set_low(self, low: bool) -> None:
        """Put the subtitle beside the title, and leave its room to the fields."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._words.setDirection(across if low else down)
        self._words.setSpacing(theme().size(12) if low else 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let the window system move the dialog."""
        handle = self.window().windowHandle()
        if event.button() == Qt.MouseButton.LeftButton and handle is not None:
            handle.startSystemMove()


class DialogFoot(QFrame):
    """Riwayat and the draft at the left; at the right the reason, Batal, Simpan dan berikutnya, Simpan."""

    def __init__(
        self, *, with_next: bool, with_history: bool, act: str = "Simpan", icon: str = "check"
    ) -> None:
        super().__init__()
        self.setProperty("role", "dialog_foot")
        self._act = act
        self._stacked = False
        self.history = parts.button("Riwayat", "history")
        if not with_history:
            self.history.hide()
        self._draft = parts.label("", "secondary")
        self._reason = parts.label("", "error", wrap=True)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.cancel = parts.button(
            "Batal", key="Esc", tooltip="Tutup; yang sudah diketik disimpan sebagai draf"
        )
        self.save_next = parts.button("Simpan dan berikutnya", key="Ctrl+Return")
        if not with_next:
            self.save_next.hide()
        self.save = parts.button(act, icon, "primary", "Ctrl+S")
        self._words = parts.row(self._draft, self._reason)
        self._words.setStretch(1, 1)
        self._buttons = parts.row(self.history, self._words, self.cancel, self.save_next, self.save)
        self._buttons.setStretch(1, 1)
        self._box = parts.column(self._buttons, spacing=6)
        self._box.setContentsMargins(*(theme().size(side) for side in (16, 10, 16, 10)))
        self.setLayout(self._box)

    def set_stacked(self, stacked: bool) -> None:
        """Put the words over the buttons, or among them."""
        self._stacked = stacked
        for words in (self._draft, self._reason):
            words.setVisible(bool(words.text()) or not stacked)
        self._words.setParent(None)
        if stacked:
            self._box.insertLayout(0, self._words)
        else:
            self._buttons.insertLayout(1, self._words, 1)

    def show_state(self, *, red: int, yellow: bool) -> None:
        """Let Simpan say what it does now; with red it is off and the reason stands beside it."""
        self.save.setEnabled(red == 0)
        self.save_next.setEnabled(red == 0)
        words = f"{self._act} dengan catatan" if yellow and not red else self._act
        self.save.setText(words)
        parts.describe(self.save, words, "Ctrl+S")
        self.say_reason(f"Perbaiki {red} masalah dahulu" if red else "")

    def say_reason(self, text: str) -> None:
        """Say why it is not saved."""
        self._reason.setText(text)
        self._reason.setVisible(bool(text) or not self._stacked)
        self._reason.setAccessibleName(text)

    def say_draft(self, text: str) -> None:
        """Say whether what was typed is kept already."""
        self._draft.setText(text)
        self._draft.setVisible(bool(text) or not self._stacked)
