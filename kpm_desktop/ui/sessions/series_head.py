"""The head over the sessions: the series they belong to."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from kpm_desktop.domain import dates
from kpm_desktop.domain.sessions import SeriesLine
from kpm_desktop.ui import icons, parts
from kpm_desktop.ui.theme import theme


class SeriesHead(QFrame):
    """The name of a series over its sessions, its days and counts; its form, copy, steps."""

    def __init__(
        self,
        edit: Callable[[], object],
        copy: Callable[[], object],
        plan: Callable[[], object],
        steps: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setProperty("role", "toolbar")
        self._name = parts.label("", "card", wrap=True)
        self._facts = parts.label("", "secondary", wrap=True)
        self._count = parts.Pill("", "neu", "none")
        self.edit = parts.icon_button("pencil", "Ubah kegiatan")
        self.edit.clicked.connect(edit)
        self.copy = parts.icon_button("copy", "Salin kegiatan untuk tahun baru")
        self.copy.clicked.connect(copy)
        self.steps = parts.icon_button("clipboard-check", "Langkah kegiatan")
        self.steps.clicked.connect(steps)
        self.plan = parts.button("Rencanakan sesi", "calendar-event", "link")
        self.plan.clicked.connect(plan)
        icons.set_icon(self.plan, "calendar-event", "accent", 16)
        top = parts.row(self._name, self.plan, self._count, self.steps, self.copy, self.edit, spacing=6)
        top.setStretch(0, 1)
        box = parts.column(top, self._facts, spacing=0)
        box.setContentsMargins(*(theme().size(side) for side in (12, 6, 6, 8)))
        self.setLayout(box)

    def show_series(self, series: SeriesLine | None) -> None:
        """Show a series; nothing when there is none."""
        self.setVisible(series is not None)
        if series is None:
            return
        self._name.setText(series.name)
        self._count.show_state(f"{series.sessions} sesi", "neu", "none")
        self.plan.setVisible(series.sessions == 0)
        self.steps.setVisible(series.sessions > 0)
        days = (
            dates.date_range(series.first_date, series.last_date)
            if series.first_date and series.last_date
            else ""
        )
        districts = f"{series.districts} kecamatan" if series.districts else ""
        invited = f"{series.invited} undangan" if series.invited else "belum ada undangan"
        self._facts.setText(", ".join(part for part in (days, districts, invited) if part))
