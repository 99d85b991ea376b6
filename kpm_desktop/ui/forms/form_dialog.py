"""The form dialog: shows a frozen record, builds the changed one, keeps drafts, lets red and yellow be seen.

It decides nothing about the data: what is wrong and how it is saved comes from the screen (`FormHooks`).
Yellow problems are saved with a note each; what is typed is never lost: Batal keeps it as a draft.
"""

import dataclasses
import datetime as dt
import functools
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from kpm_desktop.domain.problem import Problem
from kpm_desktop.ui import messages, parts
from kpm_desktop.ui.forms.dialog_frame import DialogFoot, DialogFrame, DialogHead
from kpm_desktop.ui.forms.field import Draft, FormHooks, FormSpec, Note
from kpm_desktop.ui.forms.field_row import Message
from kpm_desktop.ui.forms.form_body import FormBody
from kpm_desktop.ui.forms.problem_line import ProblemLine

DRAFT_AFTER_MS = 5_000
SETTLE_MS = 300


class FormDialog(DialogFrame):
    """One form. Show it with `open()`; it closes itself after `hooks.save` returned "".

    `saved` tells the record that was saved. `is_new` keeps the empty required fields of a new record quiet
    until they were left once or saving was tried. `take_draft` starts with the draft (toast `Buka lagi`);
    otherwise a draft is offered at the top.
    """

    saved = Signal(object)

    def __init__(
        self,
        spec: FormSpec,
        record: Any,
        hooks: FormHooks,
        *,
        today: dt.date,
        is_new: bool = False,
        take_draft: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.spec, self.hooks = spec, hooks
        self._record = record
        self._is_new = is_new
        self._touched: set[str] = set()
        self._changed = False
        self._loaded: dict[str, str] = {}
        self._messages: list[Message] = []
        self._notes: dict[tuple[str, str], str] = {}
        self._asks = False
        self._draft_timer = _single_shot(self, DRAFT_AFTER_MS, self._keep_draft)
        self._settle_timer = _single_shot(self, SETTLE_MS, self._settle)
        self.head = DialogHead(spec.icon, spec.title)
        self.problem_line = ProblemLine()
        self.body = FormBody(spec.fields, today)
        self.foot = DialogFoot(
            with_next=hooks.next_record is not None,
            with_history=hooks.history is not None,
            act=spec.act,
            icon=spec.act_icon,
        )
        self._offered = QWidget()
        self._offered.setLayout(QVBoxLayout())
        self._put_together()
        self.take_room()
        self.take_measures()
        self.load(record)
        draft = hooks.load_draft()
        if draft and take_draft:
            self.take_draft(draft)
        elif draft:
            self._offer_draft(draft)

    # what a screen calls

    def load(self, record: Any) -> None:
        """Show another record, as if the form had just been opened with it."""
        self._record = record
        self._touched = set() if self._is_new else set(self.body.editors)
        self._changed, self._asks = False, False
        self._notes = {(note.field, note.code): note.text for note in self.hooks.known_notes}
        for name, editor in self.body.editors.items():
            editor.set_value(getattr(record, name))
        self._loaded = self._raws()
        self._follow()
        self.check()

    def record(self) -> Any:
        """Return the record as the form says now; an untouched field keeps its value to the letter."""
        raws = self._raws()
        values = {
            name: editor.value()
            for name, editor in self.body.editors.items()
            if raws[name] != self._loaded[name] and not editor.spec.read_only
        }
        return dataclasses.replace(self._record, **values)

    def check(self) -> list[Message]:
        """Look for problems and show those of fields that were seen; returns the ones shown."""
        found = self._all_messages()
        self._messages = [
            one for one in found if one.field in self._touched or one.field not in self.body.editors
        ]
        self._show_messages()
        return self._messages

    def take_draft(self, draft: Draft) -> None:
        """Put the texts of a draft into the fields."""
        self._offered.hide()
        for name, text in draft.items():
            editor = self.body.editors.get(name)
            if editor is not None and not editor.spec.read_only:
                editor.set_raw(text)
                self._touched.add(name)
        self._changed = self._raws() != self._loaded
        self._follow()
        self.check()

    def draft(self) -> Draft:
        """Return the texts that differ from the record."""
        return {
            name: text
            for name, text in self._raws().items()
            if text != self._loaded[name] and self.body.editors[name].has_raw
        }

    # acts

    def save(self) -> bool:
        """Save and close; tells whether it was saved."""
        if not self._try_save():
            return False
        self.accept()
        return True

    def save_and_next(self) -> None:
        """Save, then start the next record with what the screen takes along."""
        if self.hooks.next_record is None:
            return
        before = self.record()
        if self._try_save():
            self._is_new = True
            self.load(self.hooks.next_record(before))
            self._focus_first()

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that is not saved."""
        return self._changed

    def keep_draft(self) -> None:
        """Keep what was changed as a draft."""
        if self._changed:
            self.hooks.save_draft(self.draft())

    def forget(self) -> None:
        """Keep no draft of what was typed; the form is about to be closed."""
        self._stop_timers()
        self._changed = False
        self.hooks.save_draft(None)

    def reject(self) -> None:
        """Close; what was changed is kept as a draft."""
        self._stop_timers()
        self.keep_draft()
        if self._changed and self.hooks.draft_kept is not None:
            self.hooks.draft_kept()
        super().reject()

    def next_problem(self) -> None:
        """Go to the next problem, round about."""
        self._step_problem(1)

    def previous_problem(self) -> None:
        """Go to the problem before, round about."""
        self._step_problem(-1)

    # inside

    def _put_together(self) -> None:
        for part in (self.head, self.problem_line, self._offered):
            self.box.addWidget(part)
        self.box.addWidget(self.body, 1)
        self.box.addWidget(self.foot)
        self._offered.hide()
        self.setWindowTitle(self.spec.title)
        self.setAccessibleName(self.spec.title)
        self.head.close_button.clicked.connect(self.reject)
        self.problem_line.chosen.connect(self.body.go_to)
        self.body.changed.connect(self._field_changed)
        self.body.left.connect(self._field_left)
        self.body.noted.connect(self._take_note)
        self.foot.cancel.clicked.connect(self.reject)
        self.foot.save.clicked.connect(self.save)
        self.foot.save_next.clicked.connect(self.save_and_next)
        if self.hooks.history is not None:
            self.foot.history.clicked.connect(functools.partial(_call, self.hooks.history))
        keys = {
            "Ctrl+S": self.save,
            "Ctrl+Return": self.save_and_next,
            "Ctrl+Enter": self.save_and_next,
            "F8": self.next_problem,
            "Shift+F8": self.previous_problem,
            "Alt+N": self._reveal,
        }
        for key, act in keys.items():
            QShortcut(parts.key_sequence(key), self).activated.connect(act)
        for place in range(self.body.tabs):
            shortcut = QShortcut(parts.key_sequence(f"Alt+{place + 1}"), self)
            shortcut.activated.connect(functools.partial(self.body.show_tab, place))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Start in the first empty required field."""
        self.take_room()
        super().showEvent(event)
        self._focus_first()

    def take_room(self) -> None:
        """Lay head, body and foot out for the room there is."""
        narrow = self.is_narrow()
        self.body.set_one_column(narrow)
        self.head.set_low(narrow)
        self.problem_line.set_stacked(narrow)
        self.foot.set_stacked(narrow)

    def _focus_first(self) -> None:
        fields = self.spec.fields
        empty = [
            field for field in fields if field.required and not self.body.editors[field.name].raw().strip()
        ]
        first = next((field for field in (*empty, *fields) if not field.read_only), None)
        if first is not None:
            self.body.go_to(first.name)

    def _raws(self) -> dict[str, str]:
        return {name: editor.raw() for name, editor in self.body.editors.items()}

    def _field_changed(self, name: str) -> None:
        self._changed = self._raws() != self._loaded
        if self._changed and not self._draft_timer.isActive():
            self._draft_timer.start()
        self.foot.say_draft("")
        if any(message.field == name for message in self._messages):
            self._settle_timer.start()

    def _field_left(self, name: str) -> None:
        self._touched.add(name)
        self._follow()
        self.check()

    def _follow(self) -> None:
        record = self.record()
        for box in self.body.boxes.values():
            box.follow(record)
        self.head.show_subtitle(self.spec.subtitle(record) if self.spec.subtitle is not None else "")

    def _settle(self) -> None:
        """While typing only take away what is no longer wrong; new problems wait until the field is left."""
        remaining = set(self._all_messages())
        kept = [message for message in self._messages if message in remaining]
        if kept != self._messages:
            self._messages = kept
            self._show_messages()

    def _all_messages(self) -> list[Message]:
        found = []
        for name, editor in self.body.editors.items():
            trouble = editor.trouble()
            if trouble:
                found.append(Message(name, "", trouble, blocks=True, offers=tuple(editor.offers())))
        unreadable = {message.field for message in found}
        for problem in self.hooks.check(self.record()):
            if problem.field not in unreadable:
                found.append(self._message(problem))
        order = {name: place for place, name in enumerate(self.body.editors)}
        return sorted(found, key=lambda message: order.get(message.field, -1))

    def _message(self, problem: Problem) -> Message:
        offers = tuple(
            parts.Offer(answer.text, functools.partial(self._answer, answer.run, problem))
            for answer in self.hooks.answers
            if answer.code == problem.code
        )
        return Message(problem.field, problem.code, messages.sentence(problem), problem.is_blocking, offers)

    def _answer(self, run: Any, problem: Problem) -> None:
        run(problem)
        self.check()

    def _show_messages(self) -> None:
        labels = {field.name: field.label for field in self.spec.fields}
        self.body.show_messages(self._messages, self._notes, asks=self._asks)
        self.problem_line.show_messages(self._messages, labels)
        red = sum(1 for message in self._messages if message.blocks)
        self.foot.show_state(red=red, yellow=bool(self._messages))

    def _take_note(self, field: str, code: str, text: str) -> None:
        self._notes[field, code] = text

    def _try_save(self) -> bool:
        focused = QApplication.focusWidget()
        if focused is not None:
            self.body.settle(focused)
        self._touched = set(self.body.editors)
        self._follow()
        shown = self.check()
        if any(message.blocks for message in shown):
            self.next_problem()
            return False
        missing = [one for one in shown if not self._notes.get((one.field, one.code), "").strip()]
        if missing:
            self._ask_notes(missing[0])
            return False
        notes = tuple(Note(one.field, one.code, self._notes[one.field, one.code].strip()) for one in shown)
        record = self.record()
        reason = self.hooks.save(record, notes)
        if reason:
            self.foot.say_reason(reason)
            return False
        self._stop_timers()
        self._changed = False
        self.hooks.save_draft(None)
        self.saved.emit(record)
        return True

    def _ask_notes(self, first: Message) -> None:
        self._asks = True
        self._show_messages()
        self.foot.say_reason("Tulis catatan dahulu")
        self.body.go_to(first.field)
        for notice in self.body.note_lines():
            if (notice.message.field, notice.message.code) == (first.field, first.code):
                notice.note.setFocus()

    def _step_problem(self, by: int) -> None:
        fields = list(
            dict.fromkeys(message.field for message in self._messages if message.field in self.body.rows)
        )
        if not fields:
            return
        here = self.body.field_of(QApplication.focusWidget())
        place = fields.index(here) + by if here in fields else (0 if by > 0 else -1)
        self.body.go_to(fields[place % len(fields)])

    def _reveal(self) -> None:
        for editor in self.body.editors.values():
            act = getattr(editor, "reveal", None)
            if act is not None:
                act()

    def _keep_draft(self) -> None:
        if self._changed:
            self.keep_draft()
            self.foot.say_draft("Draf tersimpan otomatis")

    def _offer_draft(self, draft: Draft) -> None:
        offers = (
            parts.Offer("Pakai draf", functools.partial(self.take_draft, draft), "pencil"),
            parts.Offer("Buang draf", self._drop_draft, "trash"),
        )
        notice = parts.Notice("Ada draf yang belum disimpan untuk formulir ini.", "info", offers=offers)
        layout = self._offered.layout()
        if layout is not None:
            layout.addWidget(notice)
        self._offered.show()

    def _drop_draft(self) -> None:
        self.hooks.save_draft(None)
        self._offered.hide()

    def _stop_timers(self) -> None:
        self._draft_timer.stop()
        self._settle_timer.stop()


def _single_shot(owner: QDialog, after_ms: int, act: Any) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(after_ms)
    timer.timeout.connect(act)
    return timer


def _call(act: Any, _checked: bool = False) -> None:
    act()
