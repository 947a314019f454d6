#include <catch2/catch.hpp>

#include "kiosk_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

TEST_CASE("the kiosk shows a code, follows the phone, and is told who applied, masked") {
  KioskFixture fixture;
  PhoneController& page = fixture.backend->phone;
  page.begin();
  CHECK(page.address().isEmpty());
  fixture.phone.answer_open(HandoffView{Uuid::from_bytes(Bytes(16, 1)).value(), "https://centre/phone/#join=abc", 1});
  CHECK(page.address() == u"https://centre/phone/#join=abc");
  CHECK(page.progress() == fixture.sentences.text("handoff.waiting"));
  fixture.phone.now = {1, 0, {}, false};
  page.refresh();
  CHECK(page.progress() == fixture.sentences.text("handoff.opened").arg(1));
  CHECK_FALSE(page.done());
  fixture.phone.now = {1, 1, "张*", false};
  page.refresh();
  CHECK(page.done());
  CHECK(page.progress() == fixture.sentences.text("handoff.filled").arg("张*"));
}

TEST_CASE("a code that comes after its person has left is not shown, and nothing of a card stays") {
  KioskFixture fixture;
  PhoneController& page = fixture.backend->phone;
  page.begin();
  const auto late = fixture.phone.answer_open;
  page.wipe();
  late(HandoffView{Uuid::from_bytes(Bytes(16, 1)).value(), "https://centre/phone/#join=abc", 1});
  CHECK(page.address().isEmpty());
  page.keep("not a card");
  CHECK(page.keepAddress().isEmpty());
}

TEST_CASE("a code that cannot be made is said, not shown as an empty square") {
  KioskFixture fixture;
  PhoneController& page = fixture.backend->phone;
  page.begin();
  fixture.phone.answer_open(fail(ErrorCode::disk_full, "full"));
  CHECK(page.failed());
  CHECK(page.address().isEmpty());
}
