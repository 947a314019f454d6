#include "app/central/sign_in_line.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "app/central/console_reply.h"

namespace warmheart {

class SignInLine::Turn {
 public:
  Turn(SignInLine& line, std::string who) : m_line(line), m_who(std::move(who)) {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { m_line.end_turn(m_who); }

 private:
  SignInLine& m_line;
  std::string m_who;
};

bool SignInLine::is_full(const Place& place) const {
  const auto of_one = m_of_one.find(place.who);
  if (of_one != m_of_one.end() && of_one->second >= kMaxOfOne) return true;
  return place.known ? m_known.size() >= kMaxKnown : m_strangers.size() >= kMaxStrangers;
}

void SignInLine::post(Place place, DatabasePool::Job job) {
  {
    const std::lock_guard lock(m_mutex);
    if (!is_full(place)) {
      ++m_of_one[place.who];
      auto& line = place.known ? m_known : m_strangers;
      line.push_back({std::move(place), std::move(job)});
      job = {};
    }
  }
  if (job.run) return job.failed(Error{ErrorCode::busy, "too many want to sign in now"});
  start_next();
}

std::size_t SignInLine::waiting() const {
  const std::lock_guard lock(m_mutex);
  return m_known.size() + m_strangers.size();
}

std::size_t SignInLine::in_flight() const {
  const std::lock_guard lock(m_mutex);
  return m_in_flight.size();
}

bool SignInLine::take_next(Waiting& next) {
  if (m_in_flight.size() >= m_max_in_flight) return false;
  for (auto* line : {&m_known, &m_strangers}) {
    const auto found =
        std::ranges::find_if(*line, [this](const Waiting& one) { return !m_in_flight.contains(one.place.who); });
    if (found == line->end()) continue;
    next = std::move(*found);
    line->erase(found);
    m_in_flight.insert(next.place.who);
    const auto of_one = m_of_one.find(next.place.who);
    if (--of_one->second == 0) m_of_one.erase(of_one);
    return true;
  }
  return false;
}

void SignInLine::start_next() {
  for (;;) {
    Waiting next;
    {
      const std::lock_guard lock(m_mutex);
      if (!take_next(next)) return;
    }
    const auto turn = std::make_shared<Turn>(*this, next.place.who);
    DatabasePool::Job job;
    job.run = [turn, run = std::move(next.job.run)](CentralStore& store) { run(store); };
    job.failed = [turn, failed = std::move(next.job.failed)](const Error& why) { failed(why); };
    job.request = std::move(next.job.request);
    m_threads.post(std::move(job));
  }
}

void SignInLine::end_turn(const std::string& who) {
  {
    const std::lock_guard lock(m_mutex);
    m_in_flight.erase(who);
  }
  start_next();
}

boost::asio::awaitable<http::Response> sign_in_reply(SignInLine* line, SignInLine::Place place, DatabaseTask task,
                                                     std::string request) {
  const auto executor = co_await boost::asio::this_coro::executor;
  const auto awaited = std::make_shared<Awaited<http::Response>>(executor);
  DatabasePool::Job job;
  job.run = [awaited, task = std::move(task)](CentralStore& store) {
    Awaited<http::Response>::deliver(awaited, task(store));
  };
  job.failed = [awaited](const Error& why) { Awaited<http::Response>::deliver(awaited, fail(why)); };
  job.request = std::move(request);
  line->post(std::move(place), std::move(job));
  Result<http::Response> reply = co_await Awaited<http::Response>::wait(awaited);
  if (reply) co_return std::move(*reply);
  co_return error_response(reply.error());
}

}  // namespace warmheart
