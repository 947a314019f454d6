// The centre's own keys: files in a folder of their own, never in a database (core/record/KEYS.md). Owner: whoever
// opens the centre. The CA and the TLS server key live in the same folder (keys_folder) and belong to net/tls. Failure:
// a key file that is missing or damaged is not_found or corrupt, with the file's name and what to do.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/base/random.h"
#include "core/base/secret.h"
#include "core/record/seal.h"
#include "warmheart.pb.h"

namespace warmheart {

struct SignKey {       // Ed25519
  Bytes public_key;    // 32
  SecretBytes secret;  // 64, libsodium's form
};

struct CentralKeys {
  std::vector<SealingSecretKey> sealing;  // oldest first; the last one is published for new records
  SignKey root;                           // signs sealing keys
  SignKey feed;                           // signs feed pages and audit heads
  SignKey card;                           // signs final cards
  SecretBytes id_hash_key;                // 32: keyed hash of ID numbers
  SecretBytes kek;                        // 32: wraps the per-person keys
};

// New keys, in memory only. The simulator and tests give a seeded Random.
CentralKeys generate_central_keys(Random& random);

// Where the key files stand in a centre's data folder: apart from the databases, so that a copy of those holds no key.
// net/tls's files (ca.pem, ca.key, server.pem, server.key) stand there too.
std::string keys_folder(const std::string& data_folder);  // data_folder/keys

// Makes what is missing in `folder` (keys_folder) (files 0600, fsynced, never overwritten). Doing it twice changes
// nothing.
Result<void> make_central_keys(const std::string& folder, Random& random);
Result<CentralKeys> load_central_keys(const std::string& folder);

// The sealing key that devices are to use now, as the feed and the enrolment answer carry it.
wire::SealingKey signed_sealing_key(const CentralKeys& keys);

}  // namespace warmheart
