#include "net/sync/database_pools.h"

namespace warmheart {

namespace {
constexpr std::size_t kRiderThreads = 2;  // one works while the other waits for the lock
constexpr std::size_t kOfficeThreads = 1;
}  // namespace

std::size_t DatabasePools::threads(std::size_t reader_threads) {
  return reader_threads + kRiderThreads + kOfficeThreads + kSignInThreads;
}

Result<void> DatabasePools::start(const OpenStore& open, std::size_t reader_threads) {
  Result<void> up = readers.start(open, reader_threads);
  if (up) up = riders.start(open, kRiderThreads);
  if (up) up = office.start(open, kOfficeThreads);
  if (up) up = sign_ins.start(open, kSignInThreads);
  if (!up) stop();
  return up;
}

void DatabasePools::stop() {
  sign_ins.stop();
  office.stop();
  riders.stop();
  readers.stop();
}

}  // namespace warmheart
