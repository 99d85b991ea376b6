"""How contests are said: levels, states, stages with their weights."""

from collections.abc import Sequence
from decimal import Decimal

from kpm_desktop.domain.contest_limits import read_limits, with_limit
from kpm_desktop.domain.contests import Contest, ContestLine, Stage, decimal_of
from kpm_desktop.ui.tables.column import Pill

LEVELS = (("district", "Kecamatan"), ("regency", "Kabupaten"), ("province", "Provinsi"))
STATES = (("preparing", "Disiapkan"), ("running", "Berjalan"))
CONTEST_PILLS = {
    "preparing": Pill("Disiapkan", "neu", "circle-dashed"),
    "running": Pill("Berjalan", "info", "clock"),
    "decided": Pill("Ditetapkan", "ok", "lock"),
}
ENTRY_PILLS = {
    "active": Pill("Aktif", "ok", "circle-check"),
    "withdrawn": Pill("Mundur", "neu", "minus"),
    "disqualified": Pill("Didiskualifikasi", "err", "ban"),
}
SAMPLE = "contoh, ubah sesuai juknis"


def contest_words(line: ContestLine) -> str:
    """Return a contest as the chooser names it: `Lomba KPM Berprestasi 2027, tingkat kecamatan Paiton`."""
    year_words = "" if line.year is None or str(line.year) in line.name else f" {line.year}"
    where = f"{dict(LEVELS).get(line.level, line.level).lower()} {line.district_name}".strip()
    return f"{line.name}{year_words}, tingkat {where}"


def is_sample(contest: Contest) -> bool:
    """Tell whether the rubric is the shipped sample that nobody has changed yet."""
    return bool(read_limits(contest.limits).get("sample"))


def without_sample(limits: str) -> str:
    """Return the limits of a contest whose rubric is the office's own now."""
    return with_limit(limits, "sample", None)


def stage_words(stage: Stage) -> str:
    """Return a stage in the line over the list: `Pemaparan dan wawancara 30 (lolos 10 besar)`."""
    weight = f" {shown_decimal(stage.weight)}" if stage.weight else ""
    top = f" (lolos {stage.top} besar)" if stage.top else ""
    return f"{stage.name or 'Tahap tanpa nama'}{weight}{top}"


def weights_sum(weights: Sequence[str]) -> str:
    """Return what weights add up to, as it is written here: `100`, `92,5`."""
    total = sum((number for text in weights if (number := decimal_of(text)) is not None), Decimal(0))
    return shown_decimal(format(total.normalize(), "f"))


def shown_decimal(text: str) -> str:
    """Return a stored decimal text with a comma."""
    return text.replace(".", ",")


def stored_decimal(text: str) -> str | None:
    """Return a typed decimal (comma or point) as it is stored, "" for empty; None for anything else."""
    typed = text.strip().replace(",", ".")
    if not typed:
        return ""
    number = decimal_of(typed)
    return None if number is None or number < 0 else typed


def number_key(number: str) -> tuple[int, str]:
    """Return what sorts the number of an entry: 2 before 10, a code by its letters behind all numbers."""
    return (int(number) if number.isdecimal() else 1_000_000), number


def score_key(score: str) -> Decimal | None:
    """Return what sorts a score as it is shown, `86,52`; None without one."""
    return Decimal(score.replace(".", "").replace(",", ".")) if score else None
