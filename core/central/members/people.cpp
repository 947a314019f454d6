#include "core/central/members/people.h"

#include "core/central/store/columns.h"
#include "core/central/store/encrypted.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

using internal::decrypt;
using internal::encrypt;

Result<SecretBytes> key_of(Snapshot& in, const Uuid& person) {
  WARMHEART_TRY_ASSIGN(const auto wrapped,
                       sql::row<Bytes>(in.people(), "SELECT wrapped FROM person_key WHERE person = ?", person.bytes()));
  if (!wrapped) return fail(ErrorCode::not_found, "the key of this person is gone");
  return decrypt(in.keys().kek.view(), person.bytes(), *wrapped);
}

Result<void> make_key(Act& act, const Uuid& person) {
  WARMHEART_TRY(act.begin_people());
  Bytes fresh(internal::kEncryptionKeyBytes);
  act.random().fill(fresh);
  const SecretBytes key(std::move(fresh));
  const Bytes wrapped = encrypt(act.random(), act.keys().kek.view(), person.bytes(), key.view());
  WARMHEART_TRY(
      sql::execute(act.people(), "INSERT INTO person_key(person, wrapped) VALUES(?, ?)", person.bytes(), wrapped));
  return {};
}

}  // namespace

Result<Uuid> person_for_number(Act& act, std::string_view document_number) {
  const Digest hash = keyed_hash(act.keys().id_hash_key.view(), view_of(document_number));
  act.lock(Lock::number(hash));
  WARMHEART_TRY_ASSIGN(const auto known, sql::row<Uuid>(act, "SELECT id FROM person WHERE number_hash = ?", hash));
  if (known) return *known;
  const Uuid person = act.make_id();
  WARMHEART_TRY(make_key(act, person));
  WARMHEART_TRY(sql::execute(act, "INSERT INTO person(id, number_hash, made_ms) VALUES(?, ?, ?)", person.bytes(), hash,
                             act.now_ms()));
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
