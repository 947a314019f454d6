// Every key of the centre but the certificates' (net/tls/certificate_ends.h), for `warmheart-admin keys`. No secret.
// Thread: the store's. Failure: SQLite's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/central/store/store.h"

namespace warmheart {

struct KeyLine {
  std::string name;                                            // as keys rotate takes it
  std::uint64_t number = 1;                                    // its file's; 0: it has none
  std::string id;                                              // 16 hexadecimal digits
  std::int64_t since_ms = 0;                                   // when its file was made; 0: it is not here
  enum class Use { in_use, kept, trusted } use = Use::in_use;  // trusted: its secret is gone, what it signed holds
  std::int64_t until_ms = 0;                                   // trusted until then
  std::string what;                                            // what keeps it, or where it is; empty: nothing to say
};
Result<std::vector<KeyLine>> list_keys(CentralStore& store);

// What names a symmetric key and says nothing of it: of BLAKE2b-256(key, "warmheart key id 1") the first 8 bytes.
std::string secret_key_id(ByteView key);

}  // namespace warmheart
