// Who has a password hashed next, and which browsers are known.
#include "real_environment.h"

#include "app/central/known_browser.h"
#include "app/central/sign_in_line.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

// Threads that do what they are told, one step at a time, and the order in which jobs began.
struct HeldLine {
  Folder folder;
  CollectLog log;
  SystemClock clock;
  SystemRandom random;
  std::shared_ptr<const CentralKeys> keys = make_keys(folder.path + "/keys");
  DatabasePool threads{"sign-ins", log};
  SignInLine line{threads, 2};
  std::mutex mutex;
  std::vector<std::string> begun, refused;
  std::map<std::string, std::promise<void>> ends;

  HeldLine() {
    must(threads.start([this] { return CentralStore::open(folder.path, keys, clock, random, log); }, 2));
  }
  ~HeldLine() {
    for (auto& [name, end] : ends) {
      try {
        end.set_value();
      } catch (const std::future_error&) {}
    }
    threads.stop();
  }
  void post(const std::string& name, SignInLine::Place place) {
    const std::shared_future<void> end = ends[name].get_future().share();
    DatabasePool::Job job;
    job.run = [this, name, end](CentralStore&) {
      {
        const std::lock_guard lock(mutex);
        begun.push_back(name);
      }
      end.wait();
    };
    job.failed = [this, name](const Error&) {
      const std::lock_guard lock(mutex);
      refused.push_back(name);
    };
    line.post(std::move(place), std::move(job));
  }
  void end(const std::string& name) { ends.at(name).set_value(); }
  std::vector<std::string> so_far(std::size_t count) {
    CHECK(within(5s, [&] {
      const std::lock_guard lock(mutex);
      return begun.size() >= count;
    }));
    const std::lock_guard lock(mutex);
    return begun;
  }
};

}  // namespace

TEST_CASE("One address has one password hashed at a time, and others go by") {
  HeldLine held;
  held.post("a1", {"192.0.2.1"});
  held.post("a2", {"192.0.2.1"});
  held.post("b1", {"192.0.2.2"});
  CHECK(held.so_far(2).size() == 2);
  CHECK(held.line.waiting() == 1);
  held.end("b1");
  CHECK(within(5s, [&] { return held.line.in_flight() == 1; }));
  CHECK(held.line.waiting() == 1);  // its address is busy, and nobody else waits
  held.end("a1");
  CHECK(held.so_far(3).back() == "a2");
}

TEST_CASE("A browser that is known goes before every stranger that waits") {
  HeldLine held;
  held.post("a1", {"192.0.2.1"});
  held.post("b1", {"192.0.2.2"});
  CHECK(held.so_far(2).size() == 2);
  for (int i = 0; i < 20; ++i) held.post("s" + std::to_string(i), {"198.51.100." + std::to_string(i)});
  held.post("known", {"browser", true});
  held.end("a1");
  CHECK(held.so_far(3).back() == "known");
}

TEST_CASE("The line has an end: of one address and of all strangers; a known browser still finds room") {
  HeldLine held;
  held.post("a", {"192.0.2.1"});
  held.post("b", {"192.0.2.2"});
  CHECK(held.so_far(2).size() == 2);
  for (std::size_t i = 0; i <= SignInLine::kMaxOfOne; ++i) held.post("one" + std::to_string(i), {"192.0.2.1"});
  CHECK(held.refused == std::vector<std::string>{"one" + std::to_string(SignInLine::kMaxOfOne)});
  for (std::size_t i = 0; held.line.waiting() < SignInLine::kMaxStrangers; ++i)
    held.post("s" + std::to_string(i), {"198.51.100." + std::to_string(i)});
  held.post("late", {"203.0.113.1"});
  CHECK(held.refused.back() == "late");
  held.post("known", {"browser", true});
  CHECK(held.refused.back() == "late");
  CHECK(held.line.waiting() == SignInLine::kMaxStrangers + 1);
}

TEST_CASE("A browser is known for the names that signed in in it, by a cookie that nobody else can make") {
  SystemRandom random;
  const CentralKeys keys = generate_central_keys(random), others = generate_central_keys(random);
  const KnownBrowsers browsers(keys), elsewhere(others);
  const std::int64_t now = 1'790'000'000'000;
  const std::string one = browsers.with("", "li", now, random);
  const std::string two = browsers.with(one, "wang", now, random);
  const std::string id = browsers.known_for(one, "li", now);
  CHECK_FALSE(id.empty());
  CHECK(browsers.known_for(two, "li", now) == id);
  CHECK(browsers.known_for(two, "wang", now) == id);
  CHECK(browsers.known_for(one, "wang", now).empty());
  CHECK(browsers.known_for(one, "li", now + kBrowserLifeMs + 1).empty());
  CHECK(elsewhere.known_for(one, "li", now).empty());
  std::string bent = one;
  bent[3] = bent[3] == 'A' ? 'B' : 'A';
  CHECK(browsers.known_for(bent, "li", now).empty());
  CHECK(browsers.known_for("", "li", now).empty());
  CHECK(browsers.known_for("not a cookie!", "li", now).empty());
}
