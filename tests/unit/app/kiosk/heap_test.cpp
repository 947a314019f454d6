#include <catch2/catch.hpp>

#include <QQmlEngine>
#include <QtTest/QTest>

#include <fstream>
#include <memory>
#include <unistd.h>
#include <vector>

#include "tests/unit/app/kiosk/kiosk_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

constexpr std::size_t kBlock = 16 * 1024;
constexpr std::size_t kBlocks = 4'096;
constexpr long kMiB = 1024 * 1024;

long resident_bytes() {
  long all = 0;
  long resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

}  // namespace

TEST_CASE("the kiosk grows with every rider: back at Home what pages used goes back to the machine") {
  KioskFixture fixture;
  QQmlEngine engine;
  fixture.backend->attach(engine);
  fixture.backend->idle.setAtHome(false);
  std::vector<std::unique_ptr<char[]>> pages, what_stays;
  for (std::size_t i = 0; i < kBlocks; ++i) {
    pages.push_back(std::make_unique<char[]>(kBlock));
    what_stays.push_back(std::make_unique<char[]>(64));  // glibc alone gives back only what lies at the end
  }
  pages.clear();
  const long freed = resident_bytes();
  fixture.backend->idle.setAtHome(true);
  for (int waited = 0; waited < 2'000 && resident_bytes() > freed - 32 * kMiB; waited += 50) QTest::qWait(50);
  CHECK(resident_bytes() < freed - 32 * kMiB);
  CHECK(what_stays.size() == kBlocks);
}
