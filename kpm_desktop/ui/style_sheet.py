"""The application's style sheet, built from the tokens; and the few small pictures it points at.

Widgets are chosen by the properties `kind` (buttons) and `role` (labels, frames) or by object name,
  never by
a bare `QFrame` rule, which would hit every label too. No widget has a style sheet of its own.
"""

import pathlib
from collections.abc import Callable, Mapping
from string import Template

from PySide6.QtGui import QColor

Color = Callable[[str], QColor]
Size = Callable[[int], int]
Height = Callable[[str], int]

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 24 24" fill="none" '
    'stroke="{color}" stroke-width="{stroke}" stroke-linecap="round" stroke-linejoin="round">{shape}</svg>'
)
# Each picture has its token, its shape and the width of its stroke.
_PICTURES: dict[str, tuple[str, str, float]] = {
    "down": ("muted", '<path d="M6 9l6 6l6 -6"/>', 2),
    "up": ("muted", '<path d="M6 15l6 -6l6 6"/>', 2),
    "down_off": ("strong", '<path d="M6 9l6 6l6 -6"/>', 2),
    "right": ("muted", '<path d="M9 6l6 6l-6 6"/>', 2),
    "check": ("on", '<path d="M4 12l5 5l11 -11"/>', 3),
    "minus": ("on", '<path d="M5 12l14 0"/>', 3),
    "dot": ("on", '<circle cx="12" cy="12" r="5" fill="{color}"/>', 1),
    "menu_check": ("accent", '<path d="M5 12l5 5l10 -10"/>', 2),
}


def write_pictures(folder: str, stamp: object, color: Color) -> Mapping[str, str]:
    """Write arrows and ticks in the present colours into `folder`; returns name -> path for `url()`.

    The style sheet cache of Qt keeps a picture by its path, so each `stamp` gets names of its own.
    """
    mark = abs(hash(stamp))
    paths: dict[str, str] = {}
    for name, (token, shape, stroke) in _PICTURES.items():
        path = pathlib.Path(folder) / f"{name}-{mark}.svg"
        tint = color(token).name()
        path.write_text(
            _SVG.format(size=24, color=tint, stroke=stroke, shape=shape.format(color=tint)), "utf-8"
        )
        paths[name] = path.as_posix()
    return paths


def build(color: Color, size: Size, height: Height, pictures: Mapping[str, str]) -> str:
    """Return the style sheet for these colours, measures and pictures."""
    values = {token: color(token).name() for token in _TOKENS_USED}
    values |= {f"p{pixels}": f"{size(pixels)}px" for pixels in range(1, 65)}
    values |= {
        f"h_{part}": f"{height(part)}px" for part in ("button", "chip", "header", "status", "table_header")
    }
    # min-height is without padding and border, so the edge (1 px or 2 px each side) is taken off
    values |= {f"in_{part}": f"{height(part) - 2}px" for part in ("button", "field", "chip", "pill")}
    values |= {f"thick_{part}": f"{height(part) - 4}px" for part in ("button", "field", "chip")}
    values |= {f"pic_{name}": f'url("{path}")' for name, path in pictures.items()}
    values["half_chip"] = f"{height('chip') // 2}px"
    values["half_pill"] = f"{height('pill') // 2}px"
    return Template(_GROUND + _BUTTONS + _FIELDS + _LISTS + _FRAMES).substitute(values)


_TOKENS_USED = (
    *("bg", "surface", "alt", "sunk", "border", "strong", "text", "muted", "accent", "hover", "on", "soft"),
    *("softtext", "sel", "hoverbg", "ok", "okbg", "warn", "warnbg", "warnline", "err", "errbg", "errline"),
    *("info", "infobg", "neu", "neubg", "bar", "track"),
)

_GROUND = """
QToolTip { background: $surface; color: $text; border: 1px solid $strong; padding: $p4 $p6;
  font-size: $p13; }
QLabel { background: transparent; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="secondary"] { color: $muted; font-size: $p13; }
QLabel[role="hint"] { color: $muted; font-size: $p12; }
QLabel[role="label"] { font-size: $p13; font-weight: 600; }
QLabel[role="bold"] { font-weight: 600; }
QLabel[role="card"] { font-size: $p15; font-weight: 600; }
QLabel[role="title"] { font-size: $p18; font-weight: 600; }
QLabel[role="figure"] { font-size: $p26; font-weight: 600; }
QLabel[role="figure"][tone="ok"] { color: $ok; }
QLabel[role="figure"][tone="info"] { color: $info; }
QLabel[role="figure"][tone="warn"] { color: $warn; }
QLabel[role="figure"][tone="err"] { color: $err; }
QLabel[role="empty"] { color: $muted; font-style: italic; }
QLabel[role="error"] { color: $err; font-weight: 600; font-size: $p13; }
QLabel[role="warning"] { color: $warn; font-weight: 600; font-size: $p13; }
QLabel[role="good"] { color: $ok; font-weight: 600; font-size: $p13; }
QLabel[role="keycap"] { color: $muted; background: $alt; border: 1px solid $border; border-radius: $p4;
  padding: 0 $p8; font-size: $p12; }
QLabel[role="avatar"] { color: $softtext; background: $soft; font-size: $p18; font-weight: 600; }
QLabel[role="sunk"] { color: $muted; background: $sunk; border-radius: $p5; padding: $p4 $p8; }
"""

_BUTTONS = """
QPushButton { background: $surface; color: $text; border: 1px solid $strong; border-radius: $p5;
  min-height: $in_button; padding: 0 $p14; outline: none; }
QPushButton:hover { background: $hoverbg; }
QPushButton:pressed, QPushButton:checked { background: $sel; }
QPushButton:focus { border: 2px solid $accent; padding: 0 $p13; min-height: $thick_button; }
QPushButton:disabled { background: $sunk; color: $muted; border: 1px solid $border; }
QPushButton[kind="primary"] { background: $accent; color: $on; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $softtext; }
QPushButton[kind="primary"]:disabled { background: $sunk; color: $muted; border: 1px solid $border; }
QPushButton[kind="link"], QToolButton[kind="link"] { background: transparent; color: $accent;
  border: 1px solid transparent;
  padding: 0 $p4; min-height: $in_chip; }
QPushButton[kind="link"]:hover { color: $hover; text-decoration: underline; background: transparent; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; border-radius: $p4; padding: 0 $p3; margin: 0; }
QPushButton[kind="link"]:disabled { color: $muted; background: transparent; border-color: transparent; }
QPushButton[kind="icon"], QToolButton { background: transparent; color: $text;
  border: 1px solid transparent;
  border-radius: $p5; padding: 0 $p6; min-height: $in_button; }
QPushButton[kind="icon"] { min-width: $p18; }
QPushButton[kind="icon"]:hover, QToolButton:hover { background: $hoverbg; }
QPushButton[kind="icon"]:pressed, QToolButton:pressed, QToolButton:checked { background: $sel; }
QPushButton[kind="icon"]:focus, QToolButton:focus { border: 2px solid $accent; padding: 0 $p5; margin: 0; }
QPushButton[kind="icon"]:disabled, QToolButton:disabled { background: transparent;
  border-color: transparent; color: $muted; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="chip"] { border-color: $border; border-radius: $half_chip; min-height: $in_chip;
  padding: 0 $p12; font-size: $p13; }
QPushButton[kind="chip"]:checked { background: $soft; color: $softtext; border-color: $accent; }
QPushButton[kind="chip"][on="true"] { font-weight: 600; }
QPushButton[kind="chip"]:focus { border: 2px solid $accent; padding: 0 $p11; min-height: $thick_chip; }
QPushButton[kind="group"] { border-color: $border; }
QPushButton[kind="group"]:checked { background: $surface; border: 2px solid $accent; font-weight: 600;
  padding: 0 $p10; min-height: $thick_button; }
QPushButton[kind="group"]:focus { border: 2px solid $accent; }
QPushButton[kind="choice"] { text-align: left; border-color: $strong; border-radius: $p6;
  padding: $p8 $p14; }
QPushButton[kind="choice"][primary="true"] { background: $accent; color: $on; border-color: $accent; }
QPushButton[kind="choice"][primary="true"]:hover { background: $hover; }
QPushButton[kind="tab"], QPushButton[kind="menu"] { background: transparent; border: none; border-radius: 0;
  border-bottom: 3px solid transparent; border-top: 3px solid transparent; min-height: 0;
  padding: 0 $p12; margin: 0; }
QPushButton[kind="tab"]:hover, QPushButton[kind="menu"]:hover { background: $hoverbg; }
QPushButton[kind="tab"]:checked { border-bottom-color: $accent; background: transparent; }
QPushButton[kind="tab"][front="true"] { font-weight: 600; }
QPushButton[kind="tab"]:focus, QPushButton[kind="menu"]:focus { border: 2px solid $accent; margin: 0;
  padding: 0 $p10; }
QPushButton[kind="tab"]:checked:focus { border: 2px solid $accent; border-bottom: 3px solid $accent; }
QPushButton[kind="status"] { background: transparent; border: 1px solid transparent; border-radius: 0;
  min-height: 0;
  padding: 0 $p6; font-size: $p13; color: $muted; }
QPushButton[kind="status"][tone="saved"] { color: $text; }
QPushButton[kind="status"]:hover { background: $hoverbg; }
QPushButton[kind="status"]:focus { border: 1px solid $accent; margin: 0; padding: 0 $p6; min-height: 0; }
QPushButton[kind="status"][tone="warn"] { color: $warn; font-weight: 600; }
QPushButton[kind="status"][tone="err"] { color: $err; font-weight: 600; }
QPushButton[kind="plain"] { background: transparent; border: 1px solid transparent; border-radius: $p3;
  padding: 0; margin: 1px; min-height: $p20; text-align: left; }
QPushButton[kind="plain"][bold="true"] { font-weight: 600; }
QPushButton[kind="plain"]:hover { text-decoration: underline; }
QPushButton[kind="plain"]:focus { border: 2px solid $accent; margin: 0; }
QPushButton[kind="line"] { background: $surface; border: none; border-radius: 0; margin: 1px; }
QPushButton[kind="line"]:hover { background: $hoverbg; }
QPushButton[kind="line"]:focus { border: 2px solid $accent; background: $sel; }
QLabel[on_accent="true"] { color: $on; }
QPushButton[kind="tab_side"] { background: transparent; border: 1px solid transparent; text-align: left; }
QPushButton[kind="tab_side"]:hover { background: $hoverbg; }
QPushButton[kind="tab_side"]:checked { background: $sel; font-weight: 600; }
QPushButton[kind="tab_side"]:focus { border: 2px solid $accent; }
QPushButton[kind="search"] { color: $muted; text-align: left; }
QDialogButtonBox QPushButton { min-width: $p64; }
QCheckBox, QRadioButton { spacing: $p8; min-height: $in_chip; border: 2px solid transparent;
  border-radius: $p4; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator { width: $p15; height: $p15; border: 1px solid $strong;
  background: $surface; }
QCheckBox::indicator { border-radius: $p4; }
QRadioButton::indicator { border-radius: $p8; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: $pic_check; }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; image: $pic_minus; }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: $pic_dot; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $sunk;
  border-color: $border; }
QRadioButton::indicator:checked:disabled, QCheckBox::indicator:checked:disabled { background: $muted;
  border-color: $muted; }
"""

_FIELDS = """
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit { background: $surface; color: $text;
  border: 1px solid $strong; border-radius: $p5; padding: 0 $p10;
  selection-background-color: $accent; selection-color: $on; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: $in_field; placeholder-text-color: $muted; }
QPlainTextEdit, QTextEdit { padding: $p4 $p6; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus
  { border: 2px solid $accent; padding: 0 $p9; min-height: $thick_field; }
QPlainTextEdit:focus, QTextEdit:focus { padding: $p3 $p5; min-height: 0; }
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only, QLineEdit:disabled, QComboBox:disabled,
  QAbstractSpinBox:disabled, QPlainTextEdit:disabled { background: $sunk; color: $muted;
  border-color: $border; }
QLineEdit[tone="err"], QComboBox[tone="err"], QPlainTextEdit[tone="err"], QAbstractSpinBox[tone="err"]
  { border: 2px solid $errline; padding: 0 $p9; min-height: $thick_field; }
QLineEdit[tone="warn"], QComboBox[tone="warn"], QPlainTextEdit[tone="warn"], QAbstractSpinBox[tone="warn"]
  { border: 2px solid $warnline; padding: 0 $p9; min-height: $thick_field; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: none; padding: 0; min-height: 0;
  background: transparent; }
QComboBox { padding-right: $p28; }
QComboBox:focus { padding-right: $p27; }
QComboBox::drop-down { border: none; width: $p28; subcontrol-origin: border;
  subcontrol-position: center right; }
QComboBox::down-arrow { image: $pic_down; width: $p16; height: $p16; }
QComboBox::down-arrow:disabled { image: $pic_down_off; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $strong; outline: none;
  padding: $p4 0;
  selection-background-color: $sel; selection-color: $text; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: $p20;
  background: transparent; }
QSpinBox { min-width: $p40; }
QAbstractSpinBox::up-arrow { image: $pic_up; width: $p12; height: $p12; }
QAbstractSpinBox::down-arrow { image: $pic_down; width: $p12; height: $p12; }
"""

_LISTS = """
QAbstractItemView { background: $surface; alternate-background-color: $alt; border: none; outline: none;
  selection-background-color: $sel; selection-color: $text; gridline-color: $border; }
QAbstractItemView:focus { border: none; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: $pic_right; }
QTreeView::branch:has-children:open { image: $pic_down; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; font-size: $p13; font-weight: 600; border: none;
  border-bottom: 1px solid $strong; padding: 0 $p8; }
QHeaderView::section:hover { color: $text; background: $hoverbg; }
QTableCornerButton::section { background: $surface; border: none; border-bottom: 1px solid $strong; }
QMenu { background: $surface; border: 1px solid $strong; padding: $p4; }
QMenu::item { padding: $p6 $p24 $p6 $p10; border-radius: $p4; color: $text; background: transparent; }
QMenu::item:selected { background: $sel; }
QMenu::item:disabled { color: $muted; background: transparent; }
QMenu::icon { padding-left: $p6; }
QMenu::separator { height: 1px; background: $border; margin: $p4 $p6; }
QMenu::indicator:checked { image: $pic_menu_check; width: $p16; height: $p16; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $text; border: 2px solid transparent;
  border-bottom: 3px solid transparent;
  padding: $p6 $p12; min-height: $p18; }
QTabBar::tab:selected { border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:hover { background: $hoverbg; }
QTabBar::tab:selected:focus { border: 2px solid $accent; border-bottom: 3px solid $accent; }
QScrollArea, QScrollArea > QWidget > QWidget[role="body"] { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: $p12; }
QScrollBar:horizontal { height: $p12; }
QScrollBar::handle { background: $strong; border-radius: $p4; margin: $p2; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::handle:vertical { min-height: $p32; }
QScrollBar::handle:horizontal { min-width: $p32; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent; }
QProgressBar { background: $track; border: none; border-radius: $p5; min-height: $p10; max-height: $p10; }
QProgressBar::chunk { background: $bar; border-radius: $p5; }
"""

_FRAMES = """
QFrame[role="card"] { background: $surface; border: 1px solid $border; border-radius: $p6; }
QLabel[role="card"] { background: transparent; border: none; border-radius: 0; }
QFrame[role="header"] { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame[role="status"] { background: $surface; border: none; border-top: 1px solid $border; }
QFrame[role="foot"] { background: $surface; border: none; border-top: 1px solid $border; }
QFrame[role="toolbar"] { background: $bg; border: none; }
QFrame[role="backbar"] { background: $bg; border: none; border-bottom: 1px solid $border; }
QFrame[role="pane"] { background: $surface; border: none; border-left: 1px solid $border; }
QFrame[role="overlay"] { background: $surface; border: none; border-left: 1px solid $strong; }
QFrame[role="selection"] { background: $soft; border: none; border-top: 1px solid $accent; }
QFrame[role="choice"] { background: $surface; border: 1px solid $border; border-radius: $p6; }
QFrame[role="choice"][on="true"] { background: $soft; border-color: $accent; }
QFrame[role="choice"] QLabel { border: none; }
QFrame[role="chosen"] { background: $sel; border: none; border-radius: $p4; }
QFrame[role="option"] { background: $surface; border: 1px solid $border; border-radius: $p6; }
QFrame[role="option"][on="true"] { background: $soft; border: 2px solid $accent; }
QRadioButton[bold="true"] { font-weight: 600; }
QFrame[role="day"] { background: $neubg; border: none; border-radius: $p4; }
QFrame[role="line"] { background: $border; border: none; }
QFrame[role="toast"] { background: $text; border: none; border-radius: $p6; }
QFrame[role="toast"] QLabel { color: $surface; }
QFrame[role="toast"] QPushButton { background: transparent; color: $surface; border: 1px solid $surface;
  font-weight: 600; }
QFrame[role="toast"] QPushButton:hover { background: $muted; }
QFrame[role="toast"] QPushButton:focus { border: 2px solid $surface; }
QFrame[role="dialog_head"] { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame[role="dialog_foot"] { background: $bg; border: none; border-top: 1px solid $border; }
QFrame[role="problem_line"] { background: $alt; border: none; border-bottom: 1px solid $border; }
QWidget[role="surface"] { background: $surface; }
QDialog { background: $surface; }
QFrame[role="notice"] { border: none; border-left: 3px solid $strong; border-radius: $p3;
  background: $neubg; }
QFrame[role="notice"][tone="ok"] { border-left-color: $ok; background: $okbg; }
QFrame[role="notice"][tone="warn"] { border-left-color: $warnline; background: $warnbg; }
QFrame[role="notice"][tone="err"] { border-left-color: $errline; background: $errbg; }
QFrame[role="notice"][tone="info"] { border-left-color: $info; background: $infobg; }
QLabel[role="pill"] { border-radius: $half_pill; padding: 0 $p8; font-size: $p12; font-weight: 600;
  color: $neu; background: $neubg; }
QLabel[role="code"] { font-size: $p12; font-weight: 600; color: $muted; }
QLabel[role="code"][tone="warn"] { color: $warn; }
QLabel[role="code"][tone="err"] { color: $err; }
QFrame[role="drop"] { background: $soft; border: 2px dashed $accent; border-radius: $p8; }
"""
