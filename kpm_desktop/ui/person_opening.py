"""A person is opened where he stands: in Kader, or nowhere yet; then it is offered to make him a cadre."""

from functools import partial

from kpm_desktop.domain.uid import Uid
from kpm_desktop.ui.page import Shell


def open_person(shell: Shell, person: Uid, name: str, query: str = "") -> None:
    """Show a cadre in his tab, with a search there; of anybody else say so and offer a term for him."""
    if shell.workspace.data_file.cadres.terms(person):
        wishes = {"query": query} if query else {}
        shell.go("cadres", uid=person, **wishes)
        return
    offer = partial(shell.open, "cadre-term", person=person)
    shell.say(f"{name} belum tercatat sebagai kader.", "Jadikan kader", offer)
