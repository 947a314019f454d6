#include "core/station/monotonic_counter.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "core/base/digest.h"
#include "core/storage/durable_files.h"

namespace warmheart {
namespace {

// Two slots written in turn, each with its own check: a torn write leaves the one before.
constexpr std::size_t kSlot = 64;
constexpr std::size_t kSaid = 40;  // magic, count, lease, slot; the rest is the check
constexpr std::string_view kMagic = "WHspend1";

using Slot = std::array<std::uint8_t, kSlot>;

Slot encode(const NamedSpend& spend) {
  Bytes bytes = bytes_of(kMagic);
  append_be64(bytes, spend.count);
  bytes.insert(bytes.end(), spend.lease.bytes().begin(), spend.lease.bytes().end());
  append_be64(bytes, spend.slot);
  const Digest check = sha256({bytes});
  Slot slot{};
  std::copy_n(bytes.begin(), kSaid, slot.begin());
  std::copy_n(check.begin(), kSlot - kSaid, slot.begin() + kSaid);
  return slot;
}

std::optional<NamedSpend> decode(const Slot& slot) {
  const ByteView bytes(slot);
  NamedSpend spend;
  spend.count = read_be64(bytes.subspan(8, 8));
  const auto lease = Uuid::from_bytes(bytes.subspan(16, 16));
  if (!lease) return std::nullopt;
  spend.lease = *lease;
  spend.slot = static_cast<std::uint32_t>(read_be64(bytes.subspan(32, 8)));
  if (encode(spend) != slot) return std::nullopt;
  return spend;
}

Error io_error(const std::filesystem::path& file, const char* what) {
  return {ErrorCode::io, file.string() + " cannot be " + what + ": " + std::strerror(errno)};
}

class File {
 public:
  explicit File(int handle) : m_handle(handle) {}
  ~File() {
    if (m_handle >= 0) ::close(m_handle);
  }
  File(const File&) = delete;
  int handle() const { return m_handle; }

 private:
  int m_handle;
};

}  // namespace

Result<void> MonotonicCounter::name(const NamedSpend& spend) {
  WARMHEART_TRY(make_private_folder(m_file.parent_path()));
  const bool fresh = !std::filesystem::exists(m_file);
  const File file(::open(m_file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  if (file.handle() < 0) return fail(io_error(m_file, "opened"));
  const Slot slot = encode(spend);
  const auto at = static_cast<off_t>((spend.count % 2) * kSlot);
  if (::pwrite(file.handle(), slot.data(), slot.size(), at) != static_cast<ssize_t>(slot.size()))
    return fail(io_error(m_file, "written"));
  if (::fdatasync(file.handle()) != 0) return fail(io_error(m_file, "synced"));
  return fresh ? sync_folder(m_file.parent_path()) : Result<void>();
}

Result<std::optional<NamedSpend>> MonotonicCounter::last() const {
  const File file(::open(m_file.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.handle() < 0) {
    if (errno == ENOENT) return std::optional<NamedSpend>();
    return fail(io_error(m_file, "opened"));
  }
  std::optional<NamedSpend> newest;
  for (off_t at : {off_t{0}, static_cast<off_t>(kSlot)}) {
    Slot slot{};
    const ssize_t got = ::pread(file.handle(), slot.data(), slot.size(), at);
    if (got < 0) return fail(io_error(m_file, "read"));
    const auto spend = got == static_cast<ssize_t>(kSlot) ? decode(slot) : std::nullopt;
    if (spend && (!newest || spend->count > newest->count)) newest = spend;
  }
  return newest;
}

}  // namespace warmheart
