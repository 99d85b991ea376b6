"""Several runs of the tests at once that share them: each file of tests is run by whoever takes it first.

pytest --share FOLDER      in as many processes as there are; FOLDER is empty before
"""

import itertools
from pathlib import Path
from typing import Final

import pytest


class Sharing:
    """What this run takes of the tests that it shares with others."""

    def __init__(self, folder: Path) -> None:
        """Take nothing yet; `folder` is where all runs leave their marks."""
        self._folder: Final = folder

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Run file by file, but leave to pytest's own loop what could not be collected."""
        if session.testsfailed:
            return None
        for path, found in itertools.groupby(session.items, lambda item: item.path):
            if self._take("-".join(path.relative_to(session.config.rootpath).parts)):
                items = list(found)
                for item, following in itertools.zip_longest(items, items[1:]):
                    session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                    if session.shouldfail:
                        raise session.Failed(session.shouldfail)
        return True

    def _take(self, name: str) -> bool:
        try:
            (self._folder / name).mkdir()
        except FileExistsError:
            return False
        return True
