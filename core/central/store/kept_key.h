// Keys made of the kek, one a purpose; and those made of an older kek that rows still need: they are kept under the
// present kek, so that the older one may go. Inside the caller's act. Not for other rooms. Failure: corrupt, where a
// key is not here.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/secret.h"
#include "core/central/store/act.h"

namespace warmheart::internal {

inline constexpr std::string_view kSeedPurpose = "warmheart second factor 1";
inline constexpr std::string_view kRecoveryPurpose = "warmheart recovery code 1";

// BLAKE2b-256(kek, purpose).
SecretBytes key_of_kek(ByteView kek, std::string_view purpose);

// That of the kek with this number: made of it, or kept.
Result<SecretBytes> kept_key(Snapshot& in, std::string_view purpose, std::uint64_t number);
// Keeps that of an older kek, which is here, under the present one. Kept already: it stands under the present one then.
Result<void> keep_key(Act& act, std::string_view purpose, std::uint64_t number);

}  // namespace warmheart::internal
