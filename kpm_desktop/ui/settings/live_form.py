"""Fields that save themselves when they are left; the pages of Pengaturan are made of these."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from kpm_desktop.domain.problem import Problem
from kpm_desktop.ui import messages, parts
from kpm_desktop.ui.forms.field import FieldSpec
from kpm_desktop.ui.forms.field_row import Message
from kpm_desktop.ui.forms.form_body import FormBody


class LiveForm(QWidget):
    """A frozen record as fields; each change without a red problem is handed to `save(new, old)` at once."""

    def __init__(
        self,
        fields: Sequence[FieldSpec],
        load: Callable[[], Any],
        save: Callable[[Any, Any], object],
        check: Callable[[Any], list[Problem]],
        today: dt.date,
    ) -> None:
        super().__init__()
        self._load, self._save, self._check = load, save, check
        self._record: Any = None
        self.body = FormBody(fields, today, scrolls=False)
        self.body.left.connect(self._left)
        self.setLayout(parts.column(self.body, spacing=0))
        self.refresh()

    def refresh(self) -> None:
        """Show what is stored; a field with the focus keeps what is being typed into it."""
        self._record = self._load()
        for name, editor in self.body.editors.items():
            if not editor.core.hasFocus():
                editor.set_value(getattr(self._record, name))

    def _left(self, name: str) -> None:
        editor = self.body.editors[name]
        trouble = editor.trouble()
        if trouble:
            self.body.show_messages([Message(name, "", trouble, blocks=True)], {}, asks=False)
            return
        changed = dataclasses.replace(self._record, **{name: editor.value()})
        found = self._check(changed)
        self.body.show_messages([_message(problem) for problem in found], {}, asks=False)
        if changed != self._record and not any(problem.is_blocking for problem in found):
            before, self._record = self._record, changed
            self._save(changed, before)


def _message(problem: Problem) -> Message:
    return Message(problem.field, problem.code, messages.sentence(problem), problem.is_blocking)
