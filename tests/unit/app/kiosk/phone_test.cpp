#include <catch2/catch.hpp>

#include "kiosk_bench.h"

using namespace warmheart;
using namespace warmheart::test;

TEST_CASE("the kiosk shows a code, follows the phone, and is told who applied, masked") {
  KioskBench bench;
  PhoneController& page = bench.backend->phone;
  page.begin();
  CHECK(page.address().isEmpty());
  bench.phone.answer_open(HandoffView{Uuid::from_bytes(Bytes(16, 1)).value(), "https://centre/phone/#join=abc", 1});
  CHECK(page.address() == u"https://centre/phone/#join=abc");
  CHECK(page.progress() == bench.sentences.text("handoff.waiting"));
  bench.phone.now = {1, 0, {}};
  page.refresh();
  CHECK(page.progress() == bench.sentences.text("handoff.opened").arg(1));
  CHECK_FALSE(page.done());
  bench.phone.now = {1, 1, "张*"};
  page.refresh();
  CHECK(page.done());
  CHECK(page.progress() == bench.sentences.text("handoff.filled").arg("张*"));
}

TEST_CASE("a code that comes after its person has left is not shown, and nothing of a card stays") {
  KioskBench bench;
  PhoneController& page = bench.backend->phone;
  page.begin();
  const auto late = bench.phone.answer_open;
  page.wipe();
  late(HandoffView{Uuid::from_bytes(Bytes(16, 1)).value(), "https://centre/phone/#join=abc", 1});
  CHECK(page.address().isEmpty());
  page.keep("not a card");
  CHECK(page.keepAddress().isEmpty());
}

TEST_CASE("a code that cannot be made is said, not shown as an empty square") {
  KioskBench bench;
  PhoneController& page = bench.backend->phone;
  page.begin();
  bench.phone.answer_open(fail(ErrorCode::disk_full, "full"));
  CHECK(page.failed());
  CHECK(page.address().isEmpty());
}
