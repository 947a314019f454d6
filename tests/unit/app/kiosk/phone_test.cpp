#include <catch2/catch.hpp>

#include "kiosk_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

HandoffView made_code() {
  Handoff handoff;
  handoff.id = Uuid::from_bytes(Bytes(16, 1)).value();
  return {handoff, "https://centre/phone/#join=abc"};
}

}  // namespace

TEST_CASE("the kiosk shows a code, follows the phone, and is told who applied, masked") {
  KioskFixture fixture;
  PhoneController& page = fixture.backend->phone;
  page.begin();
  CHECK(page.address().isEmpty());
  fixture.phone.answer_make(made_code());
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
  const auto late = fixture.phone.answer_make;
  page.wipe();
  late(made_code());
  CHECK(page.address().isEmpty());
  page.keep("not a card");
  CHECK(page.keepAddress().isEmpty());
}

TEST_CASE("a code that cannot be made is said, not shown as an empty square") {
  KioskFixture fixture;
  PhoneController& page = fixture.backend->phone;
  page.begin();
  fixture.phone.answer_make(fail(ErrorCode::disk_full, "full"));
  CHECK(page.failed());
  CHECK(page.address().isEmpty());
}

TEST_CASE("a code that only stands there is written down by nobody; one that is taken, or that a phone opened, once") {
  KioskFixture fixture;
  PhoneController& page = fixture.backend->phone;
  page.begin();
  fixture.phone.answer_make(made_code());
  page.refresh();
  page.wipe();
  CHECK(fixture.phone.written() == 0);
  page.begin();
  page.use();  // before the code is there
  CHECK(fixture.phone.written() == 0);
  fixture.phone.answer_make(made_code());
  page.use();
  page.refresh();
  CHECK(fixture.phone.written() == 1);
  page.begin();
  fixture.phone.answer_make(made_code());
  fixture.phone.now = {1, 0, {}, false};
  page.refresh();
  page.refresh();
  CHECK(fixture.phone.written() == 2);
}

TEST_CASE("what could not be written of a taken code is tried again, and the code stays") {
  KioskFixture fixture;
  PhoneController& page = fixture.backend->phone;
  page.begin();
  fixture.phone.answer_make(made_code());
  fixture.phone.refuse(true);
  page.use();
  CHECK(fixture.phone.written() == 1);
  CHECK_FALSE(page.address().isEmpty());
  CHECK_FALSE(page.failed());
  fixture.phone.refuse(false);
  page.refresh();
  page.refresh();
  CHECK(fixture.phone.written() == 2);
}
