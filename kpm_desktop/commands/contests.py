"""The command rank: the ranking of a contest, from its open file or from the data."""

import argparse
import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kpm_desktop import workflows
from kpm_desktop.commands import outcome
from kpm_desktop.commands.outcome import Act, Outcome, RefusedError, uid_in
from kpm_desktop.domain.ranking import Ranking
from kpm_desktop.domain.ranking_reasons import score_text
from kpm_desktop.store.data_file import DataFile

SENTENCES: Final = {
    "category": "Kategori {name}",
    "rank": "{rank}. No. {entry} {name}, nilai {score}. {reason}",
    "blocked": "Belum diperingkat: No. {entry}, nilai kosong: {cells}. Kosong bukan nol.",
    "withdrawn": "Mengundurkan diri: No. {entry}.",
    "disqualified": "Didiskualifikasi: No. {entry}.",
    "provisional": "SEMENTARA: batas lolos belum dapat ditentukan karena ada nilai kosong.",
    "read": "Berkas tidak dapat dibaca: {reason}.",
}


def add_to(commands: Any) -> list[Any]:
    """Add the parser of this command; returns it."""
    made = commands.add_parser("rank", help="peringkat sebuah lomba dari berkas lomba atau dari data")
    made.add_argument("file", type=Path, nargs="?", metavar="BERKAS", help="berkas lomba terbuka (JSON)")
    made.add_argument("--data", type=Path, metavar="BERKAS", help="berkas data")
    made.add_argument("--contest", metavar="PENGENAL", help="tanda pengenal lomba di data itu")
    return [made]


def rank(options: argparse.Namespace) -> Outcome:
    """Rank a contest; nothing is written."""
    ranking = _ranking(options)
    return Outcome(ranking.as_json(), "\n".join(_lines(ranking)))


ACTS: Final[Mapping[str, Act]] = {"rank": rank}


def _ranking(options: argparse.Namespace) -> Ranking:
    from_file = options.file is not None
    if from_file in {options.data is not None, options.contest is not None}:
        raise outcome.MisuseError
    if from_file:
        try:
            return workflows.rank_contest.rank_file(options.file)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise RefusedError("read", SENTENCES["read"].format(reason=reason)) from None
    contest = uid_in(options.contest)
    with DataFile.open(options.data) as data_file:
        outcome.known(lambda: data_file.contests.get(contest), "lomba")
        return workflows.rank_contest.rank_contest(data_file, contest)


def _lines(ranking: Ranking) -> Iterator[str]:
    category = None
    for one in ranking.ranking:
        if one.category != category:
            category = one.category
            yield SENTENCES["category"].format(name=category or "-")
        facts = {**dataclasses.asdict(one), "score": "-" if one.score is None else score_text(one.score)}
        yield SENTENCES["rank"].format(**facts)
    for lacking in ranking.blocked:
        cells = ", ".join(f"{cell.stage}/{cell.criterion} {cell.judge}" for cell in lacking.missing)
        yield SENTENCES["blocked"].format(entry=lacking.entry, cells=cells)
    for apart in ranking.apart:
        yield SENTENCES[apart.status].format(entry=apart.entry)
    if ranking.provisional:
        yield SENTENCES["provisional"]
