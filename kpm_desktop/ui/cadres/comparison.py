"""Two persons side by side, so that somebody can say whether they are one."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from kpm_desktop.domain.cadres import Cadre
from kpm_desktop.domain.national_id import mask_nik
from kpm_desktop.domain.phones import phone_text
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import parts
from kpm_desktop.ui.cadres.words import born, decree, person_name, place_name, term_days
from kpm_desktop.ui.pane_rows import wrapped
from kpm_desktop.ui.theme import theme


class ComparisonDialog(QDialog):
    """The cadre of the form beside one of the register; accepted means: not the same person."""

    def __init__(
        self, data_file: DataFile, mine: Cadre, other: Cadre, today: dt.date, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Bandingkan")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().size(16))
        grid.setVerticalSpacing(theme().size(8))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.addWidget(parts.label("Di formulir ini", "label"), 0, 1)
        grid.addWidget(parts.label("Sudah tercatat", "label"), 0, 2)
        left, right = (_facts(data_file, cadre, today) for cadre in (mine, other))
        for place, ((name, one), (_, another)) in enumerate(zip(left, right, strict=True), 1):
            grid.addWidget(parts.label(name, "secondary"), place, 0)
            same = bool(one) and one == another
            for column, text in ((1, one), (2, another)):
                value = wrapped(text or "kosong", "bold" if same else ("" if text else "empty"))
                value.setAccessibleName(f"{name}: {text or 'kosong'}{', sama' if same else ''}")
                grid.addWidget(value, place, column)
        apart = parts.button("Bukan orang yang sama", "users", "primary")
        apart.clicked.connect(self.accept)
        close = parts.button("Tutup")
        close.clicked.connect(self.reject)
        body = parts.column(
            parts.label("Bandingkan dua kader", "title"),
            wrapped("Yang sama ditulis tebal.", "secondary"),
            grid,
            parts.row(None, close, apart),
            spacing=12,
        )
        body.setContentsMargins(*(theme().size(16),) * 4)
        self.setLayout(body)
        self.setMinimumWidth(theme().size(640))


def _facts(data_file: DataFile, cadre: Cadre, today: dt.date) -> list[tuple[str, str]]:
    person, term = cadre.person, cadre.term
    return [
        ("Nama", person_name(cadre)),
        ("Desa", place_name(data_file, term.village, today)),
        ("Jabatan", term.position),
        ("Lahir", born(cadre, today)),
        ("NIK", mask_nik(person.nik) if person.nik else ""),
        ("Telepon/WA", phone_text(person.phone)),
        ("Alamat", person.address),
        ("Pendidikan", person.education),
        ("SK", decree(term)),
        ("Masa tugas", term_days(term)),
    ]
