// The database threads that answer people and single devices, apart by who would wait for whom: a list never stands
// behind a password's hash, and a rider at the counter never behind the office, applying or clean-up. All writers meet
// only at the database's lock, which they have in turn (core/storage/write_turns.h). Owner: main. stop() after the
// listeners.
#pragma once

#include "net/sync/database_pool.h"

namespace warmheart {

inline constexpr std::size_t kSignInThreads = 2;  // 64 MiB each; no more at once

struct DatabasePools {
  explicit DatabasePools(Log& log)
      : readers("readers", log), riders("riders", log), office("office", log), sign_ins("sign-ins", log) {}

  DatabasePool readers;   // lists, counts, static facts; writes nothing but when a login was last seen
  DatabasePool riders;    // /v1/ask and the acts of riders' phones
  DatabasePool office;    // reviewers' acts; enrolment and renewal
  DatabasePool sign_ins;  // Argon2id: 64 MiB and a tenth of a second each

  // All of them together: as many connections to the database.
  static std::size_t threads(std::size_t reader_threads);

  // At an error no thread runs any more.
  Result<void> start(const OpenStore& open, std::size_t reader_threads);
  void stop();
  std::vector<DatabasePool::Figures> figures() const {
    return {readers.figures(), riders.figures(), office.figures(), sign_ins.figures()};
  }
};

}  // namespace warmheart
