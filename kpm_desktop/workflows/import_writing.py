"""What imports of cadres and of village heads write alike: a new person, the changes taken, spellings met."""

import dataclasses
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from kpm_desktop.domain.matching import bare_village
from kpm_desktop.domain.people import Person
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.workflows.import_preview import ImportPreview

R = TypeVar("R", bound=Any)


def person_of(data_file: DataFile, values: Mapping[str, Any]) -> Person:
    """Return a new person with these values; nothing is written."""
    return Person(data_file.new_uid(), **values)


def with_taken(record: R, draft: Any, taken: Collection[str]) -> R:
    """Return a record with the fields taken from a draft; a whole NIK replaces one received damaged."""
    fields = {field.name for field in dataclasses.fields(record)} - {"village"}
    values = {field: getattr(draft, field) for field in taken if field in fields}
    if values.get("nik"):
        values["nik_received"] = ""
    changed: R = dataclasses.replace(record, **values)
    return changed


def remember_spellings(data_file: DataFile, preview: ImportPreview[Any]) -> None:
    """Keep within the open operation, as aliases, the spellings that the operator assigned to a village."""
    if not preview.choices.remember_spellings:
        return
    for asked, village in preview.choices.villages.items():
        name = bare_village(asked[0])
        if name and asked not in preview.choices.unremembered:
            data_file.villages.add_alias(village, name, preview.name)
