"""How the certificates of a series are made on this PC: the choices of its last run, and their numbers.

The choices are kept with what the tab remembers; nothing of them is in the data file until it is printed.
"""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from kpm_desktop.domain.layouts import is_readable
from kpm_desktop.domain.numbering import NumberValues, PatternError
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui.tables.list_spec import Memory

TYPED = "typed"
"""Stands for a number typed by hand where a number series is chosen."""
BY_HAND = "by-hand"
"""Stands for a number left blank, to be written on the paper by hand."""
DESIGNS = (("klasik", "Klasik"), ("modern", "Modern"), ("batik", "Batik"))
PAPERS = (("A4", "A4 mendatar"), ("F4", "F4 mendatar"))
INKS = (("full", "Warna penuh"), ("saver", "Hemat tinta"), ("mono", "Hitam putih"))
FRAMES = (("own", "Dengan bingkai"), ("blank", "Blangko: hanya tulisan"))
_OFFERED = {"paper": PAPERS, "ink": INKS, "frame": FRAMES}


@dataclasses.dataclass(frozen=True, slots=True)
class RunChoices:
    """What the form asks; rows are told by their uid as hex, "" is the one valid on the day, or none."""

    uid: Uid
    series: str = ""
    day: dt.date | None = None
    numbering: str = ""
    typed_number: str = ""
    signatory: str = ""
    committee: str = ""
    back: bool = True
    upper_case: bool = True
    design: str = "klasik"
    paper: str = "A4"
    ink: str = "full"
    frame: str = "own"
    photo: bool = False
    code_on_blank: bool = False


def choices_for(data_file: DataFile, memory: Memory, series: Uid, today: dt.date) -> RunChoices:
    """Return the choices of the last run of a series; for a first run what is most likely."""
    kept = memory.get(f"run/{series.hex()}")
    kept = kept if isinstance(kept, Mapping) else {}
    numbers = data_file.numbers.series()
    first = RunChoices(
        series,
        series.hex(),
        last_day(data_file, series) or today,
        numbers[0].uid.hex() if numbers else TYPED,
    )
    return _living(data_file, dataclasses.replace(first, **_known(kept)))


def designs(data_file: DataFile) -> tuple[tuple[str, str], ...]:
    """Return the designs to choose from: the shipped ones, and those of the office by their uid in hex."""
    own = [one for one in data_file.certificates.designs() if is_readable(one)]
    return (*DESIGNS, *((one.uid.hex(), one.name) for one in own))


def keep(memory: Memory, choices: RunChoices) -> None:
    """Remember the choices of a run for its series."""
    values = {
        field.name: getattr(choices, field.name)
        for field in dataclasses.fields(RunChoices)
        if field.name not in {"uid", "series", "day"}
    }
    day = choices.day.isoformat() if choices.day else ""
    memory[f"run/{choices.series}"] = {**values, "day": day}


def last_day(data_file: DataFile, series: Uid) -> dt.date | None:
    """Return the day of the last session of a series."""
    days = [session.date for session in data_file.sessions.of_series(series) if session.date]
    return max(days, default=None)


def series_words(name: str, year: int | None) -> str:
    """Return how a series is called, with its year unless the name says it."""
    return name if year is None or str(year) in name else f"{name} {year}"


def workflow_choices(choices: RunChoices) -> dict[str, Any]:
    """Return what `workflows.issue_certificates.CertificateChoices` is made of."""
    is_typed = choices.numbering in {TYPED, ""}
    is_by_hand = choices.numbering == BY_HAND
    return {
        "day": choices.day,
        "number_series": None if is_typed or is_by_hand else bytes.fromhex(choices.numbering),
        "typed_number": choices.typed_number.strip() if is_typed else "",
        "signatory": bytes.fromhex(choices.signatory) if choices.signatory else None,
        "committee": bytes.fromhex(choices.committee) if choices.committee and choices.back else None,
        "back": choices.back,
        "upper_case": choices.upper_case,
        "design": choices.design,
        "paper": choices.paper,
        "ink": choices.ink,
        "blank": choices.frame == "blank",
        "photo": choices.photo,
        "number_by_hand": is_by_hand,
        "code": True if choices.frame == "blank" and choices.code_on_blank else None,
    }


def next_numbers(data_file: DataFile, number_series: Uid, day: dt.date, count: int) -> list[str]:
    """Return the next numbers of this PC; fewer when its block runs out, none when the pattern is bad."""
    values = NumberValues(
        day,
        classification=data_file.office.settings()["classification_code"],
        unit_code=data_file.office.get().unit_code,
    )
    try:
        return data_file.numbers.next_numbers(number_series, values, count, data_file.writer_uid)
    except PatternError:
        return []


def _known(kept: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: kept[name]
        for name in ("numbering", "typed_number", "signatory", "committee", "design")
        if isinstance(kept.get(name), str)
    }
    switches = ("back", "upper_case", "photo", "code_on_blank")
    found |= {name: kept[name] for name in switches if isinstance(kept.get(name), bool)}
    found |= {name: kept[name] for name, offered in _OFFERED.items() if kept.get(name) in dict(offered)}
    with contextlib.suppress(ValueError):
        found["day"] = dt.date.fromisoformat(str(kept.get("day")))
    return found


def _living(data_file: DataFile, choices: RunChoices) -> RunChoices:
    """Let go of a signatory, number series or design that is not there any more, or is of another file."""
    signers = {one.uid.hex() for one in data_file.office.signatories()}
    numbers = [one.uid.hex() for one in data_file.numbers.series()]
    numbering = choices.numbering
    if numbering not in {TYPED, BY_HAND} and numbering not in numbers:
        numbering = numbers[0] if numbers else TYPED
    return dataclasses.replace(
        choices,
        numbering=numbering,
        design=choices.design if choices.design in dict(designs(data_file)) else "klasik",
        signatory=choices.signatory if choices.signatory in signers else "",
        committee=choices.committee if choices.committee in signers else "",
    )
