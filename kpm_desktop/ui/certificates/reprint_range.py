"""Cetak ulang rentang nomor: issued certificates from one number to another, or on from where the jam was."""

import dataclasses
from collections.abc import Sequence

from kpm_desktop.domain.certificates import CertificateLine
from kpm_desktop.domain.numbering import PatternError
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.certificates.copying import NO_REASON, REASON_HINT, reprint, span
from kpm_desktop.ui.certificates.which import from_here
from kpm_desktop.ui.form_opening import NEW, open_small
from kpm_desktop.ui.forms.field import FieldSpec, FormHooks, FormSpec, Note
from kpm_desktop.ui.messages import Explanation
from kpm_desktop.ui.page import Shell

NONE_THERE = "Tidak ada sertifikat yang berlaku di antara nomor itu."
NO_NUMBERS = "Belum ada sertifikat terbit yang nomornya berurut."


@dataclasses.dataclass(frozen=True, slots=True)
class RangeForm:
    """Which numbers are printed again; `run` is one of `Runs`, `last` None goes to the end."""

    uid: Uid
    run: str = ""
    first: int | None = None
    last: int | None = None
    reason: str = ""
    copies: int | None = 1


class Runs:
    """The valid certificates by number series and year, each in the order of its running numbers."""

    def __init__(self, shell: Shell, lines: Sequence[CertificateLine]) -> None:
        self._numbers = shell.workspace.data_file.numbers
        self._lines: dict[str, list[tuple[int, CertificateLine]]] = {}
        self.words: dict[str, str] = {}
        self.place: dict[Uid, tuple[str, int]] = {}
        """Run and running number of each certificate that has one."""
        valid = [one for one in lines if one.state == "issued" and one.number_series and one.date]
        for series in dict.fromkeys(one.number_series for one in valid if one.number_series):
            self._take(series, [one for one in valid if one.number_series == series])

    def chosen(self, form: RangeForm) -> list[tuple[int, CertificateLine]]:
        """Return what the form means with its running numbers, lowest first."""
        first, last = form.first or 0, form.last or 10**9
        return [(number, one) for number, one in self._lines.get(form.run, []) if first <= number <= last]

    def words_of(self, form: RangeForm) -> str:
        """Say how many the form means, short enough to stand beside its first field."""
        chosen = self.chosen(form)
        return (
            f"{len(chosen)} sertifikat, urut {chosen[0][0]} s.d. {chosen[-1][0]}" if chosen else "tidak ada"
        )

    def _take(self, series: Uid, lines: Sequence[CertificateLine]) -> None:
        record = self._numbers.get_series(series)
        try:
            running = self._numbers.running(series, [(one.number,) for one in lines])
        except PatternError:
            return
        for one in sorted(lines, key=lambda one: (running.get(one.number, 0), one.uid)):
            if one.number in running and one.date is not None:
                run = f"{series.hex()} {one.date.year}"
                self._lines.setdefault(run, []).append((running[one.number], one))
                self.words[run] = f"{record.name or record.pattern}, {one.date.year}"
                self.place[one.uid] = run, running[one.number]


def print_range(shell: Shell, lines: Sequence[CertificateLine], start: CertificateLine | None = None) -> None:
    """Ask from which number to which; `start` proposes its own and the last of the same day and kegiatan."""
    runs = Runs(shell, lines)
    if not runs.words:
        dialogs.tell(shell.window(), Explanation(NO_NUMBERS))
        return

    def save(form: RangeForm, _notes: tuple[Note, ...]) -> str:
        chosen = runs.chosen(form)
        if not chosen:
            return NONE_THERE
        if not form.reason.strip():
            return NO_REASON
        reprint(shell, [one for _, one in chosen], form.reason.strip(), form.copies or 1)
        return ""

    def meant(form: RangeForm) -> str:
        chosen = runs.chosen(form)
        if not chosen:
            return NONE_THERE
        return f"{len(chosen)} sertifikat, nomor {span([one for _, one in chosen])}."

    spec = FormSpec(
        "Cetak ulang rentang nomor",
        "printer",
        (
            FieldSpec("run", "Seri nomor", "pick", options=tuple(runs.words.items()), note=runs.words_of),
            FieldSpec("first", "Dari nomor", "number", half=True, minimum=1, hint="yang pertama"),
            FieldSpec("last", "Sampai nomor", "number", half=True, minimum=1, hint="yang terakhir"),
            FieldSpec("reason", "Alasan", required=True, hint=REASON_HINT),
            FieldSpec("copies", "Rangkap", "number", half=True, minimum=1, maximum=99),
        ),
        subtitle=meant,
        act="Cetak ulang",
        act_icon="printer",
    )
    open_small(shell, spec, _proposed(runs, lines, start), FormHooks(save=save))


def _proposed(runs: Runs, lines: Sequence[CertificateLine], start: CertificateLine | None) -> RangeForm:
    if start is None or start.uid not in runs.place:
        return RangeForm(NEW, next(iter(runs.words)))
    run, first = runs.place[start.uid]
    behind = [runs.place[one.uid][1] for one in from_here(start, lines) if one.uid in runs.place]
    return RangeForm(NEW, run, first, max(behind))
