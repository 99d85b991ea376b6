"""What is done to a cadre: his form with its checks and answers, a new term, the waste basket.

One act is one step of undo. What is wrong is said by `domain.cadres`; here it is told about other records.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from kpm_desktop import workflows
from kpm_desktop.domain import cadres
from kpm_desktop.domain.cadres import Cadre
from kpm_desktop.domain.names import split_titles
from kpm_desktop.domain.people import Person
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.domain.words import thousands
from kpm_desktop.log import LOGGER
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import record_history
from kpm_desktop.ui.cadres.comparison import ComparisonDialog
from kpm_desktop.ui.cadres.earlier_terms import EarlierTerms
from kpm_desktop.ui.cadres.form import FormSources, NewTerm, cadre_form, term_form
from kpm_desktop.ui.cadres.record import CadreForm
from kpm_desktop.ui.cadres.words import NIK_STAYED, person_name, place_name
from kpm_desktop.ui.form_opening import NEW, hooks_with_draft, open_form, run
from kpm_desktop.ui.forms.field import Answer, Candidate, FieldSpec, Note
from kpm_desktop.ui.forms.form_dialog import FormDialog
from kpm_desktop.ui.page import Shell

STANDING = frozenset({"W.201", "W.220"})
"""What the list says of a cadre anyway and no typing can mend: the form does not ask for a note about it."""
TERM_FIELDS = frozenset({"village", "term_start", "term_end"})
CODE_FIELDS = {
    "W.202": "nik", "W.203": "birth_date", "W.204": "nik", "W.205": "nik", "W.208": "name", "W.209": "name",
    "W.210": "name", "W.211": "nik", "W.214": "phone", "W.221": "term_end", "W.222": "status",
}  # fmt: skip


def open_cadre_form(
    shell: Shell,
    *,
    person: Uid | None = None,
    village: Uid | None = None,
    saved: Callable[[CadreForm], object] | None = None,
    take_draft: bool = False,
) -> None:
    """Open the form of a cadre, or of a new one with the village filled in; `saved` gets what was saved."""
    session = CadreSession(shell, person, village)
    session.open(saved, take_draft=take_draft)


def delete_cadres(shell: Shell, persons: Sequence[Uid]) -> None:
    """Throw cadres into the waste basket; who attended, signed or won stays as a person."""

    def act(file: DataFile) -> None:
        for person in persons:
            file.cadres.delete(person)

    run(shell, "delete", f"Buang {thousands(len(persons))} kader ke tempat sampah", act)


def show_history(shell: Shell, person: Uid) -> None:
    """Show the history of a person and all his terms."""
    data_file = shell.workspace.data_file
    keys = [("person", person), *(("cadre_term", term.uid) for term in data_file.cadres.terms(person))]
    record_history.show(shell, keys, person_name(data_file.cadres.get(person)))


def open_new_term(shell: Shell, person: Uid, *, take_draft: bool = False) -> None:
    """Begin a new term, or the first one; the one before stays as history and ends the day before."""
    data_file, today = shell.workspace.data_file, shell.now().date()
    cadre = data_file.cadres.of_person(person)

    def check(record: NewTerm) -> list[Problem]:
        found = cadres.problems_in(Cadre(cadre.person, record.term()), today)
        return [one for one in found if one.field in TERM_FIELDS and one.code not in STANDING]

    def save(record: NewTerm, notes: tuple[Note, ...]) -> str:
        def act(file: DataFile) -> None:
            file.cadres.new_term(person, record.term(), reason=record.former_reason)
            file.people.accept(person, [(note.code, note.text) for note in notes])

        return run(shell, "edit", "Tambah 1 masa tugas", act)

    again = partial(open_new_term, shell, person, take_draft=True)
    hooks = hooks_with_draft(shell, "cadre-term", person, check, save, again)
    record = NewTerm.after(cadre.term, data_file.new_uid())
    spec = term_form(sources(shell, None), person_name(cadre))
    open_form(shell, spec, record, hooks, take_draft=take_draft)


def sources(shell: Shell, new_term: Callable[[], object] | None, person: Uid | None = None) -> FormSources:
    """Return where the forms of a cadre get what they offer."""
    data_file, today = shell.workspace.data_file, shell.now().date()

    def earlier() -> QWidget:
        spec = FieldSpec("earlier", "Masa tugas terdahulu", "custom")
        return EarlierTerms(spec, partial(_place_of, data_file, today), new_term)

    return FormSources(
        villages=partial(_villages, data_file, today),
        choices=data_file.office.choices,
        today=today,
        nik_shown=_nik_shown,
        earlier=earlier,
        nik_hint=NIK_STAYED if person is not None and data_file.people.nik_stayed(person) else "",
    )


class CadreSession:
    """One open form: what was loaded, what was answered, who looks alike."""

    def __init__(self, shell: Shell, person: Uid | None, village: Uid | None) -> None:
        self._shell = shell
        self._file = shell.workspace.data_file
        self._today = shell.now().date()
        self._loaded: Cadre | None = self._file.cadres.get(person) if person is not None else None
        self._village = village
        self._apart: set[Uid] = set()
        self._other_nik: dict[Uid, str] = {}
        self._alike: tuple[Person, Uid | None, list[Uid]] | None = None
        self._similar: Uid | None = None
        self._holder: Uid | None = None
        self._dialog: FormDialog | None = None

    def open(self, saved: Callable[[CadreForm], object] | None, *, take_draft: bool) -> None:
        """Show the form."""
        loaded, shell = self._loaded, self._shell
        person = loaded.uid if loaded else None
        again = partial(
            open_cadre_form, shell, person=person, village=self._village, saved=saved, take_draft=True
        )
        hooks = hooks_with_draft(
            shell,
            "cadre",
            person or NEW,
            self.check,
            self.save,
            again,
            next_record=None if loaded else self.next_record,
            history=partial(show_history, shell, loaded.uid) if loaded else None,
            answers=self._answers(),
            known_notes=_known_notes(self._file, loaded.uid) if loaded else (),
        )
        spec = cadre_form(sources(shell, self._new_term if loaded else None, person), is_new=loaded is None)
        record = CadreForm.of(loaded or self._file.cadres.new(self._village))
        dialog = open_form(shell, spec, record, hooks, is_new=loaded is None, take_draft=take_draft)
        if saved is not None:
            dialog.saved.connect(saved)
        self._dialog = dialog

    def check(self, record: CadreForm) -> list[Problem]:
        """Return what is wrong with the record, also beside the other records."""
        cadre = record.cadre()
        self._holder = self._find_holder(cadre.person)
        self._similar = self._find_similar(cadre)
        found = cadres.problems_in(
            cadre,
            self._today,
            nik_holder=self._who(self._holder),
            similar=self._who(self._similar),
            soon_days=self._file.office.number("decree_soon_days"),
        )
        return [problem for problem in found if problem.code not in STANDING]

    def save(self, record: CadreForm, notes: tuple[Note, ...]) -> str:
        """Save person and term with the notes and answers, as one step."""
        cadre, loaded = record.cadre(), self._loaded
        accepted = [(note.code, note.text) for note in notes]
        if self._other_nik:
            accepted.append(("W.202", "orang lain dengan NIK yang sama"))

        def act(file: DataFile) -> None:
            file.cadres.save(cadre, loaded)
            file.people.accept(cadre.uid, accepted)
            for other in self._apart:
                file.people.mark_not_same(cadre.uid, other)

        return run(self._shell, "edit", "Ubah 1 kader" if loaded else "Tambah 1 kader", act)

    def next_record(self, before: CadreForm) -> CadreForm:
        """Return an empty record in the same village."""
        self._apart.clear()
        self._other_nik.clear()
        return CadreForm.of(self._file.cadres.new(before.village))

    def _answers(self) -> tuple[Answer, ...]:
        return (
            Answer("W.202", "Orang yang sama, buka", self._open_holder),
            Answer("W.202", "Orang lain", self._other_person),
            Answer("W.202", "Salah ketik", self._mistyped),
            Answer("W.209", "Pindahkan gelar", self._move_titles),
            Answer("W.210", "Bandingkan", self._compare),
            Answer("W.210", "Bukan orang yang sama", self._tell_apart),
        )

    def _find_holder(self, person: Person) -> Uid | None:
        holders = self._file.people.with_nik(person.nik, besides=person.uid)
        return next((uid for uid in holders if self._other_nik.get(uid) != person.nik), None)

    def _find_similar(self, cadre: Cadre) -> Uid | None:
        asked = (cadre.person, cadre.term.village)
        if self._alike is None or self._alike[:2] != asked:
            self._alike = (*asked, workflows.find_alike.cadres_like(self._file, cadre))
        return next((uid for uid in self._alike[2] if uid not in self._apart), None)

    def _who(self, person: Uid | None) -> str:
        if person is None:
            return ""
        other = self._file.cadres.of_person(person)
        return ", ".join(
            part
            for part in (person_name(other), place_name(self._file, other.term.village, self._today))
            if part
        )

    def _open_holder(self, _problem: Problem) -> None:
        if self._holder is None or self._dialog is None:
            return
        self._dialog.reject()
        if self._loaded is None:
            self._shell.go("cadres", uid=self._holder)
        else:
            self._shell.open("duplicates", wanted=(self._loaded.uid, self._holder))

    def _other_person(self, _problem: Problem) -> None:
        if self._holder is not None and self._dialog is not None:
            self._other_nik[self._holder] = self._dialog.record().nik

    def _mistyped(self, _problem: Problem) -> None:
        if self._dialog is not None:
            editor = self._dialog.body.editors["nik"]
            editor.set_raw("")
            editor.changed.emit()
            self._dialog.body.go_to("nik")

    def _move_titles(self, _problem: Problem) -> None:
        if self._dialog is None:
            return
        editors = self._dialog.body.editors
        split = split_titles(editors["name"].raw())
        for name, text in (("title_front", split.title_front), ("title_back", split.title_back)):
            if text:
                before = editors[name].raw().strip()
                comma = ", " if name == "title_back" else " "
                editors[name].set_raw(f"{before}{comma}{text}" if before else text)
        editors["name"].set_raw(split.name)
        editors["name"].changed.emit()
        editors["name"].left.emit()

    def _compare(self, _problem: Problem) -> None:
        if self._similar is None or self._dialog is None:
            return
        other, mine = self._file.cadres.of_person(self._similar), self._dialog.record().cadre()
        shown = ComparisonDialog(self._file, mine, other, self._today, self._dialog)
        shown.accepted.connect(partial(self._apart_now, self._similar))
        shown.open()

    def _tell_apart(self, _problem: Problem) -> None:
        if self._similar is not None:
            self._apart.add(self._similar)

    def _apart_now(self, other: Uid) -> None:
        self._apart.add(other)
        if self._dialog is not None:
            self._dialog.check()

    def _new_term(self, _checked: bool = False) -> None:
        if self._loaded is None or self._dialog is None:
            return
        if self._dialog.draft():
            self._dialog.foot.say_reason("Simpan dahulu perubahan di formulir ini")
            return
        person = self._loaded.uid
        self._dialog.reject()
        open_new_term(self._shell, person)


def _known_notes(data_file: DataFile, person: Uid) -> list[Note]:
    return [
        Note(CODE_FIELDS[warning.code], warning.code, warning.note)
        for warning in data_file.people.accepted(person)
        if warning.code in CODE_FIELDS
    ]


def _villages(data_file: DataFile, today: dt.date) -> list[Candidate]:
    return [
        Candidate(village.uid, village.name, f"Kec. {village.district_name}")
        for village in data_file.villages.find(today)
    ]


def _place_of(data_file: DataFile, today: dt.date, village: Uid) -> str:
    return place_name(data_file, village, today)


def _nik_shown() -> None:
    LOGGER.info("a NIK was shown in the cadre form")
