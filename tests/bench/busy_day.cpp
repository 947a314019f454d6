// A day of 500 visits on a new machine, and on one whose journal holds 1,000,000 records: how long a visit takes with
// what the page then reads (free units, today's figures), and how long the store takes to open. Usage: bench_busy_day
// FOLDER
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "core/station/visits.h"
#include "core/storage/sqlite.h"
#include "tests/unit/core/station/station_fixture.h"

namespace {

using namespace warmheart;

constexpr int kVisits = 500;
constexpr int kOpenings = 5;
constexpr std::int64_t kMinuteMs = 60'000;

double at(std::vector<double> values, double part) {
  std::ranges::sort(values);
  return values[std::min(values.size() - 1, static_cast<std::size_t>(static_cast<double>(values.size()) * part))];
}

template <class Act>
double milliseconds(Act act) {
  const auto start = std::chrono::steady_clock::now();
  act();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

template <class T>
void must(const Result<T>& result) {
  if (result) return;
  std::fprintf(stderr, "bench_busy_day: %s\n", result.error().what.c_str());
  std::exit(1);
}

// Years of service, copied by SQL: the rows that a day finds under it.
constexpr const char* kYears[] = {
    "INSERT INTO journal(position,id,kind,header,payload,digest,hash) WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL "
    "SELECT "
    "i+1 FROM n WHERE i<1000000) "
    "SELECT j.position-(SELECT head_seq FROM epoch)+i,randomblob(16),j.kind,j.header,j.payload,j.digest,randomblob(32) "
    "FROM n,"
    "(SELECT * FROM journal ORDER BY position DESC LIMIT 1) j WHERE i>(SELECT head_seq FROM epoch)",
    "UPDATE epoch SET head_seq=1000000,acked_seq=1000000,head_hash=(SELECT hash FROM journal ORDER BY position DESC "
    "LIMIT "
    "1),"
    "acked_hash=(SELECT hash FROM journal ORDER BY position DESC LIMIT 1)",
    "INSERT INTO visit(id,day,service,occupation,people,card,staff,registered_ms,boot_id,boottime_ms,ends_ms,state) "
    "WITH RECURSIVE n(i) AS "
    "(SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<1000000) SELECT "
    "randomblob(16),v.day-1-i/500,v.service,v.occupation,1,"
    "CASE WHEN i%5=0 THEN randomblob(8) END,NULL,v.registered_ms-i*172800,v.boot_id,v.boottime_ms,0,'counted' FROM "
    "n,(SELECT * FROM visit LIMIT 1) v",
};

struct Machine {
  test::Station station;
  std::unique_ptr<StationStore> store;
  std::vector<double> visits, reads, openings;

  explicit Machine(const std::filesystem::path& folder) {
    std::filesystem::remove_all(station.folder);
    station.folder = folder;
    std::filesystem::create_directories(folder);
    open();
    wire::FeedPage page = station.page(1);
    for (const auto& [code, units] : {std::pair<const char*, unsigned>{"REST", 30}, {"CHARGE", 12}, {"WATER", 0}}) {
      wire::FeedValue value;
      value.mutable_service()->set_code(code);
      value.mutable_service()->set_name(code);
      value.mutable_service()->set_units(units);
      value.mutable_service()->set_minutes(20);
      test::Station::change(page, std::string("service/") + code, value, 1);
    }
    must(store->store_answer(station.with_page(*store, page)));
    visit(2);
  }
  void open() {
    openings.push_back(milliseconds([this] { store = std::make_unique<StationStore>(station.open()); }));
  }
  void grow() {
    store.reset();
    auto db = sqlite::Database::open((station.folder / "journal" / "station.db").string(), {});
    must(db);
    auto transaction = sqlite::Transaction::begin(*db);
    must(transaction);
    for (const char* sql : kYears) {
      auto statement = db->prepare(sql);
      must(statement);
      must(statement->run());
    }
    must(transaction->commit());
    openings.clear();
    open();
  }
  void visit(int number) {
    NewVisit request;
    request.id = station.id();
    request.service = number % 3 == 0 ? "REST" : number % 3 == 1 ? "CHARGE" : "WATER";
    request.occupation = "courier";
    visits.push_back(milliseconds([&] { must(register_visit(*store, request)); }));
    reads.push_back(milliseconds([&] {
      must(occupancy(*store));
      must(visits_today(*store));
    }));
    station.clock.pass(kMinuteMs);
    if (number % 20 == 19) must(store->run_maintenance());
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: bench_busy_day FOLDER\n");
    return 2;
  }
  const std::string folder = argv[1];
  Machine fresh(folder + "/bench-new");
  Machine old(folder + "/bench-old");
  old.grow();
  for (Machine* machine : {&fresh, &old}) {
    machine->visits.clear();
    machine->reads.clear();
    for (int i = 1; i < kOpenings; ++i) {
      machine->store.reset();
      machine->open();
    }
  }
  for (int i = 0; i < kVisits; ++i) {
    fresh.visit(i);
    old.visit(i);
  }
  const auto part_of = [](const std::vector<double>& all, int from, int to) {
    return at({all.begin() + from, all.begin() + to}, 0.5);
  };
  std::printf(
      "visits   new %5.2f ms (p99 %5.2f)   1,000,000 records %5.2f ms (p99 %5.2f)   %4.2f × it   last 50 of the day "
      "%4.2f × the first 50\n",
      at(fresh.visits, 0.5), at(fresh.visits, 0.99), at(old.visits, 0.5), at(old.visits, 0.99),
      at(old.visits, 0.5) / at(fresh.visits, 0.5),
      part_of(old.visits, kVisits - 50, kVisits) / part_of(old.visits, 0, 50));
  std::printf(
      "reads    new %5.2f ms (p99 %5.2f)   1,000,000 records %5.2f ms (p99 %5.2f)   free units and today's figures "
      "after each\n",
      at(fresh.reads, 0.5), at(fresh.reads, 0.99), at(old.reads, 0.5), at(old.reads, 0.99));
  std::printf("opening  new %5.2f ms   1,000,000 records %5.2f ms   %4.2f × it   goal ≤ 1.1\n", at(fresh.openings, 0.5),
              at(old.openings, 0.5), at(old.openings, 0.5) / at(fresh.openings, 0.5));
}
