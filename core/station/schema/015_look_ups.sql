-- How look_up of applications, bookings and cases is kept: 0: Argon2id of code and last four; 1: a hash of it, keyed
-- with the pepper that lies outside of this file (look_ups.h).
ALTER TABLE station ADD COLUMN look_up_form INTEGER NOT NULL DEFAULT 0;
-- Those that can still be guessed at, by age: they go after a time.
CREATE INDEX application_findable ON application(submitted_ms) WHERE look_up <> zeroblob(32);
CREATE INDEX booking_findable ON booking(made_ms) WHERE look_up <> zeroblob(32);
CREATE INDEX help_case_findable ON help_case(opened_ms) WHERE look_up <> zeroblob(32);

-- Of the checkpoint that is being staged; and whether the centre was told that it sends more than fits here.
ALTER TABLE station ADD COLUMN staged_values INTEGER NOT NULL DEFAULT 0;
ALTER TABLE station ADD COLUMN feed_too_large INTEGER NOT NULL DEFAULT 0;
