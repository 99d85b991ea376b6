"""What must be said beside the groups of a merge: erasures, locks, alike persons, other registers, clocks."""

import datetime as dt
from collections.abc import Iterator

from kpm_desktop.domain.dates import short_date
from kpm_desktop.domain.words import thousands
from kpm_desktop.store.contest_lock import TO_CONTEST
from kpm_desktop.ui.merging.session import MergeSession
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.package_words import erased_words, late_words
from kpm_desktop.ui.parts import Notice


def notices(session: MergeSession, today: dt.date) -> list[Notice]:
    """Return the notices of a merge, the gravest first."""
    return [Notice(text, tone, code) for text, tone, code in _told(session, today)]


def _told(session: MergeSession, today: dt.date) -> Iterator[tuple[str, str, str]]:
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
    if session.opened.waiting:
        yield explain("E-MENUNGGU", {}).text, "info", "E-MENUNGGU"
    if session.opened.clock_is_ahead:
        yield explain("W-JAM", {"arrived": short_date(today)}).text, "warn", "W-JAM"
