#include "core/central/store/keys.h"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "core/record/feed_signature.h"
#include "core/storage/durable_files.h"

namespace warmheart {
namespace {

using internal::key_numbers;
using internal::key_path;
using internal::kSealing;
using internal::make_seed;
using internal::read_seed;
using internal::write_seed;

constexpr const char* kSingleKeys[] = {"root", "feed", "card", "id-hash", "kek"};

wire::SigningKey first_key(const Bytes& public_key) {
  wire::SigningKey key;
  key.set_ordinal(1);
  key.set_public_key(string_of(public_key));
  return key;
}

// Signing fails only for a secret of the wrong length, and keys of wrong lengths never get into CentralKeys.
wire::SealingKey sign(const SealingPublicKey& sealing, const SignKey& root) {
  return sign_sealing_key(sealing.id, sealing.key, root.secret.view()).value();
}

KeyBook book_of(const SignKey& root, const SignKey& feed, const std::vector<SealingSecretKey>& sealing) {
  KeyBook book;
  book.roots.push_back(first_key(root.public_key));
  book.feeds.push_back(first_key(feed.public_key));
  for (const SealingSecretKey& key : sealing) book.sealing.push_back(sign(key.pub, root));
  return book;
}

Result<std::vector<SealingSecretKey>> load_sealing(const std::string& folder) {
  std::vector<SealingSecretKey> keys;
  const auto numbers = key_numbers(folder, kSealing);
  const std::uint64_t highest = numbers.empty() ? 1 : numbers.back();
  for (std::uint64_t number = 1; number <= highest; ++number) {
    WARMHEART_TRY_ASSIGN(const auto seed, read_seed(key_path(folder, kSealing, number)));
    keys.push_back(sealing_key_of(seed));
  }
  return keys;
}

// Keys that were added by hand are signed here, where the root is; else they open and are not published.
void sign_added(CentralKeys& keys) {
  for (const SealingSecretKey& key : keys.sealing) {
    const bool known = std::ranges::any_of(
        keys.book.sealing, [&](const wire::SealingKey& one) { return same_bytes(view_of(one.key_id()), key.pub.id); });
    if (!known && !keys.root.secret.empty()) keys.book.sealing.push_back(sign(key.pub, keys.root));
  }
  std::ranges::stable_partition(keys.sealing, [&](const SealingSecretKey& key) {
    return !same_bytes(view_of(keys.book.sealing.back().key_id()), key.pub.id);
  });
}

// The highest number is in use; the others, newest first, go to `older`.
Result<Replaced<SecretBytes>> load_numbered(const std::string& folder, std::string_view name,
                                            std::vector<Replaced<SecretBytes>>& older) {
  const auto numbers = key_numbers(folder, name);
  Replaced<SecretBytes> newest;
  newest.number = numbers.empty() ? 1 : numbers.back();
  WARMHEART_TRY_ASSIGN(newest.key, read_seed(key_path(folder, name, newest.number)));
  for (auto number = numbers.rbegin(); number != numbers.rend(); ++number) {
    if (*number == newest.number) continue;
    WARMHEART_TRY_ASSIGN(auto seed, read_seed(key_path(folder, name, *number)));
    older.push_back({*number, std::move(seed)});
  }
  return newest;
}

tl::unexpected<Error> not_in_book(const std::string& path, const std::string& folder) {
  return fail(ErrorCode::corrupt, path + " is not the key that " + internal::book_path(folder) +
                                      " names; put both back from one copy of the keys");
}

// Where the root's file is here; nothing is read where it lies elsewhere.
Result<void> load_root(const std::string& folder, CentralKeys& keys) {
  if (!keys.book.roots.empty()) keys.root.public_key = bytes_of(keys.book.roots.back().public_key());
  const std::string path = key_path(folder, "root", std::max<std::uint64_t>(1, keys.book.roots.size()));
  if (!keys.book.roots.empty() && !exists(path)) return {};
  WARMHEART_TRY_ASSIGN(const auto seed, read_seed(path));
  SignKey root = sign_key_of(seed);
  if (!keys.book.roots.empty() && root.public_key != keys.root.public_key) return not_in_book(path, folder);
  keys.root = std::move(root);
  return {};
}

// The newest is that of the book: a key that was not announced yet signs nothing.
Result<void> load_feeds(const std::string& folder, CentralKeys& keys) {
  const std::uint64_t newest = std::max<std::uint64_t>(1, keys.book.feeds.size());
  for (std::uint64_t number = newest; number > 0; --number) {
    const std::string path = key_path(folder, "feed", number);
    if (number < newest && !exists(path)) continue;
    WARMHEART_TRY_ASSIGN(const auto seed, read_seed(path));
    SignKey key = sign_key_of(seed);
    const bool listed =
        keys.book.feeds.empty() || same_bytes(view_of(keys.book.feeds[number - 1].public_key()), key.public_key);
    if (!listed) return not_in_book(path, folder);
    if (number == newest)
      keys.feed = std::move(key);
    else
      keys.older_feeds.push_back({number, std::move(key)});
  }
  return {};
}

void keep_all_out_of_swap(const CentralKeys& keys) {
  for (const SealingSecretKey& key : keys.sealing) keep_out_of_swap(key.secret.view());
  for (const SecretBytes* secret :
       {&keys.root.secret, &keys.feed.secret, &keys.card.secret, &keys.id_hash_key, &keys.kek}) {
    if (!secret->empty()) keep_out_of_swap(secret->view());
  }
  for (const auto& older : keys.older_feeds) keep_out_of_swap(older.key.secret.view());
  for (const auto* list : {&keys.older_id_hash, &keys.older_keks}) {
    for (const auto& older : *list) keep_out_of_swap(older.key.view());
  }
}

}  // namespace

SignKey sign_key_of(const SecretBytes& seed) {
  SignKey key;
  key.public_key.resize(crypto_sign_PUBLICKEYBYTES);
  Bytes secret(crypto_sign_SECRETKEYBYTES);
  crypto_sign_seed_keypair(key.public_key.data(), secret.data(), seed.view().data());
  key.secret = SecretBytes(std::move(secret));
  return key;
}

SealingSecretKey sealing_key_of(const SecretBytes& seed) {
  SealingSecretKey key;
  Bytes secret(crypto_box_SECRETKEYBYTES);
  crypto_box_seed_keypair(key.pub.key.data(), secret.data(), seed.view().data());
  key.pub.id = key_id_of(key.pub.key);
  key.secret = SecretBytes(std::move(secret));
  return key;
}

CentralKeys generate_central_keys(Random& random) {
  CentralKeys keys;
  keys.sealing.push_back(sealing_key_of(make_seed(random)));
  keys.root = sign_key_of(make_seed(random));
  keys.feed = sign_key_of(make_seed(random));
  keys.card = sign_key_of(make_seed(random));
  keys.id_hash_key = make_seed(random);
  keys.kek = make_seed(random);
  keys.book = book_of(keys.root, keys.feed, keys.sealing);
  return keys;
}

std::string keys_folder(const std::string& data_folder) { return data_folder + "/keys"; }

Result<void> make_central_keys(const std::string& folder, Random& random) {
  namespace fs = std::filesystem;
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) return fail(ErrorCode::io, "cannot make the folder " + folder + ": " + problem.message());
  ::chmod(folder.c_str(), 0700);
  std::vector<std::string> missing;
  for (const char* name : kSingleKeys) {
    const bool elsewhere = std::string_view(name) == "root" && internal::has_book(folder);
    if (!elsewhere && key_numbers(folder, name).empty()) missing.push_back(key_path(folder, name, 1));
  }
  const std::string first_sealing = key_path(folder, kSealing, 1);
  if (!exists(first_sealing)) missing.push_back(first_sealing);
  if (missing.empty()) return make_key_book(folder);
  // A new key beside old data would make that data unreadable for good, and quietly.
  if (exists(folder + "/central.db") || exists(folder + "/../central.db")) {
    return fail(ErrorCode::conflict, "there is a database, but the key file " + missing.front() +
                                         " is missing; restore it from your copy of the keys, nothing was changed");
  }
  for (const std::string& path : missing) WARMHEART_TRY(write_seed(path, make_seed(random)));
  return make_key_book(folder);
}

Result<CentralKeys> load_central_keys(const std::string& folder) {
  CentralKeys keys;
  WARMHEART_TRY_ASSIGN(keys.sealing, load_sealing(folder));
  const bool listed = internal::has_book(folder);
  if (listed) { WARMHEART_TRY_ASSIGN(keys.book, internal::read_book(folder)); }
  WARMHEART_TRY(load_root(folder, keys));
  WARMHEART_TRY(load_feeds(folder, keys));
  if (!listed) keys.book = book_of(keys.root, keys.feed, keys.sealing);
  sign_added(keys);
  std::vector<Replaced<SecretBytes>> older_cards;
  WARMHEART_TRY_ASSIGN(const auto card, load_numbered(folder, "card", older_cards));
  WARMHEART_TRY_ASSIGN(auto id_hash, load_numbered(folder, "id-hash", keys.older_id_hash));
  WARMHEART_TRY_ASSIGN(auto kek, load_numbered(folder, "kek", keys.older_keks));
  keys.card = sign_key_of(card.key);
  keys.card_number = card.number;
  keys.id_hash_key = std::move(id_hash.key);
  keys.id_hash_number = id_hash.number;
  keys.kek = std::move(kek.key);
  keys.kek_number = kek.number;
  keep_all_out_of_swap(keys);
  return keys;
}

Result<void> make_key_book(const std::string& folder) {
  if (internal::has_book(folder)) return {};
  WARMHEART_TRY_ASSIGN(const CentralKeys keys, load_central_keys(folder));
  return internal::write_book(folder, keys.book);
}

wire::SealingKey signed_sealing_key(const CentralKeys& keys) { return keys.book.sealing.back(); }

const SecretBytes* kek_of(const CentralKeys& keys, std::uint64_t number) {
  if (number == keys.kek_number) return &keys.kek;
  const auto older = std::ranges::find(keys.older_keks, number, &Replaced<SecretBytes>::number);
  return older == keys.older_keks.end() ? nullptr : &older->key;
}

const SignKey& feed_key_for(const CentralKeys& keys, std::uint64_t known_ordinal) {
  const auto older = std::ranges::find(keys.older_feeds, known_ordinal, &Replaced<SignKey>::number);
  return older == keys.older_feeds.end() ? keys.feed : older->key;
}

std::vector<Digest> id_hashes(const CentralKeys& keys, ByteView text) {
  std::vector<Digest> hashes{keyed_hash(keys.id_hash_key.view(), text)};
  for (const auto& older : keys.older_id_hash) hashes.push_back(keyed_hash(older.key.view(), text));
  return hashes;
}

bool any_kek(const CentralKeys& keys, const std::function<bool(ByteView kek)>& use) {
  return use(keys.kek.view()) ||
         std::ranges::any_of(keys.older_keks, [&](const auto& older) { return use(older.key.view()); });
}

}  // namespace warmheart
