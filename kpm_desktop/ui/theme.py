"""The look of the program as data: colour tokens, type sizes, heights; and the one place that applies them.

Everything that has a colour asks `theme().color("accent")`, everything that has a height asks
`theme().height("row")` or `theme().size(12)`; the style sheet itself is made in `style_sheet.py`.
Source of the figures: the design's style chapter (contrast at least 4.5:1 for text, 3:1 for edges).
"""

import ctypes
import enum
import functools

import shiboken6
from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from kpm_desktop.ui import style_sheet

# Each token has its light and its dark value.
TOKENS: dict[str, tuple[str, str]] = {
    "bg": ("#F3F5F6", "#181C1F"),
    "surface": ("#FFFFFF", "#21272B"),
    "alt": ("#F8FAFA", "#252B30"),
    "sunk": ("#EAEEF0", "#14181A"),
    "border": ("#D5DBDF", "#39424A"),
    "strong": ("#76828B", "#8896A0"),
    "text": ("#1A2126", "#E8ECEE"),
    "muted": ("#55616A", "#A6B2BA"),
    "accent": ("#0B6A75", "#5CC8D1"),
    "hover": ("#095862", "#7AD6DE"),
    "on": ("#FFFFFF", "#06282C"),
    "soft": ("#DDF0F1", "#17424A"),
    "softtext": ("#084D56", "#B9ECF0"),
    "sel": ("#D3EAEC", "#1D464D"),
    "hoverbg": ("#EDF3F4", "#2A3136"),
    "ok": ("#1B6B3A", "#7FD49B"),
    "okbg": ("#E0F2E6", "#173524"),
    "warn": ("#7A4B00", "#F3C463"),
    "warnbg": ("#FFF1CC", "#3D2F0C"),
    "warnline": ("#B98500", "#C99512"),
    "err": ("#A9211B", "#FF9D94"),
    "errbg": ("#FDE7E5", "#47201E"),
    "errline": ("#C9362F", "#E5645B"),
    "info": ("#0B559C", "#8CC3F7"),
    "infobg": ("#E3EFFA", "#16324C"),
    "neu": ("#45515A", "#C2CBD1"),
    "neubg": ("#E8ECEE", "#313A40"),
    "bar": ("#2F8B94", "#4FAFB8"),
    "track": ("#E3E8EA", "#343D43"),
    "under5": ("#C47F00", "#D9A032"),
    "none": ("#C9362F", "#E5645B"),
    "share2": ("#5A9BA2", "#4F98A1"),
    "share5": ("#0B6A75", "#5CC8D1"),
    "share10": ("#06373E", "#C9F2F5"),
}

STATE_PAIRS: dict[str, tuple[str, str]] = {
    # tone of a pill, notice or message: (text token, background token)
    "ok": ("ok", "okbg"),
    "warn": ("warn", "warnbg"),
    "err": ("err", "errbg"),
    "info": ("info", "infobg"),
    "neu": ("neu", "neubg"),
    "accent": ("softtext", "soft"),
}

FONTS: dict[str, tuple[int, int]] = {
    # role: (pixels at 100 %, weight)
    "body": (14, 400),
    "bold": (14, 600),
    "secondary": (13, 400),
    "header": (13, 600),
    "hint": (12, 400),
    "pill": (12, 600),
    "card": (15, 600),
    "title": (18, 600),
    "score": (15, 400),
    "figure": (26, 600),
}

HEIGHTS: dict[str, tuple[str, int, int]] = {
    # part: (font role, lines of it, space around at 100 %); the sums are the design's heights
    "header": ("body", 1, 29),
    "toolbar": ("body", 1, 29),
    "chips": ("secondary", 1, 18),
    "table_header": ("header", 1, 14),
    "table_header_two": ("header", 2, 10),
    "row": ("body", 1, 13),
    "row_dense": ("body", 1, 11),
    "row_marking": ("body", 1, 15),
    "row_picture": ("body", 1, 52),
    "row_two": ("body", 2, 14),
    "row_choice": ("body", 2, 20),
    "row_choice_narrow": ("body", 3, 20),
    "button": ("body", 1, 13),
    "field": ("body", 1, 13),
    "chip": ("secondary", 1, 8),
    "pill": ("pill", 1, 4),
    "selection": ("body", 1, 27),
    "status": ("secondary", 1, 10),
    "foot": ("body", 1, 29),
}

SCALES = (100, 115, 130, 150, 175, 200)
FAMILIES = ("Segoe UI", "Noto Sans", "Open Sans", "DejaVu Sans")


class Scheme(enum.StrEnum):
    """Which colours: those of Windows, or always light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Density(enum.IntEnum):
    """How much room a window has at the present text size (Windows scale x text size)."""

    WIDE = 0
    COMPACT = 1  # from 125 %: the search box of the header becomes an icon
    NARROW = 2  # from 150 %: tabs lose icons, panes become overlays, forms have one column


class Theme(QObject):
    """The tokens in force. `changed` fires after the application has its new palette, font and sheet."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = Scheme.SYSTEM
        self._percent = 100
        self._pictures = QTemporaryDir()
        self._high_contrast = False
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def is_dark(self) -> bool:
        """Tell whether the dark column of the tokens is in force."""
        if self._scheme is Scheme.SYSTEM:
            return self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._scheme is Scheme.DARK

    @property
    def scheme(self) -> Scheme:
        """The chosen scheme."""
        return self._scheme

    @property
    def percent(self) -> int:
        """The text size, one of `SCALES`."""
        return self._percent

    @property
    def stamp(self) -> tuple[bool, int, bool]:
        """A value that differs whenever anything drawn with this theme must be drawn again."""
        return (self.is_dark, self._percent, self._high_contrast)

    def choose(self, scheme: Scheme | None = None, percent: int | None = None) -> None:
        """Take another scheme or text size (rounded to the nearest step of `SCALES`); None keeps it."""
        wanted = min(SCALES, key=lambda step: abs(step - percent)) if percent else self._percent
        scheme = scheme or self._scheme
        if (scheme, wanted) == (self._scheme, self._percent):
            return
        self._scheme, self._percent = scheme, wanted
        self._apply()
        self.changed.emit()

    def step(self, direction: int) -> int:
        """Make text one step larger (1), smaller (-1) or 100 % (0); returns the new percentage."""
        place = min(max(SCALES.index(self._percent) + direction, 0), len(SCALES) - 1) if direction else 0
        self.choose(percent=SCALES[place])
        return self._percent

    def color(self, token: str) -> QColor:
        """Return the colour of a token of `TOKENS` in force."""
        if self._high_contrast:
            return self._app.palette().color(_HIGH_CONTRAST.get(token, QPalette.ColorRole.WindowText))
        return QColor(TOKENS[token][int(self.is_dark)])

    def size(self, pixels: int) -> int:
        """Return a measure given at 100 % in pixels of the present text size."""
        return round(pixels * self._percent / 100)

    def font(self, role: str = "body") -> QFont:
        """Return the font of a role of `FONTS` at the present text size."""
        pixels, weight = FONTS[role]
        font = QFont(_family())
        font.setPixelSize(self.size(pixels))
        font.setWeight(QFont.Weight(weight))
        return font

    def metrics(self, role: str = "body") -> QFontMetrics:
        """Return the metrics of that font."""
        return QFontMetrics(self.font(role))

    def height(self, part: str) -> int:
        """Return the height of a part of `HEIGHTS`, from the metrics of its font."""
        role, lines, around = HEIGHTS[part]
        return self.metrics(role).height() * lines + self.size(around)

    def density(self, width: int) -> Density:
        """Return how much fits into a window of that width in logical pixels, at the present text size."""
        reference = width * 100 / self._percent
        if reference < 980:
            return Density.NARROW
        return Density.COMPACT if reference < 1150 else Density.WIDE

    def _system_changed(self, _scheme: Qt.ColorScheme) -> None:
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        self._high_contrast = _windows_high_contrast()
        self._app.setFont(self.font())
        if self._high_contrast:
            self._app.setPalette(self._app.style().standardPalette())
            self._app.setStyleSheet("")
            return
        self._app.setPalette(self._palette())
        pictures = style_sheet.write_pictures(self._pictures.path(), self.stamp, self.color)
        self._app.setStyleSheet(style_sheet.build(self.color, self.size, self.height, pictures))

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("muted"))
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Base, self.color("sunk"))
        return palette


_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "alt",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "err",
    QPalette.ColorRole.Highlight: "sel",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "alt",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "strong",
    QPalette.ColorRole.Shadow: "strong",
}

_HIGH_CONTRAST = dict.fromkeys(
    (
        *("bg", "surface", "alt", "sunk", "hoverbg", "soft", "on"),
        *("okbg", "warnbg", "errbg", "infobg", "neubg", "track"),
    ),
    QPalette.ColorRole.Base,
) | {"sel": QPalette.ColorRole.Highlight, "accent": QPalette.ColorRole.Link}


class _HighContrast(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint), ("flags", ctypes.c_uint), ("scheme", ctypes.c_wchar_p))


def _windows_high_contrast() -> bool:
    """Tell whether Windows shows high contrast (SPI_GETHIGHCONTRAST); then the system's palette is kept."""
    windows = getattr(ctypes, "windll", None)
    if windows is None:
        return False
    answer = _HighContrast(size=ctypes.sizeof(_HighContrast))
    windows.user32.SystemParametersInfoW(0x0042, answer.size, ctypes.byref(answer), 0)
    return bool(answer.flags & 1)


@functools.cache
def _family() -> str:
    return next((family for family in FAMILIES if QFontDatabase.hasFamily(family)), FAMILIES[-1])


def theme() -> Theme:
    """Return the theme of the running application; the first call installs it."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("the theme needs an application")
    if not _installed or not shiboken6.isValid(_installed[0]):
        _installed[:] = [Theme(app)]
    return _installed[0]


_installed: list[Theme] = []  # one an application; kept here because delegates ask for it at every cell


def ratios() -> tuple[float, ...]:
    """Return the device pixel ratios of the screens at hand, 1.0 among them."""
    return tuple(sorted({1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}))


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
