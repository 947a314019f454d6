// What a station takes of the centre's feed and keys (net/sync/PROTOCOL.md "The feed", "New keys"), in memory: cursors,
// the keys that it trusts, the audit's head as a witness; of the values only those that a station of the fleet acts on.
// Pages are verified as a kiosk does. One thread. Nothing fails: a page that does not hold is `refused`.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/record/exchange.h"
#include "net/sync/identity.h"

namespace warmheart::fleet {

class Feed {
 public:
  explicit Feed(const DeviceIdentity& identity);

  // Keys, head and page of one answer.
  FeedOutcome take(const AnswerToStore& answer);

  // cursors, incarnation, feed_ordinal and audit.
  void fill(JournalView& view) const;

  // What the checkpoints taken since the last call have changed: sealing keys (signed), sessions, leases, consent texts
  // and unions. `full`: what is not here is gone.
  struct News {
    bool full = false;
    std::vector<wire::FeedValue> values;
  };
  News take_news();

 private:
  struct Key {
    std::uint64_t ordinal = 1;
    Bytes public_key;
  };
  using Cursors = std::map<std::string, std::uint64_t>;
  struct Checkpoint {
    std::uint64_t incarnation = 0;
    Cursors cursors;
    News news;
  };

  void take_announced_keys(const AnswerToStore& answer);
  void keep_audit_head(const AnswerToStore& answer);
  FeedOutcome take_page(const AnswerToStore& answer);
  void stage(const wire::FeedPage& page);
  void flip();
  bool is_for_us(const wire::FeedChange& change, wire::FeedValue& value) const;

  Uuid m_device;
  Key m_root, m_feed;
  Checkpoint m_shown, m_staged;
  bool m_staging = false;
  std::uint64_t m_heard_incarnation = 0;
  wire::WitnessedAuditHead m_audit;
};

}  // namespace warmheart::fleet
