"""The rules of the fold, one by one, on changes written by hand."""

import pytest

from histories import Desk
from kpm_desktop.domain import changes, duplicates, folding
from kpm_desktop.domain.changes import DELETED, Kind, Operation
from kpm_desktop.domain.folding import NO_ROW, Conflict

KEY = ("person", b"p" * 16)
SALT = "0f" * (changes.SALT_LENGTH // 2)


def two_desks() -> tuple[Desk, Desk]:
    """Two PCs that both know the row."""
    one, two = Desk(1), Desk(2)
    one.save({KEY: {"name": "Siti Contohwati", "phone": None}})
    two.receive(one.package())
    return one, two


def test_an_insert_says_that_the_row_is_there() -> None:
    desk = Desk(1)
    desk.save({KEY: {"name": "Siti Contohwati"}})
    assert desk.rows[KEY][0].values == {DELETED: 0, "name": "Siti Contohwati"}
    assert desk.state(KEY).values == {"name": "Siti Contohwati"}


def test_an_emptied_field_is_a_value() -> None:
    desk = Desk(1)
    desk.save({KEY: {"name": "Siti Contohwati", "phone": "0812"}})
    desk.save({KEY: {"phone": None}})
    assert desk.state(KEY).values == {"name": "Siti Contohwati", "phone": None}


def test_different_edits_are_listed_and_one_save_settles_them() -> None:
    one, two = two_desks()
    one.save({KEY: {"phone": "0811"}})
    two.save({KEY: {"phone": "0822"}})
    one.receive(two.package())
    (conflict,) = one.state(KEY).conflicts
    assert (conflict.group, conflict.kind, len(conflict.heads)) == ("phone", "differs", 2)
    assert one.state(KEY).values["phone"] == "0822"
    one.save({KEY: {"phone": "0811"}})
    assert one.state(KEY).conflicts == ()


def test_the_same_value_typed_twice_is_no_conflict_but_true_is_not_one() -> None:
    one, two = two_desks()
    one.save({KEY: {"phone": "0811", "verified": 1}})
    two.save({KEY: {"phone": "0811", "verified": True}})
    one.receive(two.package())
    assert [conflict.group for conflict in one.state(KEY).conflicts] == ["verified"]


def test_an_unseen_edit_keeps_a_deleted_row() -> None:
    one, two = two_desks()
    one.delete([KEY])
    two.save({KEY: {"phone": "0822"}})
    two.receive(one.package())
    assert two.visible() == {KEY: {"name": "Siti Contohwati", "phone": "0822"}}
    assert two.listed() == {(KEY, DELETED, "deleted")}


def test_what_each_of_two_deletes_saw_is_gone_together() -> None:
    one, two = two_desks()
    for desk, group in ((one, "name"), (two, "phone")):
        desk.save({KEY: {group: "x"}})
        desk.delete([KEY])
    one.receive(two.package())
    assert one.visible() == {}
    assert one.listed() == frozenset()


def test_an_edit_unseen_by_the_undo_of_an_insert_keeps_the_whole_row() -> None:
    one, two = two_desks()
    one.undo()
    two.save({KEY: {"phone": "0822"}})
    one.receive(two.package())
    assert one.visible() == {KEY: {"name": "Siti Contohwati", "phone": "0822"}}
    assert one.listed() == {(KEY, DELETED, "deleted")}


def test_a_row_inserted_anew_after_undo_does_not_remember() -> None:
    desk = Desk(1)
    desk.save({KEY: {"name": "Siti Contohwati", "phone": "0811"}})
    desk.undo()
    desk.save({KEY: {"name": "Rini Melati"}})
    assert desk.visible() == {KEY: {"name": "Rini Melati"}}


def test_a_put_back_value_counts_as_seen_where_its_original_was() -> None:
    one, two = two_desks()
    one.delete([KEY])
    two.save({KEY: {"phone": "0822"}})
    two.undo()
    two.receive(one.package())
    assert two.visible() == {}


def test_the_body_comes_back_as_it_was_written() -> None:
    draft = changes.Draft(
        uid=b"u" * 16,
        tbl="person",
        row=KEY[1],
        values={"birth": ["Probolinggo", "1980-02-01"], "phone": None},
        parents={"birth": (b"a" * 16, b"b" * 16)},
        restores={"birth": b"a" * 16, "phone": None},
        seen=(b"c" * 16,),
    )
    text = changes.encode_body(draft, SALT)
    assert text.startswith(SALT + '{"p":{"birth":["')
    body = changes.decode_body(text)
    assert (body.values, body.parents) == (draft.values, draft.parents)
    assert (body.restores, body.seen) == (draft.restores, draft.seen)


@pytest.mark.parametrize("text", ["", SALT, SALT + "[]", SALT + '{"p":{"a":["xy"]}}'])
def test_what_is_not_a_body_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not the body"):
        changes.decode_body(text)


def test_fold_next_wants_the_whole_row_for_a_value_put_back() -> None:
    operation = Operation(b"o" * 16, b"w" * 16, 1, 1, "", Kind.RESTORE, "")
    change = changes.Draft(b"c" * 16, *KEY, {"name": "x"}, {}, {"name": b"a" * 16}).numbered(operation, 1)
    with pytest.raises(ValueError, match="whole row"):
        folding.fold_next(NO_ROW, change)


def test_a_deleted_parent_stays_for_its_living_children_and_so_does_its_own_parent() -> None:
    village, person, attendance, other = (("t", bytes([n]) * 16) for n in range(4))
    links = [(attendance, person), (person, village), (other, other)]
    assert folding.kept_for_children([village, person, other], links) == {village, person}
    assert folding.kept_for_children([village, person, attendance], links) == frozenset()
    assert folding.needed(NO_ROW).conflicts == (Conflict(DELETED, "needed"),)


def test_doubles_are_listed_until_declared_different() -> None:
    one, two, three, four = (bytes([n]) * 16 for n in range(4))
    keys = {one: "3513", two: "3513", three: None, four: None}
    assert duplicates.duplicates(keys) == ((one, two),)
    assert duplicates.duplicates(keys, {frozenset((one, two))}) == ()


def test_joined_persons_are_read_through_the_end_of_the_chain_and_cycles_through_the_smallest() -> None:
    a, b, c, d, e = (bytes([n]) * 16 for n in range(5))
    assert duplicates.resolve({c: b, b: a}) == {c: a, b: a}
    assert duplicates.resolve({b: c, c: d, d: b, e: d}) == {b: b, c: b, d: b, e: b}
