#include "core/storage/durable_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace warmheart {
namespace {

tl::unexpected<Error> failure(int number, const std::filesystem::path& path) {
  const ErrorCode code = number == ENOSPC || number == EDQUOT                     ? ErrorCode::disk_full
                         : number == EACCES || number == EPERM || number == EROFS ? ErrorCode::forbidden
                                                                                  : ErrorCode::io;
  return fail(code, path.string() + ": " + std::generic_category().message(number));
}

}  // namespace

tl::unexpected<Error> file_failure(const std::string& path, const char* act) {
  const int number = errno;
  const ErrorCode code = number == ENOSPC   ? ErrorCode::disk_full
                         : number == EACCES ? ErrorCode::forbidden
                         : number == EEXIST ? ErrorCode::conflict
                                            : ErrorCode::io;
  return fail(code, std::string("cannot ") + act + " " + path + ": " + std::strerror(number));
}

bool exists(const std::string& path) {
  std::error_code problem;
  return std::filesystem::exists(path, problem);
}

Result<void> sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return failure(errno, folder);
  const int outcome = ::fsync(descriptor);
  const int number = errno;
  ::close(descriptor);
  if (outcome != 0) return failure(number, folder);
  return {};
}

Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (std::error_code ignored; std::filesystem::exists(to, ignored))
    return fail(ErrorCode::conflict, to.string() + " exists");
  if (::rename(from.c_str(), to.c_str()) != 0) return failure(errno, from);
  return sync_folder(to.parent_path());
}

Result<void> make_private_folder(const std::filesystem::path& folder) {
  std::error_code error;
  if (std::filesystem::is_directory(folder, error)) return {};
  std::filesystem::create_directories(folder.parent_path(), error);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return failure(errno, folder);
  return {};
}

}  // namespace warmheart
