#include <sys/stat.h>

#include <fstream>

#include "centre_fixture.h"
#include "core/storage/dialect.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

TEST_CASE("key files are made once, for the owner only, and read back the same") {
  TemporaryFolder folder;
  SeededRandom random(1);
  must(make_central_keys(folder.path + "/data", random));
  const std::string kek = content_of(folder.path + "/data/kek.key");
  must(make_central_keys(folder.path + "/data", random));
  CHECK(content_of(folder.path + "/data/kek.key") == kek);
  struct ::stat facts {};
  REQUIRE(::stat((folder.path + "/data/kek.key").c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);
  const CentralKeys keys = must(load_central_keys(folder.path + "/data"));
  CHECK(must(load_central_keys(folder.path + "/data")).card.public_key == keys.card.public_key);
  CHECK(keys.sealing.size() == 1);
}

TEST_CASE("a missing or damaged key file is named, and none is made anew beside a database", "[sqlite]") {
  Centre centre;
  SeededRandom random(1);
  const auto made = make_central_keys(centre.folder.path, random);
  REQUIRE_FALSE(made);
  CHECK(made.error().code == ErrorCode::conflict);
  TemporaryFolder folder;
  must(make_central_keys(folder.path, random));
  std::ofstream(folder.path + "/card.key") << "garbage\n";
  const auto damaged = load_central_keys(folder.path);
  CHECK(damaged.error().code == ErrorCode::corrupt);
  CHECK(damaged.error().what.find("card.key") != std::string::npos);
  std::filesystem::remove(folder.path + "/card.key");
  CHECK(load_central_keys(folder.path).error().code == ErrorCode::not_found);
}

TEST_CASE("a folder that is not there, and a file that is no database, are errors in words") {
  Centre centre;
  const auto absent =
      CentralStore::open("/nonexistent/warmheart", centre.keys, centre.clock, centre.random, centre.log);
  CHECK(absent.error().code == ErrorCode::not_found);
  CHECK(absent.error().what.find("init") != std::string::npos);
  TemporaryFolder folder;
  std::ofstream(folder.path + "/central.db") << std::string(4096, 'x');
  const auto damaged = CentralStore::open(folder.path, centre.keys, centre.clock, centre.random, centre.log);
  CHECK(damaged.error().code == ErrorCode::corrupt);
}

TEST_CASE("the incarnation stays over a restart, and changes when a restore asks for it") {
  Centre centre;
  const auto first = centre.store.incarnation();
  CHECK(first != 0);
  CHECK(centre.open_again().incarnation() == first);
  must(centre.store.begin_new_incarnation());
  CHECK(centre.store.incarnation() != first);
  CHECK(centre.open_again().incarnation() == centre.store.incarnation());
}

TEST_CASE("a writer that cannot get the lock in time is told that it is busy, and loses nothing") {
  Centre centre;
  Device device = centre.enrol();
  device.join({});
  CentralOptions impatient = centre.databases.options();
  impatient.busy_timeout_ms = 10;
  CentralStore other =
      must(CentralStore::open(centre.folder.path, centre.keys, centre.clock, centre.random, centre.log, impatient));
  const auto holder = centre.database();
  const DeviceBatch batch = device.batch_all();
  {
    auto lock = must(sql::Transaction::begin(*holder));
    // On PostgreSQL a writer meets whoever holds what it names.
    must(sql::lock(*holder, std::vector<sql::ActLock>{{static_cast<std::int32_t>(LockRank::device) + 1, 0, false}}));
    CHECK(store_batches(other, std::span(&batch, 1)).error().code == ErrorCode::busy);
  }
  CHECK(must(store_batches(other, std::span(&batch, 1))).at(0).acked_seq == 1);
}
