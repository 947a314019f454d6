#include "core/central/store/kept_key.h"

#include "core/base/digest.h"
#include "core/central/store/encrypted.h"

namespace warmheart::internal {
namespace {

// What a kept key is bound to.
Bytes name_of_kept(std::string_view purpose, std::uint64_t number) {
  Bytes name = bytes_of(purpose);
  append_be64(name, number);
  return name;
}

SecretBytes kept_purpose_key(ByteView kek) { return key_of_kek(kek, "warmheart kept key 1"); }

struct Kept {
  Bytes sealed;
  std::uint64_t kek = 0;
};

}  // namespace

SecretBytes key_of_kek(ByteView kek, std::string_view purpose) {
  return SecretBytes(bytes_of(ByteView(keyed_hash(kek, view_of(purpose)))));
}

Result<SecretBytes> kept_key(Snapshot& in, std::string_view purpose, std::uint64_t number) {
  if (const SecretBytes* const kek = kek_of(in.keys(), number)) return key_of_kek(kek->view(), purpose);
  const auto read = [](sql::Columns& row) { return Kept{row.bytes(), row.counter()}; };
  WARMHEART_TRY_ASSIGN(
      const auto kept,
      sql::row<Kept>(in, "SELECT sealed, kek FROM kept_key WHERE purpose = ? AND number = ?", read, purpose, number));
  const SecretBytes* const kek = kept ? kek_of(in.keys(), kept->kek) : nullptr;
  if (kek == nullptr) return fail(ErrorCode::corrupt, "a key made of an older kek is not here");
  return decrypt(kept_purpose_key(kek->view()).view(), name_of_kept(purpose, number), kept->sealed);
}

Result<void> keep_key(Act& act, std::string_view purpose, std::uint64_t number) {
  WARMHEART_TRY_ASSIGN(const SecretBytes key, kept_key(act, purpose, number));
  const Bytes sealed =
      encrypt(act.random(), kept_purpose_key(act.keys().kek.view()).view(), name_of_kept(purpose, number), key.view());
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO kept_key(purpose, number, sealed, kek) VALUES(?, ?, ?, ?) ON "
                             "CONFLICT(purpose, number) DO UPDATE SET sealed = excluded.sealed, kek = excluded.kek",
                             purpose, number, sealed, act.keys().kek_number));
  return {};
}

}  // namespace warmheart::internal
