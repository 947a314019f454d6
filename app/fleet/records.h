// The records of a station's day, of the kinds and with the content that kiosks write (core/record/FORMAT.md "Kinds"),
// about invented people: document numbers of a region that does not exist (000000), mobiles of 138 0000. Pure but for
// the Random that ids and cards come from. Errors: invalid_argument, an invented application that the form's own rules
// refuse.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/fleet/feed.h"
#include "app/fleet/journal.h"
#include "core/base/clock.h"
#include "core/member/application.h"
#include "core/member/card.h"
#include "core/person/consent.h"

namespace warmheart::fleet {

// The same numbers give the same person, and other numbers another document.
Draft invented_person(std::uint64_t seed, std::size_t station, std::uint64_t number);

class RecordMaker {
 public:
  RecordMaker(const DeviceIdentity& identity, std::uint64_t seed, std::size_t station, const Clock& clock,
              Random& random);

  // What the feed brought: sessions, leases, consents. Records that follow of it: a booking under the lease that a want
  // has brought, leases that are recalled. `epoch`: of the journal; leases of another one are not ours.
  Result<std::vector<NewRecord>> take(const Feed::News& news, std::uint64_t epoch);
  // A newer sealing key of the feed, once.
  std::optional<SealingPublicKey> take_sealing_key();
  // The leases of the epoch before are sold no more.
  void forget_leases();

  // With a unit (a seat, a charger) it can be left again.
  NewRecord visit(bool with_unit);
  NewRecord visit_ended(const Uuid& visit);
  // A service that staff bring: the visit, then the request; the request's id is that of the second.
  std::vector<NewRecord> brought();
  NewRecord taken_up(const Uuid& request);
  NewRecord rating();
  NewRecord fault();
  // None: no consent texts have come by the feed yet, so that nobody could join.
  Result<std::optional<NewRecord>> join();
  // A slot that is held is spent; else one is wanted. None: no session can be booked.
  std::optional<NewRecord> book();
  NewRecord ask_for_help();
  NewRecord hand_off();

 private:
  struct HeldLease {
    Uuid session;
    std::vector<std::uint32_t> unspent;
    bool open = false;    // frozen: nothing is sold
    bool closed = false;  // told to the centre
  };

  Uuid fresh() { return Uuid::make(m_clock, m_random); }
  std::uint64_t dice(std::uint64_t sides) { return m_random.below(sides); }
  std::int64_t now_ms() const { return m_clock.now().wall_ms; }
  Draft next_person() { return invented_person(m_seed, m_station, m_people++); }
  void keep_consent(const wire::ConsentText& text);
  std::vector<Consent> joining_consents() const;
  wire::RiderIdentity rider();
  void take_session(const wire::Session& session);
  std::optional<NewRecord> take_lease(const wire::Lease& lease, std::uint64_t epoch);
  NewRecord booked(const Uuid& booking, const Uuid& session, const Uuid& lease, std::uint32_t slot,
                   const wire::SlotWanted* want);
  NewRecord close(const Uuid& lease, HeldLease& held, const char* reason);

  std::uint64_t m_seed;
  std::size_t m_station;
  const Clock& m_clock;
  Random& m_random;
  CardKeyId m_card_key_id{};
  SecretBytes m_card_secret;
  wire::StationAssignment m_assignment;
  wire::ReceivingUnion m_union;
  std::uint64_t m_people = 0;
  std::vector<CardNumber> m_cards;  // of who joined here lately
  std::map<std::string, Consent> m_consents;
  std::vector<Uuid> m_sessions;              // that can be booked
  std::map<Uuid, HeldLease> m_leases;        // of this epoch, spent and closed ones too: the feed says them again
  std::map<Uuid, wire::SlotWanted> m_wants;  // no lease has answered yet
  std::optional<SealingPublicKey> m_sealing_key;
};

}  // namespace warmheart::fleet
