"""Every fault the data file must stand, with the tests that hold it; that each of them exists is tested here.

The rows are those of `data-file.md`, section 18. `modelled` says what stands in for the real thing: a file
layer that lies or refuses, recorded writes replayed, a folder for a stick. Rows without it are run for real.
Long runs are drawn by environment variables: KILLS, CUTS, EXPORT_KILLS, PULLS, PACKAGES, MERGE_KILLS,
IMPORT_KILLS, RETURN_KILLS, HISTORIES, EDITS, SEEDS (`rounds.py`).
"""

import ast
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest

HERE: Final = Path(__file__).parent


class Fault(NamedTuple):
    """What happens, what must come of it, and the tests that hold it, by file."""

    what: str
    expected: str
    tests: Mapping[str, Sequence[str]]
    modelled: str = ""


# fmt: off
MATRIX: Final[dict[int, Fault]] = {
    1: Fault("program killed while saving, 200 times", "every acknowledged save is there, none half", {
        "store/test_kill.py": ["test_no_kill_loses_an_acknowledged_operation"],
    }),
    2: Fault("power cut", "no file damaged, nothing acknowledged lost", {
        "store/test_power_cut.py": ["test_no_cut_damages_the_file_or_loses_what_was_acknowledged",
            "test_without_syncing_the_same_cuts_do_damage"],
        "store/test_journal.py": ["test_every_cut_of_the_journal_is_filled_up_again_when_the_file_opens"],
    }, "the program's statements are executed on a recorder, its writes replayed up to a cut"),
    3: Fault("disk full at commit, backup, journal, export", "E-PENUH, the file whole, earlier saves there", {
        "store/test_full_disk.py": ["test_a_full_disk_says_so_and_loses_nothing_that_was_saved",
            "test_data_are_saved_when_only_the_journal_has_no_room",
            "test_a_backup_on_a_full_disk_leaves_nothing_behind",
            "test_a_new_file_on_a_full_disk_is_not_there_at_all",
            "test_a_disk_that_refuses_to_write_loses_nothing_that_was_saved"],
        "packages/test_stick.py": ["test_a_full_stick_says_so"],
        "ui/test_main_window.py": ["test_what_could_not_be_saved_stands_in_red_and_changes_nothing"],
        "ui/test_send_screens.py": ["test_a_stick_that_lies_or_is_full_keeps_what_it_had"],
    }),
    4: Fault("stick pulled at each step of an export; export killed",
        "old packages valid, the half one ignored and swept", {
        "packages/test_stick.py": ["test_a_stick_pulled_at_any_step_keeps_what_was_on_it"],
        "packages/test_killed_export.py": ["test_a_killed_export_leaves_every_finished_package_whole",
            "test_the_half_written_one_is_never_offered"],
    }, "the pull is a file layer that fails from a step on; the kills are real"),
    5: Fault('stick pulled after "selesai"', "the package is valid", {
        "packages/test_killed_export.py": [
            "test_what_was_told_to_be_finished_is_whole_after_the_stick_was_pulled"],
    }, "a stick whose cache keeps back blocks"),
    6: Fault("stick of false capacity, stick that lies", "E-FLASHDISK", {
        "packages/test_stick.py": ["test_a_stick_that_lies_is_found_out",
            "test_a_stick_that_forgets_the_name_is_found_out"],
        "ui/test_send_screens.py": ["test_a_stick_that_lies_or_is_full_keeps_what_it_had"],
    }, "a file layer that fails, lies or refuses stands in for the stick"),
    7: Fault("10,000 damaged packages, plain and sealed", "none accepted, each with its code", {
        "packages/test_damaged_packages.py": ["test_no_damaged_package_is_taken_in",
            "test_with_the_outer_sum_repaired_a_sealed_package_still_does_not_open"],
    }),
    8: Fault("cut, zero tail, 0 bytes, wrong type, folder, shortcut", "a code of its own each", {
        "packages/test_damaged_packages.py": ["test_what_is_no_package_is_told_apart"],
        "ui/test_receive_screens.py": ["test_a_file_chosen_by_mistake_is_listed_with_what_is_wrong"],
        "ui/test_application.py": ["test_each_wrong_file_has_its_sentence_and_stays_as_it_is"],
    }),
    9: Fault("wrong passphrase, or damage", "two different messages", {
        "packages/test_damaged_packages.py": ["test_a_sealed_package_tells_a_wrong_passphrase_from_damage"],
    }),
    10: Fault("package of a newer major or minor version",
        "E-VERSI and nothing changed; kept and visible after the update", {
        "workflows/test_carrying.py": [
            "test_a_package_of_a_newer_major_is_refused_and_of_a_newer_minor_kept"],
        "store/test_opening.py": ["test_a_newer_minor_version_is_read_only"],
    }),
    11: Fault("package that is the same, older, or out of order", "E-SUDAH, passport, or held; no change", {
        "workflows/test_carrying.py": ["test_the_passport_tells_same_older_newer_and_foreign",
            "test_deltas_late_doubled_and_out_of_order_wait_until_they_fit"],
        "ui/test_receive_screens.py": ["test_an_older_package_says_how_much_it_lacks_and_brings_nothing",
            "test_a_package_that_came_too_early_waits_and_is_merged_with_what_it_waited_for"],
    }),
    12: Fault("bomb, ten million lines, line of a megabyte, deep JSON, log_n 30",
        "refused at once, memory bounded", {
        "packages/test_damaged_packages.py": ["test_a_bomb_is_refused_at_once_and_takes_no_memory",
            "test_a_hostile_manifest_is_refused", "test_one_hostile_line_refuses_the_package",
            "test_a_line_that_is_none_is_refused_with_its_number"],
    }),
    13: Fault("parallel edits, delete against edit, one NIK twice, deleted parent", "listed, nothing lost", {
        "workflows/test_carrying.py": [
            "test_a_field_both_changed_is_listed_with_both_values_and_can_be_chosen_or_left",
            "test_deleted_there_and_changed_here_keeps_the_row_and_lists_it",
            "test_the_same_nik_made_on_two_pcs_is_listed_and_both_rows_stay",
            "test_a_deleted_parent_of_a_new_child_is_kept_and_listed"],
        "workflows/test_merge_orders.py": ["test_all_six_orders_lose_nothing_and_ask_only_where_two_wrote"],
    }),
    14: Fault("clock at 2002 or 2099", "no correction lost, a warning", {
        "workflows/test_carrying.py": ["test_a_clock_far_off_loses_no_correction_and_is_told"],
        "store/test_operations.py": ["test_time_stamps_never_go_back_with_the_clock"],
        "ui/test_application.py": [
            "test_a_clock_that_is_years_off_is_told_and_a_save_by_the_right_one_ends_it"],
    }),
    15: Fault("merge, import or return to a backup interrupted; killed",
        "the old state, or the whole new one", {
        "workflows/test_killed_merge.py": ["test_a_killed_merge_leaves_the_old_state_or_the_new"],
        "workflows/test_killed_import.py": ["test_a_killed_import_leaves_the_old_state_or_the_whole_new_one"],
        "workflows/test_carrying.py": ["test_a_merge_that_is_stopped_or_fails_leaves_the_old_state"],
        "workflows/test_import_cadres.py": ["test_a_stopped_import_has_written_nothing"],
        "store/test_restoring.py": ["test_a_return_that_is_killed_leaves_the_old_state_or_the_new_one"],
        "ui/test_merge_screens.py": ["test_hentikan_leaves_everything_as_it_was"],
    }),
    16: Fault("undo of a merge or import, also after later edits, then the same again",
        "before and the later edits; what stays is listed", {
        "workflows/test_carrying.py": [
            "test_a_merge_is_taken_back_days_later_and_what_was_edited_since_stays"],
        "workflows/test_import_cadres.py": ["test_undo_of_an_import_keeps_the_edits_made_since"],
        "store/test_undo_on_disk.py": ["test_undo_of_an_import_keeps_what_was_changed_later_and_says_so"],
        "domain/test_changes_merging.py": ["test_a_merge_can_be_taken_back"],
        "ui/test_merge_screens.py": [
            "test_days_later_riwayat_takes_a_merge_back_and_lists_what_was_edited_since"],
    }),
    17: Fault("a bit flipped in a live value", "chain, or state against log, finds it; repair is offered", {
        "workflows/test_recover_file.py": ["test_a_flipped_value_is_found_and_mended"],
        "store/test_backups_and_checks.py": ["test_tampering_with_the_log_is_located_at_its_operation"],
        "test_check_command.py": ["test_tampering_with_the_log_is_located_at_its_operation",
            "test_tampering_with_the_state_names_the_row"],
        "ui/test_restoring_screens.py": ["test_damage_found_by_the_check_is_mended_with_one_button"],
    }),
    18: Fault("live file damaged: zeroed pages, cut off, overwritten, another program's log beside it",
        "backup, journal and what can be read give all rows", {
        "workflows/test_recover_file.py": ["test_backup_journal_and_salvage_bring_back_every_row",
            "test_without_journal_backup_and_salvage_bring_what_can_be_read",
            "test_a_file_cut_off_is_made_whole_and_what_is_left_of_it_is_read",
            "test_bytes_overwritten_anywhere_end_in_a_sound_file_with_and_without_a_backup",
            "test_a_file_whose_schema_is_lost_is_read_by_that_of_an_empty_one",
            "test_the_log_of_another_file_beside_ours_reaches_neither_it_nor_the_new_one",
            "test_a_file_that_another_program_switched_to_write_ahead_is_brought_back"],
        "store/test_salvage.py": ["test_only_the_rows_of_lost_pages_are_lost"],
        "ui/test_restoring_screens.py": [
            "test_the_start_page_offers_the_newest_backup_and_brings_everything_back"],
    }),
    19: Fault("newest backup damaged", "the next one is taken", {
        "workflows/test_recover_file.py": ["test_of_damaged_backups_the_next_sound_one_is_taken"],
    }),
    20: Fault("live file missing, renamed, 0 bytes; an older copy put over it",
        "never made silently; E-HILANG; E-LAMA with the number", {
        "workflows/test_recover_file.py": [
            "test_a_file_that_is_not_there_is_never_made_silently_but_recovered_when_asked",
            "test_an_older_copy_put_over_the_file_is_named_with_the_number_and_merged"],
        "ui/test_application.py": ["test_a_known_file_that_is_gone_is_never_replaced_silently",
            "test_beginning_over_needs_the_word_whatever_way_is_taken",
            "test_an_old_copy_put_in_place_is_seen_and_what_it_lacks_is_taken_from_the_journal"],
    }),
    21: Fault("live file on a stick, a share or in a synced folder", "refused, a copy is offered", {
        "store/test_places.py": ["test_a_live_file_lies_on_a_fixed_drive_of_this_pc_only",
            "test_a_file_in_a_synced_folder_is_neither_opened_nor_made"],
        "ui/test_copies_by_hand.py": ["test_data_in_a_synced_folder_are_not_opened_there_but_copied_here"],
        "windows/test_wine.py": ["test_a_live_data_file_is_not_kept_on_a_stick"],
    }, "what Windows says of a drive is handed in; the synced folder is real, the stick one of wine"),
    22: Fault("second start; locked by another; lock left by a crash",
        "first window to the front; E-TERKUNCI with PC and user; no stale lock", {
        "ui/test_application.py": ["test_a_second_start_brings_the_first_forward"],
        "ui/test_single_instance.py": ["test_the_second_start_is_not_first_and_its_arguments_arrive"],
        "store/test_opening.py": ["test_a_locked_file_names_who_holds_it"],
        "store/test_places.py": ["test_a_lock_that_a_crash_left_holds_nobody_up_and_asks_for_a_check"],
    }),
    23: Fault("a virus scanner holds the file at replace, rename, delete",
        "tried again for 2.55 s, then E-SIBUK", {
        "store/test_places.py": ["test_what_a_virus_scanner_holds_is_tried_again_for_two_and_a_half_seconds"],
        "packages/test_stick.py": [
            "test_a_file_that_something_holds_is_tried_again_for_two_and_a_half_seconds"],
        "windows/test_windows.py": ["test_a_file_that_another_program_holds_is_tried_again_and_then_told"],
    }, "an act or file layer that refuses; on Windows the file is really held"),
    24: Fault("file or folder that can only be read", "said so; reading works", {
        "store/test_opening.py": ["test_a_read_only_file_can_be_read_and_stays_as_it_is"],
        "store/test_full_disk.py": [
            "test_a_folder_that_cannot_be_written_shows_everything_and_saves_nothing"],
        "ui/test_application.py": ["test_a_file_that_can_only_be_read_is_shown_and_says_so"],
        "windows/test_wine.py": ["test_data_on_a_medium_that_cannot_be_written_are_shown_and_never_changed"],
    }),
    25: Fault("a migration fails in a step, or loses a row", "the old file untouched", {
        "store/test_migrations.py": [
            "test_a_step_that_fails_or_loses_something_leaves_the_old_file_as_it_was"],
    }),
    26: Fault("hostile database offered", "the gate refuses all 25", {
        "store/test_gate.py": ["test_a_crafted_file_is_refused_in_time_and_changes_nothing",
            "test_the_corpus_is_large_enough", "test_reading_that_never_ends_is_stopped",
            "test_a_good_file_comes_through_untouched"],
    }),
    27: Fault("sheet with formula, entity bomb, far cell, a million rows", "text, refused, bounded", {
        "spreadsheets/test_hostile_sheets.py": [
            "test_formulas_come_as_their_last_value_and_texts_that_look_like_one_stay_texts",
            "test_a_zip_bomb_is_refused_by_its_ratio",
            "test_a_cell_at_a_far_corner_is_refused_before_it_is_opened",
            "test_a_million_rows_are_refused_with_or_without_cell_references"],
    }),
    28: Fault("name with <b>, &, <img src=http...>", "printed and shown literally, no connection", {
        "workflows/test_literal_names.py": ["test_on_paper_every_letter_stands_and_no_connection_is_opened",
            "test_on_the_screen_it_is_plain_text"],
        "documents/test_attendance_sheet.py": ["test_names_come_back_letter_for_letter"],
        "documents/test_certificate.py": ["test_names_come_back_letter_for_letter"],
    }),
    29: Fault("printing fails at a row or page", "the other pages done, what failed is listed", {
        "documents/test_attendance_sheet.py": ["test_a_name_that_does_not_fit_is_listed_and_not_printed"],
        "documents/test_certificate_papers.py": ["test_a_name_without_glyph_or_room_is_told_by_its_row"],
        "documents/test_list_papers.py": ["test_a_name_that_fits_no_card_is_told_and_not_printed"],
        "ui/test_printing.py": ["test_the_operator_stops_between_two_pages",
            "test_a_printer_that_stops_keeps_the_pages_before_and_the_rest_is_offered"],
    }),
    30: Fault("NIK, name or phone in log, crash report, manifest, file name", "none", {
        "test_leaves.py": ["test_a_long_chain_of_digits_never_reaches_the_log",
            "test_places_of_an_error_have_no_values"],
        "workflows/test_carrying.py": ["test_every_package_is_listed_and_numbered_without_a_person_in_it"],
        "workflows/test_help_package.py": ["test_nobody_is_named_even_where_a_log_names_him"],
        "test_commands.py": ["test_no_number_of_a_person_reaches_the_json"],
        "journeys/test_working_day.py": ["test_a_working_day"],
        "journeys/test_district_and_office.py": ["test_what_a_district_wrote_reaches_the_office"],
    }),
    31: Fault("deleted or erased NIK in file, journal, backup made after", "0 bytes", {
        "workflows/test_erase_person.py": ["test_nothing_of_an_erased_person_is_left_in_any_byte"],
        "store/test_backups_and_checks.py": [
            "test_a_replaced_nik_is_in_no_byte_of_the_rows_of_a_deleted_and_erased_free_page"],
        "ui/test_erasing.py": ["test_a_person_is_erased_after_the_word_and_no_byte_is_left",
            "test_a_backup_that_fails_afterwards_is_told_and_the_next_one_finishes"],
    }),
    32: Fault("a pragma not in force", "start refused", {
        "store/test_places.py": ["test_a_pragma_that_is_not_in_force_refuses_the_start",
            "test_a_medium_where_the_journal_mode_does_not_take_is_refused"],
        "store/test_opening.py": ["test_every_pragma_is_in_force_on_every_connection"],
    }),
    33: Fault("SQLite too old, or its driver missing in the built program", "the build fails", {
        "store/test_places.py": ["test_another_driver_is_refused",
            "test_the_self_test_of_a_build_fails_without_the_driver"],
        "store/test_opening.py": ["test_the_driver_is_the_one_we_ship"],
    }, "the driver is hidden from the self-test that a build runs"),
    34: Fault("path too long, user name beyond ASCII, changed drive letter", "works, or a message", {
        "store/test_places.py": ["test_a_user_may_be_called_anything",
            "test_a_live_file_lies_on_a_fixed_drive_of_this_pc_only"],
        "ui/test_application.py": ["test_a_lost_file_is_searched_and_opened_where_it_is"],
        "windows/test_windows.py": ["test_data_in_a_folder_beyond_ascii_are_made_opened_and_backed_up",
            "test_data_lie_as_deep_as_all_their_companions_fit"],
    }),
    35: Fault("Windows shuts down while the program is open or saving",
        "save finished, typing kept, lock freed", {
        "ui/test_leaving.py": ["test_the_end_of_the_session_keeps_what_is_typed_and_frees_the_file"],
        "windows/test_windows.py": ["test_the_end_of_the_session_saves_and_frees_the_data"],
    }, "what Windows calls is called by the test"),
    36: Fault("another program writes to the live file", "writing stops, full check", {
        "store/test_operations.py": ["test_writing_stops_when_another_program_has_written",
            "test_writing_goes_on_when_the_file_is_found_sound"],
        "ui/test_application.py": ["test_what_another_program_writes_stops_saving_and_is_checked_at_once"],
    }),
    37: Fault("cloned PC: two histories of one writer", "E-CABANG, comparison offered", {
        "workflows/test_carrying.py": ["test_two_histories_of_one_pc_are_refused_with_the_place"],
        "domain/test_changes_chain.py": ["test_two_histories_of_one_writer_are_refused"],
        "ui/test_branch_page.py": ["test_two_histories_of_one_pc_are_compared_and_a_value_is_taken_over"],
    }),
}
# fmt: on


def test_all_37_rows_are_there() -> None:
    assert list(MATRIX) == list(range(1, 38))


@pytest.mark.parametrize("number", MATRIX)
def test_the_tests_of_a_row_exist(number: int) -> None:
    fault = MATRIX[number]
    assert fault.tests
    missing = [
        f"{file}::{name}"
        for file, names in fault.tests.items()
        for name in names
        if name not in functions(file)
    ]
    assert missing == []


@cache
def functions(file: str) -> frozenset[str]:
    tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
