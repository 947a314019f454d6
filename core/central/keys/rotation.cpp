#include "core/central/keys/rotation.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "core/base/clock.h"
#include "core/central/catalogue/catalogue.h"
#include "core/central/keys/key_list.h"
#include "core/central/keys/rewriting.h"
#include "core/central/phone/phone.h"
#include "core/central/store/audit.h"
#include "core/central/store/columns.h"
#include "core/member/card.h"
#include "core/record/feed_signature.h"
#include "core/storage/durable_files.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

using internal::key_path;

constexpr std::string_view kNames[] = {"sealing", "card", "feed", "root", "kek", "id-hash"};

// What a rotation works with: the keys as they are in the folder now.
struct Rotation {
  CentralStore& store;
  const RotationOptions& options;
  std::string folder;
  std::shared_ptr<const CentralKeys> keys;
};

// A file that a run before this one has made and not finished with goes on being the next key.
Result<SecretBytes> next_seed(const std::string& path, Random& random) {
  if (exists(path)) return internal::read_seed(path);
  SecretBytes seed = internal::make_seed(random);
  WARMHEART_TRY(internal::write_seed(path, seed));
  return seed;
}
// Not a key yet: rename_durably makes it one.
std::string waiting_path(const std::string& path) { return path + ".next"; }

Result<SignKey> present_root(const Rotation& of) { return present_root_key(of.store, of.options.root_key_file); }

Result<void> write_rotation(const Rotation& of, KeyName name, std::uint64_t number, const std::string& id,
                            const std::function<Result<void>(Act&)>& more = {}) {
  return of.store.transact({}, [&](Act& act) -> Result<void> {
    if (more) WARMHEART_TRY(more(act));
    return internal::write_audit(act, of.options.by, "key-rotated", std::string(name_of(name)),
                                 std::to_string(number) + " " + id);
  });
}

// Trusted until the last card that it has signed has ended, and a day more for clocks.
Result<void> retire_card_key(Act& act, ByteView public_key, std::int64_t card_life_ms) {
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO retiring_card_key(key_id, until_ms) VALUES(?, ?) ON CONFLICT(key_id) DO "
                             "NOTHING",
                             key_id_of(public_key), act.now_ms() + card_life_ms + kDayMs));
  return {};
}

Result<Rotated> rotate_sealing(const Rotation& of) {
  WARMHEART_TRY_ASSIGN(const SignKey root, present_root(of));
  WARMHEART_TRY_ASSIGN(KeyBook book, internal::read_book(of.folder));
  const std::uint64_t number = book.sealing.size() + 1;
  const std::string path = key_path(of.folder, internal::kSealing, number);
  WARMHEART_TRY_ASSIGN(const auto seed, next_seed(path, of.store.random()));
  const SealingPublicKey fresh = sealing_key_of(seed).pub;
  WARMHEART_TRY_ASSIGN(wire::SealingKey signed_key, sign_sealing_key(fresh.id, fresh.key, root.secret.view()));
  book.sealing.push_back(std::move(signed_key));
  WARMHEART_TRY(write_rotation(of, KeyName::sealing, number, to_hex(fresh.id)));
  WARMHEART_TRY(internal::write_book(of.folder, book));
  WARMHEART_TRY(publish_keys(of.store));
  return Rotated{number, to_hex(fresh.id), path};
}

Result<Rotated> rotate_card(const Rotation& of) {
  const std::uint64_t number = of.keys->card_number + 1;
  const std::string path = key_path(of.folder, "card", number);
  WARMHEART_TRY_ASSIGN(const auto seed, next_seed(waiting_path(path), of.store.random()));
  const SignKey fresh = sign_key_of(seed);
  const std::string id = to_hex(key_id_of(fresh.public_key));
  // Every station is told of the key before a card is signed by it.
  const auto tell = [&](Act& act) -> Result<void> {
    WARMHEART_TRY(internal::publish_card_key(act, fresh.public_key, true));
    return retire_card_key(act, of.keys->card.public_key, kFinalCardMs);
  };
  WARMHEART_TRY(write_rotation(of, KeyName::card, number, id, tell));
  WARMHEART_TRY(rename_durably(waiting_path(path), path));
  for (const std::uint64_t older : internal::key_numbers(of.folder, "card")) {
    if (older < number) WARMHEART_TRY(internal::destroy_seed(key_path(of.folder, "card", older)));
  }
  return Rotated{number, id, path};
}

Result<Rotated> rotate_feed(const Rotation& of) {
  WARMHEART_TRY_ASSIGN(const SignKey root, present_root(of));
  WARMHEART_TRY_ASSIGN(KeyBook book, internal::read_book(of.folder));
  const std::uint64_t number = book.feeds.size() + 1;
  const std::string path = key_path(of.folder, "feed", number);
  WARMHEART_TRY_ASSIGN(const auto seed, next_seed(path, of.store.random()));  // signs nothing before the book has it
  const SignKey fresh = sign_key_of(seed);
  WARMHEART_TRY_ASSIGN(wire::SigningKey signed_key, sign_feed_key(number, fresh.public_key, root.secret.view()));
  book.feeds.push_back(std::move(signed_key));
  const std::string id = to_hex(key_id_of(fresh.public_key));
  WARMHEART_TRY(write_rotation(of, KeyName::feed, number, id));
  WARMHEART_TRY(internal::write_book(of.folder, book));
  return Rotated{number, id, path};
}

// The newest of what the root has signed is signed by the next one: kiosks that follow take no other.
Result<void> sign_anew(KeyBook& book, const SignKey& root) {
  const SealingPublicKey sealing = [&] {
    SealingPublicKey key;
    std::ranges::copy(view_of(book.sealing.back().key_id()), key.id.begin());
    std::ranges::copy(view_of(book.sealing.back().public_key()), key.key.begin());
    return key;
  }();
  WARMHEART_TRY_ASSIGN(book.sealing.back(), sign_sealing_key(sealing.id, sealing.key, root.secret.view()));
  if (book.feeds.size() == 1) return {};
  const Bytes feed = bytes_of(book.feeds.back().public_key());
  WARMHEART_TRY_ASSIGN(book.feeds.back(), sign_feed_key(book.feeds.size(), feed, root.secret.view()));
  return {};
}

Result<Rotated> rotate_root(const Rotation& of) {
  WARMHEART_TRY_ASSIGN(const SignKey root, present_root(of));
  WARMHEART_TRY_ASSIGN(KeyBook book, internal::read_book(of.folder));
  const std::uint64_t number = book.roots.size() + 1;
  const bool elsewhere = !of.options.new_root_file.empty();
  const std::string path = elsewhere ? of.options.new_root_file : key_path(of.folder, "root", number);
  if (elsewhere && exists(path)) return fail(ErrorCode::conflict, path + " is there already; name a file that is not");
  WARMHEART_TRY_ASSIGN(const auto seed, next_seed(path, of.store.random()));
  const SignKey fresh = sign_key_of(seed);
  WARMHEART_TRY_ASSIGN(wire::SigningKey signed_key, sign_root_key(number, fresh.public_key, root.secret.view()));
  book.roots.push_back(std::move(signed_key));
  WARMHEART_TRY(sign_anew(book, fresh));
  const std::string id = to_hex(key_id_of(fresh.public_key));
  WARMHEART_TRY(write_rotation(of, KeyName::root, number, id));
  WARMHEART_TRY(internal::write_book(of.folder, book));
  WARMHEART_TRY(publish_keys(of.store));
  WARMHEART_TRY(internal::destroy_seed(key_path(of.folder, "root", number - 1)));
  return Rotated{number, id, path};
}

// Phones' cards are signed by a key made of the kek: every station is told of the next one first.
Result<Rotated> rotate_kek(const Rotation& of) {
  const std::uint64_t number = of.keys->kek_number + 1;
  const std::string path = key_path(of.folder, "kek", number);
  WARMHEART_TRY_ASSIGN(const auto seed, next_seed(waiting_path(path), of.store.random()));
  const std::string id = secret_key_id(seed.view());
  const auto tell = [&](Act& act) -> Result<void> {
    WARMHEART_TRY(internal::publish_card_key(act, phone_card_key(seed.view()).public_key, false));
    return retire_card_key(act, phone_card_key(of.keys->kek.view()).public_key, kProvisionalCardMs);
  };
  WARMHEART_TRY(write_rotation(of, KeyName::kek, number, id, tell));
  WARMHEART_TRY(rename_durably(waiting_path(path), path));
  return Rotated{number, id, path};
}

Result<Rotated> rotate_id_hash(const Rotation& of) {
  const std::uint64_t number = of.keys->id_hash_number + 1;
  const std::string path = key_path(of.folder, "id-hash", number);
  WARMHEART_TRY_ASSIGN(const auto seed, next_seed(waiting_path(path), of.store.random()));
  const std::string id = secret_key_id(seed.view());
  WARMHEART_TRY(write_rotation(of, KeyName::id_hash, number, id));
  WARMHEART_TRY(rename_durably(waiting_path(path), path));
  return Rotated{number, id, path};
}

Result<void> write_deletion(CentralStore& store, std::string_view name, std::uint64_t number, const std::string& by) {
  return audit(store, by, "key-deleted", std::string(name), std::to_string(number));
}

Result<std::size_t> forget_feeds(CentralStore& store, const std::string& folder, const std::string& by,
                                 const std::function<Result<bool>(std::uint64_t number)>& may_go) {
  std::size_t gone = 0;
  for (const auto& older : store.keyring().keys()->older_feeds) {
    WARMHEART_TRY_ASSIGN(const bool now, may_go(older.number));
    if (!now) continue;
    WARMHEART_TRY(write_deletion(store, "feed", older.number, by));
    WARMHEART_TRY(internal::destroy_seed(key_path(folder, "feed", older.number)));
    ++gone;
  }
  return gone;
}

Result<std::size_t> forget_secrets(CentralStore& store, std::string_view name, std::uint64_t rows,
                                   const std::vector<Replaced<SecretBytes>>& older, const std::string& folder,
                                   const std::string& by) {
  if (rows > 0) {
    return fail(ErrorCode::conflict, std::to_string(rows) +
                                         " rows still stand under an older key: let the running "
                                         "centre finish, `warmheart-admin keys` shows how far it is");
  }
  for (const auto& one : older) {
    WARMHEART_TRY(write_deletion(store, name, one.number, by));
    WARMHEART_TRY(internal::destroy_seed(key_path(folder, name, one.number)));
  }
  return older.size();
}

}  // namespace

std::string_view name_of(KeyName name) { return kNames[static_cast<std::size_t>(name)]; }

std::optional<KeyName> key_name_from(std::string_view text) {
  const auto found = std::ranges::find(kNames, text);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<KeyName>(found - std::begin(kNames));
}

Result<SignKey> present_root_key(CentralStore& store, const std::string& root_key_file) {
  const auto keys = store.keyring().keys();
  const std::string path =
      root_key_file.empty() ? key_path(store.keyring().folder(), "root", keys->root_ordinal()) : root_key_file;
  if (!exists(path)) {
    return fail(ErrorCode::not_found, "the secret of the root is needed for this, and " + path +
                                          " is not there: name its file with --root-key FILE");
  }
  WARMHEART_TRY_ASSIGN(const auto seed, internal::read_seed(path));
  SignKey root = sign_key_of(seed);
  if (root.public_key == keys->root.public_key) return root;
  return fail(ErrorCode::conflict,
              path + " is not the present root of this centre, which is " + to_hex(key_id_of(keys->root.public_key)));
}

Result<Rotated> rotate_key(CentralStore& store, KeyName name, const RotationOptions& options) {
  const Rotation of{store, options, store.keyring().folder(), store.keyring().keys()};
  if (of.folder.empty()) return fail(ErrorCode::conflict, "the keys of this centre stand in no folder");
  switch (name) {
    case KeyName::sealing: return rotate_sealing(of);
    case KeyName::card: return rotate_card(of);
    case KeyName::feed: return rotate_feed(of);
    case KeyName::root: return rotate_root(of);
    case KeyName::kek: return rotate_kek(of);
    case KeyName::id_hash: break;
  }
  return rotate_id_hash(of);
}

Result<std::size_t> forget_older_keys(CentralStore& store, KeyName name, const std::string& by) {
  const std::string folder = store.keyring().folder();
  const auto keys = store.keyring().keys();
  const auto always = [](std::uint64_t) -> Result<bool> { return true; };
  if (name == KeyName::feed) return forget_feeds(store, folder, by, always);
  WARMHEART_TRY_ASSIGN(const KeyBacklog backlog, key_backlog(store));
  if (name == KeyName::kek) return forget_secrets(store, "kek", backlog.under_older_keks, keys->older_keks, folder, by);
  if (name == KeyName::id_hash)
    return forget_secrets(store, "id-hash", backlog.under_older_id_hash, keys->older_id_hash, folder, by);
  return fail(ErrorCode::invalid_argument,
              "older secrets are kept of feed, kek and id-hash, and of sealing, which open older records for ever");
}

Result<std::size_t> retire_feed_keys(CentralStore& store) {
  const auto nobody_knows_it = [&](std::uint64_t number) {
    return store.read([&](Snapshot& in) {
      return sql::value<bool>(in,
                              "SELECT NOT EXISTS(SELECT 1 FROM device WHERE feed_ordinal = ? AND state <> 'revoked' "
                              "AND id NOT IN (SELECT device FROM revocation))",
                              number);
    });
  };
  if (store.keyring().keys()->older_feeds.empty()) return std::size_t{0};
  return forget_feeds(store, store.keyring().folder(), "centre", nobody_knows_it);
}

Result<std::size_t> retire_card_keys(CentralStore& store) {
  return store.transact({Lock::feeds()}, [](Act& act) -> Result<std::size_t> {
    WARMHEART_TRY_ASSIGN(
        const auto over,
        sql::rows<KeyId>(act, "SELECT key_id FROM retiring_card_key WHERE until_ms < ?", act.now_ms()));
    for (const KeyId& id : over) {
      WARMHEART_TRY(internal::write_tombstone(act, scope_all(), "card-key/" + to_hex(id)));
      WARMHEART_TRY(sql::execute(act, "DELETE FROM retiring_card_key WHERE key_id = ?", id));
      WARMHEART_TRY(internal::write_audit(act, "centre", "key-retired", "card", to_hex(id)));
    }
    return over.size();
  });
}

}  // namespace warmheart
