"""The lists of Pembinaan as data: sessions, series, participants, topics, speakers; filters and search."""

from collections.abc import Callable, Collection
from typing import Any, cast

from kpm_desktop.domain import dates, names
from kpm_desktop.domain.sessions import SeriesLine
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.sessions.rows import PersonRow, SessionRow
from kpm_desktop.ui.tables.column import Column, Pill, Row
from kpm_desktop.ui.tables.list_spec import Chip, Search

MARKS = {
    "H": Pill("Hadir", "ok", "circle-check"),
    "I": Pill("Izin", "neu", "minus"),
    "S": Pill("Sakit", "neu", "minus"),
    "A": Pill("Alpa", "err", "circle-x"),
    "W": Pill("Diwakili", "info", "user-check"),
}


def session_row(row: Row) -> SessionRow:
    """Return a raw row as what it is."""
    return cast("SessionRow", row)


def person_row(row: Row) -> PersonRow:
    """Return a raw row as what it is."""
    return cast("PersonRow", row)


def series_line(row: Row) -> SeriesLine:
    """Return a raw row as what it is."""
    return cast("SeriesLine", row)


def session_columns() -> tuple[Column, ...]:
    """Return the columns of the sessions."""
    return (
        Column(
            "Tanggal",
            lambda row: _day(session_row(row)),
            kind="date",
            key="date",
            sort_key=lambda row: session_row(row).session.date,
            tone=lambda _row: "muted",
            width=74,
            empty="belum",
        ),
        Column(
            "Kecamatan",
            lambda row: session_row(row).session.district_names or session_row(row).session.venue_name,
            key="districts",
            width=150,
            stretch=True,
            main=True,
            searched=True,
        ),
        Column(
            "Hadir",
            lambda row: f"{session_row(row).session.present}/{session_row(row).session.invited}",
            kind="number",
            key="present",
            sort_key=lambda row: session_row(row).session.present,
            spoken=_spoken_present,
            align="right",
            width=68,
        ),
        Column("Langkah", lambda row: session_row(row).step, kind="pill", key="step", width=134),
    )


def series_columns() -> tuple[Column, ...]:
    """Return the columns of the other series below."""
    return (
        Column("Tahun", lambda row: str(row[3] or ""), key="year", width=74, sortable=False),
        Column("Kegiatan lain", lambda row: row[1], key="name", width=150, stretch=True, sortable=False),
        Column(
            "Hadir",
            lambda row: str(series_line(row).present),
            kind="number",
            key="present",
            align="right",
            width=68,
            sortable=False,
        ),
        Column(
            "Sesi",
            lambda row: Pill(f"{series_line(row).sessions} sesi", "neu", "calendar-event"),
            kind="pill",
            key="sessions",
            width=134,
            sortable=False,
        ),
    )


def chips() -> tuple[Chip, ...]:
    """Return the filters."""
    return (
        Chip("year", "Tahun", value=lambda row: session_row(row).year),
        Chip("series", "Kegiatan", value=lambda row: session_row(row).session.series_name, more=True),
        Chip("incomplete", "Kehadiran belum lengkap", matches=lambda row: session_row(row).is_incomplete),
        Chip("uninvited", "Undangan belum selesai", matches=lambda row: session_row(row).is_uninvited),
        Chip("ready", "Siap diberi sertifikat", matches=lambda row: session_row(row).is_ready),
    )


def search(with_person: Callable[[str], Collection[Uid]]) -> Search:
    """Return how the search box finds sessions; `with_person` finds those by somebody on their lists."""
    return Search(
        row_text=lambda row: session_row(row).session.search,
        fold=names.search_key,
        hint="Cari sesi, tempat, peserta…",
        exact=with_person,
    )


def participant_columns() -> tuple[Column, ...]:
    """Return the columns of the people of a session, in paper order."""
    return (
        *_people(name_width=190, sortable=True),
        Column(
            "Kehadiran",
            lambda row: MARKS.get(person_row(row).letter),
            kind="pill",
            key="mark",
            width=112,
            empty="belum",
        ),
        _note(sortable=True),
    )


def participant_search() -> Search:
    """Return how the people of a session are searched."""
    return Search(
        lambda row: names.search_key(f"{person_row(row).name} {person_row(row).village}"),
        names.search_key,
        "Cari nama, desa…",
    )


def marking_columns(mark: Callable[[Row, Any], None]) -> tuple[Column, ...]:
    """Return the columns of the attendance grid; `mark(row, letter)` saves."""
    return (
        *_people(name_width=170, name_title="Nama seperti di kertas", sortable=False),
        Column(
            "Kehadiran",
            lambda row: person_row(row).letter,
            kind="seg",
            key="mark",
            width=158,
            sortable=False,
            edit=mark,
        ),
        _note(sortable=False),
    )


def candidate_columns() -> tuple[Column, ...]:
    """Return the columns of the names that a rule brings: uid, name, post, village, kecamatan."""
    return (
        Column("Nama", lambda row: row[1], key="name", width=180, stretch=True, main=True, searched=True),
        Column("Sebagai", lambda row: row[2], key="post", width=130),
        Column("Desa", lambda row: row[3], key="village", width=150, searched=True),
        Column("Kecamatan", lambda row: row[4], key="district", width=120),
    )


def topic_columns() -> tuple[Column, ...]:
    """Return the columns of the topics: uid, place, title, hours, speakers."""
    return (
        Column("No.", lambda row: row[1], kind="number", key="no", align="right", width=52, as_loaded=True),
        Column("Materi", lambda row: row[2], key="title", width=260, stretch=True, main=True, searched=True),
        Column("JP", lambda row: row[3], kind="number", key="hours", align="right", width=64),
        Column("Narasumber", lambda row: row[4], key="speakers", width=220, searched=True),
    )


def speaker_columns() -> tuple[Column, ...]:
    """Return the columns of the speakers: uid, name, role, institution, topic."""
    return (
        Column("Nama", lambda row: row[1], key="name", width=200, stretch=True, main=True, searched=True),
        Column("Sebagai", lambda row: row[2], key="role", width=110),
        Column("Instansi", lambda row: row[3], key="institution", width=200, searched=True),
        Column("Materi", lambda row: row[4], key="topic", width=200, empty="semua", searched=True),
    )


def topic_search() -> Search:
    """Return how topics are searched."""
    return Search(lambda row: names.search_key(f"{row[2]} {row[4]}"), names.search_key, "Cari materi…")


def speaker_search() -> Search:
    """Return how speakers are searched."""
    return Search(
        lambda row: names.search_key(f"{row[1]} {row[3]} {row[4]}"), names.search_key, "Cari narasumber…"
    )


def _people(name_width: int, *, sortable: bool, name_title: str = "Nama") -> tuple[Column, ...]:
    return (
        Column(
            "No.", lambda row: row[1], kind="number", key="no", align="right", width=46, sortable=sortable,
            as_loaded=True,
            tone=lambda _row: "muted",
        ),
        Column(
            name_title, lambda row: row[2], key="name", width=name_width, stretch=True, main=True,
            searched=True, sortable=sortable,
        ),
        Column(
            "Sebagai", lambda row: row[3], key="post", width=132, low_priority=True, sortable=sortable,
            tone=lambda _row: "muted",
        ),
        Column("Desa", lambda row: row[4], key="village", width=150, searched=True, sortable=sortable),
    )  # fmt: skip


def _note(*, sortable: bool) -> Column:
    return Column(
        "Keterangan",
        lambda row: row[6] or " ",
        key="note",
        width=150,
        stretch=True,
        low_priority=True,
        sortable=sortable,
        tone=lambda _row: "muted",
    )


def _day(row: SessionRow) -> str:
    day = row.session.date
    return dates.short_date(day).rsplit(" ", 1)[0] if day else ""


def _spoken_present(row: Row) -> str:
    session = session_row(row).session
    return f"{session.present} dari {session.invited} diundang"
