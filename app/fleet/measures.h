// What the stations of one thread have done. One thread; added up at the end.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "app/fleet/histogram.h"

namespace warmheart::fleet {

struct Measures {
  Histogram request;           // from a request with records until its answer was read
  Histogram record;            // from a record until its acknowledgement was read: without a network from its return on
  std::uint64_t requests = 0;  // answered or failed, waits included
  std::uint64_t connections = 0;  // opened, each with its handshake
  std::uint64_t checkpoints = 0;  // of the feed, taken whole
  std::uint64_t gaps = 0;         // answers that wanted another seq
  std::uint64_t epochs = 0;       // opened because of a fork or a centre that went back
  std::uint64_t forgotten = 0;    // acknowledged once, and gone at the centre
  std::uint64_t parked = 0;
  std::uint64_t renewals = 0;
  std::uint64_t outages = 0;
  std::map<std::string, std::uint64_t> failures;  // by name_of(LinkFailure)

  void add(const Measures& other) {
    request.add(other.request);
    record.add(other.record);
    requests += other.requests;
    connections += other.connections;
    checkpoints += other.checkpoints;
    gaps += other.gaps;
    epochs += other.epochs;
    forgotten += other.forgotten;
    parked += other.parked;
    renewals += other.renewals;
    outages += other.outages;
    for (const auto& [name, count] : other.failures) failures[name] += count;
  }
};

}  // namespace warmheart::fleet
