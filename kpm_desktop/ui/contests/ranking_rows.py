"""The ranking as data: one row an entry, why it stands there; ties and how firm the result is, in words."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple, cast

from kpm_desktop.domain.contest_file import OpenContest, rung_names
from kpm_desktop.domain.contests import EntryLine
from kpm_desktop.domain.decision import award_of
from kpm_desktop.domain.names import full_name, search_key
from kpm_desktop.domain.ranking import SHARED, Blocked, Ranking, Tie
from kpm_desktop.domain.ranking_reasons import apart_texts, score_text
from kpm_desktop.domain.search import search_text
from kpm_desktop.domain.sensitivity import Trial
from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.contests.words import number_key, score_key
from kpm_desktop.ui.tables.column import Column, Pill, Row
from kpm_desktop.ui.tables.list_spec import Search


class RankRow(NamedTuple):
    """An entry in the ranking; without a rank it lacks marks or is apart."""

    uid: Uid
    entry: str
    rank: int | None
    award: str
    number: str
    name: str
    title: str
    village: str
    district: str
    category: str
    stages: tuple[str, ...]
    score: str
    reason: str
    state: str
    is_tied: bool
    places: tuple[int | None, ...] = ()
    """The rank in each stage by itself, None without its score."""


def rank_row(row: Row) -> RankRow:
    """Return a raw row as what it is."""
    return cast("RankRow", row)


def rows_of(
    ranking: Ranking,
    contest: OpenContest,
    lines: Mapping[str, EntryLine],
    awards: Sequence[str],
    judges: Mapping[str, str],
) -> list[RankRow]:
    """Return the rows by category and rank, then the entries without a rank."""
    tied = {entry for tie in ranking.ties for entry in tie.entries}
    made: list[RankRow] = []
    for one in ranking.ranking:
        award = award_of(one.rank, awards)
        score = score_text(one.score) if one.score is not None else ""
        made.append(
            _row(one.entry, contest, lines, ranking, one.rank, award, _two(score), one.reason, "",
                 one.entry in tied)
        )  # fmt: skip
    for blocked in ranking.blocked:
        words = missing_words(blocked, contest, judges)
        made.append(_row(blocked.entry, contest, lines, ranking, None, "", "", words, "blocked", False))
    for apart in ranking.apart:
        reason = lines[apart.entry].reason
        made.append(_row(apart.entry, contest, lines, ranking, None, "", "", reason, apart.status, False))
    return made


def _row(
    entry: str,
    contest: OpenContest,
    lines: Mapping[str, EntryLine],
    ranking: Ranking,
    rank: int | None,
    award: str,
    score: str,
    reason: str,
    state: str,
    is_tied: bool,
) -> RankRow:
    line = lines[entry]
    stages = tuple(
        _two(score_text(ranking.stage_scores[entry, one.id]))
        if (entry, one.id) in ranking.stage_scores
        else ""
        for one in contest.stages
    )
    return RankRow(
        line.uid, entry, rank, award, line.number, full_name(line.name, line.title_front), line.title_back,
        line.village_name, line.district_name, line.category_name, stages, score, reason, state, is_tied,
        tuple(_place(entry, one.id, contest, ranking) for one in contest.stages),
    )  # fmt: skip


def _place(entry: str, stage: str, contest: OpenContest, ranking: Ranking) -> int | None:
    """Return the rank of an entry in one stage by itself, within its category; 1-2-2-4 as overall."""
    own = ranking.stage_scores.get((entry, stage))
    if own is None:
        return None
    category = {one.id: one.category for one in contest.entries}
    scores = ranking.stage_scores.items()
    rivals = [score for (other, at), score in scores if at == stage and category[other] == category[entry]]
    return 1 + sum(score > own for score in rivals)


def places_words(row: RankRow, contest: OpenContest) -> str:
    """Return where an entry stands in each stage: `Adm ke-1, Pem ke-2`; "" without a score."""
    pairs = zip(contest.stages, row.places, strict=True)
    return ", ".join(f"{short_name(stage.name)} ke-{place}" for stage, place in pairs if place is not None)


def _two(text: str) -> str:
    if not text:
        return ""
    whole, _, places = text.partition(",")
    return f"{whole},{places.ljust(2, '0')}"


def missing_words(blocked: Blocked, contest: OpenContest, judges: Mapping[str, str]) -> str:
    """Return what an entry lacks: the first cell, and how many more."""
    stages = {one.id: one for one in contest.stages}
    first = blocked.missing[0]
    more = len(blocked.missing) - 1
    rest = f" dan {more} sel lagi" if more else ""
    return f"{stages[first.stage].name} {judges[first.judge]}{rest} belum diisi. Kosong bukan nol"


def search() -> Search:
    """Return how the search box finds an entry: number, name, village, district."""
    return Search(row_text=_searched, fold=search_key, hint="Cari peserta, desa…", forgives=True)


def _searched(row: Row) -> str:
    shown = rank_row(row)
    return search_text(shown.number, shown.name, shown.village, shown.district)


def columns_of(contest: OpenContest, *, with_categories: bool) -> tuple[Column, ...]:
    """Return the columns: rank, award, who, where, a column a stage, the score, why."""
    made = [
        Column("Ke", lambda row: "–" if row[2] is None else str(row[2]), key="rank", align="right", width=44,
               as_loaded=True, sort_key=lambda row: row[2], main=True),
        Column("Gelar", lambda row: _award(rank_row(row)), kind="pill", key="award", width=132,
               empty=""),
        Column("No.", lambda row: row[4], key="number", width=46,
               sort_key=lambda row: number_key(row[4]), tone=lambda _row: "muted"),
        Column("Peserta", lambda row: f"{row[5]}," if row[6] else row[5], key="name", width=176,
               sub=lambda row: row[6], main=True, stretch=True, searched=True),
        Column("Desa", lambda row: row[7], key="village", width=190, stretch=True,
               sub=lambda row: f"Kec. {row[8]}" if row[8] else "", searched=True),
    ]  # fmt: skip
    if with_categories:
        made.append(Column("Kategori", lambda row: row[9], key="category", width=90, low_priority=True))
    for place, stage in enumerate(contest.stages):
        made.append(
            Column(
                f"{short_name(stage.name)} {score_text_of(str(stage.weight))}",
                partial(_stage_text, place), kind="number", key=stage.id, align="right", width=76,
                sort_key=partial(_stage_key, place), low_priority=True, has_problem=partial(_lacks, place),
            )
        )  # fmt: skip
    made += [
        Column("Nilai", lambda row: row[11] or "–", kind="number", key="score", align="right", width=70,
               sort_key=lambda row: score_key(row[11]), main=True),
        Column("Mengapa di sini", lambda row: row[12], key="reason", width=300, stretch=True,
               tone=lambda row: "err" if row[13] == "blocked" else "text", tooltip=lambda row: row[12]),
    ]  # fmt: skip
    return tuple(made)


def _stage_text(place: int, row: Row) -> str:
    return rank_row(row).stages[place]


def _stage_key(place: int, row: Row) -> Decimal | None:
    return score_key(_stage_text(place, row))


def _lacks(place: int, row: Row) -> bool:
    return rank_row(row).state == "blocked" and not rank_row(row).stages[place]


def short_name(name: str) -> str:
    """Return the first letters of a stage, as its column has room for: `Adm`, `Pem`, `Lap`."""
    word = name.rsplit(maxsplit=1)[-1] if name.casefold().startswith("verifikasi ") else name
    return word[:3].capitalize()


def score_text_of(text: str) -> str:
    """Return a stored weight as it is shown."""
    return text.replace(".", ",")


def _award(row: RankRow) -> Pill | None:
    match row.state:
        case "blocked":
            return Pill("Nilai kurang", "err")
        case "withdrawn":
            return Pill("Mundur", "neu", "minus")
        case "disqualified":
            return Pill("Didiskualifikasi", "err", "ban")
    return award_pill(row.award)


def award_pill(award: str) -> Pill | None:
    """Return an award as lists show it; None below the last."""
    if not award:
        return None
    return Pill(award, "accent", "trophy") if award.startswith("Juara") else Pill(award, "neu", "none")


class TieWords(NamedTuple):
    """A tie told: its title, its score, the ladder, and where it was decided ("" shared)."""

    title: str
    score: str
    ladder: str
    decided: str
    is_shared: bool
    entries: tuple[str, ...]


def tie_words(tie: Tie, ranking: Ranking, contest: OpenContest, lines: Mapping[str, EntryLine]) -> TieWords:
    """Return a tie in words."""
    ranks = {one.entry: one for one in ranking.ranking}
    shown = [entry for entry in tie.entries if entry in ranks]
    numbers = [str(ranks[entry].rank) for entry in shown]
    title = f"Peringkat {' dan '.join(numbers[:2])}" + (
        f" dan {len(numbers) - 2} lagi" if numbers[2:] else ""
    )
    score = ranks[shown[0]].score if shown else None
    names = rung_names(contest)
    ladder = ", ".join(f"{place}. {names[rung]}" for place, rung in enumerate(contest.ties, 1))
    who = [lines[entry].name for entry in shown]
    decided = f"Tetap sama: {', '.join(who)} berbagi peringkat."
    if tie.decided_by != SHARED and len(shown) > 1:
        decided = f"{names[tie.decided_by].capitalize()}: {_rung_values(tie, shown, ranking, contest, who)}"
    return TieWords(
        title, _two(score_text(score)) if score is not None else "", ladder, decided,
        tie.decided_by == SHARED, tuple(shown),
    )  # fmt: skip


def _rung_values(
    tie: Tie, shown: Sequence[str], ranking: Ranking, contest: OpenContest, who: Sequence[str]
) -> str:
    if tie.decided_by.startswith("stage:"):
        stage = tie.decided_by.removeprefix("stage:")
        values = [ranking.stage_scores[entry, stage] for entry in shown]
        first, second = apart_texts(values[0], values[1])
        return f"{who[0]} {_two(first)}, {who[1]} {_two(second)}. Diputus di sini."
    if tie.decided_by == "lot":
        lots = {entry.id: entry.lot for entry in contest.entries}
        drawn = ", ".join(f"{name} {lots[entry]}" for name, entry in zip(who, shown, strict=True))
        return f"{drawn}. Nomor undian terkecil di atas."
    return f"{who[0]} di atas {who[1]}. Diputus di sini."


def firmness(
    trials: Sequence[Trial], category: str, judges: Mapping[str, str], contest: OpenContest
) -> list[tuple[str, str]]:
    """Return how firm the result of a category is: tone and sentence, the first two ranks and what moves."""
    found = []
    stages = {one.id: one.name for one in contest.stages}
    for kind, words in (("judge", "uji tanpa satu juri"), ("weight", "uji bobot naik atau turun 5")):
        some = [one for one in trials if one.kind == kind]
        kept = sum(one.keeps(category, 1) for one in some)
        if some:
            tone = "ok" if kept == len(some) else "warn"
            found.append((tone, f"Juara I tetap di {kept} dari {len(some)} {words}."))
    for trial in trials:
        moved = [one for one in trial.moves if one.category == category and (one.before or 9) <= 3]
        if not moved:
            continue
        ranks = " dan ".join(str(rank) for rank in sorted({one.before for one in moved if one.before}))
        if trial.kind == "judge":
            found.append(("warn", f"Peringkat {ranks} berubah bila {judges[trial.of]} tidak dihitung."))
        else:
            change = "naik" if trial.change > 0 else "turun"
            found.append(("warn", f"Peringkat {ranks} berubah bila bobot {stages[trial.of]} {change} 5."))
        break
    return found
