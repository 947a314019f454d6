#include "core/central/keys/rewriting.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/central/access/second_factor.h"
#include "core/central/members/application_table.h"
#include "core/central/members/people.h"
#include "core/central/members/rider_auth.h"
#include "core/central/store/audit.h"
#include "core/central/store/columns.h"
#include "core/central/store/encrypted.h"
#include "core/central/store/kept_key.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

constexpr const char* kKek = "kek";
constexpr const char* kIdHash = "id-hash";

using internal::RewriteCursor;
using internal::RewriteStep;

// ---------------------------------------------------------------- kek

struct PersonKey {
  Uuid person;
  Bytes wrapped;
  std::uint64_t kek = 0;
};

Result<RewriteStep> rewrap_person_keys(Act& act, const RewriteCursor& after, std::size_t max) {
  const auto read = [](sql::Columns& row) { return PersonKey{row.id(), row.bytes(), row.counter()}; };
  const CentralKeys& keys = act.keys();
  WARMHEART_TRY(act.begin_people());
  WARMHEART_TRY_ASSIGN(
      const auto rows,
      sql::rows<PersonKey>(act.people(),
                           "SELECT person, wrapped, kek FROM person_key WHERE (kek, person) > (?, ?) AND kek < ? "
                           "ORDER BY kek, person LIMIT ?",
                           read, after.number, after.row.bytes(), keys.kek_number, static_cast<std::uint64_t>(max)));
  RewriteStep looked;
  for (const PersonKey& row : rows) {
    looked.more = true;
    looked.last = {row.kek, row.person};
    const SecretBytes* const older = kek_of(keys, row.kek);
    const auto key = older ? internal::decrypt(older->view(), row.person.bytes(), row.wrapped)
                           : Result<SecretBytes>(fail(ErrorCode::corrupt, "no such kek"));
    if (!key) {
      ++looked.unreadable;
      continue;
    }
    const Bytes wrapped = internal::encrypt(act.random(), keys.kek.view(), row.person.bytes(), key->view());
    WARMHEART_TRY(sql::execute(act.people(), "UPDATE person_key SET wrapped = ?, kek = ? WHERE person = ?", wrapped,
                               keys.kek_number, row.person.bytes()));
    ++looked.rewritten;
  }
  return looked;
}

// People of the console are few: all in one act. What is made of an older kek and still needed is kept under this one.
Result<RewriteStep> rewrap_factors(Act& act) {
  const std::uint64_t newest = act.keys().kek_number;
  RewriteStep looked;
  WARMHEART_TRY_ASSIGN(const auto users,
                       sql::rows<std::string>(act, "SELECT user_name FROM second_factor WHERE kek < ?", newest));
  for (const std::string& user : users) {
    const auto done = internal::rewrap_factor(act, user);
    if (!done && done.error().code != ErrorCode::corrupt) return fail(done.error());
    ++(done ? looked.rewritten : looked.unreadable);
  }
  WARMHEART_TRY(sql::execute(act, "DELETE FROM kept_key WHERE number NOT IN (SELECT kek FROM recovery_code)"));
  WARMHEART_TRY_ASSIGN(const auto keks,
                       sql::rows<std::uint64_t>(act,
                                                "SELECT DISTINCT kek FROM recovery_code WHERE kek < ? AND kek NOT IN "
                                                "(SELECT number FROM kept_key WHERE kek = ?)",
                                                newest, newest));
  for (const std::uint64_t kek : keks) {
    const auto done = internal::keep_key(act, internal::kRecoveryPurpose, kek);
    if (!done && done.error().code != ErrorCode::corrupt) return fail(done.error());
    ++(done ? looked.rewritten : looked.unreadable);
  }
  return looked;
}

// ---------------------------------------------------------------- id-hash

struct Person {
  Uuid id;
  Digest number_hash{};
  std::uint64_t key = 0;
};

struct Sealed {
  Uuid subject;
  Bytes sealed;
};

constexpr const char* kOfPerson[] = {
    "SELECT id, sealed FROM application WHERE person = ? AND sealed <> x''",
    "SELECT id, sealed FROM booking WHERE person = ? AND person IS NOT NULL AND sealed <> x''",
    "SELECT id, sealed FROM help_case WHERE person = ? AND person IS NOT NULL AND sealed <> x''",
};

// In the order of kOfPerson: ApplicationSubmitted, RiderIdentity, CaseOpened.
std::string number_in(std::size_t kind, ByteView plain) {
  wire::ApplicationSubmitted application;
  wire::RiderIdentity rider;
  wire::CaseOpened opened;
  if (kind == 0 && parse(plain, application)) return application.fields().document_number();
  if (kind == 1 && parse(plain, rider)) return rider.document_number();
  if (kind == 2 && parse(plain, opened)) return opened.rider().document_number();
  return {};
}

const SecretBytes* id_hash_key(const CentralKeys& keys, std::uint64_t number) {
  if (number == keys.id_hash_number) return &keys.id_hash_key;
  const auto older = std::ranges::find(keys.older_id_hash, number, &Replaced<SecretBytes>::number);
  return older == keys.older_id_hash.end() ? nullptr : &older->key;
}

enum class Rehashed { done, nobodys, unreadable };

// The number that a person was found by stands in what the person has made. A person of whom nothing has it any more
// (another number was the right one; erased) is found by none: then the hash stays as it is, and is nobody's.
Result<Rehashed> rehash_person(Act& act, const Person& person) {
  const CentralKeys& keys = act.keys();
  const SecretBytes* const older = id_hash_key(keys, person.key);
  if (older == nullptr) return Rehashed::unreadable;
  const auto read = [](sql::Columns& row) { return Sealed{row.id(), row.bytes()}; };
  Rehashed outcome = Rehashed::nobodys;
  Digest hash = person.number_hash;
  for (std::size_t kind = 0; kind < std::size(kOfPerson) && outcome != Rehashed::done; ++kind) {
    WARMHEART_TRY_ASSIGN(const auto values, sql::rows<Sealed>(act, kOfPerson[kind], read, person.id.bytes()));
    for (const Sealed& value : values) {
      const auto plain = decrypt_for_person(act, person.id, value.subject, value.sealed);
      if (!plain && plain.error().code == ErrorCode::corrupt) outcome = Rehashed::unreadable;
      if (!plain) continue;
      std::string number = number_in(kind, plain->view());
      const bool found = !number.empty() && keyed_hash(older->view(), view_of(number)) == person.number_hash;
      if (found) hash = keyed_hash(keys.id_hash_key.view(), view_of(number));
      wipe(number);
      if (!found) continue;
      outcome = Rehashed::done;
      break;
    }
  }
  if (outcome == Rehashed::unreadable) return outcome;
  WARMHEART_TRY(sql::execute(act, "UPDATE person SET number_hash = ?, id_hash = ? WHERE id = ?", hash,
                             keys.id_hash_number, person.id.bytes()));
  return outcome;
}

Result<RewriteStep> rehash_numbers(Act& act, const RewriteCursor& after, std::size_t max) {
  const auto read = [](sql::Columns& row) { return Person{row.id(), row.digest(), row.counter()}; };
  WARMHEART_TRY_ASSIGN(
      const auto rows,
      sql::rows<Person>(act,
                        "SELECT id, number_hash, id_hash FROM person WHERE (id_hash, id) > (?, ?) AND id_hash < ? "
                        "ORDER BY id_hash, id LIMIT ?",
                        read, after.number, after.row.bytes(), act.keys().id_hash_number,
                        static_cast<std::uint64_t>(max)));
  RewriteStep looked;
  for (const Person& row : rows) {
    looked.more = true;
    looked.last = {row.key, row.id};
    WARMHEART_TRY_ASSIGN(const Rehashed outcome, rehash_person(act, row));
    ++(outcome == Rehashed::unreadable ? looked.unreadable : looked.rewritten);
  }
  return looked;
}

// Of somebody erased there is no code, and none is looked up.
Result<RewriteStep> rehash_codes(Act& act, const RewriteCursor& after, std::size_t max) {
  const auto read = [](sql::Columns& row) { return RewriteCursor{row.counter(), row.id()}; };
  WARMHEART_TRY_ASSIGN(
      const auto rows,
      sql::rows<RewriteCursor>(act,
                               "SELECT code_key, id FROM application WHERE (code_key, id) > (?, ?) AND code_key < ? "
                               "ORDER BY code_key, id LIMIT ?",
                               read, after.number, after.row.bytes(), act.keys().id_hash_number,
                               static_cast<std::uint64_t>(max)));
  RewriteStep looked;
  for (const RewriteCursor& at : rows) {
    const Uuid& id = at.row;
    looked.more = true;
    looked.last = at;
    WARMHEART_TRY_ASSIGN(const auto row, internal::find_application(act, id));
    if (!row) continue;
    Bytes hash = row->code_hash;
    if (!row->sealed.empty()) {
      const auto whole = internal::decrypt_application(act, *row);
      if (!whole && whole.error().code != ErrorCode::not_found) {
        ++looked.unreadable;
        continue;
      }
      if (whole) hash = bytes_of(ByteView(internal::code_hash(act.keys(), whole->query_code())));
    }
    WARMHEART_TRY(sql::execute(act, "UPDATE application SET code_hash = ?, code_key = ? WHERE id = ?", hash,
                               act.keys().id_hash_number, id.bytes()));
    ++looked.rewritten;
  }
  return looked;
}

Result<KeyBacklog> backlog_of(Snapshot& in) {
  const CentralKeys& keys = in.keys();
  KeyBacklog backlog;
  WARMHEART_TRY_ASSIGN(
      const auto people,
      sql::value<std::uint64_t>(in.people(), "SELECT count(*) FROM person_key WHERE kek < ?", keys.kek_number));
  WARMHEART_TRY_ASSIGN(const auto others,
                       sql::value<std::uint64_t>(in,
                                                 "SELECT (SELECT count(*) FROM second_factor WHERE kek < ?1) + "
                                                 "(SELECT count(*) FROM kept_key WHERE kek < ?1) + "
                                                 "(SELECT count(*) FROM recovery_code WHERE kek < ?1 AND kek NOT IN "
                                                 "(SELECT number FROM kept_key WHERE kek = ?1))",
                                                 keys.kek_number));
  WARMHEART_TRY_ASSIGN(const auto hashes,
                       sql::value<std::uint64_t>(in,
                                                 "SELECT (SELECT count(*) FROM person WHERE id_hash < ?1) + "
                                                 "(SELECT count(*) FROM application WHERE code_key < ?1)",
                                                 keys.id_hash_number));
  backlog.under_older_keks = people + others;
  backlog.under_older_id_hash = hashes;
  return backlog;
}

// Since when nothing has needed it; as of now where nothing is known.
Result<std::int64_t> unneeded_since(Act& act, const char* name, std::uint64_t number) {
  WARMHEART_TRY(sql::execute(
      act, "INSERT INTO unneeded_key(name, number, since_ms) VALUES(?, ?, ?) ON CONFLICT(name, number) DO NOTHING",
      name, number, act.now_ms()));
  return sql::value<std::int64_t>(act, "SELECT since_ms FROM unneeded_key WHERE name = ? AND number = ?", name, number);
}

Result<bool> may_go(Act& act, const char* name, std::uint64_t number, std::uint64_t rows) {
  if (rows > 0) {
    WARMHEART_TRY(sql::execute(act, "DELETE FROM unneeded_key WHERE name = ? AND number = ?", name, number));
    return false;
  }
  WARMHEART_TRY_ASSIGN(const std::int64_t since, unneeded_since(act, name, number));
  if (act.now_ms() - since < kBackupsReachBackMs) return false;
  WARMHEART_TRY(sql::execute(act, "DELETE FROM unneeded_key WHERE name = ? AND number = ?", name, number));
  WARMHEART_TRY(internal::write_audit(act, "centre", "key-deleted", name, std::to_string(number)));
  return true;
}

}  // namespace

Result<RewriteStep> KeyRewriter::run_step(Act& act, std::size_t max) const {
  switch (m_step) {
    case Step::person_keys: return rewrap_person_keys(act, m_after, max);
    case Step::factors: return rewrap_factors(act);
    case Step::numbers: return rehash_numbers(act, m_after, max);
    case Step::codes: break;
  }
  return rehash_codes(act, m_after, max);
}

Result<bool> KeyRewriter::run_some(CentralStore& store, std::size_t max) {
  WARMHEART_TRY_ASSIGN(const RewriteStep done, store.transact({Lock::accounts(), Lock::persons()},
                                                              [&](Act& act) { return run_step(act, max); }));
  m_rewritten += done.rewritten;
  m_unreadable_now += done.unreadable;
  m_after = done.last;
  if (done.more) return true;
  m_after = {};
  if (m_step != Step::codes) {
    m_step = static_cast<Step>(static_cast<int>(m_step) + 1);
    return true;
  }
  m_step = Step::person_keys;
  m_unreadable = std::exchange(m_unreadable_now, 0);
  return false;
}

Result<void> KeyRewriter::run(CentralStore& store) {
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool more, run_some(store));
    if (!more) return {};
  }
}

Result<KeyBacklog> key_backlog(CentralStore& store) { return store.read(backlog_of); }

Result<std::size_t> retire_unneeded_keys(CentralStore& store) {
  using Gone = std::pair<const char*, std::uint64_t>;
  if (store.keyring().keys()->older_keks.empty() && store.keyring().keys()->older_id_hash.empty())
    return std::size_t{0};
  WARMHEART_TRY_ASSIGN(const auto gone, store.transact({}, [](Act& act) -> Result<std::vector<Gone>> {
    WARMHEART_TRY_ASSIGN(const KeyBacklog backlog, backlog_of(act));
    std::vector<Gone> over;
    for (const auto& older : act.keys().older_keks) {
      WARMHEART_TRY_ASSIGN(const bool now, may_go(act, kKek, older.number, backlog.under_older_keks));
      if (now) over.emplace_back(kKek, older.number);
    }
    for (const auto& older : act.keys().older_id_hash) {
      WARMHEART_TRY_ASSIGN(const bool now, may_go(act, kIdHash, older.number, backlog.under_older_id_hash));
      if (now) over.emplace_back(kIdHash, older.number);
    }
    return over;
  }));
  for (const auto& [name, number] : gone)
    WARMHEART_TRY(internal::destroy_seed(internal::key_path(store.keyring().folder(), name, number)));
  return gone.size();
}

}  // namespace warmheart
