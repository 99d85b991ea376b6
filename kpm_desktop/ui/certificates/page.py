"""The screen *Sertifikat*: the register, one certificate as paper, and what can be done with them."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData

from kpm_desktop.domain.certificates import CertificateLine, PrintLog
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.ui import record_history
from kpm_desktop.ui.certificates import acts, copying, issuing, papers, reprint_range
from kpm_desktop.ui.certificates.before_issue import Jumps, findings
from kpm_desktop.ui.certificates.columns import chips, columns, line, search
from kpm_desktop.ui.certificates.looking import Looking, Preflight
from kpm_desktop.ui.certificates.numbers_menu import Gap, Numbers
from kpm_desktop.ui.certificates.pane import PaneActs, PreviewPane
from kpm_desktop.ui.certificates.printer_check import printer_findings
from kpm_desktop.ui.certificates.run_choices import RunChoices, choices_for, series_words
from kpm_desktop.ui.certificates.verify_dialog import certificate_file, open_verify_dialog
from kpm_desktop.ui.certificates.which import (
    all_alike,
    all_ready,
    all_valid,
    any_ready,
    fixed,
    paper_key,
)
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.tables.column import Row
from kpm_desktop.ui.tables.list_page import ListPage
from kpm_desktop.ui.tables.list_spec import EmptyList, ListSpec, RowAction, ToolbarAction

CONCERNS = frozenset(
    {
        "person", "print_log", "attendance", "session", "series", "village_name", "district", "village",
        "number_series", "number_block", "number_note", "signatory", "office", "setting",
        "certificate_design",
    }
)  # fmt: skip


class CertificatesPage(ListPage):
    """The tab *Sertifikat*."""

    title = "Sertifikat"
    help_topic = "certificates"

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._codes: dict[Uid, tuple[str, ...]] = {}
        self._found: Preflight | None = None
        self._gaps: list[Gap] = []
        self._memory = PageMemory(shell, "certificates")
        self.numbers = Numbers(shell, self._lines)
        self.preview = PreviewPane(self._pane_acts())
        super().__init__(self._spec(), self._memory, self.preview)
        self.looking = Looking(shell, self)
        self.looking.drawn.connect(self.preview.show_pdf)
        self.looking.looked.connect(self._looked)
        self.view.picked_changed.connect(self._look)

    # what the window calls

    def refresh(self, changes: Changes | None) -> None:
        """Show the data anew; the preflight is made again."""
        self._codes, self._found = {}, None
        self.looking.forget()
        row = self.current_row()
        super().refresh(changes)
        self._gaps = self.numbers.gaps()
        self.chips.refresh()
        if row is not None and self.current_row() == row and self.pane is not None:
            self.pane.show_row(row)
        if self.current_row() is None and self.model.shown_rows():
            self.view.go_to_first()
        self._look()

    def hint(self) -> str:
        """Name the number that comes next."""
        return self.numbers.hint() or super().hint()

    def show_wish(
        self,
        *,
        uid: Uid | None = None,
        chips: Mapping[str, Iterable[str]] | None = None,
        query: str = "",
        state: str = "",
        series: Uid | None = None,
    ) -> None:
        """Show a certificate, a filter, what is in a state (ready, voided...), or those of a series.

        Of a series without any, the form that makes them is opened.
        """
        wanted = dict(chips) if chips is not None else None
        if state:
            wanted = {**(wanted or {}), **({"ready": []} if state == "ready" else {"state": [state]})}
        is_new = series is not None and not any(one.series == series for one in self._lines())
        if series is not None and not is_new:
            wanted = {**(wanted or {}), "series": [series.hex()]}
        super().show_wish(uid=uid, chips=wanted, query=query)
        if is_new:
            acts.open_run_form(self._shell, series=series, done=self._prepared)

    def drop_offer(self, data: QMimeData) -> str:
        """Offer to check a picture or PDF of a certificate."""
        return "Lepas untuk memeriksa keaslian" if certificate_file(data) else ""

    def dropped(self, files: list[Path]) -> None:
        """Check the picture or PDF that was dropped."""
        open_verify_dialog(self._shell, files[0])

    # what the list and the keys call

    def current_changed(self, _row: Row | None) -> None:
        """Draw the page of the current certificate."""
        self._look()

    def add_new(self) -> None:
        """Make the certificates of a series (Ctrl+N)."""
        current = self._current()
        series = current.series if current is not None else None
        acts.open_run_form(self._shell, series=series, done=self._prepared)

    def edit_row(self, row: Row) -> None:
        """Correct an issued certificate, or change how a ready one will be made (F2)."""
        certificate = line(row)
        if certificate.state == "ready":
            self._change_choices(certificate.uid)
        else:
            self._correct(certificate.uid)

    def delete_rows(self, rows: list[Row]) -> None:
        """Take out what is only ready (Del); issued ones stay."""
        ready = [row[0] for row in rows if line(row).state == "ready"]
        if len(ready) < len(rows):
            self._shell.say("Yang sudah terbit tidak dapat dibuang. Pakai Batalkan nomor.")
        if ready:
            acts.take_out(self._shell, ready)

    def print_rows(self) -> None:
        """Issue and print what is ready, or print again what is issued (Ctrl+P)."""
        rows = self.view.meant_rows()
        if all_ready(rows):
            self._issue_and_print(rows)
        elif all_valid(rows):
            self._print_again(rows)

    # inside: the list

    @property
    def _data_file(self) -> DataFile:
        return self._shell.workspace.data_file

    def _today(self) -> dt.date:
        return self._shell.now().date()

    def _load(self) -> list[Row]:
        found = self._data_file.certificates.find()
        ready = sorted((one for one in found if one.state == "ready"), key=paper_key)
        return [*ready, *(one for one in found if one.state != "ready")]

    def _lines(self) -> list[CertificateLine]:
        return [line(row) for row in self.model.order.rows]

    def _looked_codes(self) -> Mapping[Uid, tuple[str, ...]]:
        return self._codes

    def _series_name(self, series: str) -> str:
        named = next((one for one in self._lines() if one.series and one.series.hex() == series), None)
        return series_words(named.series_name, named.year) if named is not None else "Tanpa kegiatan"

    def _spec(self) -> ListSpec:
        make = ToolbarAction("Buat sertifikat", "certificate", self.add_new, "Ctrl+N", primary=True)
        printing = papers.toolbar_action(
            papers.Sources(self._shell, self._lines, self._current, self._ticked, self._choices)
        )
        layouts = ToolbarAction("Tata letak", "adjustments", partial(self._shell.open, "layouts"))
        verify = ToolbarAction("Periksa keaslian", "shield-check", partial(open_verify_dialog, self._shell))
        return ListSpec(
            name="certificates",
            columns=columns(self._looked_codes),
            load=self._load,
            search=search(),
            noun="nomor",
            empty=EmptyList("certificate", "Belum ada sertifikat.", (make,)),
            chips=chips(self._series_name, self._looked_codes),
            actions=(make, layouts, self.numbers.action(), printing, verify),
            row_actions=self._row_actions(),
            count_note=self.numbers.gap_words,
            pane_width=564,
            table="certificate",
            concerns=CONCERNS,
        )

    def _row_actions(self) -> tuple[RowAction, ...]:
        return (
            RowAction(
                lambda count: f"Terbitkan dan cetak {count}", "printer", self._issue_and_print, primary=True,
                shortcut="Ctrl+P", allowed=all_ready, tooltip="Hanya yang siap terbit dari satu kegiatan",
            ),
            RowAction(lambda count: f"Simpan {count} PDF", "download", self._save_pdf, allowed=all_alike),
            RowAction(
                lambda count: f"Keluarkan {count}", "x", self.delete_rows, shortcut="Del",
                allowed=any_ready, tooltip="Hanya yang belum terbit",
            ),
            RowAction(lambda count: f"Terbitkan {count}", "certificate", self._issue, allowed=all_ready),
            RowAction(
                lambda count: f"Cetak ulang {count}", "copy", self._print_again, allowed=all_valid,
                tooltip="Hanya yang sudah terbit",
            ),
            RowAction(
                fixed("Lanjut cetak dari nomor ini…"), "printer", self._print_from_here, single=True,
                allowed=all_valid, tooltip="Setelah kertas macet: nomor ini sampai yang terakhir",
            ),
            RowAction(
                fixed("Perbaiki"), "pencil", partial(self._first, self._correct), single=True,
                shortcut="F2", allowed=all_valid,
            ),
            RowAction(
                fixed("Batalkan nomor"), "ban", partial(self._first, self._void), single=True,
                allowed=all_valid,
            ),
            RowAction(
                fixed("Catat kertas rusak"), "circle-x", partial(self._first, self._spoil), single=True,
                allowed=all_valid,
            ),
            RowAction(fixed("Riwayat"), "history", partial(self._first, self._history), single=True),
        )  # fmt: skip

    def _pane_acts(self) -> PaneActs:
        return PaneActs(
            previous=self.previous_item,
            next=self.next_item,
            place_words=self._place_words,
            prints=self._prints,
            change_choices=self._change_choices,
            open_person=self._open_person,
            print_again=self._print_one_again,
            correct=self._correct,
            more=(
                ("Batalkan nomor", "ban", self._void),
                ("Catat kertas rusak", "circle-x", self._spoil),
                ("Riwayat", "history", self._history),
            ),
        )

    def _prints(self, certificate: Uid) -> list[PrintLog]:
        return self._data_file.certificates.prints(certificate)

    def _place_words(self) -> str:
        place = self.view.currentIndex().row() + 1
        return f"{place} dari {len(self.model.order.shown)}"

    # inside: looking before issuing

    def _current(self) -> CertificateLine | None:
        row = self.current_row()
        return line(row) if row is not None else None

    def _ticked(self) -> list[CertificateLine]:
        return [line(row) for row in self.view.picked_rows()]

    def _choices(self, series: Uid) -> RunChoices:
        return choices_for(self._data_file, self._memory, series, self._today())

    def _look(self) -> None:
        current = self._current()
        if current is None:
            self.looking.leave()
            return
        if current.state != "ready" or current.series is None:
            self.looking.look(current, (), None)
            return
        series = current.series
        ready = [one for one in self._lines() if one.state == "ready" and one.series == series]
        picked = {row[0] for row in self.view.picked_rows()}
        ticked = [one for one in ready if one.uid in picked]
        run = ticked if current in ticked else ready
        if self._found is not None and self._found.run == tuple(one.uid for one in run):
            self._show_findings(self._found)
        self.looking.look(current, run, self._choices(series))

    def _looked(self, found: Preflight) -> None:
        self._found = found
        self._codes |= {uid: tuple(one.code for one in own) for uid, own in found.own.items()}
        self.view.viewport().update()
        self.chips.refresh()
        self._show_findings(found)

    def _show_findings(self, found: Preflight) -> None:
        current = self._current()
        if current is None or current.series is None:
            return
        choices = self._choices(current.series)
        year = choices.day.year if choices.day else 0
        gaps = [
            (series, of, span)
            for series, of, span in self._gaps
            if series.hex() == choices.numbering and of == year
        ]
        jumps = Jumps(
            to_certificates=self._show_those,
            to_signatories=partial(self._shell.open, "settings"),
            to_choices=partial(self._change_choices, current.uid),
            explain_gap=partial(self.numbers.explain, gaps[0] if gaps else None),
        )
        told = findings(found, [span for _, _, span in gaps], jumps)
        self.preview.show_findings([*told, *printer_findings(choices, self._shell.settings)])

    def _show_those(self, uids: Sequence[Uid]) -> None:
        if len(uids) > 1:
            super().show_wish(chips={"look": []})
        if uids:
            self.go_to(uids[0])

    # acts, inside

    def _prepared(self, series: Uid) -> None:
        self.show_wish(chips={"series": [series.hex()], "ready": []})
        self.view.go_to_first()
        self.looking.forget()
        self._look()

    def _change_choices(self, certificate: Uid) -> None:
        series = self._data_file.certificates.get(certificate).series
        acts.open_run_form(self._shell, series=series, done=self._prepared)

    def _issue_and_print(self, rows: list[Row]) -> None:
        self._start(rows, prints=True)

    def _issue(self, rows: list[Row]) -> None:
        self._start(rows, prints=False)

    def _start(self, rows: list[Row], *, prints: bool) -> None:
        lines = [line(row) for row in rows]
        series = lines[0].series if lines else None
        if series is not None and not self._shell.jobs.is_busy:  # the button was hit twice
            choices = self._choices(series)
            issuing.Issuing(self._shell, choices, lines, self._issued, prints=prints).begin()

    def _issued(self) -> None:
        self.view.release()
        state = self.chips.state()
        if "ready" in state:
            self.chips.show_state({key: values for key, values in state.items() if key != "ready"})

    def _save_pdf(self, rows: list[Row]) -> None:
        lines = [line(row) for row in rows]
        series = lines[0].series
        if all_ready(rows) and series is not None:
            copying.save_drafts(self._shell, self._choices(series), lines)
        else:
            copying.save_copies(self._shell, lines)

    def _print_again(self, rows: list[Row]) -> None:
        copying.print_again(self._shell, [line(row) for row in rows])

    def _print_from_here(self, rows: list[Row]) -> None:
        reprint_range.print_range(self._shell, self._lines(), line(rows[0]))

    def _print_one_again(self, certificate: Uid) -> None:
        row = self.model.order.row_of(certificate)
        if row is not None:
            self._print_again([row])

    def _correct(self, certificate: Uid) -> None:
        if self._data_file.certificates.get(certificate).state != "issued":
            self._shell.say("Hanya sertifikat yang masih berlaku yang dapat diperbaiki.")
            return
        acts.open_replacement(self._shell, certificate)

    def _void(self, certificate: Uid) -> None:
        acts.end_number(self._shell, certificate, "voided")

    def _spoil(self, certificate: Uid) -> None:
        acts.end_number(self._shell, certificate, "spoiled")

    def _history(self, certificate: Uid) -> None:
        number = self._data_file.certificates.get(certificate).number or "sertifikat"
        record_history.show(self._shell, [("certificate", certificate)], number)

    def _open_person(self, person: Uid) -> None:
        self._shell.go("cadres", uid=person)

    @staticmethod
    def _first(act: Callable[[Uid], object], rows: list[Row]) -> None:
        act(rows[0][0])
