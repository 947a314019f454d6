#include "app/fleet/ledger.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

namespace warmheart::fleet {
namespace {

Error file_error(const std::string& what) {
  const int number = errno;
  return {number == ENOSPC || number == EDQUOT ? ErrorCode::disk_full : ErrorCode::io,
          what + ": " + std::strerror(number)};
}

Bytes bytes_of_rows(std::span<const Acknowledged> rows) {
  Bytes out;
  out.reserve(rows.size() * kLedgerRowBytes);
  for (const Acknowledged& row : rows) {
    const ByteView device = row.device.bytes();
    out.insert(out.end(), device.begin(), device.end());
    append_be64(out, row.epoch);
    append_be64(out, row.seq);
    out.insert(out.end(), row.hash.begin(), row.hash.end());
  }
  return out;
}

}  // namespace

Result<std::unique_ptr<Ledger>> Ledger::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return fail(file_error("cannot open the ledger " + path));
  std::unique_ptr<Ledger> ledger(new Ledger(file, 0));
  struct stat facts {};
  if (::fstat(file, &facts) != 0) return fail(file_error("cannot read the size of " + path));
  ledger->m_bytes = facts.st_size - facts.st_size % static_cast<std::int64_t>(kLedgerRowBytes);
  if (ledger->m_bytes != facts.st_size && ::ftruncate(file, ledger->m_bytes) != 0)
    return fail(file_error("cannot cut off the torn row of " + path));
  return ledger;
}

Ledger::~Ledger() { ::close(m_file); }

Result<void> Ledger::append(std::span<const Acknowledged> rows) {
  const Bytes bytes = bytes_of_rows(rows);
  const std::lock_guard lock(m_mutex);
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t written = ::write(m_file, bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      Error error = file_error("cannot write the ledger");
      if (done > 0 && ::ftruncate(m_file, m_bytes) != 0) error.what += "; a torn row stands at its end";
      return fail(std::move(error));
    }
    done += static_cast<std::size_t>(written);
  }
  m_bytes += static_cast<std::int64_t>(bytes.size());
  return {};
}

Result<std::vector<Acknowledged>> read_ledger(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(ErrorCode::not_found, "cannot read " + path);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  std::vector<Acknowledged> rows;
  for (std::size_t at = 0; at + kLedgerRowBytes <= text.size(); at += kLedgerRowBytes) {
    const ByteView row = view_of(std::string_view(text).substr(at, kLedgerRowBytes));
    Acknowledged one;
    WARMHEART_TRY_ASSIGN(one.device, Uuid::from_bytes(row.first(16)));
    one.epoch = read_be64(row.subspan(16, 8));
    one.seq = read_be64(row.subspan(24, 8));
    WARMHEART_TRY_ASSIGN(one.hash, digest_from(row.subspan(32, 32)));
    rows.push_back(one);
  }
  return rows;
}

}  // namespace warmheart::fleet
