// From the tap on "submit" and from the touch that takes a service to the durable record, beside one 4 KiB append and
// fdatasync on the same disk: five interleaved rounds of 200, the median of each round, then the median of the rounds.
// Usage: bench_submit FOLDER
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "core/station/visits.h"
#include "tests/unit/core/station/station_fixture.h"

namespace {

using namespace warmheart;

constexpr int kRounds = 5;
constexpr int kActs = 200;

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

template <class Act>
double milliseconds(Act act) {
  const auto start = std::chrono::steady_clock::now();
  act();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double append_round(const std::string& folder) {
  const int file = ::open((folder + "/append.probe").c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
  const std::array<char, 4096> page{};
  std::vector<double> taken;
  for (int i = 0; i < kActs; ++i) {
    taken.push_back(milliseconds([&] {
      if (::write(file, page.data(), page.size()) < 0 || ::fdatasync(file) != 0) std::perror("append.probe");
    }));
  }
  ::close(file);
  return median(std::move(taken));
}

double submit_round(StationStore& store, test::Station& station, int round) {
  std::vector<double> taken;
  for (int i = 0; i < kActs; ++i) {
    const int number = round * kActs + i;
    LookupCredential prepared;
    prepared.query_code = SecretString(std::to_string(100000000 + number));
    prepared.look_up_key = sha256({view_of(prepared.query_code.view())});
    const Application application = test::application_of(number);
    const Uuid id = station.id();
    taken.push_back(milliseconds([&] {
      if (auto saved = store.submit_application(application, id, prepared); !saved)
        std::fprintf(stderr, "%s\n", saved.error().what.c_str());
    }));
    // What the kiosk's store thread does when nobody waits.
    if (i % 20 == 19 && !store.run_maintenance()) std::fprintf(stderr, "maintenance failed\n");
  }
  return median(std::move(taken));
}

// The catalogue offers water, without limited places.
bool offer_water(StationStore& store, test::Station& station) {
  wire::FeedPage page = station.page(1);
  wire::FeedValue value;
  value.mutable_service()->set_code("WATER");
  value.mutable_service()->set_name("饮水");
  test::Station::change(page, "service/WATER", value, 1);
  const auto stored = store.store_answer(station.with_page(store, page));
  if (!stored) std::fprintf(stderr, "%s\n", stored.error().what.c_str());
  return stored.has_value();
}

double visit_round(StationStore& store, test::Station& station) {
  std::vector<double> taken;
  for (int i = 0; i < kActs; ++i) {
    NewVisit visit;
    visit.id = station.id();
    visit.service = "WATER";
    visit.occupation = "courier";
    taken.push_back(milliseconds([&] {
      if (auto saved = register_visit(store, visit); !saved) std::fprintf(stderr, "%s\n", saved.error().what.c_str());
    }));
    station.clock.pass(1'000);
    if (i % 20 == 19 && !store.run_maintenance()) std::fprintf(stderr, "maintenance failed\n");
  }
  return median(std::move(taken));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: bench_submit FOLDER\n");
    return 2;
  }
  const std::string folder = argv[1];
  test::Station station;
  std::filesystem::remove_all(station.folder);
  station.folder = folder + "/bench-station";
  std::filesystem::create_directories(station.folder);
  auto store = station.open();
  if (!offer_water(store, station)) return 1;
  std::vector<double> ours;
  std::vector<double> visits;
  std::vector<double> limit;
  for (int round = 0; round < kRounds; ++round) {
    limit.push_back(append_round(folder));
    ours.push_back(submit_round(store, station, round));
    visits.push_back(visit_round(store, station));
  }
  const double act = median(ours);
  const double visit = median(visits);
  const double sync = median(limit);
  std::printf("submit   kiosk %6.2f ms   fdatasync %5.2f ms     %4.2f × it + %.2f ms   goal ≤ 1.5 × it + 2 ms\n", act,
              sync, act / sync, std::max(0.0, act - 1.5 * sync));
  std::printf("visit    kiosk %6.2f ms   fdatasync %5.2f ms     %4.2f × it   goal ≤ 1.5 × it\n", visit, sync,
              visit / sync);
}
