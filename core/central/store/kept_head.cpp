#include "core/central/store/kept_head.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "core/central/store/open_file.h"
#include "core/storage/durable_files.h"

namespace warmheart::internal {
namespace {

std::string path_in(const std::string& folder) { return folder + "/audit.head"; }

tl::unexpected<Error> failure(const std::string& path) {
  const int number = errno;
  return fail(number == ENOSPC || number == EDQUOT ? ErrorCode::disk_full : ErrorCode::io,
              path + ": " + std::generic_category().message(number));
}

std::string text_of_head(const KeptHead& kept) {
  return "seq " + std::to_string(kept.head.seq) + "\nat_ms " + std::to_string(kept.head.at_ms) + "\nhash " +
         to_hex(kept.head.hash) + "\nsignature " + to_hex(kept.signature) + "\n";
}

Result<void> write_durably(const std::string& path, const std::string& text) {
  const std::string temporary = path + ".new";
  {
    const OpenFile file(temporary, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file) return failure(temporary);
    if (::write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) || ::fsync(file.get()) != 0)
      return failure(temporary);
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) return failure(path);
  return sync_folder(std::filesystem::path(path).parent_path());
}

}  // namespace

Result<void> keep_head(const std::string& folder, const KeptHead& head) {
  const std::string lock_path = path_in(folder) + ".lock";
  const OpenFile lock(lock_path, O_RDWR | O_CREAT);
  if (!lock || ::flock(lock.get(), LOCK_EX) != 0) return failure(lock_path);
  const auto before = kept_head(folder);
  if (before && *before && (*before)->head.seq >= head.head.seq) return {};
  return write_durably(path_in(folder), text_of_head(head));
}

Result<std::optional<KeptHead>> kept_head(const std::string& folder) {
  std::ifstream file(path_in(folder));
  if (!file) return std::optional<KeptHead>();
  KeptHead kept;
  std::string names[4], hash, signature;
  file >> names[0] >> kept.head.seq >> names[1] >> kept.head.at_ms >> names[2] >> hash >> names[3] >> signature;
  const auto hash_bytes = from_hex(hash);
  const auto digest = digest_from(hash_bytes ? ByteView(*hash_bytes) : ByteView());
  auto signed_by = from_hex(signature);
  if (!file || !digest || !signed_by) return fail(ErrorCode::corrupt, path_in(folder) + " is damaged");
  kept.head.hash = *digest;
  kept.signature = std::move(*signed_by);
  return std::optional<KeptHead>(std::move(kept));
}

Result<void> forget_kept_head(const std::string& folder) {
  if (::unlink(path_in(folder).c_str()) != 0 && errno != ENOENT) return failure(path_in(folder));
  return sync_folder(folder);
}

}  // namespace warmheart::internal
