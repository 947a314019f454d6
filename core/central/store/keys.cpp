#include "core/central/store/keys.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "core/record/feed_signature.h"
#include "core/storage/durable_files.h"

namespace warmheart {
namespace {

constexpr std::size_t kSeedBytes = 32;

// Every key is made from a seed of 32 bytes; a file holds the seed in hexadecimal.
SecretBytes make_seed(Random& random) {
  Bytes seed(kSeedBytes);
  random.fill(seed);
  return SecretBytes(std::move(seed));
}

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

std::string path_of(const std::string& folder, const std::string& name) { return folder + "/" + name + ".key"; }

Result<void> write_whole(int file, const std::string& path, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return file_failure(path, "write");
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file) != 0) return file_failure(path, "write");
  return {};
}

// A temporary name first, then linked under its own: a file with half a key never appears, and none is ever replaced.
Result<void> write_seed(const std::string& folder, const std::string& name, const SecretBytes& seed) {
  const std::string path = path_of(folder, name);
  const std::string temporary = path + ".new";
  ::unlink(temporary.c_str());
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return file_failure(temporary, "make");
  std::string text = to_hex(seed.view()) + "\n";
  auto written = write_whole(file, temporary, text);
  wipe(text);
  ::close(file);
  if (!written) return written;
  if (::link(temporary.c_str(), path.c_str()) != 0) return file_failure(path, "make");
  ::unlink(temporary.c_str());
  const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return file_failure(folder, "open");
  const bool synced = ::fsync(directory) == 0;
  ::close(directory);
  if (!synced) return file_failure(folder, "write");
  return {};
}

Result<SecretBytes> read_seed(const std::string& folder, const std::string& name) {
  const std::string path = path_of(folder, name);
  std::ifstream file(path);
  if (!file && ::access(path.c_str(), F_OK) == 0)
    return fail(ErrorCode::forbidden, "the key file " + path + " may not be read by this user");
  if (!file)
    return fail(ErrorCode::not_found,
                "the key file " + path + " is missing; put it back from your copy of the keys, nothing else opens");
  std::string text;
  std::getline(file, text);
  auto seed = from_hex(text);
  wipe(text);
  if (!seed || seed->size() != kSeedBytes) {
    return fail(ErrorCode::corrupt, "the key file " + path + " is damaged; restore it from your copy of the keys");
  }
  return SecretBytes(std::move(*seed));
}

constexpr const char* kFirstSealing = "sealing-1";
constexpr const char* kSingleKeys[] = {"root", "feed", "card", "id-hash", "kek"};

}  // namespace

CentralKeys generate_central_keys(Random& random) {
  CentralKeys keys;
  keys.sealing.push_back(sealing_key_of(make_seed(random)));
  keys.root = sign_key_of(make_seed(random));
  keys.feed = sign_key_of(make_seed(random));
  keys.card = sign_key_of(make_seed(random));
  keys.id_hash_key = make_seed(random);
  keys.kek = make_seed(random);
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
    if (!exists(path_of(folder, name))) missing.emplace_back(name);
  }
  if (!exists(path_of(folder, kFirstSealing))) missing.emplace_back(kFirstSealing);
  if (missing.empty()) return {};
  // A new key beside old data would make that data unreadable for good, and quietly.
  if (exists(folder + "/central.db") || exists(folder + "/../central.db")) {
    return fail(ErrorCode::conflict, "there is a database, but the key file " + path_of(folder, missing.front()) +
                                         " is missing; restore it from your copy of the keys, nothing was changed");
  }
  for (const std::string& name : missing) WARMHEART_TRY(write_seed(folder, name, make_seed(random)));
  return {};
}

Result<CentralKeys> load_central_keys(const std::string& folder) {
  CentralKeys keys;
  for (int number = 1;; ++number) {
    const std::string name = "sealing-" + std::to_string(number);
    if (number > 1 && !exists(path_of(folder, name))) break;
    WARMHEART_TRY_ASSIGN(const auto seed, read_seed(folder, name));
    keys.sealing.push_back(sealing_key_of(seed));
  }
  WARMHEART_TRY_ASSIGN(const auto root, read_seed(folder, "root"));
  WARMHEART_TRY_ASSIGN(const auto feed, read_seed(folder, "feed"));
  WARMHEART_TRY_ASSIGN(const auto card, read_seed(folder, "card"));
  WARMHEART_TRY_ASSIGN(keys.id_hash_key, read_seed(folder, "id-hash"));
  WARMHEART_TRY_ASSIGN(keys.kek, read_seed(folder, "kek"));
  keys.root = sign_key_of(root);
  keys.feed = sign_key_of(feed);
  keys.card = sign_key_of(card);
  for (const SealingSecretKey& key : keys.sealing) keep_out_of_swap(key.secret.view());
  for (const SecretBytes* secret :
       {&keys.root.secret, &keys.feed.secret, &keys.card.secret, &keys.id_hash_key, &keys.kek})
    keep_out_of_swap(secret->view());
  return keys;
}

wire::SealingKey signed_sealing_key(const CentralKeys& keys) {
  const SealingPublicKey& newest = keys.sealing.back().pub;
  // Signing fails only for a root key of the wrong length, and keys of wrong lengths never get into CentralKeys.
  return sign_sealing_key(newest.id, newest.key, keys.root.secret.view()).value();
}

}  // namespace warmheart
