"""The tables of the data file as data: columns, kinds, keys, indexes and field groups. No behaviour.

Source: `data-file.md` section 4. `STATE` lists the state tables. Each string in a table is one field group:
the columns in it change together and stand together in the log. A group is named after its first column,
unless another name stands before `=`. Group names and members never change within a major version.
A column is `name` (text), `name:int`, `name:date` (ISO text), `name:json` (text), `name:uid` (a row of any
table) or `name>table` (a row of that table; a BLOB of 16 bytes with a foreign key). Links to contest
decisions have no foreign key, since an extract for one district carries certificates but no contests.

Every state table also has `uid` (its key) and `alive` (1 shown, 0 deleted or undone; such a row stays).
The current name of a village stands in `village_name` (use `official`, today between `valid_from` and
`valid_to`): read it with `CURRENT_VILLAGE_NAME`, which the index on that table answers.

Assets (emblem, photo, background) are named by the 64 hex digits of their SHA-256. Weights, points and marks
are decimal text. Lists of rows (`session.districts`) are JSON lists of 32 hex digits.
The peewee models at the end are made from this data; the SQL that makes the tables is frozen in
`schema_1`, and a test compares the two.
"""

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import peewee

Kind = Literal["text", "integer", "date", "json", "uid"]
Value = str | int | bytes | None
"""What stands in a column, and what a change holds (there a uid is 32 hex digits)."""

PRINTED = "printed"
"""Name of the one group of a frozen paper: everything as printed."""

HOLDS_TODAY = (
    "(COALESCE({name}.valid_from, '') <= office_day() AND COALESCE({name}.valid_to, '~') >= office_day())"
)
"""SQL condition: a row of `village_name` is in use today; `.format(name="n")`."""
CURRENT_VILLAGE_NAME = (
    "(SELECT cvn.name FROM village_name cvn WHERE cvn.village = {village} AND cvn.use = 'official'"
    f" AND cvn.alive = 1 ORDER BY {HOLDS_TODAY.format(name='cvn')} DESC,"
    " cvn.valid_from DESC, cvn.uid DESC LIMIT 1)"
)
"""SQL for the official name of today, else the newest (`domain.villages.official_name`).

`.format(village="v.uid")`.
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One column of a state table; `refers` is the table that a uid points to, if it is always the same."""

    name: str
    kind: Kind
    refers: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class StateTable:
    """A table that is a pure function of the log."""

    name: str
    groups: Mapping[str, tuple[Column, ...]]
    group_of: Mapping[str, str]
    """The group of each column."""
    indexes: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns but `uid` and `alive`, group by group."""
        return tuple(column for columns in self.groups.values() for column in columns)


_STATE: Mapping[str, tuple[str, ...]] = {
    # office
    "office": ("name", "upper_name", "address", "phone", "website", "email", "town", "unit_code", "emblem"),
    "setting": ("key", "value"),
    "choice": ("list", "value", "position:int", "active:int"),
    "signatory": (
        "name title_front title_back", "position", "rank_title grade", "nip", "sign_mode",
        "valid_from:date valid_to:date",
    ),
    # places
    "regency": ("code", "name"),
    "district": (
        "code", "name", "regency>regency",
        "head_name head_title_front head_title_back", "head_position", "head_nip", "head_phone",
    ),
    "village": (
        "village_code", "district>district", "kind", "official:int", "target:int", "ideal:int",
        "address", "phone", "institutions", "notes",
    ),
    "village_name": ("village>village", "name", "use", "valid_from:date valid_to:date", "source"),
    # people
    "person": (
        "name title_front title_back", "print_name", "nik nik_received", "sex",
        "birth_place birth_date:date", "age_recorded:int age_recorded_on:date", "phone", "address", "photo",
        "education", "courses", "occupation", "notes", "verified:int", "potential potential_note",
        "merged_into>person",
    ),
    "cadre_term": (
        "person>person", "village>village", "cadre_type", "position", "field", "origin_institution",
        "institution_profile", "decree_no decree_date:date",
        "term_start:date term_end:date status status_reason",
    ),
    "head_term": (
        "person>person", "village>village", "kind", "term_start:date term_end:date status status_reason",
    ),
    "not_same": ("person_a>person", "person_b>person"),
    "accepted_warning": ("row:uid", "code", "note"),
    # meetings
    "series": (
        "name", "kind", "year:int", "batch", "legal_basis", "budget_account",
        "certificate_rule certificate_minimum:int", "certificate_to", "notes",
    ),
    "venue": ("name", "address", "district>district"),
    "session": (
        "series>series", "kind", "date:date start end venue>venue", "districts:json", "status reason",
        "notes",
    ),
    "topic": ("session>session", "position:int", "title", "lesson_hours:int"),
    "speaker": ("session>session", "topic>topic", "person>person", "role", "institution"),
    "attendance": (
        "session>session", "person>person", "role", "invited:int", "status", "represents>person",
        "village>village post", "arrived_at", "certificate_to", "position:int",
    ),
    "printed_sheet": ("printed=kind sheet_no of:uid paper head:json rows:json boxes:json",),
    "sheet_page": ("sheet>printed_sheet", "page:int", "signatures:int", "note"),
    "payment": (
        "session>session", "person>person", "account", "rate", "amount:int tax:int received:int",
        "position:int",
    ),
    "step_tick": ("row:uid", "step", "note"),
    "attachment": ("row:uid", "asset", "kind", "caption", "position:int"),
    # contests
    "contest": ("name", "year:int", "level", "from_contest>contest", "ties:json", "limits:json", "status"),
    "category": ("contest>contest", "name", "position:int"),
    "stage": ("contest>contest", "name", "position:int", "weight", "top:int"),
    "criterion": (
        "stage>stage", "parent>criterion", "name", "position:int", "weight", "min_points", "max_points",
        "scale:json",
    ),
    "judge": ("contest>contest", "person>person", "number:int", "chief:int"),
    "judge_assignment": ("judge>judge", "stage>stage", "criterion>criterion"),
    "entry": (
        "contest>contest", "category>category", "person>person", "village>village", "number", "blind_code",
        "status reason", "lot:int", "from_entry>entry",
    ),
    "judge_interest": ("judge>judge", "entry>entry", "reason", "overruled_reason"),
    "entry_document": ("entry>entry", "document", "state", "note"),
    "score_sheet": ("stage>stage", "judge>judge", "state"),
    "sheet_total": ("score_sheet>score_sheet", "of:uid", "total"),
    "score": ("entry>entry", "judge>judge", "criterion>criterion", "first", "second", "final", "note"),
    "decision": (
        """printed=contest>contest revision:int reason minutes_no minutes_date:date overrides:json
        content:json fingerprint""",
    ),
    # papers
    "number_series": ("name", "pattern"),
    "certificate_design": (
        "name", "version:int", "base", "paper", "boxes:json", "background", "switches:json",
    ),
    "certificate": (
        """printed=kind person>person series>series decision:uid number_series>number_series number date:date
        replaces>certificate printed_name printed_village printed_district printed_role printed_series
        printed_signatory pieces:json assets:json design version:int hash signed_text short_code""",
        "state reason",
    ),
    "issued_paper": (
        """printed=kind of:uid number_series>number_series number date:date replaces>issued_paper
        pieces:json assets:json hash""",
        "state reason",
    ),
    "print_log": ("paper", "of:uid", "range", "copies:int", "reason", "target", "nik_count:int"),
    "number_block": (
        "number_series>number_series", "year:int", "number_from:int number_to:int", "writer:uid", "reason",
    ),
    "number_note": (
        "number_series>number_series", "year:int", "number_from:int number_to:int", "kind", "reason",
    ),
    "public_key": ("key_id", "public_part", "since:date"),
    "import_mapping": ("sender", "mapping:json"),
}  # fmt: skip

_MORE_INDEXES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "village": (("village_code",),),
    "village_name": (("village", "use", "valid_to"),),
    "person": (("name",), ("nik",)),
    "session": (("date",),),
    "certificate": (("number",), ("short_code",)),
    "accepted_warning": (("row",),),
    "step_tick": (("row",),),
    "attachment": (("row",),),
    "sheet_total": (("of",),),
    "printed_sheet": (("of",), ("sheet_no",)),
    "issued_paper": (("of",),),
}


def _column(text: str) -> Column:
    name, arrow, refers = text.partition(">")
    if arrow:
        return Column(name, "uid", refers)
    name, _, suffix = text.partition(":")
    kinds: Mapping[str, Kind] = {"": "text", "int": "integer", "date": "date", "json": "json", "uid": "uid"}
    return Column(name, kinds[suffix], None)


def _table(name: str, lines: tuple[str, ...]) -> StateTable:
    groups: dict[str, tuple[Column, ...]] = {}
    for line in lines:
        head, named, rest = line.partition("=")
        columns = tuple(_column(text) for text in (rest if named else head).split())
        groups[head if named else columns[0].name] = columns
    more = _MORE_INDEXES.get(name, ())
    begun = {index[0] for index in more}
    links = tuple(
        (column.name,)
        for columns in groups.values()
        for column in columns
        if column.refers and column.name not in begun
    )
    group_of = {column.name: group for group, columns in groups.items() for column in columns}
    return StateTable(name, MappingProxyType(groups), MappingProxyType(group_of), links + more)


STATE: Mapping[str, StateTable] = MappingProxyType(
    {name: _table(name, lines) for name, lines in _STATE.items()}
)
"""Every state table by name; a table comes after those it points to, save for links to its own kind."""

FROZEN = frozenset(name for name, table in STATE.items() if PRINTED in table.groups)
"""Tables whose rows are papers: never rewritten, only added, and marked by their state."""

CHILDREN: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        parent: tuple(
            (table.name, column.name)
            for table in STATE.values()
            for column in table.columns
            if column.refers == parent
        )
        for parent in STATE
    }
)
"""For each table the (table, column) pairs that point to it."""


_OWN: Mapping[str, tuple[str, str, tuple[tuple[str, ...], ...]]] = {
    # columns (`?` may be empty), key (none: a rowid named id), indexes
    "about": ("file_uid:uid regency_code district_code? created_at", "file_uid", ()),
    "writer": ("uid:uid name started_at previous_uid:uid? previous_seq:int?", "uid", ()),
    "operation": (
        "uid:uid writer_uid:uid seq:int hlc:int at kind label meta n:int link:uid partial:int",
        "",
        (("uid",), ("writer_uid", "seq")),
    ),
    "change": (
        "uid:uid operation_id:int tbl row_uid:uid body? digest:uid?",
        "",
        (("row_uid", "uid"),),
    ),
    "conflict": ("tbl row_uid:uid grp kind", "", (("row_uid",),)),
    "asset": ("sha256:uid mime bytes:uid", "sha256", ()),
    "package_log": (
        "package_uid:uid direction at peer number:int? kind vector:json details:json",
        "",
        (("package_uid",),),
    ),
    "held": ("package_uid:uid at file_name manifest:json", "package_uid", ()),
    "draft": ("form row_uid:uid at content:json", "form row_uid", ()),
    "check_log": ("at kind result", "", ()),
    "signing_key": ("key_id private_part:uid", "key_id", ()),
}

LOCAL = ("package_log", "held", "draft", "check_log", "signing_key")
"""Tables that never travel in a package."""


def _field(kind: Kind, *, null: bool, key: bool) -> object:
    fields: Mapping[Kind, type] = {"uid": peewee.BlobField, "integer": peewee.IntegerField}
    return fields.get(kind, peewee.TextField)(null=null, primary_key=key)


def _model(
    name: str, fields: dict[str, object], indexes: tuple[tuple[str, ...], ...], **more: object
) -> type[peewee.Model]:
    attributes = {"table_name": name, "indexes": [(index, False) for index in indexes], **more}
    meta = type("Meta", (), attributes)
    title = "".join(word.capitalize() for word in name.split("_")) + "Row"
    return type(title, (peewee.Model,), {**fields, "Meta": meta, "__module__": __name__})


def _own_model(name: str) -> type[peewee.Model]:
    text, keys, indexes = _OWN[name]
    fields: dict[str, object] = {}
    for word in text.split():
        column = _column(word.removesuffix("?"))
        fields[column.name] = _field(column.kind, null=word.endswith("?"), key=column.name == keys)
    composite = {"primary_key": peewee.CompositeKey(*keys.split())} if " " in keys else {}
    return _model(name, fields, indexes, **composite)


def _state_model(table: StateTable) -> type[peewee.Model]:
    fields: dict[str, object] = {
        "uid": _field("uid", null=False, key=True),
        "alive": _field("integer", null=False, key=False),
    }
    fields |= {column.name: _field(column.kind, null=True, key=False) for column in table.columns}
    return _model(table.name, fields, table.indexes)


ROWS: Mapping[str, type[peewee.Model]] = MappingProxyType(
    {name: _own_model(name) for name in _OWN} | {name: _state_model(table) for name, table in STATE.items()}
)
"""The peewee model of every table; never bound to a database: queries on them go through `DataFile.rows`."""
