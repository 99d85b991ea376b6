"""A data file and the model of it in memory, living the same history: whatever one shows, the other shows."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from builders import Clock
from histories import Cells, Desk, Listed, View
from kpm_desktop.domain.changes import DELETED, RowKey, compact
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import NothingToUndoError

MISSING = object()
TABLES = {"village": "series", "person": "session", "attendance": "attendance"}
GROUPS = {
    "village": {"name": "name", "head": "notes"},
    "person": {"name": "kind", "phone": "notes", "birth": "status", "village": "series"},
    "attendance": {"person": "session", "role": "role"},
}
"""The tables and groups of the histories, and real ones of the same shape."""
BACK = {real: table for table, real in TABLES.items()}


class Both:
    """A data file and the model, doing the same; whatever one shows, the other must show."""

    def __init__(
        self,
        folder: Path,
        *,
        desk: Desk | None = None,
        file: DataFile | None = None,
        real: dict[Uid, Uid] | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Begin with an empty file, or go on with one.

        `real`: the file's operation for each of the model.
        """
        self.clock = clock or Clock()
        self.file = file or DataFile.create(folder / "kpm.db", regency_code="35.13", now=self.clock)
        self.desk = desk or Desk(1)
        self._real: dict[Uid, Uid] = {} if real is None else real
        self._kept: set[RowKey] = set()

    def save(self, rows: Mapping[RowKey, Cells], kind: str = "edit") -> Uid:
        with self.file.operation(kind, "Ubah") as operation:
            for key, cells in rows.items():
                real = {
                    GROUPS[key[0]].get(group, group): self._real_value(group, value)
                    for group, value in cells.items()
                }
                operation.write((TABLES[key[0]], key[1]), self.file.new_uid(), real)
        return self._same(self.desk.save(rows, kind), operation.header.uid)

    def delete(self, keys: Iterable[RowKey]) -> Uid:
        return self.save({key: {DELETED: 1} for key in keys}, "delete")

    def undo(self) -> Uid | None:
        return self._reversed(self.file.undo, self.desk.undo())

    def redo(self) -> Uid | None:
        return self._reversed(self.file.redo, self.desk.redo())

    def undo_operation(self, uid: Uid) -> Uid:
        done = self.file.undo_operation(self._real[uid])
        self._kept = {(BACK[kept.key[0]], kept.key[1]) for kept in done.kept}
        return self._same(self.desk.undo_operation(uid), done.changes.operation)

    def kept_rows(self) -> set[RowKey]:
        assert self._kept == self.desk.kept_rows()
        return self._kept

    def visible(self) -> View:
        found: View = {}
        for table, real in TABLES.items():
            for row in self.file.rows(f"SELECT * FROM {real} WHERE alive = 1"):
                names = [name for _, name, *_ in self.file.rows(f"PRAGMA table_info({real})")]
                columns = dict(zip(names, row, strict=True))
                cells = {group: self._model_value(group, columns[column], columns)
                         for group, column in GROUPS[table].items()}  # fmt: skip
                found[table, columns["uid"]] = {
                    group: value for group, value in cells.items() if value is not MISSING
                }
        assert found == self.desk.visible()
        return found

    def listed(self) -> Listed:
        found = set()
        for table, uid, group, kind in self.file.rows("SELECT tbl, row_uid, grp, kind FROM conflict"):
            groups = {real: model for model, real in GROUPS[BACK[table]].items()}
            found.add(((BACK[table], uid), groups.get(group, group), kind))
        assert found == self.desk.listed()
        return frozenset(found)

    def _reversed(self, act: Any, wanted: Uid | None) -> Uid | None:
        try:
            done = act().changes.operation
        except NothingToUndoError:
            done = None
        assert (done is None) == (wanted is None)
        return self._same(wanted, done) if wanted and done else None

    def _same(self, model: Uid, real: Uid) -> Uid:
        self._real[model] = real
        self.visible()
        self.listed()
        return model

    @staticmethod
    def _real_value(group: str, value: Any) -> Any:
        if group == DELETED or group in {"village", "person"}:
            return value
        return [compact(item) for item in value] if isinstance(value, list) else compact(value)

    @staticmethod
    def _model_value(group: str, value: Any, columns: Mapping[str, Any]) -> Any:
        if value is None:
            return MISSING
        if group in {"village", "person"}:
            return value.hex()
        return json.loads(value) if group != "birth" else [json.loads(value), json.loads(columns["reason"])]
