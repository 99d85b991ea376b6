"""A package's passport on the screen: whose, from which PC, when, what is in it, how it stands to ours."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from kpm_desktop.domain import dates
from kpm_desktop.domain.passport import Comparison
from kpm_desktop.ui import parts
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.package_words import counts_words, kind_words, size_words, standing_words
from kpm_desktop.ui.tables.column import Pill, Row

_STATES: Final[Mapping[str, tuple[str, str]]] = {
    "news": ("Membawa {here}", "info"),
    "both": ("Tertinggal {there}, membawa {here}", "info"),
    "older": ("Lebih lama, kurang {there}", "warn"),
    "same": ("Sama", "ok"),
    "merged": ("Sudah digabungkan", "ok"),
    "waits": ("Menunggu kiriman lain", "warn"),
    "own": ("Kiriman PC ini", "neu"),
    "elsewhere": ("Daerah lain", "err"),
    "copy": ("Salinan berkas", "neu"),
    "unknown": ("Paket", "neu"),
}
_REFUSED: Final[Mapping[str, str]] = {
    "E-TERPOTONG": "Terpotong",
    "E-VERSI": "Versi lebih baru",
    "E-PUTUS": "Tidak terbaca",
    "E-BUKAN": "Bukan paket",
}


def state_pill(line: Any) -> Pill:
    """Return how a listed file stands to our data, as word and colour."""
    if line.state == "refused":
        return Pill(_REFUSED.get(line.refusal.code, "Rusak"), "err")
    text, tone = _STATES[line.state]
    here = line.standing.missing_here if line.standing else 0
    there = line.standing.missing_there if line.standing else 0
    return Pill(text.format(here=here, there=there), tone)  # type: ignore[arg-type]


def sender(row: Row) -> str:
    """Return the PC that a listed file came from; unknown before a copied data file went through the gate."""
    return row[1].manifest.writer_name if row[1].manifest else ""


def created(row: Row) -> dt.datetime | None:
    """Return when a listed package was made."""
    return dt.datetime.fromisoformat(row[1].manifest.created) if row[1].manifest else None


def facts(manifest: Any, districts: Mapping[str, str], regency: str) -> list[tuple[str, str]]:
    """Return the lines of a package's passport, as its manifest says; no person stands in it."""
    made = dt.datetime.fromisoformat(manifest.created)
    return [
        ("Pemilik", regency),
        ("Dari PC", manifest.writer_name),
        ("Dibuat", f"{dates.weekday_date(made.date())} pukul {made:%H.%M}"),
        ("Nomor", str(manifest.number)),
        ("Isi", kind_words(manifest.kind, districts.get(manifest.district or "", ""))),
        ("Di dalamnya", counts_words(manifest.counts)),
        ("Kata sandi", "terkunci" if manifest.is_sealed else "tanpa kata sandi"),
    ]


def standing_sentence(standing: Comparison, *, is_package: bool = True) -> str:
    """Return how what came stands to our data, as a sentence."""
    what = "Paket ini" if is_package else "Berkas ini"
    return f"{what} {standing_words(standing)}."


def notices(line: Any) -> list[parts.Notice]:
    """Return what must be said about a file on a stick: refused, hidden, a shortcut beside it."""
    found: list[parts.Notice] = []
    if line.refusal is not None:
        told = explain(line.refusal.code, line.refusal.values)
        found.append(parts.Notice(told.text, "err", line.refusal.code))
    if virus := _virus_words(line):
        found.append(parts.Notice(virus, "warn", "E-VIRUS"))
    return found


class VirusNotice(parts.Notice):
    """Says over a list that a stick bears the signs of a virus; once said it stays.

    Looking has made the hidden packages visible, so the next look finds nothing to say.
    """

    def __init__(self) -> None:
        super().__init__("", "warn", "E-VIRUS")
        self.hide()

    def take(self, lines: Iterable[Any]) -> None:
        """Tell what was found; of several signs the hidden packages."""
        told = sorted(
            (line for line in lines if _virus_words(line)), key=lambda line: not line.found.was_hidden
        )
        if told and self.isHidden():
            self.show_message(_virus_words(told[0]), "warn", "E-VIRUS")
            self.show()


def _virus_words(line: Any) -> str:
    if not (line.found.was_hidden or line.found.has_shortcut):
        return ""
    shortcut = {} if line.found.was_hidden else {"shortcut": f"{line.found.path.stem}.lnk"}
    return explain("E-VIRUS", shortcut).text


def file_facts(line: Any) -> list[tuple[str, str]]:
    """Return where a listed file lies and how large it is."""
    return [
        ("Berkas", line.found.path.name),
        ("Tempat", line.place),
        ("Ukuran", size_words(line.found.size)),
    ]
