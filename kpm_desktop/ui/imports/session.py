"""One import from opening to writing, without widgets: its source, what was decided, what would happen.

It outlives the page, so that an import that was left can be opened again as it was.
"""

import dataclasses
from pathlib import Path
from typing import Any

from kpm_desktop import workflows
from kpm_desktop.domain.sheet_error import SheetError
from kpm_desktop.store.data_file import Changes, DataFile
from kpm_desktop.ui.imports.words import KINDS, PASTED, TARGET_WORDS, Kind, letter
from kpm_desktop.workflows.progress import Progress

COLUMNS, CHECK, DONE = range(3)


@dataclasses.dataclass(slots=True)
class ImportSession:
    """What is known of one import; `source` is a file or pasted text."""

    kind: Kind
    source: Path | str
    choices: Any = None
    preview: Any = None
    step: int = COLUMNS
    changes: Changes | None = None
    is_undone: bool = False

    @classmethod
    def begin(cls, kind: str, source: Path | str) -> "ImportSession":
        """Return an import of which nothing was read yet."""
        return cls(KINDS[kind], source, workflows.import_preview.ImportChoices())

    @property
    def name(self) -> str:
        """Return what the file is called, or that it was pasted."""
        return self.source.name if isinstance(self.source, Path) else PASTED

    def read(self, data_file: DataFile, progress: Progress) -> Any:
        """Return the preview; the file is read once, afterwards its table is judged anew. On the worker.

        Raises SheetError also when no sheet has a heading that is known and nothing can be shown instead.
        """
        source = self.source if self.preview is None else self.preview.table
        workflow = getattr(workflows, self.kind.workflow)
        preview = workflow.preview_import(data_file, source, self.choices, progress)
        if not any(view.sheet.rows for view in preview.sheets):
            raise SheetError("E-TABELKOSONG", file=preview.name)
        return preview

    def write(self, data_file: DataFile, progress: Progress) -> Changes:
        """Write the preview as one operation. On the worker."""
        workflow = getattr(workflows, self.kind.workflow)
        changes: Changes = workflow.apply_import(data_file, self.preview, progress)
        return changes

    def targets(self) -> dict[str, str]:
        """Return what a column of this list may be, and what that is called, in the order of the choice."""
        found: tuple[str, ...] = getattr(workflows.import_preview, self.kind.targets)
        return {one: self.kind.words[one] for one in TARGET_WORDS if one and one in found}

    def decide(self, **changed: Any) -> None:
        """Take other choices."""
        self.choices = dataclasses.replace(self.choices, **changed)

    def map_column(self, sheet: str, place: int, target: str) -> None:
        """Let a column be something; whichever was that before is not used any more."""
        view = next(one for one in self.preview.sheets if one.sheet.name == sheet)
        chosen = dict(self.choices.columns.get(sheet, {}))
        for column in view.header.columns if view.header else ():
            if target and column.target == target and column.place != place:
                chosen[column.place] = ""
        chosen[place] = target
        self.decide(columns={**self.choices.columns, sheet: chosen})

    def move_header(self, sheet: str, first: int, height: int) -> None:
        """Take other rows, from 0, as the heading; what was mapped by place before is forgotten."""
        columns = {name: found for name, found in self.choices.columns.items() if name != sheet}
        self.decide(headers={**self.choices.headers, sheet: (first, height)}, columns=columns)

    def take_sheet(self, view: Any, *, taken: bool) -> None:
        """Read a sheet, also a hidden one, or leave it out."""
        name = view.sheet.name
        left_out, hidden = self.choices.left_out_sheets - {name}, self.choices.hidden_sheets
        if view.sheet.is_hidden:
            hidden = hidden | {name} if taken else hidden - {name}
        elif not taken:
            left_out |= {name}
        self.decide(left_out_sheets=left_out, hidden_sheets=hidden)

    def name_columns(self) -> None:
        """Put a heading over pasted rows that have none: Kolom A, Kolom B ..."""
        if not isinstance(self.source, str):
            return
        width = self.preview.sheets[0].sheet.width
        heading = "\t".join(f"Kolom {letter(place)}" for place in range(width))
        self.source = f"{heading}\n{self.source}"
        self.preview = None
        self.choices = workflows.import_preview.ImportChoices(headers={"": (0, 1)})

    def to_look(self, row: Any) -> bool:
        """Tell whether the operator has to look at a row, by what was chosen for those already there."""
        if row.status == "rejected" or row.is_asked:
            return True
        return bool(row.status == "changed" and self.choices.existing == "ask")
