#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "net/tls/certificates.h"

namespace warmheart::tls {
namespace {

constexpr std::size_t kMaxSmallFile = 1024 * 1024;

tl::unexpected<Error> system_failure(const std::string& doing) {
  const int number = errno;
  const ErrorCode code = number == ENOENT   ? ErrorCode::not_found
                         : number == ENOSPC ? ErrorCode::disk_full
                                            : ErrorCode::io;
  return fail(code, doing + ": " + std::strerror(number));
}

Result<void> write_all(int file, std::string_view content, const std::string& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_failure("cannot write " + path);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file) != 0) return system_failure("cannot flush " + path);
  return {};
}

// The rename is durable only when the folder is flushed too.
Result<void> flush_folder_of(const std::string& path) {
  const auto slash = path.find_last_of('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return system_failure("cannot open " + folder);
  const int failed = ::fsync(handle);
  ::close(handle);
  if (failed != 0) return system_failure("cannot flush " + folder);
  return {};
}

Result<void> replace_file(const std::string& path, std::string_view content, mode_t mode) {
  const std::string temporary = path + ".new";
  ::unlink(temporary.c_str());
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return system_failure("cannot make " + temporary);
  Result<void> written = write_all(file, content, temporary);
  ::close(file);
  if (written && ::rename(temporary.c_str(), path.c_str()) != 0) written = system_failure("cannot rename to " + path);
  if (!written) {
    ::unlink(temporary.c_str());
    return written;
  }
  return flush_folder_of(path);
}

}  // namespace

Result<void> remove_file(const std::string& path) {
  if (::unlink(path.c_str()) != 0) {
    if (errno == ENOENT) return {};
    return system_failure("cannot delete " + path);
  }
  return flush_folder_of(path);
}

Result<void> destroy_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) return {};
  if (file < 0) return system_failure("cannot open " + path);
  struct ::stat facts {};
  const bool known = ::fstat(file, &facts) == 0;
  const std::string zeros(known ? std::min<std::size_t>(static_cast<std::size_t>(facts.st_size), kMaxSmallFile) : 0,
                          '0');
  const auto overwritten = write_all(file, zeros, path);
  ::close(file);
  WARMHEART_TRY(overwritten);
  return remove_file(path);
}

Result<std::string> read_small_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return system_failure("cannot open " + path);
  std::string content;
  char buffer[4096];
  ssize_t count = 0;
  while ((count = ::read(file, buffer, sizeof buffer)) != 0) {
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    content.append(buffer, static_cast<std::size_t>(count));
    if (content.size() > kMaxSmallFile) break;
  }
  const int number = errno;
  ::close(file);
  wipe(buffer, sizeof buffer);
  if (count < 0) {
    errno = number;
    return system_failure("cannot read " + path);
  }
  if (content.size() > kMaxSmallFile) return fail(ErrorCode::limit, path + " is larger than 1 MiB");
  return content;
}

Result<void> write_secret_file(const std::string& path, std::string_view content) {
  return replace_file(path, content, 0600);
}
Result<void> write_public_file(const std::string& path, std::string_view content) {
  return replace_file(path, content, 0644);
}

}  // namespace warmheart::tls
