"""The calibration page: crosses, rulers and bars to measure how a printer shifts and scales a sheet.

The operator types what he measured; `domain.calibration` makes the offset of it. Source: paper.md 3.5.
"""

import itertools
from collections.abc import Sequence

from kpm_desktop.documents import fitting
from kpm_desktop.documents.page import Anchor, Pages, Paper, Pen
from kpm_desktop.domain.calibration import BAR, CROSS

WORDS = {
    "title": "HALAMAN KALIBRASI",
    "sheet": "{paper} {turned}, {width} x {height} mm",
    "upright": "tegak",
    "across": "mendatar",
    "scale": "Cetak pada skala 100 %, tanpa Fit to page. Ukur dengan penggaris, lalu ketik di Pengaturan, "
    "Kertas dan printer.",
    "left": "Kiri: tepi kertas ke silang kiri atas",
    "right": "Kanan: tepi kertas ke silang kanan atas",
    "top": "Atas: tepi kertas ke silang kiri atas",
    "bottom": "Bawah: tepi kertas ke silang kiri bawah",
    "bar_across": "Panjang garis mendatar",
    "bar_down": "Panjang garis tegak",
    "should": "seharusnya {mm} mm",
    "measured": "terukur __________ mm",
    "printer": "Printer ______________________   baki ______________   tanggal ______________",
}
_ARM = 6.0
_TICK = 3.0
_LONG_TICK = 5.0
_RULER_EDGE = 6.0


def draw(papers: Sequence[Paper]) -> bytes:
    """Return a PDF with one page for each sheet, in the orientation given."""
    pages = Pages(papers[0], WORDS["title"])
    for paper in papers:
        pages.turn_to(paper)
        _draw_page(pages.pen, paper)
        pages.next()
    return pages.finish()


def _draw_page(pen: Pen, paper: Paper) -> None:
    for x, y in itertools.product((CROSS, paper.width - CROSS), (CROSS, paper.height - CROSS)):
        pen.line((x - _ARM, y), (x + _ARM, y), 0.2)
        pen.line((x, y - _ARM), (x, y + _ARM), 0.2)
        pen.box(x - 2.0, y - 2.0, 4.0, 4.0, stroke="#000000", line=0.1)
    _draw_rulers(pen, paper)
    _draw_bars(pen, paper)
    _draw_words(pen, paper)


def _draw_rulers(pen: Pen, paper: Paper) -> None:
    """Draw ticks every 10 mm, counted from the paper's edge, along all four sides."""
    for along in range(40, round(paper.width) - 39, 10):
        for edge, inwards in ((_RULER_EDGE, 1), (paper.height - _RULER_EDGE - 6.0, -1)):
            length = _LONG_TICK if along % 50 == 0 else _TICK
            pen.line((along, edge), (along, edge + inwards * length), 0.15)
            if along % 50 == 0:
                y = edge + 8.2 if inwards > 0 else edge - 6.2
                pen.text(along, y, str(along), "LS", 7, anchor="centre")
    for along in range(40, round(paper.height) - 39, 10):
        for edge, inwards in ((_RULER_EDGE, 1), (paper.width - _RULER_EDGE, -1)):
            length = _LONG_TICK if along % 50 == 0 else _TICK
            pen.line((edge, along), (edge + inwards * length, along), 0.15)
            if along % 50 == 0:
                anchor: Anchor = "left" if inwards > 0 else "right"
                pen.text(edge + inwards * 5.8, along + 0.9, str(along), "LS", 7, anchor=anchor)


def _draw_bars(pen: Pen, paper: Paper) -> None:
    """Draw a bar of 100 mm each way with end marks."""
    left, y = paper.width / 2 - BAR / 2, paper.height - 38.0
    pen.line((left, y), (left + BAR, y), 0.3)
    for x in (left, left + BAR):
        pen.line((x, y - 3), (x, y + 3), 0.15)
    pen.text(paper.width / 2, y - 2.0, f"{BAR:g} mm", "LS", 8, anchor="centre")
    x, top = 32.0, paper.height / 2 - BAR / 2
    pen.line((x, top), (x, top + BAR), 0.3)
    for end in (top, top + BAR):
        pen.line((x - 3, end), (x + 3, end), 0.15)
    pen.text(x + 2.0, paper.height / 2, f"{BAR:g} mm", "LS", 8)


def _draw_words(pen: Pen, paper: Paper) -> None:
    left, y = 52.0, 42.0
    width = paper.width - left - 30.0
    pen.text(left, y, WORDS["title"], "LSB", 13.5)
    turned = WORDS["across" if paper.width > paper.height else "upright"]
    sheet = WORDS["sheet"].replace("{paper}", paper.name).replace("{turned}", turned)
    sheet = sheet.replace("{width}", f"{paper.width:g}").replace("{height}", f"{paper.height:g}")
    pen.text(left, y + 6.0, sheet, "LS", 10)
    y += 13.0
    for line in fitting.wrap_left(WORDS["scale"], width, "LS", 9.5):
        pen.text(left, y, line, "LS", 9.5)
        y += 4.4
    y += 4.0
    for key, length in (
        ("left", CROSS), ("right", CROSS), ("top", CROSS), ("bottom", CROSS), ("bar_across", BAR),
        ("bar_down", BAR),
    ):  # fmt: skip
        pen.text(left, y, WORDS[key], "LS", 9.5)
        should = WORDS["should"].replace("{mm}", f"{length:g}")
        pen.text(left, y + 4.2, f"{should},  {WORDS['measured']}", "LS", 9)
        y += 11.0
    for line in fitting.wrap_left(WORDS["printer"], width, "LS", 9):
        pen.text(left, y + 2.0, line, "LS", 9)
        y += 7.0
