// The centre's own keys: files in a folder of their own, never in a database (core/record/KEYS.md). Owner: whoever
// opens the centre. The CA and the TLS server key live in the same folder (keys_folder) and belong to net/tls. Failure:
// a key file that is missing or damaged is not_found or corrupt, with the file's name and what to do.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/base/random.h"
#include "core/base/secret.h"
#include "core/central/store/key_files.h"
#include "core/record/seal.h"
#include "warmheart.pb.h"

namespace warmheart {

struct SignKey {       // Ed25519
  Bytes public_key;    // 32
  SecretBytes secret;  // 64, libsodium's form
};
SignKey sign_key_of(const SecretBytes& seed);
SealingSecretKey sealing_key_of(const SecretBytes& seed);

// A key that another took the place of, by its number: its file's, and that of the rows that stand under it.
template <class Key>
struct Replaced {
  std::uint64_t number = 1;
  Key key;
};

struct CentralKeys {
  std::vector<SealingSecretKey> sealing;  // oldest first; the last one is published for new records
  SignKey root;             // signs sealing keys and feed keys; its secret is empty where it lies elsewhere
  SignKey feed;             // signs feed pages and audit heads
  SignKey card;             // signs final cards
  SecretBytes id_hash_key;  // 32: keyed hash of ID numbers
  SecretBytes kek;          // 32: wraps the per-person keys

  std::uint64_t card_number = 1, id_hash_number = 1, kek_number = 1;  // of the three
  std::vector<Replaced<SignKey>> older_feeds;                         // newest first: for kiosks that know no newer one
  std::vector<Replaced<SecretBytes>> older_id_hash;                   // newest first, likewise the next
  std::vector<Replaced<SecretBytes>> older_keks;
  KeyBook book;

  std::uint64_t root_ordinal() const { return book.roots.size(); }
  std::uint64_t feed_ordinal() const { return book.feeds.size(); }
};

// New keys, in memory only. The simulator and tests give a seeded Random.
CentralKeys generate_central_keys(Random& random);

// Where the key files stand in a centre's data folder: apart from the databases, so that a copy of those holds no key.
// net/tls's files (ca.pem, ca.key, server.pem, server.key) stand there too.
std::string keys_folder(const std::string& data_folder);  // data_folder/keys

// Makes what is missing in `folder` (keys_folder) (files 0600, fsynced, never overwritten). Doing it twice changes
// nothing.
Result<void> make_central_keys(const std::string& folder, Random& random);
// The root's own file may be missing: then what it has signed stands in the book, and nothing new is signed here.
Result<CentralKeys> load_central_keys(const std::string& folder);
// The book of public keys, where a folder of before it has none. Needs the root's file then.
Result<void> make_key_book(const std::string& folder);

// The sealing key that devices are to use now, as the feed and the enrolment answer carry it.
wire::SealingKey signed_sealing_key(const CentralKeys& keys);

// The key of that number, or nullptr.
const SecretBytes* kek_of(const CentralKeys& keys, std::uint64_t number);
// The feed key that a kiosk knows, by its ordinal; the newest where that is not kept any more.
const SignKey& feed_key_for(const CentralKeys& keys, std::uint64_t known_ordinal);
// Keyed hashes of `text` under the id-hash key and under each older one that is still here, the newest first.
std::vector<Digest> id_hashes(const CentralKeys& keys, ByteView text);
// Calls `use` with the kek and with each older one, the newest first, until it says true.
bool any_kek(const CentralKeys& keys, const std::function<bool(ByteView kek)>& use);

}  // namespace warmheart
