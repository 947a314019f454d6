#include "core/central/store/keyring.h"

#include <sys/stat.h>

#include <chrono>
#include <ctime>
#include <utility>

namespace warmheart {
namespace {

// A folder that changed so shortly ago may change again within the same tick of the file system's clock.
constexpr std::int64_t kSettledNs = 50'000'000;

std::int64_t in_ns(const timespec& at) { return std::int64_t{at.tv_sec} * 1'000'000'000 + at.tv_nsec; }

// Files are made, renamed and deleted here, never written in place: each such change is one of the folder. -1: there
// is none.
std::int64_t changed_ns(const std::string& folder) {
  struct ::stat facts {};
  return ::stat(folder.c_str(), &facts) == 0 ? in_ns(facts.st_mtim) : -1;
}

bool is_settled(std::int64_t stamp) {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  const std::int64_t age = in_ns(now) - stamp;
  return age > kSettledNs || age < -kSettledNs;
}

bool same_keys(const CentralKeys& one, const CentralKeys& other) {
  const auto same_secret = [](const SecretBytes& a, const SecretBytes& b) { return same_bytes(a.view(), b.view()); };
  const bool same_counts =
      one.sealing.size() == other.sealing.size() && one.older_feeds.size() == other.older_feeds.size() &&
      one.older_id_hash.size() == other.older_id_hash.size() && one.older_keks.size() == other.older_keks.size() &&
      one.book.roots.size() == other.book.roots.size() && one.root.secret.empty() == other.root.secret.empty();
  const auto newest_signatures = [](const CentralKeys& keys) {
    return keys.book.sealing.back().root_signature() + keys.book.feeds.back().signature();
  };
  return same_counts && one.root.public_key == other.root.public_key && one.feed.public_key == other.feed.public_key &&
         one.card.public_key == other.card.public_key && one.sealing.back().pub == other.sealing.back().pub &&
         one.kek_number == other.kek_number && one.id_hash_number == other.id_hash_number &&
         same_secret(one.kek, other.kek) && same_secret(one.id_hash_key, other.id_hash_key) &&
         newest_signatures(one) == newest_signatures(other);
}

}  // namespace

Result<std::shared_ptr<Keyring>> Keyring::open(const std::string& folder) {
  auto ring = std::make_shared<Keyring>(nullptr);
  ring->m_folder = folder;
  if (!internal::has_book(folder)) WARMHEART_TRY(make_key_book(folder));
  WARMHEART_TRY(ring->read());
  ring->m_told = ring->m_changes;
  return ring;
}

Result<void> Keyring::read() {
  const std::int64_t stamp = changed_ns(m_folder);
  auto fresh = load_central_keys(m_folder);
  m_stamp = is_settled(stamp) ? stamp : -1;
  if (!fresh) {
    m_problem = fresh.error();
    return fail(fresh.error());
  }
  m_problem.reset();
  if (m_keys && same_keys(*m_keys, *fresh)) return {};
  m_keys = std::make_shared<const CentralKeys>(std::move(*fresh));
  ++m_changes;
  return {};
}

std::shared_ptr<const CentralKeys> Keyring::keys() {
  const std::lock_guard lock(m_mutex);
  // What cannot be read is in m_problem, for who logs it; the keys of before go on.
  if (!m_folder.empty() && changed_ns(m_folder) != m_stamp) static_cast<void>(read());
  return m_keys;
}

Result<bool> Keyring::refresh() {
  static_cast<void>(keys());
  const std::lock_guard lock(m_mutex);
  if (m_problem) return fail(*m_problem);
  return std::exchange(m_told, m_changes) != m_changes;
}

}  // namespace warmheart
