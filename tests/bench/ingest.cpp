// What a centre stores and applies in a second, beside an INSERT loop of the same bytes into a new file, interleaved.
// Catch's runner only carries the fixture's checks. Its folders stand under TMPDIR.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "tests/unit/core/central/centre_fixture.h"

namespace warmheart::testing {

// Plans are looked at by test_core_central.
const test::StatementPlans& the_plans() {
  static constexpr test::Leave kEvery[] = {{"", "every statement"}};
  static const test::StatementPlans plans({{}, {}, kEvery});
  return plans;
}

}  // namespace warmheart::testing

using namespace warmheart;
using namespace warmheart::testing;

namespace {

constexpr int kRounds = 5;
constexpr std::size_t kRowsACommit = 512;  // of store
constexpr std::size_t kApplyACommit = 64;  // apply.cpp's chunk
constexpr std::size_t kStored = 8'192;     // records a round
constexpr int kVisits = 8'000;             // a round
constexpr int kApplications = 1'000;       // a round
constexpr std::size_t kApplyingDevices = 20;

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

template <class Act>
double seconds(Act act) {
  const auto start = std::chrono::steady_clock::now();
  act();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void visit(Device& device) {
  const Uuid id = device.new_id();
  wire::Payload payload;
  wire::VisitRegistered& body = *payload.mutable_visit_registered();
  body.set_visit_id(string_of(id.bytes()));
  body.set_service("WATER");
  body.set_people(1);
  body.set_card_number(string_of(id.bytes().first(8)));
  device.write(wire::VISIT_REGISTERED, payload, id);
}

// 999999YYYYMM01nnnC: a valid check digit under a region that does not exist.
std::string number(int n) {
  constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr std::string_view kDigits = "10X98765432";
  char text[18];
  std::snprintf(text, sizeof text, "999999%04d%02d01%03d", 1950 + n / 12'000 % 50, 1 + n / 1'000 % 12, n % 1'000);
  int sum = 0;
  for (int i = 0; i < 17; ++i) sum += (text[i] - '0') * kWeights[i];
  return std::string(text) + kDigits[static_cast<std::size_t>(sum % 11)];
}

std::vector<Device> enrol(Centre& centre, std::size_t count) {
  std::vector<Device> devices;
  for (std::size_t i = 0; i < count; ++i) devices.push_back(centre.enrol());
  return devices;
}

// As raw_record has it: columns and indexes, and nothing that decides.
double insert_loop(const std::vector<DeviceBatch>& batches, std::size_t rows_a_commit) {
  TemporaryFolder folder;
  auto db = must(sqlite::Database::open(folder.path + "/loop.db"));
  must(
      db.run("CREATE TABLE raw(device BLOB, epoch INTEGER, seq INTEGER, id BLOB, kind INTEGER, header BLOB, payload "
             "BLOB, digest BLOB, hash BLOB, received_ms INTEGER, PRIMARY KEY(device, epoch, seq)); "
             "CREATE UNIQUE INDEX raw_id ON raw(id, device)"));
  std::int64_t rows = 0;
  return seconds([&] {
    auto transaction = std::optional(must(sqlite::Transaction::begin(db)));
    for (const DeviceBatch& batch : batches) {
      for (int i = 0; i < batch.request.records_size(); ++i) {
        const wire::Record& record = batch.request.records(i);
        wire::RecordHeader header;
        REQUIRE(header.ParseFromString(record.header()));
        const Digest digest{};
        must(sql::execute(db, "INSERT INTO raw VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", batch.device.bytes(),
                          header.epoch(), header.seq(), view_of(header.id()), header.kind(), view_of(record.header()),
                          view_of(record.sealed_payload()), digest, digest, std::int64_t{1}));
        if (static_cast<std::size_t>(++rows) % rows_a_commit != 0) continue;
        must(transaction->commit());
        transaction.reset();
        transaction.emplace(must(sqlite::Transaction::begin(db)));
      }
    }
    must(transaction->commit());
  });
}

void store(Centre& centre, const std::vector<DeviceBatch>& batches, std::size_t batches_a_commit) {
  for (std::size_t from = 0; from < batches.size(); from += batches_a_commit) {
    const std::size_t count = std::min(batches_a_commit, batches.size() - from);
    for (const IngestAnswer& answer : must(store_batches(centre.store, std::span(batches).subspan(from, count))))
      REQUIRE(answer.verdict == wire::SYNC_OK);
  }
}

void print(const std::string& what, double per_second, double beside, const char* goal) {
  std::printf("%-34s %7.0f /s   INSERT loop %7.0f rows/s   %4.2f of it   %s\n", what.c_str(), per_second, beside,
              per_second / beside, goal);
  std::fflush(stdout);
}

void bench_store(std::size_t records_a_batch) {
  std::vector<double> ours, theirs;
  for (int round = 0; round < kRounds; ++round) {
    Centre centre;
    const std::size_t batches_a_commit = std::max<std::size_t>(1, kRowsACommit / records_a_batch);
    std::vector<Device> devices = enrol(centre, std::min<std::size_t>(batches_a_commit, 64));
    std::vector<DeviceBatch> batches;
    for (std::size_t made = 0; made < kStored;) {
      for (Device& device : devices) {
        const std::uint64_t from = device.head() + 1;
        for (std::size_t i = 0; i < records_a_batch; ++i) visit(device);
        batches.push_back(device.batch(from, records_a_batch));
        made += records_a_batch;
      }
    }
    const double records = static_cast<double>(batches.size() * records_a_batch);
    theirs.push_back(records / insert_loop(batches, kRowsACommit));
    ours.push_back(records / seconds([&] { store(centre, batches, batches_a_commit); }));
  }
  print("store, " + std::to_string(records_a_batch) + " a batch, 512 a commit", median(ours), median(theirs), "");
}

template <class Write>
void bench_apply(const char* what, int records, const char* goal, Write write) {
  std::vector<double> ours, theirs;
  for (int round = 0; round < kRounds; ++round) {
    Centre centre;
    std::vector<Device> devices = enrol(centre, kApplyingDevices);
    for (int i = 0; i < records; ++i) write(devices[static_cast<std::size_t>(i) % devices.size()], i);
    std::vector<DeviceBatch> batches;
    for (Device& device : devices) {
      for (std::uint64_t from = 1; from <= device.head(); from += 200) batches.push_back(device.batch(from, 200));
    }
    store(centre, batches, 2);
    theirs.push_back(records / insert_loop(batches, kApplyACommit));
    std::size_t applied = 0;
    ours.push_back(records / seconds([&] {
                     for (bool more = true; more;) {
                       const ApplyProgress progress = must(apply_next(centre.store, 512));
                       applied += progress.applied;
                       more = progress.more;
                     }
                   }));
    REQUIRE(applied == static_cast<std::size_t>(records));
  }
  print(what, median(ours), median(theirs), goal);
}

}  // namespace

TEST_CASE("ingest") {
  for (const std::size_t records_a_batch : {1, 20, 200}) bench_store(records_a_batch);
  bench_apply("apply, visits, 64 a commit", kVisits, "goal ≥ 20,000", [](Device& device, int) { visit(device); });
  bench_apply("apply, applications, 64 a commit", kApplications, "goal ≥ 4,000", [](Device& device, int n) {
    device.join({"张伟", number(n), "13800000001", "CY01"});
  });
}
