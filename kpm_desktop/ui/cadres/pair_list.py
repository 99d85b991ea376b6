"""The list of Periksa kembar as data: who may be one person twice, who was joined. Rows are `PairLine`s."""

from collections.abc import Callable
from typing import Final, cast

from PySide6.QtWidgets import QWidget

from kpm_desktop.domain.duplicates import PairLine
from kpm_desktop.domain.names import search_key
from kpm_desktop.domain.search import search_text
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.tables.column import Column, Pill, Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import (
    Chip,
    EmptyList,
    ListSpec,
    RowAction,
    Search,
    ToolbarAction,
)

REASONS: Final = {
    "nik": "NIK sama",
    "name": "nama mirip",
    "birth_date": "tanggal lahir sama",
    "phone": "telepon sama",
    "village_code": "desa sama",
}
JOINED: Final = Pill("Digabung", "ok", "check")
_SURE: Final = 95


def pair(row: Row) -> PairLine:
    """Return a raw row as what it is."""
    return cast("PairLine", row)


def likeness_pill(line: PairLine) -> Pill:
    """Return how alike two are, or that they are one by now."""
    if line.score is None:
        return JOINED
    return Pill(f"{line.score} %", "warn" if line.score >= _SURE else "neu", "users")


def reason_words(line: PairLine) -> list[str]:
    """Return in words what agrees."""
    return [REASONS[reason] for reason in line.reasons if reason in REASONS]


COLUMNS: Final = (
    Column(
        "Data pertama",
        lambda row: pair(row).name,
        key="one",
        sub=lambda row: pair(row).village,
        width=188,
        stretch=True,
        main=True,
        searched=True,
    ),
    Column(
        "Data kedua",
        lambda row: pair(row).name_other,
        key="other",
        sub=lambda row: pair(row).village_other,
        width=188,
        stretch=True,
        searched=True,
    ),
    Column(
        "Kemiripan",
        lambda row: likeness_pill(pair(row)),
        "pill",
        key="score",
        sort_key=lambda row: pair(row).score,
        spoken=lambda row: ", ".join((likeness_pill(pair(row)).text, *reason_words(pair(row)))),
        tooltip=lambda row: ", ".join(reason_words(pair(row))),
        width=104,
    ),
)
CHIPS: Final = (
    Chip("open", "Belum diputuskan", matches=lambda row: not pair(row).is_joined),
    Chip("nik", "NIK sama", matches=lambda row: "nik" in pair(row).reasons),
    Chip("joined", "Sudah digabung", matches=lambda row: pair(row).is_joined),
    Chip(
        "district",
        "Kecamatan",
        value=lambda row: " dan ".join(pair(row).districts),
        worded=lambda name: f"Kec. {name}",
    ),
)


def _searched(row: Row) -> str:
    line = pair(row)
    return search_text(line.name, line.name_other, line.village, line.village_other, *line.districts)


class PairList(ListPage):
    """The pairs with what can be done with several of them; the pane shows one side by side."""

    def __init__(
        self,
        shell: Shell,
        load: Callable[[], list[Row]],
        look_again: Callable[[], None],
        tell_apart: Callable[[list[Row]], None],
        detail: QWidget,
    ) -> None:
        spec = ListSpec(
            name="duplicates",
            columns=COLUMNS,
            load=load,
            search=Search(_searched, search_key, "Cari nama atau desa…"),
            noun="pasang",
            empty=EmptyList(
                "user-check",
                "Tidak ada kader yang tampak kembar.",
                (ToolbarAction("Bandingkan lagi", "refresh", look_again),),
            ),
            chips=CHIPS,
            actions=(ToolbarAction("Bandingkan lagi", "refresh", look_again),),
            row_actions=(
                RowAction(
                    lambda count: f"Bukan orang yang sama, {count} pasang",
                    "users",
                    tell_apart,
                    allowed=lambda rows: not any(pair(row).is_joined for row in rows),
                ),
            ),
            sort=("score", True),
            list_width=560,
            hint="Enter ke perbandingan, Ctrl+Enter menggabung",
        )
        super().__init__(spec, PageMemory(shell, "duplicates"), detail)
