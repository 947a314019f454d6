#include "core/record/chain.h"

namespace warmheart {

Digest chain(const Digest& previous, ByteView header, const Digest& payload_digest) {
  return sha256({previous, header, payload_digest});
}

}  // namespace warmheart
