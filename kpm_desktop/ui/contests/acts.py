"""What is done to a contest and its entries. One act is one step of undo; a locked result stops it."""

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial

from kpm_desktop import workflows
from kpm_desktop.domain.blind import is_blind
from kpm_desktop.domain.contest_file import ContestFileError
from kpm_desktop.domain.contests import Category, Contest
from kpm_desktop.domain.problem import Problem
from kpm_desktop.domain.uid import Uid
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.ui import dialogs
from kpm_desktop.ui.contest_sentences import contest_sentence
from kpm_desktop.ui.contests.forms import ContestForm, contest_spec
from kpm_desktop.ui.contests.words import SAMPLE
from kpm_desktop.ui.form_opening import NEW, hooks_with_draft, open_form, run
from kpm_desktop.ui.forms.field import Candidate, FormHooks, Note
from kpm_desktop.ui.page import Shell

Done = Callable[[Uid], object]
LOCKED = "Hasil lomba ini sudah dikunci, jadi tidak dapat diubah."


def may_change(shell: Shell, contest: Uid) -> bool:
    """Tell whether the contest may still be changed; if not the operator is told."""
    if not shell.workspace.data_file.contests.is_locked(contest):
        return True
    shell.say(LOCKED)
    return False


# contests


def add_contest(shell: Shell, done: Done, *, sample: bool, take_draft: bool = False) -> None:
    """Begin a contest, with the sample rubric or empty; `done` gets its uid."""
    data_file, year = shell.workspace.data_file, shell.now().year
    record = ContestForm(data_file.new_uid(), f"Lomba KPM Berprestasi {year}", year)
    made: list[Uid] = []

    def save(form: ContestForm, _notes: tuple[Note, ...]) -> str:
        trouble = _trouble(form)
        if trouble:
            return trouble

        def act(file: DataFile) -> None:
            if sample:
                contest = file.contests.create_sample(form.name.strip(), form.year or year, form.level)
            else:
                contest = Contest(form.uid, form.name.strip(), form.year, form.level)
                _save_categories(file, contest.uid, form)
            limits = form.limits(contest.limits)
            file.contests.save(dataclasses.replace(contest, status=form.status, limits=limits))
            made.append(contest.uid)

        return run(shell, "edit", "Buat lomba dari contoh" if sample else "Buat 1 lomba", act)

    again = partial(add_contest, shell, done, sample=sample, take_draft=True)
    hooks = hooks_with_draft(shell, "contest", NEW, _no_problems, save, again)
    title = "Lomba baru dari contoh" if sample else "Lomba baru"
    words = f"Tahap, bobot, dan kriterianya {SAMPLE}." if sample else ""
    spec = contest_spec(title, districts_of(data_file), with_categories=not sample, words=words)
    form = open_form(shell, spec, record, hooks, is_new=True, take_draft=take_draft)
    form.saved.connect(lambda _record: done(made[-1]))


def edit_contest(shell: Shell, uid: Uid, *, take_draft: bool = False) -> None:
    """Change name, year, level, state and categories of a contest."""
    if not may_change(shell, uid):
        return
    data_file = shell.workspace.data_file
    loaded, categories = data_file.contests.get(uid), data_file.contests.categories(uid)

    def save(form: ContestForm, _notes: tuple[Note, ...]) -> str:
        trouble = _trouble(form) or _used_category(data_file, uid, form) or _opened(data_file, uid, form)
        if trouble:
            return trouble

        def act(file: DataFile) -> None:
            changed = dataclasses.replace(
                loaded, name=form.name.strip(), year=form.year, level=form.level, status=form.status,
                limits=form.limits(loaded.limits),
            )  # fmt: skip
            file.contests.save(changed, loaded)
            if form.blind:
                file.contests.draw_codes(uid)
            _save_categories(file, uid, form)

        return run(shell, "edit", "Ubah 1 lomba", act)

    again = partial(edit_contest, shell, uid, take_draft=True)
    hooks = hooks_with_draft(shell, "contest", uid, _no_problems, save, again)
    spec = contest_spec("Ubah lomba", districts_of(data_file), with_categories=True)
    open_form(shell, spec, ContestForm.of(loaded, categories), hooks, take_draft=take_draft)


def copy_contest(shell: Shell, source: Uid, done: Done, *, take_draft: bool = False) -> None:
    """Begin a contest with the rubric of another one, as of last year; `done` gets its uid."""
    data_file = shell.workspace.data_file
    old = data_file.contests.get(source)
    year = shell.now().year
    name = old.name.replace(str(old.year or ""), str(year)) if old.year else old.name
    record = dataclasses.replace(
        ContestForm.of(old, ()), uid=data_file.new_uid(), name=name, year=year, status="preparing"
    )
    made: list[Uid] = []

    def save(form: ContestForm, _notes: tuple[Note, ...]) -> str:
        trouble = _trouble(form)
        if trouble:
            return trouble

        def act(file: DataFile) -> None:
            contest = file.contests.copy(source, form.name.strip(), form.year, form.level)
            limits = form.limits(contest.limits)
            file.contests.save(dataclasses.replace(contest, status=form.status, limits=limits), contest)
            made.append(contest.uid)

        return run(shell, "edit", "Salin 1 lomba", act)

    again = partial(copy_contest, shell, source, done, take_draft=True)
    hooks = hooks_with_draft(shell, "contest", source, _no_problems, save, again)
    words = f"Tahap, bobot, kriteria, dan sebutan juara disalin dari {old.name}. Peserta dan juri tidak."
    spec = contest_spec("Salin lomba", districts_of(data_file), with_categories=False, words=words)
    form = open_form(shell, spec, record, hooks, is_new=True, take_draft=take_draft)
    form.saved.connect(lambda _record: done(made[-1]))


def copy_file(shell: Shell, done: Done) -> None:
    """Begin a contest with the rubric of a saved one, as of last year; `done` gets its uid."""
    path = dialogs.choose_file(shell.window(), "Salin lomba dari berkas", dialogs.CONTEST_FILES)
    if path is None:
        return
    try:
        opened = workflows.rank_contest.read_file(path)
    except ContestFileError as error:
        shell.say(contest_sentence(error.fault, error.values))
        return
    except OSError:
        shell.say(f"Berkas {path.name} tidak dapat dibaca.")
        return
    data_file, year = shell.workspace.data_file, shell.now().year
    name = opened.name.replace(str(opened.year or ""), str(year)) if opened.year else opened.name
    level = workflows.copy_contest.level_of(opened)
    record = ContestForm(data_file.new_uid(), name, year, level)
    made: list[Uid] = []

    def save(form: ContestForm, _notes: tuple[Note, ...]) -> str:
        trouble = _trouble(form)
        if trouble:
            return trouble

        def act(file: DataFile) -> None:
            copied = workflows.copy_contest.copy_file(file, opened, form.name.strip(), form.year, form.level)
            limits = form.limits(copied.limits)
            file.contests.save(dataclasses.replace(copied, status=form.status, limits=limits), copied)
            made.append(copied.uid)

        return run(shell, "edit", "Salin 1 lomba dari berkas", act)

    words = f"Tahap, bobot, kriteria, dan urutan pemutus disalin dari {path.name}. Peserta dan juri tidak."
    spec = contest_spec("Salin lomba", districts_of(data_file), with_categories=False, words=words)
    form = open_form(shell, spec, record, FormHooks(save=save), is_new=True)
    form.saved.connect(lambda _record: done(made[-1]))


def delete_contest(shell: Shell, uid: Uid) -> None:
    """Throw a contest with its parts into the waste basket."""
    if may_change(shell, uid):
        label = "Buang 1 lomba ke tempat sampah"
        run(shell, "delete", label, lambda file: file.contests.delete(uid))


def _trouble(form: ContestForm) -> str:
    if not form.name.strip():
        return "Nama lomba masih kosong."
    if form.level == "district" and form.district is None:
        return "Pilih kecamatan lomba ini."
    return "" if form.year is not None else "Tahun masih kosong."


def districts_of(data_file: DataFile) -> Callable[[], list[Candidate]]:
    """Return what lists the districts a contest may be held in."""
    return lambda: [Candidate(one.uid, one.name) for one in data_file.villages.districts()]


def _opened(data_file: DataFile, contest: Uid, form: ContestForm) -> str:
    """Tell why blind codes cannot be switched any more: a mark would tell whose it is, or whose it was."""
    if form.blind == is_blind(data_file.contests.get(contest).limits):
        return ""
    if any(one.first for one in data_file.scores.find(contest)):
        return "Nilai sudah diisi. Penilaian dengan kode tidak dapat diubah lagi."
    return ""


def _used_category(data_file: DataFile, contest: Uid, form: ContestForm) -> str:
    kept = {category.uid for category, _ in _matched(data_file.contests.categories(contest), form)}
    for category in data_file.contests.categories(contest):
        count = sum(entry.category == category.uid for entry in data_file.contests.entry_records(contest))
        if category.uid not in kept and count:
            return f"Kategori {category.name} masih dipakai {count} peserta."
    return ""


def _matched(categories: Sequence[Category], form: ContestForm) -> list[tuple[Category, str]]:
    """Return which category keeps which line: by name; as many lines as before are new names in place."""
    names = form.category_names()
    if len(names) == len(categories):
        return list(zip(categories, names, strict=True))
    by_name = {category.name.casefold(): category for category in categories}
    return [(by_name[name.casefold()], name) for name in names if name.casefold() in by_name]


def _save_categories(file: DataFile, contest: Uid, form: ContestForm) -> None:
    categories = file.contests.categories(contest)
    kept = {name: category for category, name in _matched(categories, form)}
    for position, name in enumerate(form.category_names(), 1):
        category = kept.get(name) or Category(file.new_uid(), contest)
        file.contests.save_part(dataclasses.replace(category, name=name, position=position))
    for category in categories:
        if category not in kept.values():
            file.contests.delete_part(category)


def _no_problems(_form: ContestForm) -> list[Problem]:
    return []
