#include "core/central/members/erased_list.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "core/storage/durable_files.h"

namespace warmheart {
namespace {

// Closed at the end of its life.
class File {
 public:
  explicit File(const std::string& path)
      : m_path(path), m_file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {}
  File(const File&) = delete;
  ~File() {
    if (m_file >= 0) ::close(m_file);
  }

  Result<void> append(std::string_view text) {
    if (m_file < 0) return file_failure(m_path, "open");
    while (!text.empty()) {
      const ssize_t written = ::write(m_file, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return file_failure(m_path, "write");
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(m_file) != 0) return file_failure(m_path, "write");
    return {};
  }

 private:
  std::string m_path;
  int m_file;
};

Result<std::string> text_of(const std::string& path) {
  std::error_code none;
  if (!std::filesystem::exists(path, none)) return std::string();
  std::ifstream file(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file.is_open() || file.bad()) return file_failure(path, "read");
  return text;
}

Result<Digest> digest_of(std::string_view line) {
  WARMHEART_TRY_ASSIGN(const Bytes bytes, from_hex(line));
  return digest_from(bytes);
}

std::vector<Digest> digests_in(std::string_view text) {
  std::vector<Digest> out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) break;
    const auto digest = digest_of(text.substr(0, end));
    if (digest) out.push_back(*digest);
    text.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace

Digest erased_digest(ByteView id_or_card) { return sha256({view_of("warmheart erased 1"), id_or_card}); }

std::string erased_list_file(const std::string& data_folder) { return data_folder + "/erased.list"; }

Result<std::vector<Digest>> read_erased_list(const std::string& data_folder) {
  WARMHEART_TRY_ASSIGN(const std::string text, text_of(erased_list_file(data_folder)));
  return digests_in(text);
}

Result<void> extend_erased_list(const std::string& data_folder, const std::vector<Digest>& erased) {
  const std::string path = erased_list_file(data_folder);
  WARMHEART_TRY_ASSIGN(const std::string text, text_of(path));
  const auto held_now = digests_in(text);
  const std::set<Digest> held(held_now.begin(), held_now.end());
  std::string added;
  for (const Digest& one : erased) {
    if (!held.contains(one)) added += to_hex(one) + "\n";
  }
  if (added.empty()) return {};
  if (!text.empty() && text.back() != '\n') added.insert(0, "\n");  // what was torn ends as a line of its own
  WARMHEART_TRY(File(path).append(added));
  return sync_folder(data_folder);
}

}  // namespace warmheart
