// How a membership ends, and how a person is erased (PIPL Art. 47); inside the caller's transaction. What an act takes
// out of rows stands in files and logs until finish_erasures.h has written them anew. Not for other rooms.
#pragma once

#include <vector>

#include "core/base/digest.h"
#include "core/central/ingest/parked.h"
#include "core/central/store/store.h"
#include "warmheart.pb.h"

namespace warmheart::internal {

// The application is left, its station is told, and its card is no longer good anywhere in the district. not_found: no
// such application.
Result<void> end_membership(Act& act, const Uuid& application);

// One record's payload goes; header and digest stay, so that the chain proves.
Result<void> empty_payload(Act& act, const RecordPosition& at);

// All applications of the person end, what was booked goes back to the pool, cases are closed, requests are decided.
// Then everything that points to the person is masked, unlinked or replaced: names, sealed fields, card numbers, visits
// by card (which go on counting), sentences of reviewers, hand-offs, raw payloads, also of records that were never
// applied. Stations are told by tombstones, every station by the card's digest. The document's number becomes a
// stranger's, who may join anew, and the person's key goes. Doing it twice is harmless. Locks: devices, sessions,
// persons.
Result<void> erase_person(Act& act, const Uuid& person);

// One application whose time is over, where its person may have others: its name, sealed part, card, sentences,
// records, requests and hand-off go, its state and dates stay and count. Whose last trace it was goes as a person, too:
// the number becomes a stranger's and the key goes. No digest is remembered: what a backup brings back is due again.
// Locks: devices, persons. not_found: no such application.
Result<void> erase_ended_application(Act& act, const Uuid& application);
// The same of a booking.
Result<void> erase_past_booking(Act& act, const Uuid& booking);

// Digests of erased_list.h: by them what comes late is recognised.
Result<void> remember_erased(Act& act, const std::vector<Digest>& digests);

// Whether what a record is about was erased, by its id or its card. A visit counts all the same, without the card.
Result<bool> is_about_erased(Snapshot& in, const wire::Payload& payload);
// The record's payload goes, and the device that sent it hears once more that the card's holder was erased.
Result<void> drop_erased_record(Act& act, const RecordPosition& at, const wire::Payload& payload);

// Rises with each act that took something out of rows; 0 once nothing of it is left in the files.
Result<std::uint64_t> erasure_marks(Snapshot& in);
// Everything up to `marks` is out of the files.
Result<void> clear_erasure_marks(Act& act, std::uint64_t marks);

}  // namespace warmheart::internal
