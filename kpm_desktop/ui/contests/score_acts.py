"""What is done to a score sheet. One cell is one step of undo; no label names a mark."""

from kpm_desktop.domain.score_sheets import Sheet
from kpm_desktop.domain.scoring import accepted_prefix, stored_mark, sum_of
from kpm_desktop.domain.uid import Uid, pair_uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import dialogs, messages
from kpm_desktop.ui.contests.acts import may_change
from kpm_desktop.ui.contests.score_rows import turn_of
from kpm_desktop.ui.form_opening import run
from kpm_desktop.ui.page import Shell

NOT_A_MARK = "Isi dengan angka, misalnya 17 atau 17,5."
OLD_SHEET = ("Cetak lembar baru", "Tetap dari lembar lama…")
"""What may be done when the sheet that was printed is not valid any more."""


def may_type(shell: Shell, contest: Uid, sheet: Sheet) -> bool:
    """Tell whether the sheet may be typed; asks when the printed one is not valid any more (W.310)."""
    if not may_change(shell, contest):
        return False
    found = sheet.paper_problems()
    if not found or sheet.paper is None:
        return True
    question = messages.sentence(found[0])
    detail = "Nilai yang baru diketik belum disimpan. Lembar mana yang ada di tangan Anda?"
    act = dialogs.choose(shell.window(), question, detail, OLD_SHEET)
    if act == 0:
        shell.open("contest-print-sheets", contest=contest, judge=sheet.judge.uid)
    if act != 1:
        return False
    return accept_paper(shell, sheet)


def accept_paper(shell: Shell, sheet: Sheet) -> bool:
    """Let a printed sheet that is not valid any more count all the same, with a reason (W.310)."""
    if sheet.paper is None:
        return False
    reason = dialogs.ask_text(shell.window(), "Tetap memakai lembar lama", "Alasan", "Pakai lembar lama")
    if not reason:
        return False
    note = f"{sheet.paper.mark}: {reason}"
    label = "Pakai 1 lembar nilai yang tidak berlaku lagi"
    run(shell, "edit", label, lambda file: file.people.accept(sheet.uid, [("W.310", note)]))
    return True


def type_mark(shell: Shell, contest: Uid, sheet: Sheet, entry: Uid, criterion: Uid, typed: str) -> None:
    """Store what was typed in a cell at the turn of its sheet."""
    mark, turn = _mark(shell, typed), turn_of(sheet)
    if mark is None or turn is None:
        return
    score = sheet.mark(entry, criterion)
    if mark == (score.first if turn == "first" else score.second):
        return
    if not may_type(shell, contest, sheet):
        return
    stage, judge = sheet.stage.uid, sheet.judge.uid
    label = "Isi 1 nilai" if mark else "Kosongkan 1 nilai"
    shell.workspace.run(
        "edit",
        label,
        lambda file: file.scores.type_mark(stage, judge, entry, criterion, turn, mark),
        toast=False,
    )


def type_total(shell: Shell, contest: Uid, sheet: Sheet, of: Uid, typed: str) -> None:
    """Store a total as the judge wrote it, of an entry or of a criterion."""
    total = _mark(shell, typed)
    if total is None or total == sheet.totals.get(of, "") or not may_type(shell, contest, sheet):
        return
    shell.workspace.run(
        "edit",
        "Isi 1 jumlah di kertas",
        lambda file: file.scores.type_total(sheet.stage.uid, sheet.judge.uid, of, total),
        toast=False,
    )


def _mark(shell: Shell, typed: str) -> str | None:
    mark = stored_mark(typed)
    if mark is None:
        shell.say(NOT_A_MARK)
    return mark


def accept_total(shell: Shell, contest: Uid, sheet: Sheet, of: Uid) -> None:
    """Let a total that the judge added up wrongly stand, with a note (W.212)."""
    if not may_change(shell, contest):
        return
    marks = [sheet.mark(of, one.uid).first for one in sheet.criteria]
    if any(one.uid == of for one in sheet.criteria):
        marks = [sheet.mark(entry.uid, of).first for entry in sheet.entries]
    prefix = accepted_prefix(sum_of(marks), sheet.totals.get(of, ""))
    note = dialogs.ask_text(
        shell.window(), "Kertas memang salah jumlah", "Catatan", "Simpan catatan", text="juri salah menjumlah"
    )
    if note:
        row = pair_uid("sheet_total", sheet.uid, of)
        run(
            shell, "edit", "Catat jumlah kertas yang salah",
            lambda file: file.people.accept(row, [("W.212", f"{prefix}{note}")]),
        )  # fmt: skip


def close_first(shell: Shell, contest: Uid, sheet: Sheet) -> bool:
    """Close the first entry, unless a mark is out of its limits or a total differs without a note."""
    if not may_change(shell, contest):
        return False
    if limits := sheet.limits():
        shell.say(f"{len(limits)} nilai di luar batas. Perbaiki dahulu (F8).")
        return False
    if troubles := sheet.total_troubles():
        shell.say(f"{len(troubles)} jumlah beda dengan kertas. Periksa atau beri catatan (F8).")
        return False
    stage, judge = sheet.stage.uid, sheet.judge.uid
    missing = sheet.missing()
    run(shell, "edit", "Tutup isian pertama 1 lembar", lambda file: file.scores.end_first(stage, judge))
    if missing:
        shell.say(f"Lembar ditutup dengan {missing} nilai kosong. Kosong bukan nol.")
    return True


def close_second(shell: Shell, contest: Uid, sheet: Sheet) -> bool:
    """Close the second entry and compare both."""
    if not may_change(shell, contest):
        return False
    stage, judge = sheet.stage.uid, sheet.judge.uid
    counted: list[int] = []

    def act(file: DataFile) -> None:
        counted.append(file.scores.end_second(stage, judge))

    run(shell, "edit", "Tutup isian kedua 1 lembar", act)
    if counted and not counted[0]:
        shell.say("Kedua isian sama. Lembar sah.")
    return bool(counted)


def decide(shell: Shell, contest: Uid, sheet: Sheet, entry: Uid, criterion: Uid, mark: str) -> None:
    """Store what the paper says in a differing cell."""
    if may_change(shell, contest):
        stage, judge = sheet.stage.uid, sheet.judge.uid
        run(
            shell, "edit", "Putuskan 1 sel berbeda",
            lambda file: file.scores.decide(stage, judge, entry, criterion, mark),
        )  # fmt: skip


def reopen(shell: Shell, contest: Uid, sheet: Sheet) -> None:
    """Begin a closed sheet again at its first entry."""
    if may_change(shell, contest):
        stage, judge = sheet.stage.uid, sheet.judge.uid
        run(shell, "edit", "Buka lagi 1 lembar nilai", lambda file: file.scores.reopen(stage, judge))
