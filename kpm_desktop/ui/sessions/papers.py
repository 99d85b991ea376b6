"""The papers of a session: asked for, shown, recorded when they leave; WhatsApp texts, archive."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication

from kpm_desktop import workflows
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.form_opening import open_form, open_small
from kpm_desktop.ui.forms.field import FormHooks, FormSpec, Note
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import UNCHANGED, Explanation
from kpm_desktop.ui.page import Shell
from kpm_desktop.ui.page_memory import PageMemory
from kpm_desktop.ui.paper_flow import PaperFlow
from kpm_desktop.ui.sessions import paper_forms
from kpm_desktop.ui.sessions.facts import title_of
from kpm_desktop.ui.sessions.file_acts import add_files
from kpm_desktop.ui.sessions.paper_forms import (
    InvitationForm,
    MinutesForm,
    ReportForm,
    SpeakerForm,
    TransportForm,
)
from kpm_desktop.workflows.progress import Progress

ZIP_FILES = "Arsip (*.zip)"
REPORT_TEXTS = ("basis", "meaning", "aim", "course", "results", "closing")


def print_invitations(shell: Shell, session: Uid) -> None:
    """Ask how the invitations are printed, then show them."""
    data_file = shell.workspace.data_file
    signing = paper_forms.signers(data_file, shell.now().date())
    record = InvitationForm(day=shell.now().date(), signatory=_first(signing))
    spec = paper_forms.invitation_spec(data_file, signing)
    _ask(shell, spec, record, partial(show_invitations, shell, session))


def show_invitations(shell: Shell, session: Uid, form: InvitationForm) -> None:
    """Show the letters as chosen."""
    module = workflows.print_invitations
    copies = tuple(line.strip() for line in form.copies.splitlines() if line.strip())
    choices = module.InvitationChoices(
        form.mode,
        _number(form),
        form.day,
        form.signatory,
        form.nature,
        form.opening,
        form.bring,
        form.closing,
        copies,
        form.paper,
        speakers=form.speakers,
    )
    _show(shell, session, "Undangan", module.preview_invitations, module.print_invitations, choices)


def print_speakers(shell: Shell, session: Uid) -> None:
    """Ask how the speakers' sheet is printed, then show it."""
    signing = _signing(shell, session)

    def show(form: SpeakerForm) -> None:
        module = workflows.print_speakers
        choices = module.SpeakerChoices(form.paper, form.signatory)
        title = "Daftar hadir narasumber"
        _show(shell, session, title, module.preview_speakers, module.print_speakers, choices)

    _ask(shell, paper_forms.speaker_spec(signing), SpeakerForm(signatory=_first(signing)), show)


def print_transport(shell: Shell, session: Uid) -> None:
    """Ask what is paid and who signs, then show the receipt list; signers are remembered on this PC."""
    data_file = shell.workspace.data_file
    signing = _signing(shell, session)
    series = data_file.sessions.get(session).series
    account = data_file.sessions.get_series(series).budget_account if series else ""
    memory = PageMemory(shell, "papers")
    kept = {"officer_name", "officer_nip", "treasurer_name", "treasurer_nip"}
    known = {name: text for name, text in memory.get("transport", {}).items() if name in kept}
    record = TransportForm(account=account, authority=_first(signing), **known)
    spec = paper_forms.transport_spec(signing)

    def show(form: TransportForm) -> None:
        memory["transport"] = {name: getattr(form, name) for name in sorted(kept)}
        show_transport(shell, session, form)

    _ask(shell, spec, record, show, paper_forms.transport_problems)


def show_transport(shell: Shell, session: Uid, form: TransportForm) -> None:
    """Show the receipt list as chosen."""
    module = workflows.print_transport
    choices = module.TransportChoices(
        amount_head=form.amount_head or 0,
        amount_other=form.amount_other or 0,
        tax_head=form.tax_head,
        tax_other=form.tax_other,
        account=form.account,
        authority=form.authority,
        officer_name=form.officer_name,
        officer_nip=form.officer_nip,
        treasurer_name=form.treasurer_name,
        treasurer_nip=form.treasurer_nip,
        blank_rows=form.blank_rows or 0,
    )
    title = "Daftar uang transport"
    _show(shell, session, title, module.preview_transport, module.print_transport, choices)


def print_minutes(shell: Shell, session: Uid) -> None:
    """Ask for number and results, then show the minutes."""
    signing = _signing(shell, session)

    def show(form: MinutesForm) -> None:
        module = workflows.print_minutes
        choices = module.MinutesChoices(_number(form), form.results, form.signatory, form.acknowledged_by)
        _show(shell, session, "Berita acara", module.preview_minutes, module.print_minutes, choices)

    spec = paper_forms.minutes_spec(shell.workspace.data_file, signing)
    _ask(shell, spec, MinutesForm(signatory=_first(signing)), show)


def print_report(shell: Shell, session: Uid) -> None:
    """Ask for the typed paragraphs, then show the report; what was typed is kept for the next look."""
    data_file = shell.workspace.data_file
    signing = paper_forms.signers(data_file, shell.now().date())
    series = data_file.sessions.get(session).series
    basis = data_file.sessions.get_series(series).legal_basis if series else ""
    memory = PageMemory(shell, "papers")
    key = f"report {session.hex()}"
    kept = memory.get(key, {"basis": basis})
    known = {name: text for name, text in kept.items() if name in REPORT_TEXTS}
    record = ReportForm(signatory=_first(signing), **known)

    def show(form: ReportForm) -> None:
        memory[key] = {name: getattr(form, name) for name in REPORT_TEXTS}
        show_report(shell, session, form)

    spec = paper_forms.report_spec(data_file, signing)
    _ask(shell, spec, record, show)


def show_report(shell: Shell, session: Uid, form: ReportForm) -> None:
    """Show the report as chosen."""
    module = workflows.print_report
    texts = {name: getattr(form, name) for name in REPORT_TEXTS}
    choices = module.ReportChoices(
        number=_number(form),
        whole_series=form.whole_series,
        signatory=form.signatory,
        acknowledged_by=form.acknowledged_by,
        **texts,
    )
    _show(shell, session, "Laporan kegiatan", module.preview_report, module.print_report, choices)


def print_name_cards(shell: Shell, session: Uid) -> None:
    """Show the name cards of everybody on the list."""

    def compose(data_file: DataFile, progress: Progress) -> Any:
        return workflows.print_cards.session_cards(data_file, session, progress)

    title = _title(shell, session)
    PaperFlow(
        shell, f"Kartu nama: {title}", f"Kartu nama {title}", compose, paper="Kartu nama", of=session
    ).start()


def copy_whatsapp(shell: Shell, session: Uid, village: Uid | None = None) -> None:
    """Put the text of each letter, or of one village's, into the clipboard, ready for WhatsApp."""

    def compose(data_file: DataFile, _progress: Progress) -> list[tuple[str, str]]:
        module = workflows.print_invitations
        choices = module.InvitationChoices(villages=None if village is None else frozenset({village}))
        return list(module.whatsapp_texts(data_file, session, choices))

    def take(result: Ok[list[tuple[str, str]]] | Err) -> None:
        if isinstance(result, Err):
            _failed(shell, result)
            return
        texts = [text for _, text in result.value]
        QGuiApplication.clipboard().setText(f"\n\n{'-' * 20}\n\n".join(texts))
        shell.say(f"{len(texts)} teks undangan disalin." if texts else "Belum ada yang diundang.")

    shell.workspace.read_long("Menyusun teks undangan", compose, take, quiet=True)


def reprint(shell: Shell, session: Uid) -> None:
    """Ask which issued paper and why, then show its copy, drawn from what was frozen."""
    data_file = shell.workspace.data_file
    module = workflows.issued_papers
    standing = module.standing(data_file, session)
    if not standing:
        shell.say("Belum ada kertas yang terbit untuk sesi ini.")
        return
    names = [f"{module.PAPER_WORDS[one.kind].capitalize()} {one.number}".strip() for one in standing]
    chosen = 0
    if len(standing) > 1:
        question = "Kertas mana yang dicetak ulang?"
        found = dialogs.choose(shell.window(), question, "Isinya sama dengan saat terbit.", names)
        if found is None:
            return
        chosen = found
    reason = dialogs.ask_text(shell.window(), "Mengapa dicetak ulang?", "Alasan", "Cetak ulang")
    if reason is not None:
        show_copy(shell, standing[chosen].uid, names[chosen], reason)


def show_copy(shell: Shell, paper: Uid, name: str, reason: str) -> None:
    """Show the next copy of an issued paper; it is logged when it leaves."""
    module = workflows.issued_papers

    def compose(data_file: DataFile, progress: Progress) -> Any:
        return module.preview_copy(data_file, paper, progress)

    def record(data_file: DataFile, target: str, progress: Progress) -> Any:
        return module.reprint(data_file, paper, reason, target=target, progress=progress)

    PaperFlow(shell, f"Cetak ulang: {name}", f"{name} salinan", compose, record, paper=name).start()


def archive(shell: Shell, session: Uid) -> None:
    """Ask where, then write everything of the session as one zip."""
    name = workflows.archive_session.archive_name(shell.workspace.data_file, session)
    path = dialogs.choose_save(shell.window(), "Arsipkan sesi", f"{name}.zip", ZIP_FILES)
    if path is not None:
        archive_to(shell, session, path)


def archive_to(shell: Shell, session: Uid, path: Path) -> None:
    """Write the archive on the worker."""

    def work(data_file: DataFile, progress: Progress) -> Any:
        return workflows.archive_session.archive_session(data_file, session, path, progress)

    def done(result: Ok[Any] | Err) -> None:
        if isinstance(result, Err):
            _failed(shell, result)
            return
        if result.value.changes is not None:
            shell.workspace.broadcast(result.value.changes)
        shell.say(f"Arsip ditulis: {path.name}, {len(result.value.names)} berkas.")

    shell.workspace.read_long("Mengarsipkan sesi", work, done)


# inside


def _ask(
    shell: Shell,
    spec: FormSpec,
    record: Any,
    show: Callable[[Any], None],
    check: Callable[[Any], list[Problem]] | None = None,
) -> None:
    def save(form: Any, _notes: tuple[Note, ...]) -> str:
        show(form)
        return ""

    hooks = FormHooks(save=save) if check is None else FormHooks(save=save, check=check)
    if len(spec.fields) > 8:
        open_form(shell, spec, record, hooks, is_new=True)
    else:
        open_small(shell, spec, record, hooks)


def _show(
    shell: Shell,
    session: Uid,
    word: str,
    preview: Callable[..., Any],
    print_it: Callable[..., Any],
    choices: Any,
) -> None:
    title = _title(shell, session)

    def compose(data_file: DataFile, progress: Progress) -> Any:
        return preview(data_file, session, choices, progress)

    def record(data_file: DataFile, target: str, progress: Progress) -> Any:
        return print_it(data_file, session, choices, target=target, progress=progress)

    PaperFlow(shell, f"{word}: {title}", f"{word} {title}", compose, record, paper=word).start()


def _number(form: Any) -> Any:
    return workflows.issued_papers.NumberChoice(form.number, form.number_series)


def _signing(shell: Shell, session: Uid) -> paper_forms.Options:
    data_file = shell.workspace.data_file
    day: dt.date = data_file.sessions.get(session).date or shell.now().date()
    return paper_forms.signers(data_file, day)


def _first(signing: paper_forms.Options) -> Uid | None:
    return signing[0][0] if signing else None


def _title(shell: Shell, session: Uid) -> str:
    found = shell.workspace.data_file.sessions.find()
    return title_of(next(one for one in found if one.uid == session))


def _failed(shell: Shell, result: Err) -> None:
    if result.is_cancelled:
        return
    match result.error:
        case DataFileError() as error:
            dialogs.tell_error(shell.window(), error)
        case OSError():
            todo = "Pilih folder lain, atau tutup berkas itu bila sedang dibuka."
            dialogs.tell(shell.window(), Explanation("Arsip tidak dapat ditulis.", UNCHANGED, todo))
        case error:
            raise error


MENU: tuple[tuple[str, str, Callable[[Shell, Uid], object]], ...] = (
    ("Cetak undangan", "mail", print_invitations),
    ("Salin undangan untuk WhatsApp", "copy", copy_whatsapp),
    ("Cetak daftar hadir narasumber", "printer", print_speakers),
    ("Cetak kartu nama", "id-badge-2", print_name_cards),
    ("Cetak daftar uang transport", "printer", print_transport),
    ("Cetak berita acara", "file-text", print_minutes),
    ("Tambah foto dan berkas", "paperclip", add_files),
    ("Cetak laporan kegiatan", "file-text", print_report),
    ("Arsipkan sesi", "folder", archive),
    ("Cetak ulang kertas terbit", "refresh", reprint),
)
"""What stands under Cetak lainnya, and in the menu of a session: words, icon, act."""
