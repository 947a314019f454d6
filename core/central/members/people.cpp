#include "core/central/members/people.h"

#include "core/central/store/columns.h"
#include "core/central/store/encrypted.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

using internal::decrypt;
using internal::encrypt;

struct Wrapped {
  Bytes bytes;
  std::uint64_t kek = 0;  // its number
};

Result<SecretBytes> key_of(Snapshot& in, const Uuid& person) {
  const auto read = [](sql::Columns& row) { return Wrapped{row.bytes(), row.counter()}; };
  WARMHEART_TRY_ASSIGN(
      const auto wrapped,
      sql::row<Wrapped>(in.people(), "SELECT wrapped, kek FROM person_key WHERE person = ?", read, person.bytes()));
  if (!wrapped) return fail(ErrorCode::not_found, "the key of this person is gone");
  const SecretBytes* kek = kek_of(in.keys(), wrapped->kek);
  if (kek == nullptr) kek = kek_of(in.newer_keys(), wrapped->kek);
  if (kek == nullptr) {
    return fail(ErrorCode::corrupt, "a person's key stands under a kek that is not here: put " +
                                        internal::key_path("keys", "kek", wrapped->kek) +
                                        " back from your copy of the keys");
  }
  return decrypt(kek->view(), person.bytes(), wrapped->bytes);
}

Result<void> make_key(Act& act, const Uuid& person) {
  WARMHEART_TRY(act.begin_people());
  Bytes fresh(internal::kEncryptionKeyBytes);
  act.random().fill(fresh);
  const SecretBytes key(std::move(fresh));
  const Bytes wrapped = encrypt(act.random(), act.keys().kek.view(), person.bytes(), key.view());
  WARMHEART_TRY(sql::execute(act.people(), "INSERT INTO person_key(person, wrapped, kek) VALUES(?, ?, ?)",
                             person.bytes(), wrapped, act.keys().kek_number));
  return {};
}

}  // namespace

Result<Uuid> person_for_number(Act& act, std::string_view document_number) {
  const std::vector<Digest> hashes = id_hashes(act.keys(), view_of(document_number));
  const Digest& hash = hashes.front();
  WARMHEART_TRY(act.lock(Lock::number(hash)));
  for (const Digest& one : hashes) {
    WARMHEART_TRY_ASSIGN(const auto known, sql::row<Uuid>(act, "SELECT id FROM person WHERE number_hash = ?", one));
    if (known) return *known;
  }
  const Uuid person = act.make_id();
  WARMHEART_TRY(make_key(act, person));
  WARMHEART_TRY(sql::execute(act, "INSERT INTO person(id, number_hash, made_ms, id_hash) VALUES(?, ?, ?, ?)",
                             person.bytes(), hash, act.now_ms(), act.keys().id_hash_number));
  return person;
}

Result<Uuid> person_without_number(Act& act) {
  const Uuid person = act.make_id();
  WARMHEART_TRY(make_key(act, person));
  return person;
}

Result<Bytes> encrypt_for_person(Act& act, const Uuid& person, const Uuid& subject, ByteView plain) {
  WARMHEART_TRY_ASSIGN(const SecretBytes key, key_of(act, person));
  return encrypt(act.random(), key.view(), subject.bytes(), plain);
}

Result<SecretBytes> decrypt_for_person(Snapshot& in, const Uuid& person, const Uuid& subject, ByteView sealed) {
  WARMHEART_TRY_ASSIGN(const SecretBytes key, key_of(in, person));
  return decrypt(key.view(), subject.bytes(), sealed);
}

}  // namespace warmheart
