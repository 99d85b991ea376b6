"""Which operation Ctrl+Z and Ctrl+Y take, and what cannot be undone."""

import pytest

from histories import Desk
from kpm_desktop.domain import undo_steps
from kpm_desktop.domain.changes import DELETED, Kind
from kpm_desktop.domain.undo_steps import Choice
from kpm_desktop.domain.undoing import Kept

KEY = ("person", b"p" * 16)
OWN = {Desk(1).writer}


def desk_with(*kinds: str) -> Desk:
    desk = Desk(1)
    for number, kind in enumerate(kinds):
        if kind in {Kind.EDIT, Kind.IMPORT}:
            desk.save({KEY: {"name": f"name {number}"}}, kind)
        else:
            desk.note(kind)
    return desk


@pytest.mark.parametrize("kind", [Kind.PRINT, Kind.EXPORT])
def test_ctrl_z_passes_over_papers_and_names_them(kind: str) -> None:
    desk = desk_with(Kind.EDIT, kind)
    edit, paper = desk.operations()
    assert undo_steps.next_undo(desk.operations(), OWN) == Choice(edit, passed=(paper,))
    assert undo_steps.targets(paper, desk.operations()).operations == frozenset()


@pytest.mark.parametrize("kind", [Kind.ISSUE, Kind.LOCK, Kind.ERASE])
def test_ctrl_z_stops_at_what_is_final(kind: str) -> None:
    desk = desk_with(Kind.EDIT, kind)
    final = desk.operations()[-1]
    assert undo_steps.next_undo(desk.operations(), OWN) == Choice(None, stop=final)
    assert undo_steps.targets(final, desk.operations()).final == (final,)


def test_a_print_does_not_end_redo_but_a_save_does() -> None:
    desk = desk_with(Kind.EDIT, Kind.EDIT)
    desk.undo()
    desk.note(Kind.PRINT)
    assert undo_steps.next_redo(desk.operations(), OWN).operation == desk.operations()[2]
    desk.save({KEY: {"phone": "0811"}})
    assert undo_steps.next_redo(desk.operations(), OWN) == Choice(None)


def test_only_own_operations_are_taken_and_not_twice() -> None:
    one, two = Desk(1), Desk(2)
    one.save({KEY: {"name": "Siti Contohwati"}})
    two.receive(one.package())
    two.undo_operation(one.order[0])
    one.receive(two.package())
    assert undo_steps.undone(one.operations()) == {one.order[0]}
    choice = undo_steps.next_undo(one.operations(), OWN).operation
    assert choice is not None
    assert choice.kind == Kind.MERGE


def test_the_undo_of_a_merge_leaves_out_issued_papers() -> None:
    one, two = Desk(1), desk_with()
    two.writer = Desk(2).writer
    two.save({KEY: {"name": "Siti Contohwati"}})
    two.note(Kind.ISSUE)
    merge = one.receive(two.package())
    assert merge is not None
    found = undo_steps.targets(one.log.operations[merge], one.operations())
    assert found.operations == {merge, two.order[0]}
    assert [operation.kind for operation in found.final] == [Kind.ISSUE]


def test_a_row_an_issued_paper_stands_on_stays_whole() -> None:
    desk = Desk(1)
    desk.save({KEY: {"name": "Siti Contohwati"}})
    edit = desk.save({KEY: {"name": "Rini Melati"}})
    desk.final_rows.add(KEY)
    desk.undo_operation(edit)
    assert desk.visible() == {KEY: {"name": "Rini Melati"}}
    assert desk.kept == (Kept(KEY, "final"),)


def test_a_conflict_comes_back_with_the_undo_of_its_settling() -> None:
    one, two = Desk(1), Desk(2)
    one.save({KEY: {"name": "Siti Contohwati"}})
    two.receive(one.package())
    one.save({KEY: {"name": "Siti Contoh"}})
    two.save({KEY: {"name": "Rini Melati"}})
    one.receive(two.package())
    before = one.listed()
    assert before == {(KEY, "name", "differs")}
    settled = one.save({KEY: {"name": "Siti Melati"}}, Kind.SETTLE)
    one.undo_operation(settled)
    assert one.listed() == before
    assert len(one.state(KEY).heads["name"]) == 2


def test_a_deletion_that_comes_back_hides_no_edit_it_had_not_seen() -> None:
    desk = Desk(1)
    desk.save({KEY: {"name": "Siti Contohwati", "phone": None}})
    desk.delete([KEY])
    returned = desk.save({KEY: {DELETED: 0}})
    desk.save({KEY: {"phone": "0811"}})
    desk.undo_operation(returned)
    assert desk.visible() == {KEY: {"name": "Siti Contohwati", "phone": "0811"}}
    assert desk.listed() == {(KEY, DELETED, "deleted")}


def test_a_value_does_not_return_beside_the_one_that_was_put_back_in_its_place() -> None:
    one, two = Desk(1), Desk(2)
    two.save({KEY: {"name": "Siti Contohwati"}})
    one.save({KEY: {"name": "Rini Melati"}})
    merged = one.receive(two.package())
    assert merged is not None
    one.undo_operation(merged)
    two.save({KEY: {"name": "Siti Contoh"}})
    two.undo()
    two.delete([KEY])
    merged = two.receive(one.package())
    assert merged is not None
    assert (KEY, DELETED, "deleted") in two.listed()
    two.undo_operation(merged)
    assert two.visible() == {}
