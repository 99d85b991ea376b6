"""The list *Sebelum terbit*: what the preflight of a run found, in words, with where to go."""

import dataclasses
from collections.abc import Callable, Sequence

from kpm_desktop.domain.numbering import Span
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui import messages
from kpm_desktop.ui.certificates.looking import Preflight
from kpm_desktop.ui.parts import TONE_ICONS


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One line: colour, sentence, its code, and what its link does ("" without one)."""

    tone: str
    text: str
    code: str = ""
    link: str = ""
    act: Callable[[], object] | None = None

    @property
    def icon(self) -> str:
        """Return the icon of its colour."""
        return TONE_ICONS[self.tone]


@dataclasses.dataclass(frozen=True, slots=True)
class Jumps:
    """Where the links of the list go."""

    to_certificates: Callable[[Sequence[Uid]], object]
    to_signatories: Callable[[], object]
    to_choices: Callable[[], object]
    explain_gap: Callable[[], object]


MANY = {
    "F.401": "{n} nomor sudah dipakai",
    "F.402": "{n} nama tidak muat di kertas",
    "F.403": "{n} sertifikat belum mendapat nomor",
    "F.404": "{n} nama berisi huruf yang tidak ada di jenis huruf kertas",
    "W.401": "{n} nama jadi dua baris",
    "W.403": "{n} tanpa foto",
    "W.404": "{n} kader belum diperiksa",
    "W.405": "{n} dari desa yang tidak resmi",
    "W.406": "{n} nama sama atau mirip dengan peserta lain",
    "W.407": "{n} gelar ditulis lain dari biasanya",
    "W.408": "{n} sertifikat dengan isian kosong",
}
_LINKS = {
    "F.401": "Ubah nomor",
    "F.403": "Ubah nomor",
    "W.404": "Lihat kadernya",
    "W.407": "Lihat gelarnya",
    "W.408": "Lihat yang kosong",
}


def findings(found: Preflight, gaps: Sequence[Span], jumps: Jumps) -> list[Finding]:
    """Return the lines: what blocks first, then what is accepted, then what is in order."""
    lines = [
        Finding(
            "err" if one.is_blocking else "warn",
            messages.sentence(one),
            one.code,
            "Buka Pengaturan",
            jumps.to_signatories,
        )
        for one in found.problems
    ]
    lines += [_counted(code, problems, jumps) for code, problems in _by_code(found)]
    if gaps:
        spans = ", ".join(_span(first, last) for first, last in gaps[:4])
        words = messages.problem_sentence("W.402", {"missing": spans})
        lines.append(Finding("warn", words, "W.402", "Catat alasannya", jumps.explain_gap))
    codes = {code for code, _ in _by_code(found)}
    wide = sum(not {one.code for one in own} & {"F.402", "W.401"} for own in found.own.values())
    if wide:
        lines.append(Finding("ok", f"{wide} nama muat dalam satu baris"))
    numbers = [number for number in found.numbers.values() if number]
    if numbers and not codes & {"F.401", "F.403"}:
        lines.append(Finding("ok", _free_words(numbers)))
    return lines


def _by_code(found: Preflight) -> list[tuple[str, list[tuple[Uid, Problem]]]]:
    grouped: dict[str, list[tuple[Uid, Problem]]] = {}
    for uid, own in found.own.items():
        for one in own:
            grouped.setdefault(one.code, []).append((uid, one))
    return sorted(grouped.items())


def _counted(code: str, problems: Sequence[tuple[Uid, Problem]], jumps: Jumps) -> Finding:
    tone = "err" if code.startswith("F.") else "warn"
    uids = list(dict.fromkeys(uid for uid, _ in problems))
    text = messages.sentence(problems[0][1])
    if len(uids) > 1 or tone == "warn":
        text = MANY.get(code, "{n} perlu diperiksa").replace("{n}", str(len(uids)))
    if code in {"F.401", "F.403"}:
        return Finding(tone, text, code, _LINKS[code], jumps.to_choices)

    def jump() -> object:
        return jumps.to_certificates(uids)

    return Finding(tone, text, code, _LINKS.get(code, "Lihat namanya"), jump)


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} s.d. {last}"


def _free_words(numbers: Sequence[str]) -> str:
    if len(set(numbers)) == 1:
        return f"Nomor {numbers[0]}" + (" untuk semua" if len(numbers) > 1 else " belum pernah dipakai")
    return f"Nomor {numbers[0]} s.d. {numbers[-1]} belum pernah dipakai"
