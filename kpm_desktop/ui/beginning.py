"""Where the data of this PC begin: new, from a package of the office, or as sample data to learn with."""

import dataclasses
from functools import partial
from pathlib import Path

from kpm_desktop import paths, workflows
from kpm_desktop.settings import KnownFile
from kpm_desktop.store import regions
from kpm_desktop.store.data_file import DataFile
from kpm_desktop.store.errors import DataFileError
from kpm_desktop.store.lock_file import this_computer
from kpm_desktop.ui import dialogs, packages
from kpm_desktop.ui.home.new_data import NewData, ask_new_data
from kpm_desktop.ui.home.start_page import is_reachable
from kpm_desktop.ui.jobs import Err, Ok
from kpm_desktop.ui.messages import explain
from kpm_desktop.ui.program import Program
from kpm_desktop.ui.recovering import Recovering
from kpm_desktop.workflows.progress import Progress


class Beginning:
    """Acts of the start page and of the menu Berkas; the window finds them by name.

    Args:
        program: opens and shows what was begun.
        recovering: tells of what did not succeed.
        carrying: knows the sticks.
    """

    def __init__(self, program: Program, recovering: Recovering, carrying: packages.Carrying) -> None:
        self._program, self._recovering, self._carrying = program, recovering, carrying

    def new_data(self) -> None:
        """Begin a new data file: regency, office, its head. The place must be free.

        Where this PC's data lay and are not found any more, MULAI must be typed first.
        """
        pc, front = self._program.pc, self._program.front
        if pc.is_lost(pc.default) and not self._may_begin_over():
            return
        path = pc.free_place(front)
        if path is not None:
            ask_new_data(front, pc.now().date(), partial(self._create, path))

    def take_from_stick(self) -> None:
        """Begin the data of this PC from a package, or take one into the data that it knows."""
        program, pc = self._program, self._program.pc
        usable = [known for known in pc.settings.known_files if is_reachable(known)]
        wishes = packages.StartingWishes(
            lambda: pc.free_place(program.front),
            pc.settings.writer_name or this_computer()[0],
            pc.now,
            self._begun,
            partial(self._receive_into, usable[0]) if usable else None,
        )
        packages.StartDialog(program.front, program.jobs, self._carrying, wishes).open()

    def learn(self) -> None:
        """Open the sample data; they are made first when they are not there."""
        program, sample, now = self._program, self._program.pc.sample, self._program.pc.now
        if sample.exists():
            program.open_file(sample)
            return
        if program.front is None:
            program.show_start()

        def make(progress: Progress) -> None:
            workflows.make_sample.make_sample(sample, progress, now=now)

        program.jobs.start("Menyiapkan data contoh", make, self._sample_made)

    def drop_sample(self) -> None:
        """Delete the sample data with everything beside them; the office's own data lie elsewhere."""
        program, sample, workspace = self._program, self._program.pc.sample, self._program.workspace
        if not sample.exists():
            program.say("Tidak ada data contoh di komputer ini.")
            return
        own_is_open = workspace.is_open and workspace.data_file.path != sample.absolute()
        if not own_is_open:
            workspace.close()
        workflows.make_sample.drop_sample(sample)
        if own_is_open:
            program.say("Data contoh dibuang.")
        else:
            program.leave_for_start()

    def _may_begin_over(self) -> bool:
        words = "Data lama tidak ditemukan. Ketik MULAI untuk data baru"
        return dialogs.ask_text(self._program.front, "Mulai data baru?", words, "Mulai baru") == "MULAI"

    def _create(self, path: Path, regency_code: str, data: NewData) -> str:
        """Make the file; returns "" or the sentence that says why not."""
        pc = self._program.pc
        try:
            made = DataFile.create(
                path,
                regency_code=regency_code,
                regions=regions.load_regency(paths.resource("regions"), regency_code),
                writer_name=pc.settings.writer_name,
                now=pc.now,
            )
        except DataFileError as error:
            return explain(error.code, error.values).text
        data.fill(made)
        workflows.sign_certificates.make_key(made)
        self._program.show_data(made)
        return ""

    def _begun(self, path: Path, writer_name: str) -> None:
        """Open data that were begun from a package; a district signs with a key of its own."""
        program, pc = self._program, self._program.pc
        pc.change(dataclasses.replace(pc.settings, writer_name=writer_name))
        if program.open_file(path) and program.workspace.data_file.district_code is not None:
            workflows.sign_certificates.make_key(program.workspace.data_file)

    def _receive_into(self, known: KnownFile) -> None:
        if self._program.open_known(known) and self._program.window is not None:
            self._program.window.open("receive_package")

    def _sample_made(self, result: Ok[None] | Err) -> None:
        if isinstance(result, Ok):
            self._program.open_file(self._program.pc.sample)
        else:
            self._recovering.tell_failed(result)
