"""Fields of a form as data, and what a form asks of its screen. No widgets here: `editors.py` makes them.

A field's name is the attribute of the frozen record it shows and changes.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from PySide6.QtWidgets import QWidget

from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid

FieldKind = Literal[
    "text",
    "long",
    "choice",
    "pick",
    "radio",
    "date",
    "number",
    "phone",
    "nik",
    "check",
    "link",
    "derived",
    "custom",
]


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """Something a link can point to: `Candidate(uid, "Paiton", "Kec. Paiton")`."""

    uid: Uid
    text: str
    sub: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field.

    The value in the record is by kind: text, long, phone, nik, derived, choice (editable list): str; pick and
    radio: one of the first items of `options`; date: `datetime.date | None`; number: `int | None`;
    check: bool; link: `Uid | None`; custom: whatever the editor made by `factory` returns.
    """

    name: str
    label: str
    kind: FieldKind = "text"
    tab: str = ""
    section: str = ""
    column: Literal[0, 1] = 0
    half: bool = False
    """Takes half the column; two halves that follow each other share a line."""
    required: bool = False
    hint: str = ""
    note: Callable[[Any], str] | None = None
    """A muted word at the right of the label, from the record as it stands: `43 tahun`."""
    choices: Callable[[], Sequence[str]] | None = None
    options: tuple[tuple[Any, str], ...] = ()
    candidates: Callable[[], Sequence[Candidate]] | None = None
    derive: Callable[[Any], str] | None = None
    """derived: what stands here until something else is written (`Tulis lain`); the record then holds ""."""
    unit: str = ""
    minimum: int = 0
    maximum: int = 999_999
    lines: int = 3
    max_length: int = 200
    read_only: bool = False
    revealed: Callable[[], None] | None = None
    """nik: called each time it is shown, so that the screen can log it."""
    factory: Callable[[], QWidget] | None = None
    """custom: makes the screen's own `editors.Editor`, or a plain widget with `value` and `set_value`.

    A plain one may have signals `changed` and `left`; with `raw() -> str` and `set_raw(str)` its content is
    part of the draft.
    """
    earliest: dt.date | None = None
    latest: dt.date | None = None
    """date: the span in which a year of two digits is sought; a birth date ends today (`latest=today`)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Note:
    """Why a yellow problem is saved all the same."""

    field: str
    code: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """A button under one kind of problem: `Bandingkan`, `Bukan orang yang sama`. `run` gets the problem."""

    code: str
    text: str
    run: Callable[[Problem], None]


Draft: TypeAlias = Mapping[str, str]
"""The raw texts of the fields by name, half-filled ones too; JSON-ready. May hold personal data."""


@dataclasses.dataclass(frozen=True, slots=True)
class FormSpec:
    """One form: its title and its fields, in reading order."""

    title: str
    icon: str
    fields: tuple[FieldSpec, ...]
    subtitle: Callable[[Any], str] | None = None
    """Words under the title, from the record as it stands: `Dewi Kenanga, S.E., Desa Paiton, Kec. Paiton`."""
    act: str = "Simpan"
    """The words of the main button; a form of choices says what they are for: `Lihat pratinjau`."""
    act_icon: str = "check"


def _no_problems(_record: Any) -> list[Problem]:
    return []


def _no_draft() -> Draft | None:
    return None


def _forget(_draft: Draft | None) -> None:
    return


@dataclasses.dataclass(frozen=True, slots=True)
class FormHooks:
    """What the screen does for its form. Only `save` is needed."""

    save: Callable[[Any, tuple[Note, ...]], str]
    """Save the record with its notes; return "" or the sentence that says why it was not saved."""
    check: Callable[[Any], list[Problem]] = _no_problems
    next_record: Callable[[Any], Any] | None = None
    """The record that `Simpan dan berikutnya` starts with, after this one; None leaves the button out."""
    load_draft: Callable[[], Draft | None] = _no_draft
    save_draft: Callable[[Draft | None], None] = _forget
    """Keep the draft; None forgets it."""
    draft_kept: Callable[[], None] | None = None
    """Called after Batal kept a draft: the screen shows the toast `Draf disimpan. Buka lagi`."""
    history: Callable[[], None] | None = None
    answers: tuple[Answer, ...] = ()
    known_notes: tuple[Note, ...] = ()
    """Notes given earlier: their problems are not asked about again."""
