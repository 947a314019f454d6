// Apply: turns stored raw rows into applications, behind the acknowledgement. In order per device and epoch, devices in
// turn, up to 64 records under one commit with their watermarks: a crash loses and doubles nothing. When one fails, the
// chunk is rolled back and taken again with a commit a record; the one that fails is parked by its own key. A record
// whose subject has not arrived waits for it.
// Failure: an Error is the medium's (busy, disk full); nothing is skipped, and calling again goes on where it stopped.
#pragma once

#include <cstddef>

#include "core/central/store/store.h"

namespace warmheart {

struct ApplyProgress {
  std::size_t applied = 0;
  std::size_t parked = 0;
  std::size_t waiting = 0;   // put aside until their subject arrives
  bool more = false;         // `max` was reached: call again
  bool queue_moved = false;  // the review queue has changed: tell the console
};

// Takes up to `max` records of whichever devices have any. Call after store_batches, and once at start.
Result<ApplyProgress> apply_next(CentralStore& store, std::size_t max);

// Records waiting for a subject longer than 60 days are parked, so that a person sees them. Daily.
Result<std::size_t> park_expired(CentralStore& store);

}  // namespace warmheart
