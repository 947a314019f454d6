// Who may have a password hashed next (Argon2id: 64 MiB and a tenth of a second). A bounded line in front of the
// sign-in threads: one in flight an address, so that the other thread is for others; browsers that are known go first.
// Who finds the line full is refused at once. Any thread. Owner: the console; the threads stop before it goes. Failure:
// busy: the line is full, or this address has too many in it.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "app/central/database_reply.h"
#include "net/sync/database_pool.h"

namespace warmheart {

class SignInLine {
 public:
  // Whose try it is: the id of a known browser, or the address.
  struct Place {
    std::string who;
    bool known = false;
  };

  SignInLine(DatabasePool& threads, std::size_t in_flight) : m_threads(threads), m_max_in_flight(in_flight) {}

  void post(Place place, DatabasePool::Job job);
  std::size_t waiting() const;
  std::size_t in_flight() const;

  static constexpr std::size_t kMaxStrangers = 64;  // about four seconds for the last one
  static constexpr std::size_t kMaxKnown = 64;
  static constexpr std::size_t kMaxOfOne = 8;  // a small office behind one address

 private:
  struct Waiting {
    Place place;
    DatabasePool::Job job;
  };
  // Its end is the end of a job, run or not.
  class Turn;

  bool is_full(const Place& place) const;
  bool take_next(Waiting& next);  // under the lock
  void start_next();
  void end_turn(const std::string& who);

  DatabasePool& m_threads;
  std::size_t m_max_in_flight;
  mutable std::mutex m_mutex;
  std::deque<Waiting> m_known, m_strangers;
  std::set<std::string> m_in_flight;
  std::map<std::string, std::size_t> m_of_one;  // in the line
};

// As database_reply, by the line.
boost::asio::awaitable<http::Response> sign_in_reply(SignInLine* line, SignInLine::Place place, DatabaseTask task,
                                                     std::string request);

}  // namespace warmheart
