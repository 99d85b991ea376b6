"""Small choices about a preview that need no reading anew: which changes and which rows are taken."""

import dataclasses
from typing import TypeVar

from kpm_desktop.workflows.import_preview import ImportPreview, RowKey

Draft = TypeVar("Draft")


def with_ticks(preview: ImportPreview[Draft], key: RowKey, fields: frozenset[str]) -> ImportPreview[Draft]:
    """Return the preview in which exactly these changes of a row are taken."""
    rows = tuple(
        dataclasses.replace(
            row,
            changes=tuple(dataclasses.replace(one, taken=one.field in fields) for one in row.changes),
        )
        if row.key == key
        else row
        for row in preview.rows
    )
    choices = dataclasses.replace(preview.choices, ticks={**preview.choices.ticks, key: fields})
    return dataclasses.replace(preview, rows=rows, choices=choices)


def with_left_out(preview: ImportPreview[Draft], key: RowKey, *, left_out: bool) -> ImportPreview[Draft]:
    """Return the preview in which a row is left out, or taken again."""
    rows = tuple(
        dataclasses.replace(row, is_left_out=left_out) if row.key == key else row for row in preview.rows
    )
    keys = preview.choices.left_out
    choices = dataclasses.replace(preview.choices, left_out=keys | {key} if left_out else keys - {key})
    return dataclasses.replace(preview, rows=rows, choices=choices)
