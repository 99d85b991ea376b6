"""What must be said beside the groups of a merge: erasures, locks, alike persons, other registers, clocks."""

import datetime as dt
from collections.abc import Iterator

from kpm_desktop.domain.dates import short_date
from kpm_desktop.domain.words import thousands
from kpm_desktop.store.contest_lock import TO_CONTEST
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.merging.session import MergeSession
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.package_words import erased_words, late_words
from kpm_desktop.ui.parts import Notice


def notices(session: MergeSession, data_file: DataFile) -> list[Notice]:
    """Return the notices of a merge, the gravest first."""
    return [Notice(text, tone, code) for text, tone, code in _told(session, data_file)]


def _told(session: MergeSession, data_file: DataFile) -> Iterator[tuple[str, str, str]]:
    found = session.found
    if named := set(found.erased).difference(found.late):
        what = erased_words(named)
        yield f"{what[:1].upper()}{what[1:]} ikut dimusnahkan. Ini tidak dapat dibatalkan.", "err", ""
    if found.late:
        yield late_words(found.late), "err", ""
    marks = sum(table in TO_CONTEST or table == "contest" for table, _ in found.fixed)
    if marks:
        what = f"{thousands(marks)} isian lomba dari flashdisk berada di bawah hasil yang terkunci."
        yield f"{what} Berita acaranya tetap; bila perlu buat perubahan penetapan.", "warn", ""
    if others := len(found.fixed) - marks:
        what = f"{thousands(others)} isian menjadi dasar sertifikat yang sudah terbit."
        yield f"{what} Sertifikatnya tetap.", "warn", ""
    people = [one for one in found.doubled if one.table == "person"]
    if people:
        what = f"{thousands(len(people))} orang tercatat dua kali; tidak digabung otomatis."
        yield f"{what} Lihat di Periksa kembar sesudah ini.", "info", ""
    if told := _taken_back(session, data_file):
        yield told, "info", ""
    if session.opened.waiting:
        yield explain("E-MENUNGGU", {}).text, "info", "E-MENUNGGU"
    if session.opened.clock_is_ahead:
        today = short_date(data_file.now().date())
        yield explain("W-JAM", {"arrived": today}).text, "warn", "W-JAM"


def _taken_back(session: MergeSession, data_file: DataFile) -> str:
    """Return what is said of changes in these packages that came before and whose merge was taken back."""
    incoming = session.opened.incoming
    if incoming is None or session.merged is not None:
        return ""
    back = [
        merge
        for merge in data_file.merges_taken_back()
        if any(first <= incoming.end.get(writer, 0) for writer, (first, _) in merge.ranges.items())
    ]
    if not back:
        return ""
    day = short_date(dt.datetime.fromisoformat(back[-1].at).date())
    return (
        f"Yang digabungkan pada {day} lalu dibatalkan tetap tidak dipakai. "
        "Bila diperlukan, urungkan pembatalannya di Riwayat."
    )
