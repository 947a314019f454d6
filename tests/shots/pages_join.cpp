// Joining, from the first questions to the slip.
#include "tests/shots/pages.h"

#include <QQuickItem>

#include "tests/shots/page_harness.h"

namespace warmheart {

namespace {

void fill(PageHarness& harness) {
  JoinController& join = harness.backend().join;
  join.begin();
  for (const char* id : {"notice", "id-number", "receiving-union"})
    join.consents()->setGiven(QString::fromUtf8(id), true);
  join.identity()->setName(QStringLiteral("欧阳小明"));
  join.identity()->setDocumentNumber(QStringLiteral("11010519491231002X"));
  join.identity()->setMobile(QStringLiteral("13800000001"));
  join.work()->setOccupation(QStringLiteral("food-delivery"));
  join.work()->setPlatform(QStringLiteral("美团"));
  join.work()->setDistrictCode(QStringLiteral("110105"));
  join.work()->setStreetCode(QStringLiteral("110105026"));
  join.receivingUnion()->setConsentGiven(true);
}

void sign(PageHarness& harness) {
  SignatureStrokes& ink = *harness.backend().join.signing()->strokes();
  ink.beginStroke({0.2, 0.6});
  for (int i = 0; i <= 40; ++i) ink.continueStroke({0.2 + i * 0.007, 0.5 + 0.22 * ((i % 8) / 8.0 - 0.5)});
  ink.beginStroke({0.55, 0.3});
  for (int i = 0; i <= 30; ++i) ink.continueStroke({0.55 + i * 0.008, 0.3 + i * 0.011});
  ink.beginStroke({0.78, 0.28});
  for (int i = 0; i <= 30; ++i) ink.continueStroke({0.78 - i * 0.006, 0.28 + i * 0.014});
}

}  // namespace

std::vector<PageShot> join_shots() {
  return {
      {"join-1-start", [](PageHarness& s) { go(s, "joinStart"); }},
      {"join-1-start-reader",
       [](PageHarness& s) {
         s.reader().plug(true);
         go(s, "joinStart");
       }},
      {"join-1-questions", [](PageHarness& s) { go(s, "joinQuestions"); }},
      {"join-2-consent",
       [](PageHarness& s) {
         s.backend().join.begin();
         go(s, "joinConsent");
       }},
      {"join-2-consent-optional",
       [](PageHarness& s) {
         s.backend().join.begin();
         for (const char* id : {"notice", "id-number"})
           s.backend().join.consents()->setGiven(QString::fromUtf8(id), true);
         go(s, "joinConsent");
       }},
      {"join-2-refused",
       [](PageHarness& s) {
         s.backend().join.begin();
         go(s, "joinRefused");
       }},
      {"join-3-reader",
       [](PageHarness& s) {
         s.reader().plug(true);
         s.backend().join.begin();
         go(s, "joinReader");
       }},
      {"join-3-identity-recent",
       [](PageHarness& s) {
         s.backend().registry.recent.keepTyped({QStringLiteral("欧阳小明"), {}, {}, QStringLiteral("13800000001")});
         s.backend().join.begin();
         go(s, "joinIdentity");
       }},
      {"join-3-identity-other-document",
       [](PageHarness& s) {
         fill(s);
         s.backend().join.identity()->setDocumentKind(QStringLiteral("foreign-permanent"));
         go(s, "joinIdentity");
       }},
      {"join-3-identity",
       [](PageHarness& s) {
         fill(s);
         go(s, "joinIdentity");
       }},
      {"join-3-identity-errors",
       [](PageHarness& s) {
         fill(s);
         s.backend().join.identity()->setName({});
         s.backend().join.identity()->setDocumentNumber(QStringLiteral("15000019970319128X"));
         s.backend().join.identity()->setMobile(QStringLiteral("1380000"));
         go(s, "joinIdentity");
         s.backend().join.goNext(JoinController::Step::IdentityStep);
         s.settle();
       }},
      {"join-3-identity-name",
       [](PageHarness& s) {
         s.backend().join.begin();
         go(s, "joinIdentity");
         focus(s, "nameInput");
       },
       true},
      {"join-3-identity-four-keys",
       [](PageHarness& s) {
         s.backend().join.begin();
         go(s, "joinIdentity");
         focus(s, "nameInput");
         strike(s, Qt::Key_Return);
         strike(s, Qt::Key_Right);
       },
       true},
      {"join-3-identity-four-keys-digit",
       [](PageHarness& s) {
         fill(s);
         go(s, "joinIdentity");
         focus(s, "documentNumberInput");
         for (const int key : {Qt::Key_Return, Qt::Key_Right, Qt::Key_Return, Qt::Key_Right}) strike(s, key);
       },
       true},
      {"join-3-identity-number",
       [](PageHarness& s) {
         fill(s);
         go(s, "joinIdentity");
         focus(s, "documentNumberInput");
       },
       true},
      {"join-3-identity-reader",
       [](PageHarness& s) {
         s.reader().plug(true);
         s.backend().join.begin();
         go(s, "joinIdentity");
         s.reader().lay(QStringLiteral("张伟"), QStringLiteral("11010519491231002X"));
         s.settle();
       }},
      {"join-4-work",
       [](PageHarness& s) {
         fill(s);
         go(s, "joinWork");
       }},
      {"join-4-place",
       [](PageHarness& s) {
         fill(s);
         go(s, "joinPlace");
       }},
      {"join-4-place-employer",
       [](PageHarness& s) {
         fill(s);
         go(s, "joinPlace");
         focus(s, "employerInput");
       },
       true},
      {"join-4-district",
       [](PageHarness& s) {
         s.backend().join.begin();
         go(s, "joinStreet");
       }},
      {"join-4-street",
       [](PageHarness& s) {
         fill(s);
         go(s, "joinStreet");
       }},
      {"join-4-street-found",
       [](PageHarness& s) {
         fill(s);
         go(s, "joinStreet");
         if (auto* field = s.window()->findChild<QQuickItem*>(QStringLiteral("streetSearch")))
           field->setProperty("typed", QStringLiteral("wj"));
         s.settle();
       }},
      {"join-5-union",
       [](PageHarness& s) {
         fill(s);
         go(s, "joinUnion");
       }},
      {"join-5-unions",
       [](PageHarness& s) {
         fill(s);
         go(s, "joinUnionList");
       }},
      {"join-6-sign",
       [](PageHarness& s) {
         fill(s);
         sign(s);
         go(s, "joinSign");
       }},
      {"join-7-review",
       [](PageHarness& s) {
         fill(s);
         sign(s);
         go(s, "joinReview");
       }},
      {"join-8-done",
       [](PageHarness& s) {
         fill(s);
         sign(s);
         s.backend().join.submit();
         s.settle();
         go(s, "joinDone");
       }},
      {"join-8-done-printed",
       [](PageHarness& s) {
         fill(s);
         sign(s);
         s.backend().join.submit();
         s.settle();
         s.printer().plug(true);
         go(s, "joinDone");
         s.backend().printer.printApplication();
         s.settle();
       }},
      {"join-8-done-asked",
       [](PageHarness& s) {
         fill(s);
         sign(s);
         s.backend().join.submit();
         s.settle();
         go(s, "joinDone");
         s.run(QStringLiteral("page.finish()"));
       }},
      {"leave",
       [](PageHarness& s) {
         fill(s);
         go(s, "joinIdentity");
         s.run(QStringLiteral("page.home()"));
       }},
  };
}

}  // namespace warmheart
