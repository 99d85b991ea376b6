"""A new contest with the rubric of an open contest file, as last year's was saved; nobody is in it yet.

Within one data file the register copies by itself (`Contests.copy`).
"""

from kpm_desktop.domain.contest_file import OpenContest, criterion_rung
from kpm_desktop.domain.contests import Category, Contest, ContestLevel, Criterion, Stage
from kpm_desktop.domain.scoring import stored_decimal
from kpm_desktop.domain.tie_ladder import LOT
from kpm_desktop.domain.tie_ladder import criterion_rung as stored_criterion_rung
from kpm_desktop.domain.tie_ladder import stage_rung as stored_stage_rung
from kpm_desktop.store.data_file import DataFile


def level_of(opened: OpenContest) -> ContestLevel:
    """Return the level an open contest names; the regency for any other word."""
    known: dict[str, ContestLevel] = {"district": "district", "province": "province"}
    return known.get(opened.level, "regency")


def copy_file(
    data_file: DataFile, opened: OpenContest, name: str, year: int | None, level: ContestLevel
) -> Contest:
    """Make a contest within the open operation: categories, stages, criteria and the ladder of the file."""
    register, new_uid = data_file.contests, data_file.new_uid
    contest = Contest(new_uid(), name, year, level)
    register.save(contest)
    categories = dict.fromkeys(entry.category for entry in opened.entries if entry.category)
    for position, category in enumerate(categories, 1):
        register.save_part(Category(new_uid(), contest.uid, category, position))
    rungs = {LOT: LOT}
    for position, stage in enumerate(opened.stages, 1):
        made = Stage(new_uid(), contest.uid, stage.name, position, stored_decimal(stage.weight), stage.top)
        register.save_part(made)
        rungs[f"stage:{stage.id}"] = stored_stage_rung(made.uid)
        for place, one in enumerate(stage.criteria, 1):
            weight = "" if one.weight is None else stored_decimal(one.weight)
            criterion = Criterion(
                new_uid(),
                made.uid,
                None,
                one.name,
                place,
                weight,
                stored_decimal(one.min),
                stored_decimal(one.max),
            )
            register.save_part(criterion)
            rungs[criterion_rung(stage.id, one.id)] = stored_criterion_rung(criterion.uid)
    register.save_ties(contest.uid, [rungs[rung] for rung in opened.ties if rung in rungs])
    return register.get(contest.uid)
