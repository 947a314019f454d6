// The short codes that this process gave out, by the id of their booking or case: a repeated request shows the code
// that the record carries. The database keeps only the Argon2id of a code, so the codes live in memory, the newest 16
// of them. Store thread. No errors.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <optional>

#include "core/base/secret.h"
#include "core/base/id.h"

namespace warmheart::station {

class IssuedCodes {
 public:
  static constexpr std::size_t kMaxCodes = 16;

  // A later code of the same id replaces the earlier one: the transaction that would have stored the earlier one
  // failed.
  void remember(const Uuid& id, const SecretString& code) {
    std::erase_if(m_codes, [&](const Issued& one) { return one.id == id; });
    m_codes.push_back({id, code});
    if (m_codes.size() > kMaxCodes) m_codes.pop_front();
  }
  std::optional<SecretString> find(const Uuid& id) const {
    const auto found = std::ranges::find(m_codes, id, &Issued::id);
    return found == m_codes.end() ? std::nullopt : std::optional(found->code);
  }

 private:
  struct Issued {
    Uuid id;
    SecretString code;
  };
  std::deque<Issued> m_codes;
};

}  // namespace warmheart::station
