// What an act reads and decides on, named before it begins. Two acts that name the same have it one after the other: on
// SQLite because there is one writer, on a database with several because they lock it.
// Order: account, device, session, person, queue, feed, audit. Who takes a further lock takes one of the same or a
// later rank, so that no two acts wait for each other; asserted where asserts are on.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/id.h"

namespace warmheart {

enum class LockRank { account, device, session, person, queue, feed, audit };

struct Lock {
  LockRank rank;
  std::string key;  // empty: all of the rank

  static Lock account(std::string_view user) {
    return {LockRank::account, std::string(user)};
  }  // sign-in tries, second factor, logins
  static Lock accounts() { return {LockRank::account, {}}; }
  static Lock device(const Uuid& id) { return {LockRank::device, id.text()}; }  // epochs, admission, hand-offs
  static Lock code(ByteView hash) { return {LockRank::device, to_hex(hash)}; }  // of enrolment: spent once
  static Lock devices() { return {LockRank::device, {}}; }
  static Lock session(const Uuid& id) { return {LockRank::session, id.text()}; }  // slots, leases, who waits
  static Lock sessions() { return {LockRank::session, {}}; }                      // and the order of arrival
  static Lock person(const Uuid& id) {
    return {LockRank::person, id.text()};
  }  // a person, or an application, case, request of theirs
  static Lock number(ByteView hash) { return {LockRank::person, to_hex(hash)}; }  // one person a number
  static Lock door(ByteView key) { return {LockRank::person, to_hex(key)}; }      // wrong tries
  static Lock persons() { return {LockRank::person, {}}; }
  static Lock queue(std::string_view union_code) {
    return {LockRank::queue, std::string(union_code)};
  }  // who has what in hand
  static Lock queues() { return {LockRank::queue, {}}; }
  static Lock feed(std::string_view scope) { return {LockRank::feed, std::string(scope)}; }  // its positions
  static Lock feeds() { return {LockRank::feed, {}}; }
  static Lock audit() { return {LockRank::audit, {}}; }  // its chain

  bool covers(const Lock& other) const { return rank == other.rank && (key.empty() || key == other.key); }
};

using Locks = std::vector<Lock>;

// Everything: for acts that take what comes, whatever it is about.
inline Locks all_locks() {
  return {Lock::devices(), Lock::sessions(), Lock::persons(), Lock::queues(), Lock::feeds(), Lock::audit()};
}

inline bool holds(const Locks& held, const Lock& wanted) {
  return std::ranges::any_of(held, [&](const Lock& one) { return one.covers(wanted); });
}

// Whether an act that holds these may take this one, too.
inline bool keeps_order(const Locks& held, const Lock& next) {
  return holds(held, next) || std::ranges::all_of(held, [&](const Lock& one) { return one.rank <= next.rank; });
}

}  // namespace warmheart
