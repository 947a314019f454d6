// How many requests of one listener were answered how, by path and status. Paths are those that are served: whatever
// else somebody asks for counts as one. Any thread.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace warmheart {

// The path as a metric names it: of the console's calls the table's row ("/api/applications/*"), of files their folder,
// "other" for what is not served, "unread" where the request's head could not be read.
std::string path_label(const std::string& method, const std::string& path);

class RequestCounts {
 public:
  struct Key {
    std::string path;  // path_label
    int status = 0;
    auto operator<=>(const Key&) const = default;
  };

  void count(const std::string& method, const std::string& path, int status) {
    const std::string label = path_label(method, path);
    const std::lock_guard lock(m_mutex);
    ++m_counts[Key{label, status}];
  }
  std::map<Key, std::uint64_t> counts() const {
    const std::lock_guard lock(m_mutex);
    return m_counts;
  }

 private:
  mutable std::mutex m_mutex;
  std::map<Key, std::uint64_t> m_counts;
};

}  // namespace warmheart
