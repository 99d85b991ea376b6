"""Schema 1.0 as frozen SQL. Released: never edited; a later schema is a later module."""

SQL = """
CREATE TABLE about (
    file_uid BLOB PRIMARY KEY NOT NULL, regency_code TEXT NOT NULL, district_code TEXT, created_at TEXT NOT
    NULL
) STRICT;
CREATE TABLE writer (
    uid BLOB PRIMARY KEY NOT NULL, name TEXT NOT NULL, started_at TEXT NOT NULL, previous_uid BLOB,
    previous_seq INTEGER
) STRICT;
CREATE TABLE operation (
    id INTEGER PRIMARY KEY, uid BLOB NOT NULL, writer_uid BLOB NOT NULL, seq INTEGER NOT NULL, hlc INTEGER
    NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, meta TEXT NOT NULL, n INTEGER NOT
    NULL, link BLOB NOT NULL, partial INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX operation_uid ON operation (uid);
CREATE UNIQUE INDEX operation_writer_uid_seq ON operation (writer_uid, seq);
CREATE TABLE change (
    id INTEGER PRIMARY KEY, uid BLOB NOT NULL, operation_id INTEGER NOT NULL REFERENCES operation (id),
    tbl TEXT NOT NULL, row_uid BLOB NOT NULL, body TEXT, digest BLOB
) STRICT;
CREATE UNIQUE INDEX change_row_uid_uid ON change (row_uid, uid);
CREATE TABLE conflict (
    id INTEGER PRIMARY KEY, tbl TEXT NOT NULL, row_uid BLOB NOT NULL, grp TEXT NOT NULL, kind TEXT NOT NULL
) STRICT;
CREATE INDEX conflict_row_uid ON conflict (row_uid);
CREATE TABLE asset (
    sha256 BLOB PRIMARY KEY NOT NULL, mime TEXT NOT NULL, bytes BLOB NOT NULL
) STRICT;
CREATE TABLE package_log (
    id INTEGER PRIMARY KEY, package_uid BLOB NOT NULL, direction TEXT NOT NULL, at TEXT NOT NULL, peer TEXT
    NOT NULL, number INTEGER, kind TEXT NOT NULL, vector TEXT NOT NULL, details TEXT NOT NULL
) STRICT;
CREATE INDEX package_log_package_uid ON package_log (package_uid);
CREATE TABLE held (
    package_uid BLOB PRIMARY KEY NOT NULL, at TEXT NOT NULL, file_name TEXT NOT NULL, manifest TEXT NOT NULL
) STRICT;
CREATE TABLE draft (
    form TEXT NOT NULL, row_uid BLOB NOT NULL, at TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (form,
    row_uid)
) STRICT;
CREATE TABLE check_log (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, result TEXT NOT NULL
) STRICT;
CREATE TABLE signing_key (
    key_id TEXT PRIMARY KEY NOT NULL, private_part BLOB NOT NULL
) STRICT;
CREATE TABLE office (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "name" TEXT, "upper_name" TEXT, "address" TEXT,
    "phone" TEXT, "website" TEXT, "email" TEXT, "town" TEXT, "unit_code" TEXT, "emblem" TEXT
) STRICT;
CREATE TABLE setting (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "key" TEXT, "value" TEXT
) STRICT;
CREATE TABLE choice (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "list" TEXT, "value" TEXT, "position" INTEGER,
    "active" INTEGER
) STRICT;
CREATE TABLE signatory (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "name" TEXT, "title_front" TEXT, "title_back"
    TEXT, "position" TEXT, "rank_title" TEXT, "grade" TEXT, "nip" TEXT, "sign_mode" TEXT, "valid_from" TEXT,
    "valid_to" TEXT
) STRICT;
CREATE TABLE regency (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "code" TEXT, "name" TEXT
) STRICT;
CREATE TABLE district (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "code" TEXT, "name" TEXT, "regency" BLOB
    REFERENCES regency (uid) DEFERRABLE INITIALLY DEFERRED, "head_name" TEXT, "head_title_front" TEXT,
    "head_title_back" TEXT, "head_position" TEXT, "head_nip" TEXT, "head_phone" TEXT
) STRICT;
CREATE INDEX district_regency ON district ("regency");
CREATE TABLE village (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "village_code" TEXT, "district" BLOB REFERENCES
    district (uid) DEFERRABLE INITIALLY DEFERRED, "kind" TEXT, "official" INTEGER, "target" INTEGER, "ideal"
    INTEGER, "address" TEXT, "phone" TEXT, "institutions" TEXT, "notes" TEXT
) STRICT;
CREATE INDEX village_district ON village ("district");
CREATE INDEX village_village_code ON village ("village_code");
CREATE TABLE village_name (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "village" BLOB REFERENCES village (uid)
    DEFERRABLE INITIALLY DEFERRED, "name" TEXT, "use" TEXT, "valid_from" TEXT, "valid_to" TEXT, "source"
    TEXT
) STRICT;
CREATE INDEX village_name_village_use_valid_to ON village_name ("village", "use", "valid_to");
CREATE TABLE person (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "name" TEXT, "title_front" TEXT, "title_back"
    TEXT, "print_name" TEXT, "nik" TEXT, "nik_received" TEXT, "sex" TEXT, "birth_place" TEXT, "birth_date"
    TEXT, "age_recorded" INTEGER, "age_recorded_on" TEXT, "phone" TEXT, "address" TEXT, "photo" TEXT,
    "education" TEXT, "courses" TEXT, "occupation" TEXT, "notes" TEXT, "verified" INTEGER, "potential" TEXT,
    "potential_note" TEXT, "merged_into" BLOB REFERENCES person (uid) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX person_merged_into ON person ("merged_into");
CREATE INDEX person_name ON person ("name");
CREATE INDEX person_nik ON person ("nik");
CREATE TABLE cadre_term (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "person" BLOB REFERENCES person (uid) DEFERRABLE
    INITIALLY DEFERRED, "village" BLOB REFERENCES village (uid) DEFERRABLE INITIALLY DEFERRED, "cadre_type"
    TEXT, "position" TEXT, "field" TEXT, "origin_institution" TEXT, "institution_profile" TEXT, "decree_no"
    TEXT, "decree_date" TEXT, "term_start" TEXT, "term_end" TEXT, "status" TEXT, "status_reason" TEXT
) STRICT;
CREATE INDEX cadre_term_person ON cadre_term ("person");
CREATE INDEX cadre_term_village ON cadre_term ("village");
CREATE TABLE head_term (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "person" BLOB REFERENCES person (uid) DEFERRABLE
    INITIALLY DEFERRED, "village" BLOB REFERENCES village (uid) DEFERRABLE INITIALLY DEFERRED, "kind" TEXT,
    "term_start" TEXT, "term_end" TEXT, "status" TEXT, "status_reason" TEXT
) STRICT;
CREATE INDEX head_term_person ON head_term ("person");
CREATE INDEX head_term_village ON head_term ("village");
CREATE TABLE not_same (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "person_a" BLOB REFERENCES person (uid)
    DEFERRABLE INITIALLY DEFERRED, "person_b" BLOB REFERENCES person (uid) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX not_same_person_a ON not_same ("person_a");
CREATE INDEX not_same_person_b ON not_same ("person_b");
CREATE TABLE accepted_warning (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "row" BLOB, "code" TEXT, "note" TEXT
) STRICT;
CREATE INDEX accepted_warning_row ON accepted_warning ("row");
CREATE TABLE series (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "name" TEXT, "kind" TEXT, "year" INTEGER, "batch"
    TEXT, "legal_basis" TEXT, "budget_account" TEXT, "certificate_rule" TEXT, "certificate_minimum" INTEGER,
    "certificate_to" TEXT, "notes" TEXT
) STRICT;
CREATE TABLE venue (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "name" TEXT, "address" TEXT, "district" BLOB
    REFERENCES district (uid) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX venue_district ON venue ("district");
CREATE TABLE session (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "series" BLOB REFERENCES series (uid) DEFERRABLE
    INITIALLY DEFERRED, "kind" TEXT, "date" TEXT, "start" TEXT, "end" TEXT, "venue" BLOB REFERENCES venue
    (uid) DEFERRABLE INITIALLY DEFERRED, "districts" TEXT, "status" TEXT, "reason" TEXT, "notes" TEXT
) STRICT;
CREATE INDEX session_series ON session ("series");
CREATE INDEX session_venue ON session ("venue");
CREATE INDEX session_date ON session ("date");
CREATE TABLE topic (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "session" BLOB REFERENCES session (uid)
    DEFERRABLE INITIALLY DEFERRED, "position" INTEGER, "title" TEXT, "lesson_hours" INTEGER
) STRICT;
CREATE INDEX topic_session ON topic ("session");
CREATE TABLE speaker (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "session" BLOB REFERENCES session (uid)
    DEFERRABLE INITIALLY DEFERRED, "topic" BLOB REFERENCES topic (uid) DEFERRABLE INITIALLY DEFERRED,
    "person" BLOB REFERENCES person (uid) DEFERRABLE INITIALLY DEFERRED, "role" TEXT, "institution" TEXT
) STRICT;
CREATE INDEX speaker_session ON speaker ("session");
CREATE INDEX speaker_topic ON speaker ("topic");
CREATE INDEX speaker_person ON speaker ("person");
CREATE TABLE attendance (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "session" BLOB REFERENCES session (uid)
    DEFERRABLE INITIALLY DEFERRED, "person" BLOB REFERENCES person (uid) DEFERRABLE INITIALLY DEFERRED,
    "role" TEXT, "invited" INTEGER, "status" TEXT, "represents" BLOB REFERENCES person (uid) DEFERRABLE
    INITIALLY DEFERRED, "village" BLOB REFERENCES village (uid) DEFERRABLE INITIALLY DEFERRED, "post" TEXT,
    "arrived_at" TEXT, "certificate_to" TEXT, "position" INTEGER
) STRICT;
CREATE INDEX attendance_session ON attendance ("session");
CREATE INDEX attendance_person ON attendance ("person");
CREATE INDEX attendance_represents ON attendance ("represents");
CREATE INDEX attendance_village ON attendance ("village");
CREATE TABLE printed_sheet (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "kind" TEXT, "sheet_no" TEXT, "of" BLOB, "paper"
    TEXT, "head" TEXT, "rows" TEXT, "boxes" TEXT
) STRICT;
CREATE INDEX printed_sheet_of ON printed_sheet ("of");
CREATE INDEX printed_sheet_sheet_no ON printed_sheet ("sheet_no");
CREATE TABLE sheet_page (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "sheet" BLOB REFERENCES printed_sheet (uid)
    DEFERRABLE INITIALLY DEFERRED, "page" INTEGER, "signatures" INTEGER, "note" TEXT
) STRICT;
CREATE INDEX sheet_page_sheet ON sheet_page ("sheet");
CREATE TABLE payment (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "session" BLOB REFERENCES session (uid)
    DEFERRABLE INITIALLY DEFERRED, "person" BLOB REFERENCES person (uid) DEFERRABLE INITIALLY DEFERRED,
    "account" TEXT, "rate" TEXT, "amount" INTEGER, "tax" INTEGER, "received" INTEGER, "position" INTEGER
) STRICT;
CREATE INDEX payment_session ON payment ("session");
CREATE INDEX payment_person ON payment ("person");
CREATE TABLE step_tick (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "row" BLOB, "step" TEXT, "note" TEXT
) STRICT;
CREATE INDEX step_tick_row ON step_tick ("row");
CREATE TABLE attachment (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "row" BLOB, "asset" TEXT, "kind" TEXT, "caption"
    TEXT, "position" INTEGER
) STRICT;
CREATE INDEX attachment_row ON attachment ("row");
CREATE TABLE contest (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "name" TEXT, "year" INTEGER, "level" TEXT,
    "from_contest" BLOB REFERENCES contest (uid) DEFERRABLE INITIALLY DEFERRED, "ties" TEXT, "limits" TEXT,
    "status" TEXT
) STRICT;
CREATE INDEX contest_from_contest ON contest ("from_contest");
CREATE TABLE category (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "contest" BLOB REFERENCES contest (uid)
    DEFERRABLE INITIALLY DEFERRED, "name" TEXT, "position" INTEGER
) STRICT;
CREATE INDEX category_contest ON category ("contest");
CREATE TABLE stage (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "contest" BLOB REFERENCES contest (uid)
    DEFERRABLE INITIALLY DEFERRED, "name" TEXT, "position" INTEGER, "weight" TEXT, "top" INTEGER
) STRICT;
CREATE INDEX stage_contest ON stage ("contest");
CREATE TABLE criterion (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "stage" BLOB REFERENCES stage (uid) DEFERRABLE
    INITIALLY DEFERRED, "parent" BLOB REFERENCES criterion (uid) DEFERRABLE INITIALLY DEFERRED, "name" TEXT,
    "position" INTEGER, "weight" TEXT, "min_points" TEXT, "max_points" TEXT, "scale" TEXT
) STRICT;
CREATE INDEX criterion_stage ON criterion ("stage");
CREATE INDEX criterion_parent ON criterion ("parent");
CREATE TABLE judge (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "contest" BLOB REFERENCES contest (uid)
    DEFERRABLE INITIALLY DEFERRED, "person" BLOB REFERENCES person (uid) DEFERRABLE INITIALLY DEFERRED,
    "number" INTEGER, "chief" INTEGER
) STRICT;
CREATE INDEX judge_contest ON judge ("contest");
CREATE INDEX judge_person ON judge ("person");
CREATE TABLE judge_assignment (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "judge" BLOB REFERENCES judge (uid) DEFERRABLE
    INITIALLY DEFERRED, "stage" BLOB REFERENCES stage (uid) DEFERRABLE INITIALLY DEFERRED, "criterion" BLOB
    REFERENCES criterion (uid) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX judge_assignment_judge ON judge_assignment ("judge");
CREATE INDEX judge_assignment_stage ON judge_assignment ("stage");
CREATE INDEX judge_assignment_criterion ON judge_assignment ("criterion");
CREATE TABLE entry (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "contest" BLOB REFERENCES contest (uid)
    DEFERRABLE INITIALLY DEFERRED, "category" BLOB REFERENCES category (uid) DEFERRABLE INITIALLY DEFERRED,
    "person" BLOB REFERENCES person (uid) DEFERRABLE INITIALLY DEFERRED, "village" BLOB REFERENCES village
    (uid) DEFERRABLE INITIALLY DEFERRED, "number" TEXT, "blind_code" TEXT, "status" TEXT, "reason" TEXT,
    "lot" INTEGER, "from_entry" BLOB REFERENCES entry (uid) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX entry_contest ON entry ("contest");
CREATE INDEX entry_category ON entry ("category");
CREATE INDEX entry_person ON entry ("person");
CREATE INDEX entry_village ON entry ("village");
CREATE INDEX entry_from_entry ON entry ("from_entry");
CREATE TABLE judge_interest (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "judge" BLOB REFERENCES judge (uid) DEFERRABLE
    INITIALLY DEFERRED, "entry" BLOB REFERENCES entry (uid) DEFERRABLE INITIALLY DEFERRED, "reason" TEXT,
    "overruled_reason" TEXT
) STRICT;
CREATE INDEX judge_interest_judge ON judge_interest ("judge");
CREATE INDEX judge_interest_entry ON judge_interest ("entry");
CREATE TABLE entry_document (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "entry" BLOB REFERENCES entry (uid) DEFERRABLE
    INITIALLY DEFERRED, "document" TEXT, "state" TEXT, "note" TEXT
) STRICT;
CREATE INDEX entry_document_entry ON entry_document ("entry");
CREATE TABLE score_sheet (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "stage" BLOB REFERENCES stage (uid) DEFERRABLE
    INITIALLY DEFERRED, "judge" BLOB REFERENCES judge (uid) DEFERRABLE INITIALLY DEFERRED, "state" TEXT
) STRICT;
CREATE INDEX score_sheet_stage ON score_sheet ("stage");
CREATE INDEX score_sheet_judge ON score_sheet ("judge");
CREATE TABLE sheet_total (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "score_sheet" BLOB REFERENCES score_sheet (uid)
    DEFERRABLE INITIALLY DEFERRED, "of" BLOB, "total" TEXT
) STRICT;
CREATE INDEX sheet_total_score_sheet ON sheet_total ("score_sheet");
CREATE INDEX sheet_total_of ON sheet_total ("of");
CREATE TABLE score (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "entry" BLOB REFERENCES entry (uid) DEFERRABLE
    INITIALLY DEFERRED, "judge" BLOB REFERENCES judge (uid) DEFERRABLE INITIALLY DEFERRED, "criterion" BLOB
    REFERENCES criterion (uid) DEFERRABLE INITIALLY DEFERRED, "first" TEXT, "second" TEXT, "final" TEXT,
    "note" TEXT
) STRICT;
CREATE INDEX score_entry ON score ("entry");
CREATE INDEX score_judge ON score ("judge");
CREATE INDEX score_criterion ON score ("criterion");
CREATE TABLE decision (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "contest" BLOB REFERENCES contest (uid)
    DEFERRABLE INITIALLY DEFERRED, "revision" INTEGER, "reason" TEXT, "minutes_no" TEXT, "minutes_date"
    TEXT, "overrides" TEXT, "content" TEXT, "fingerprint" TEXT
) STRICT;
CREATE INDEX decision_contest ON decision ("contest");
CREATE TABLE number_series (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "name" TEXT, "pattern" TEXT
) STRICT;
CREATE TABLE certificate_design (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "name" TEXT, "version" INTEGER, "base" TEXT,
    "paper" TEXT, "boxes" TEXT, "background" TEXT, "switches" TEXT
) STRICT;
CREATE TABLE certificate (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "kind" TEXT, "person" BLOB REFERENCES person
    (uid) DEFERRABLE INITIALLY DEFERRED, "series" BLOB REFERENCES series (uid) DEFERRABLE INITIALLY
    DEFERRED, "decision" BLOB, "number_series" BLOB REFERENCES number_series (uid) DEFERRABLE INITIALLY
    DEFERRED, "number" TEXT, "date" TEXT, "replaces" BLOB REFERENCES certificate (uid) DEFERRABLE INITIALLY
    DEFERRED, "printed_name" TEXT, "printed_village" TEXT, "printed_district" TEXT, "printed_role" TEXT,
    "printed_series" TEXT, "printed_signatory" TEXT, "pieces" TEXT, "assets" TEXT, "design" TEXT, "version"
    INTEGER, "hash" TEXT, "signed_text" TEXT, "short_code" TEXT, "state" TEXT, "reason" TEXT
) STRICT;
CREATE INDEX certificate_person ON certificate ("person");
CREATE INDEX certificate_series ON certificate ("series");
CREATE INDEX certificate_number_series ON certificate ("number_series");
CREATE INDEX certificate_replaces ON certificate ("replaces");
CREATE INDEX certificate_number ON certificate ("number");
CREATE INDEX certificate_short_code ON certificate ("short_code");
CREATE TABLE issued_paper (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "kind" TEXT, "of" BLOB, "number_series" BLOB
    REFERENCES number_series (uid) DEFERRABLE INITIALLY DEFERRED, "number" TEXT, "date" TEXT, "replaces"
    BLOB REFERENCES issued_paper (uid) DEFERRABLE INITIALLY DEFERRED, "pieces" TEXT, "assets" TEXT, "hash"
    TEXT, "state" TEXT, "reason" TEXT
) STRICT;
CREATE INDEX issued_paper_number_series ON issued_paper ("number_series");
CREATE INDEX issued_paper_replaces ON issued_paper ("replaces");
CREATE INDEX issued_paper_of ON issued_paper ("of");
CREATE TABLE print_log (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "paper" TEXT, "of" BLOB, "range" TEXT, "copies"
    INTEGER, "reason" TEXT, "target" TEXT, "nik_count" INTEGER
) STRICT;
CREATE TABLE number_block (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "number_series" BLOB REFERENCES number_series
    (uid) DEFERRABLE INITIALLY DEFERRED, "year" INTEGER, "number_from" INTEGER, "number_to" INTEGER,
    "writer" BLOB, "reason" TEXT
) STRICT;
CREATE INDEX number_block_number_series ON number_block ("number_series");
CREATE TABLE number_note (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "number_series" BLOB REFERENCES number_series
    (uid) DEFERRABLE INITIALLY DEFERRED, "year" INTEGER, "number_from" INTEGER, "number_to" INTEGER, "kind"
    TEXT, "reason" TEXT
) STRICT;
CREATE INDEX number_note_number_series ON number_note ("number_series");
CREATE TABLE public_key (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "key_id" TEXT, "public_part" TEXT, "since" TEXT
) STRICT;
CREATE TABLE import_mapping (
    uid BLOB PRIMARY KEY NOT NULL, alive INTEGER NOT NULL, "sender" TEXT, "mapping" TEXT
) STRICT;
"""
