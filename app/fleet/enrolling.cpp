#include "app/fleet/enrolling.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>
#include <mutex>
#include <set>
#include <thread>

#include "app/fleet/fleet_file.h"
#include "app/fleet/run_options.h"
#include "net/sync/enrol.h"

namespace warmheart::fleet {
namespace {

constexpr std::string_view kCodeBegins = "WHE1:";
constexpr std::string_view kCodeLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567-";
constexpr int kMostTries = 60;
constexpr auto kPause = std::chrono::seconds(3);  // more than a minute in all: the centre counts by the minute
constexpr std::size_t kKeepEvery = 250;
constexpr std::size_t kEnrolmentsAnAddress = 100;

class Enrolling {
 public:
  Enrolling(const EnrolAll& asked, std::vector<std::string> codes, std::vector<Member> members, std::ostream& progress)
      : m_asked(asked), m_codes(std::move(codes)), m_members(std::move(members)), m_progress(progress) {}

  Result<void> go() {
    std::vector<std::thread> threads;
    const int count = std::clamp(m_asked.threads, 1, 64);
    for (int i = 0; i < count; ++i) threads.emplace_back([this] { work(); });
    for (std::thread& thread : threads) thread.join();
    const auto kept = save_fleet(m_asked.folder, m_members);
    m_progress << "warmheart-fleet: " << m_members.size() << " stations are enrolled in " << m_asked.folder
               << std::endl;
    if (!kept) return kept;
    return m_failure ? Result<void>(fail(*m_failure)) : Result<void>();
  }

 private:
  void work() {
    while (!m_ended) {
      const std::size_t at = m_next++;
      if (at >= m_codes.size()) return;
      EnrolOptions options;
      options.host = m_asked.host;
      options.people_port = m_asked.people_port;
      options.code_text = m_codes[at];
      options.machine = "fleet station " + std::to_string(at);
      if (m_asked.own_addresses) options.own_address = loopback_address(at / kEnrolmentsAnAddress);
      auto identity = ask_for_identity(options, kMostTries, kPause);
      take(m_codes[at], std::move(identity));
    }
  }

  void take(const std::string& code, tl::expected<DeviceIdentity, EnrolError> identity) {
    const std::lock_guard lock(m_mutex);
    if (!identity) {
      m_ended = true;
      if (!m_failure)
        m_failure =
            Error{ErrorCode::unavailable, std::string(name_of(identity.error().fault)) + ": " + identity.error().what +
                                              "; " + std::to_string(m_members.size()) + " stations are enrolled"};
      return;
    }
    m_members.push_back({std::move(*identity), mark_of_code(code)});
    if (m_members.size() % kKeepEvery != 0) return;
    const auto kept = save_fleet(m_asked.folder, m_members);
    m_progress << "warmheart-fleet: " << m_members.size() << " stations" << std::endl;
    if (kept) return;
    m_ended = true;
    m_failure = kept.error();
  }

  const EnrolAll& m_asked;
  const std::vector<std::string> m_codes;
  std::mutex m_mutex;
  std::vector<Member> m_members;
  std::ostream& m_progress;
  std::optional<Error> m_failure;
  std::atomic<std::size_t> m_next{0};
  std::atomic<bool> m_ended{false};
};

}  // namespace

std::vector<std::string> codes_in(std::string_view text) {
  std::vector<std::string> codes;
  std::set<std::string> seen;
  for (std::size_t at = text.find(kCodeBegins); at != std::string_view::npos; at = text.find(kCodeBegins, at + 1)) {
    const std::size_t end = text.find_first_not_of(kCodeLetters, at + kCodeBegins.size());
    std::string code(text.substr(at, end == std::string_view::npos ? end : end - at));
    if (seen.insert(code).second) codes.push_back(std::move(code));
  }
  return codes;
}

Result<void> enrol_all(const EnrolAll& asked, std::ostream& progress) {
  std::ifstream file(asked.codes_file, std::ios::binary);
  if (!file) return fail(ErrorCode::invalid_argument, "cannot read " + asked.codes_file);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  std::vector<std::string> codes = codes_in(text);
  if (codes.empty()) return fail(ErrorCode::not_found, "no enrolment code stands in " + asked.codes_file);
  std::vector<Member> members;
  if (auto before = load_fleet(asked.folder)) {
    members = std::move(*before);
  } else if (before.error().code != ErrorCode::not_found) {
    return fail(before.error());
  }
  std::set<std::string> used;
  for (const Member& member : members) used.insert(member.code_mark);
  std::erase_if(codes, [&used](const std::string& code) { return used.contains(mark_of_code(code)); });
  // The folder has to be there and ours before a one-time code is spent.
  WARMHEART_TRY(save_fleet(asked.folder, members));
  return Enrolling(asked, std::move(codes), std::move(members), progress).go();
}

}  // namespace warmheart::fleet
