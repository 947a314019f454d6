#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sys/stat.h>
#include <thread>

#include "app/fleet/ledger.h"
#include "tests/seeded_random.h"

using namespace warmheart;
using namespace warmheart::fleet;

namespace {

struct LedgerFolder {
  std::string path = std::filesystem::temp_directory_path() / "warmheart-ledger-XXXXXX";
  LedgerFolder() { REQUIRE(::mkdtemp(path.data()) != nullptr); }
  ~LedgerFolder() { std::filesystem::remove_all(path); }
};

Acknowledged row(std::uint8_t device, std::uint64_t epoch, std::uint64_t seq) {
  std::array<std::uint8_t, 16> id{};
  id.fill(device);
  Acknowledged out{Uuid(id), epoch, seq, {}};
  out.hash.fill(static_cast<std::uint8_t>(seq));
  return out;
}

std::unique_ptr<Ledger> opened(const std::string& path) {
  auto ledger = Ledger::open(path);
  if (!ledger) FAIL(ledger.error().what);
  return std::move(*ledger);
}

}  // namespace

TEST_CASE("a row is 64 bytes as README.md says them") {
  const LedgerFolder folder;
  const std::string path = folder.path + "/ledger";
  const std::vector<Acknowledged> rows = {row(0xAB, 0x1122334455667788, 258)};
  REQUIRE(opened(path)->append(rows));
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  REQUIRE(bytes.size() == kLedgerRowBytes);
  CHECK(to_hex(view_of(bytes)) ==
        "abababababababababababababababab"
        "1122334455667788"
        "0000000000000102" +
            std::string("02020202020202020202020202020202") + "02020202020202020202020202020202");
  struct stat facts {};
  REQUIRE(::stat(path.c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);
}

TEST_CASE("a ledger goes on behind its last whole row, and reads back what was appended") {
  const LedgerFolder folder;
  const std::string path = folder.path + "/ledger";
  REQUIRE(opened(path)->append(std::vector{row(1, 5, 1), row(1, 5, 2)}));
  {
    std::ofstream torn(path, std::ios::binary | std::ios::app);
    torn << "half a row";
  }
  REQUIRE(read_ledger(path)->size() == 2);
  REQUIRE(opened(path)->append(std::vector{row(2, 9, 1)}));
  CHECK(*read_ledger(path) == std::vector{row(1, 5, 1), row(1, 5, 2), row(2, 9, 1)});
  CHECK(std::filesystem::file_size(path) == 3 * kLedgerRowBytes);
}

TEST_CASE("threads append whole rows, none lost") {
  const LedgerFolder folder;
  const std::string path = folder.path + "/ledger";
  constexpr std::uint64_t kEach = 500;
  {
    const auto ledger = opened(path);
    std::vector<std::thread> threads;
    for (std::uint8_t device = 1; device <= 4; ++device) {
      threads.emplace_back([&ledger, device] {
        for (std::uint64_t seq = 1; seq <= kEach; seq += 2) {
          const std::vector rows = {row(device, 7, seq), row(device, 7, seq + 1)};
          if (!ledger->append(rows)) std::abort();
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  const auto rows = read_ledger(path);
  REQUIRE(rows);
  REQUIRE(rows->size() == 4 * kEach);
  std::map<Uuid, std::uint64_t> newest;
  for (const Acknowledged& one : *rows) {
    CHECK(one.seq == newest[one.device] + 1);
    newest[one.device] = one.seq;
    CHECK(one == row(one.device.bytes().front(), 7, one.seq));
  }
}

TEST_CASE("a ledger that cannot be written says so") {
  const LedgerFolder folder;
  CHECK_FALSE(Ledger::open(folder.path + "/no/such/folder"));
  CHECK(read_ledger(folder.path + "/none").error().code == ErrorCode::not_found);
  const auto full = Ledger::open("/dev/full");  // a device that has no room
  if (full) CHECK((*full)->append(std::vector{row(1, 1, 1)}).error().code == ErrorCode::disk_full);
}
