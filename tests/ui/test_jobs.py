"""Long work runs elsewhere, one at a time, and comes back as a value on the window's thread."""

import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kpm_desktop.ui.jobs import Err, Jobs, Ok
from kpm_desktop.ui.progress_card import ProgressCard, thousands
from kpm_desktop.workflows.progress import Cancelled, Progress
from patience import PATIENCE


class Now:
    """An executor that works at once, on the thread that asks."""

    def submit(self, work: Callable[[], None], /) -> None:
        work()

    def shutdown(self) -> None:
        pass


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    del qtbot
    runner = Jobs()
    yield runner
    runner.close()


def test_the_result_arrives_on_the_thread_that_asked(qtbot: QtBot, jobs: Jobs) -> None:
    results: list[tuple[Ok[int] | Err, int]] = []
    worked: list[int] = []

    def work(progress: Progress) -> int:
        progress.step(1, 1, "Rini Melati")
        worked.append(threading.get_ident())
        return 42

    jobs.start("Menghitung", work, lambda result: results.append((result, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(results))
    assert results == [(Ok(42), threading.get_ident())]
    assert worked != [threading.get_ident()]


def test_an_exception_comes_back_as_a_value(qtbot: QtBot) -> None:
    jobs = Jobs(Now())
    results: list[Ok[None] | Err] = []

    def work(_progress: Progress) -> None:
        raise OSError("disk")

    jobs.start("Menyimpan", work, results.append)
    qtbot.waitUntil(lambda: bool(results))
    assert isinstance(results[0], Err)
    assert isinstance(results[0].error, OSError)
    assert not results[0].is_cancelled


def test_hentikan_stops_the_work_at_its_next_step(qtbot: QtBot, jobs: Jobs) -> None:
    results: list[Ok[None] | Err] = []
    begun = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress.step(0, 0, "")

    jobs.start("Memeriksa", work, results.append)
    assert begun.wait(PATIENCE)
    jobs.cancel()
    qtbot.waitUntil(lambda: bool(results))
    assert isinstance(results[0], Err)
    assert results[0].is_cancelled
    assert isinstance(results[0].error, Cancelled)


def test_jobs_run_one_after_another_in_order(qtbot: QtBot, jobs: Jobs) -> None:
    order: list[str] = []
    results: list[object] = []

    def work(name: str, _progress: Progress) -> None:
        order.append(name)

    for name in ("satu", "dua", "tiga"):
        jobs.start(name, partial(work, name), results.append)
    qtbot.waitUntil(lambda: len(results) == 3)
    assert order == ["satu", "dua", "tiga"]
    assert not jobs.is_busy


def test_the_card_appears_only_when_the_work_lasts_and_counts_what_is_done(qtbot: QtBot, jobs: Jobs) -> None:
    window = QWidget()
    window.resize(800, 600)
    qtbot.addWidget(window)
    card = ProgressCard(jobs, window)
    window.show()
    go_on = threading.Event()
    results: list[object] = []

    def work(progress: Progress) -> None:
        progress.step(12, 1204, "Siti Contohwati")
        go_on.wait(PATIENCE)

    jobs.start("Menulis sertifikat", work, results.append)

    def shown() -> list[str]:
        return [child.text() for child in card.findChildren(QLabel) if child.isVisible()]

    assert card.isVisible()
    assert not shown()
    qtbot.waitUntil(lambda: "12 dari 1.204" in shown())
    assert "Menulis sertifikat" in shown()
    go_on.set()
    qtbot.waitUntil(lambda: bool(results))
    assert not card.isVisible()


def test_a_clock_that_still_ticks_while_the_program_ends_begins_nothing(qtbot: QtBot) -> None:
    jobs = Jobs()
    worked: list[int] = []
    jobs.close()
    jobs.start("Mencari flashdisk", lambda _progress: worked.append(1), lambda _result: None, quiet=True)
    qtbot.wait(1)
    assert not worked
    assert not jobs.is_busy


def test_numbers_are_grouped_by_points() -> None:
    assert [thousands(number) for number in (7, 1204, 1234567)] == ["7", "1.204", "1.234.567"]
