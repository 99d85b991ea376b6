"""Carrying data between PCs: Kirim ke flashdisk, Ambil dari flashdisk, beginning from a package."""

from functools import partial

from kpm_desktop.ui.packages.arrived_page import ArrivedPage
from kpm_desktop.ui.packages.branch_page import BranchPage
from kpm_desktop.ui.packages.carrying import Carrying
from kpm_desktop.ui.packages.log_page import PackageLogPage
from kpm_desktop.ui.packages.receive_page import ReceivePage
from kpm_desktop.ui.packages.return_page import ReturnPage
from kpm_desktop.ui.packages.send_dialog import open_copy, open_send
from kpm_desktop.ui.packages.starting import StartDialog, StartingWishes
from kpm_desktop.ui.page import FullPage, Openers, Shell

__all__ = ["Carrying", "StartDialog", "StartingWishes", "openers"]


def openers(carrying: Carrying) -> Openers:
    """Return the openers of this area; they share the passphrase of this start."""
    return {
        "send_package": partial(open_send, carrying),
        "copy_outside": partial(open_copy, carrying),
        "receive_package": partial(_receive, carrying),
        "arrived_packages": partial(_arrived, carrying),
        "return_to_package": partial(_return, carrying),
        "show_packages": PackageLogPage,
        "compare_branch": partial(_compare, carrying),
    }


def _receive(carrying: Carrying, shell: Shell, **arguments: object) -> FullPage:
    return ReceivePage(shell, carrying, **arguments)  # type: ignore[arg-type]


def _arrived(carrying: Carrying, shell: Shell, **arguments: object) -> FullPage:
    return ArrivedPage(shell, carrying, **arguments)  # type: ignore[arg-type]


def _return(carrying: Carrying, shell: Shell, **arguments: object) -> FullPage:
    return ReturnPage(shell, carrying, **arguments)


def _compare(carrying: Carrying, shell: Shell, **arguments: object) -> FullPage:
    return BranchPage(shell, carrying, **arguments)
