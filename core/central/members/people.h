// Persons: found by a keyed hash of the ID number; their fields stand encrypted under a key of their own, which lives
// wrapped in `person-keys.db`, outside the database that holds the data (core/record/KEYS.md). Destroying the key
// erases the person. One person keeps all applications made under one number: duplicates are shown side by side, never
// merged.
#pragma once

#include "core/base/digest.h"
#include "core/base/secret.h"
#include "core/central/store/store.h"

namespace warmheart {

// The person with this number, made at first sight. Inside the caller's act, whose new keys are committed before it.
Result<Uuid> person_for_number(Act& act, std::string_view document_number);

// Somebody without a number that could be checked: a person of their own, joined to nobody.
Result<Uuid> person_without_number(Act& act);

// XChaCha20-Poly1305 under the person's key; `subject` (an application id) is bound as associated data.
Result<Bytes> encrypt_for_person(Act& act, const Uuid& person, const Uuid& subject, ByteView plain);
// not_found when the person's key is gone (erased); corrupt when the bytes are not what was stored.
Result<SecretBytes> decrypt_for_person(Snapshot& in, const Uuid& person, const Uuid& subject, ByteView sealed);

}  // namespace warmheart
