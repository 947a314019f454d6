#include "centre_fixture.h"
#include "core/member/card.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

struct OneApplication : Centre {
  Device device = enrol();
  Uuid id = device.join({});
  OneApplication() { take(device); }
  std::string state() { return must(list_applications(store, reviewer(), {})).items.at(0).state; }
};

}  // namespace

TEST_CASE("approval: state, audit, the station told, the card in the district, a final card with the same number") {
  OneApplication centre;
  centre.decide_now(centre.id, Centre::approval());
  CHECK(centre.state() == "approved");
  const auto decision = centre.published_decision(centre.id);
  REQUIRE(decision);
  CHECK(decision->state() == "approved");
  CHECK(decision->union_name() == "望京街道总工会CY01");
  const CardClaims claims = must(read_card(decision->final_card()));
  CHECK(claims.masked_name == "张*");
  CHECK(claims.union_code == "CY01");
  const Digest listed = must(card_digest(centre.device.card_of(centre.id)));
  const auto approved = centre.feed_value("district/110105", "approved/" + to_hex(listed));
  REQUIRE(approved);
  CHECK(approved->approved_card().card_digest() == string_of(listed));
  CHECK(approved->SerializeAsString().find(string_of(claims.card_number)) == std::string::npos);

  CardTrust trust;
  std::copy(centre.keys->card.public_key.begin(), centre.keys->card.public_key.end(),
            trust.keys[key_id_of(centre.keys->card.public_key)].public_key.begin());
  trust.keys[key_id_of(centre.keys->card.public_key)].final_role = true;
  trust.as_of_ms = centre.clock.wall_ms;
  CHECK(check_card(decision->final_card(), trust, centre.clock.wall_ms).state == CardState::valid);
}

TEST_CASE("a decision can be undone for ten seconds, by who made it, and has no effect before") {
  OneApplication centre;
  const auto clock = must(feed_clock(centre.store));
  must(open_application(centre.store, centre.reviewer(), centre.id));
  const std::int64_t until = must(decide(centre.store, centre.reviewer(), centre.id, Centre::approval()));
  CHECK(until == centre.clock.wall_ms + 10'000);
  CHECK(must(list_applications(centre.store, centre.reviewer(), {})).items.at(0).undo_until_ms == until);
  centre.clock.wall_ms += 9'999;
  CHECK(must(settle_due(centre.store)) == 0);
  CHECK(must(feed_clock(centre.store)) == clock);
  Reviewer colleague = centre.reviewer();
  colleague.user = "wang";
  CHECK(undo(centre.store, colleague, centre.id).error().code == ErrorCode::forbidden);
  must(undo(centre.store, centre.reviewer(), centre.id));
  centre.clock.wall_ms += 60'000;
  CHECK(must(settle_due(centre.store)) == 0);
  CHECK(centre.state() == "awaiting-review");
  CHECK(undo(centre.store, centre.reviewer(), centre.id).error().code == ErrorCode::conflict);
}

TEST_CASE("an office may set another time to undo") {
  OneApplication centre;
  must(open_application(centre.store, centre.reviewer(), centre.id));
  const std::int64_t until = must(decide(centre.store, centre.reviewer(), centre.id, Centre::approval(), 3'000));
  CHECK(until == centre.clock.wall_ms + 3'000);
  centre.clock.wall_ms += 2'999;
  CHECK(must(settle_due(centre.store)) == 0);
  centre.clock.wall_ms += 1;
  CHECK(must(settle_due(centre.store)) == 1);
}

TEST_CASE("after ten seconds a decision can no longer be undone") {
  OneApplication centre;
  must(open_application(centre.store, centre.reviewer(), centre.id));
  must(decide(centre.store, centre.reviewer(), centre.id, Centre::approval()));
  centre.clock.wall_ms += kUndoMs;
  CHECK(undo(centre.store, centre.reviewer(), centre.id).error().code == ErrorCode::conflict);
  CHECK(must(settle_due(centre.store)) == 1);
  CHECK(must(settle_due(centre.store)) == 0);
}

TEST_CASE("approved twice is impossible, for one application and for one person") {
  OneApplication centre;
  centre.clock.wall_ms += 1000;
  const Uuid second = centre.device.join({"张伟", "11010519491231002X", "13900000009"});
  centre.take(centre.device);
  must(open_application(centre.store, centre.reviewer(), centre.id));
  must(open_application(centre.store, centre.reviewer(), second));
  SECTION("both decided within the undo window: the first stands, the other comes back to the queue") {
    must(decide(centre.store, centre.reviewer(), centre.id, Centre::approval()));
    CHECK(decide(centre.store, centre.reviewer(), centre.id, Centre::approval()).error().code == ErrorCode::conflict);
    centre.clock.wall_ms += 1;
    must(decide(centre.store, centre.reviewer(), second, Centre::approval()));
    centre.clock.wall_ms += kUndoMs;
    must(settle_due(centre.store));
  }
  SECTION("decided after the first has settled: refused in words") {
    must(decide(centre.store, centre.reviewer(), centre.id, Centre::approval()));
    centre.clock.wall_ms += kUndoMs;
    must(settle_due(centre.store));
    CHECK(decide(centre.store, centre.reviewer(), second, Centre::approval()).error().code == ErrorCode::conflict);
  }
  const auto items = must(list_applications(centre.store, centre.reviewer(), {})).items;
  CHECK(items.at(0).state == "approved");
  CHECK(items.at(1).state == "awaiting-review");
  CHECK_FALSE(items.at(1).undo_until_ms);
  CHECK(centre.published_decision(second)->state() == "awaiting-review");
}

TEST_CASE("a union reviewer sees, opens and decides its own union's applications only") {
  OneApplication centre;
  const Reviewer other = centre.reviewer("CY02");
  CHECK(must(list_applications(centre.store, other, {})).items.empty());
  CHECK(open_application(centre.store, other, centre.id).error().code == ErrorCode::forbidden);
  CHECK(decide(centre.store, other, centre.id, Centre::approval()).error().code == ErrorCode::forbidden);
  CHECK(undo(centre.store, other, centre.id).error().code == ErrorCode::forbidden);
  const Reviewer city{"city", "市总", Role::city, ""};
  CHECK(must(list_applications(centre.store, city, {})).items.size() == 1);
  Reviewer nobody = other;
  nobody.union_code.clear();
  CHECK(must(list_applications(centre.store, nobody, {})).items.empty());
  CHECK(open_application(centre.store, nobody, centre.id).error().code == ErrorCode::forbidden);
}

TEST_CASE("opening shows the whole application, without the query code, and writes one audit row each time") {
  OneApplication centre;
  const auto before = must(audit_head(centre.store)).seq;
  const auto opened = must(open_application(centre.store, centre.reviewer(), centre.id));
  CHECK(opened.whole.fields().name() == "张伟");
  CHECK(opened.whole.query_code().empty());
  CHECK(opened.birth_date == "1949-12-31");
  CHECK(opened.sex == "female");
  CHECK(opened.item.assigned_to == centre.reviewer().user);
  CHECK(opened.history.at(0).what == "submitted");
  const auto rows = must(audit_rows(centre.store, before, 10));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].what == "application-opened");
  CHECK(rows[0].who == centre.reviewer().user);
  CHECK(rows[0].subject == centre.id.text());
}

TEST_CASE("an application in somebody's hands stays theirs for half an hour, and must be opened before it is decided") {
  OneApplication centre;
  CHECK(decide(centre.store, centre.reviewer(), centre.id, Centre::approval()).error().code == ErrorCode::conflict);
  must(open_application(centre.store, centre.reviewer(), centre.id));
  Reviewer colleague = centre.reviewer();
  colleague.user = "wang";
  CHECK(open_application(centre.store, colleague, centre.id).error().code == ErrorCode::conflict);
  CHECK(decide(centre.store, colleague, centre.id, Centre::approval()).error().code == ErrorCode::conflict);
  centre.clock.wall_ms += kAssignmentMs;
  must(open_application(centre.store, colleague, centre.id));
  must(decide(centre.store, colleague, centre.id, Centre::approval()));
}

TEST_CASE("a decision that is not complete is refused with what is missing") {
  OneApplication centre;
  must(open_application(centre.store, centre.reviewer(), centre.id));
  const auto refused = [&](const Decision& decision) {
    const auto result = decide(centre.store, centre.reviewer(), centre.id, decision);
    return !result && result.error().code == ErrorCode::invalid_argument;
  };
  CHECK(refused(Centre::give_back({})));
  CHECK(refused(Centre::give_back({"wage"})));
  CHECK(refused(Centre::give_back({"consents"})));
  Decision no_reason = Centre::give_back({"name"});
  no_reason.reason.clear();
  CHECK(refused(no_reason));
  Decision reject;
  reject.action = DecisionAction::reject;
  CHECK(refused(reject));
  Decision forward;
  forward.action = DecisionAction::forward;
  CHECK(refused(forward));
  forward.union_code = "CY01";
  CHECK(refused(forward));
  Decision long_reason = Centre::give_back({"name"});
  long_reason.reason.assign(10'000, 'x');
  CHECK(refused(long_reason));
  CHECK(decision_action("erase").error().code == ErrorCode::invalid_argument);
}

TEST_CASE("a rejection reaches the station with its reason") {
  OneApplication centre;
  Decision decision;
  decision.action = DecisionAction::reject;
  decision.reason = "不属于本工会范围";
  centre.decide_now(centre.id, decision);
  CHECK(centre.published_decision(centre.id)->state() == "rejected");
  CHECK(centre.published_decision(centre.id)->reason() == "不属于本工会范围");
}

TEST_CASE("a forwarded application leaves this union's queue, waits in the other's, and its card names the other") {
  OneApplication centre;
  Decision decision;
  decision.action = DecisionAction::forward;
  decision.union_code = "CY02";
  centre.decide_now(centre.id, decision);
  CHECK(must(list_applications(centre.store, centre.reviewer(), {})).items.empty());
  const Reviewer other = centre.reviewer("CY02");
  REQUIRE(must(list_applications(centre.store, other, {})).items.size() == 1);
  CHECK(centre.published_decision(centre.id)->union_code() == "CY02");
  must(open_application(centre.store, other, centre.id));
  must(decide(centre.store, other, centre.id, Centre::approval()));
  centre.clock.wall_ms += kUndoMs;
  must(settle_due(centre.store));
  CHECK(must(read_card(centre.published_decision(centre.id)->final_card())).union_code == "CY02");
}

TEST_CASE("lists go on from their cursor, oldest first, while applications are decided in between") {
  Centre centre;
  Device device = centre.enrol();
  std::vector<Uuid> ids;
  for (int i = 0; i < 7; ++i) {
    centre.clock.wall_ms += 1000;
    ids.push_back(device.join({}));
    centre.send(device.batch(device.head(), 1));
  }
  centre.apply();
  ApplicationFilter filter;
  filter.state = "awaiting-review";
  filter.limit = 3;
  const auto first = must(list_applications(centre.store, centre.reviewer(), filter));
  REQUIRE(first.items.size() == 3);
  CHECK(first.items[0].id == ids[0]);
  centre.decide_now(ids[1], Centre::give_back({"name"}));
  filter.after = first.next;
  const auto second = must(list_applications(centre.store, centre.reviewer(), filter));
  REQUIRE(second.items.size() == 3);
  CHECK(second.items[0].id == ids[3]);
  filter.after = second.next;
  const auto third = must(list_applications(centre.store, centre.reviewer(), filter));
  CHECK(third.items.size() == 1);
  CHECK(third.next.empty());
  filter.after = "garbage";
  CHECK(list_applications(centre.store, centre.reviewer(), filter).error().code == ErrorCode::invalid_argument);
}
