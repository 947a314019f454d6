#include "centre_fixture.h"
#include "core/central/feed/feed.h"
#include "core/central/ingest/parked.h"
#include "core/central/members/people.h"
#include "core/central/members/requests.h"
#include "core/central/verify/verify.h"
#include "core/member/card.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

Uuid leave(Device& device, const Uuid& application, const char* text_id) {
  wire::Payload payload;
  payload.mutable_consent_withdrawn()->set_application_id(string_of(application.bytes()));
  payload.mutable_consent_withdrawn()->set_text_id(text_id);
  *payload.mutable_consent_withdrawn()->mutable_proof() = device.proof_of(application);
  return device.write(wire::CONSENT_WITHDRAWN, payload);
}
Uuid erase(Device& device, const Uuid& application) {
  wire::Payload payload;
  payload.mutable_erasure_asked()->set_application_id(string_of(application.bytes()));
  *payload.mutable_erasure_asked()->mutable_proof() = device.proof_of(application);
  return device.write(wire::ERASURE_ASKED, payload);
}
std::string published_state(Centre& centre, const Uuid& id) {
  const auto entries = must(feed_entries(centre.store, station_scope(centre.station_id())));
  for (const FeedEntry& entry : entries) {
    if (entry.value.has_rider_request() && entry.value.rider_request().record_id() == string_of(id.bytes()))
      return entry.value.rider_request().state();
  }
  return "";
}

// A member whose word that the membership ends has arrived.
struct LeavingMember {
  Centre centre;
  Device device = centre.enrol();
  Uuid application = device.join({"张伟"});
  Uuid id;
  LeavingMember() {
    centre.take(device);
    centre.decide_now(application, Centre::approval());
    id = leave(device, application, "all");
    centre.take(device);
  }
};

void erase_now(Centre& centre, Device& device, const Uuid& application) {
  const Uuid id = erase(device, application);
  centre.take(device);
  REQUIRE(must(agree_request(centre.store, id, "li")) == Agreement::noted);
  REQUIRE(must(agree_request(centre.store, id, "wang")) == Agreement::erasing);
}

// Raw records whose payload could still be opened, of the kinds that hold a person's fields.
std::int64_t readable(Centre& centre) {
  return centre.counted("SELECT count(*) FROM raw_record WHERE payload IS NOT NULL AND kind IN (1, 2, 20, 21, 30)");
}

}  // namespace

TEST_CASE("leaving becomes true after seven days, not before, and ends the card in the whole district") {
  LeavingMember member;
  auto& [centre, device, application, id] = member;
  CHECK(published_state(centre, id) == "under-review");
  CHECK(must(settle_requests(centre.store)) == 0);
  centre.clock.wall_ms += kReversibleForMs + 1;
  CHECK(must(settle_requests(centre.store)) == 1);
  CHECK(published_state(centre, id) == "done");
  const auto district = must(feed_entries(centre.store, district_scope("110105")));
  CHECK(std::ranges::any_of(district, [](const FeedEntry& entry) { return entry.value.has_revoked_card(); }));
  CHECK(must(settle_requests(centre.store)) == 0);
}

TEST_CASE("a refused request stays without effect") {
  LeavingMember member;
  auto& [centre, device, application, id] = member;
  CHECK(refuse_request(centre.store, id, "", "li").error().code == ErrorCode::invalid_argument);
  must(refuse_request(centre.store, id, "本人已撤销", "li"));
  centre.clock.wall_ms += kReversibleForMs + 1;
  CHECK(must(settle_requests(centre.store)) == 0);
  CHECK(published_state(centre, id) == "refused");
}

TEST_CASE("an erasure takes two people, destroys the person's key, and leaves every chain whole") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid application = device.join({"张伟"});
  centre.take(device);
  const Uuid id = erase(device, application);
  centre.take(device);
  CHECK(must(agree_request(centre.store, id, "li")) == Agreement::noted);
  CHECK(agree_request(centre.store, id, "li").error().code == ErrorCode::conflict);
  CHECK(published_state(centre, id) == "under-review");
  CHECK(must(agree_request(centre.store, id, "wang")) == Agreement::erasing);
  CHECK(published_state(centre, id).empty());
  const Uuid person = centre.application(application)->person;
  CHECK_FALSE(
      centre.store.transact({}, [&](Act& act) { return encrypt_for_person(act, person, application, Bytes(3)); }));
  CHECK(must(list_requests(centre.store)).front().masked_name == "*");
  CHECK(must(verify_raw_chains(centre.store)).faults.empty());
}

TEST_CASE("no more texts is done at once; a request before its application waits for it") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid application = device.join({"张伟"});
  const Uuid id = leave(device, application, "sms");
  centre.take(device);
  CHECK(published_state(centre, id) == "done");
}

TEST_CASE("an erasure leaves no correction behind either, not even one that nobody expected or that comes later") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid application = device.join({"张伟"});
  centre.take(device);
  wire::ApplicationFields fields;
  fields.set_mobile("13700000007");
  device.correct(application, {"mobile"}, fields);
  centre.take(device);
  CHECK(readable(centre) == 2);
  erase_now(centre, device, application);
  CHECK(readable(centre) == 0);
  device.correct(application, {"mobile"}, fields);
  centre.take(device);
  CHECK(readable(centre) == 0);
  leave(device, application, "sms");
  centre.take(device);
  CHECK(must(verify_raw_chains(centre.store)).faults.empty());
}

TEST_CASE("all applications of who is erased end, and whoever was erased may join anew") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid first = device.join({"张伟"}), second = device.join({"张伟"});
  centre.take(device);
  erase_now(centre, device, first);
  for (const Uuid& one : {first, second}) CHECK(centre.application(one)->state == ApplicationState::left);
  const Uuid anew = device.join({"张伟"});
  centre.take(device);
  const auto row = centre.application(anew);
  REQUIRE(row);
  CHECK(row->state == ApplicationState::awaiting_review);
  CHECK(row->masked_name == "张*");
  CHECK(row->person != centre.application(first)->person);
}

namespace {

Uuid ask_correction(Device& device, const Uuid& application, const std::vector<std::string>& names,
                    const wire::ApplicationFields& fields) {
  wire::Payload payload;
  wire::CorrectionAsked& body = *payload.mutable_correction_asked();
  body.set_application_id(string_of(application.bytes()));
  *body.mutable_fields() = fields;
  for (const std::string& name : names) body.add_corrected(name);
  *body.mutable_proof() = device.proof_of(application);
  return device.write(wire::CORRECTION_ASKED, payload);
}
wire::ApplicationFields another_name() {
  wire::ApplicationFields fields;
  fields.set_name("李伟");
  fields.set_occupation("truck");
  return fields;
}

struct Member {
  Centre centre;
  Device device = centre.enrol();
  Uuid application = device.join({"张伟"});
  Member() {
    centre.take(device);
    centre.decide_now(application, Centre::approval());
  }
  internal::ApplicationRow row() { return *centre.application(application); }
  wire::ApplicationSubmitted whole() {
    const internal::ApplicationRow now = row();
    return must(centre.store.read([&](Snapshot& in) { return internal::decrypt_application(in, now); }));
  }
};

Uuid take_back(Device& device, const Uuid& application, const Uuid& request) {
  wire::Payload payload;
  payload.mutable_leaving_taken_back()->set_application_id(string_of(application.bytes()));
  payload.mutable_leaving_taken_back()->set_request_id(string_of(request.bytes()));
  *payload.mutable_leaving_taken_back()->mutable_proof() = device.proof_of(application);
  return device.write(wire::LEAVING_TAKEN_BACK, payload);
}

}  // namespace

TEST_CASE(
    "a correction of what was approved waits for somebody, shows before and after, then stands and signs the card "
    "anew") {
  Member member;
  auto& [centre, device, application] = member;
  const std::string card = member.row().final_card;
  const Uuid id = ask_correction(device, application, {"name", "occupation"}, another_name());
  centre.take(device);
  CHECK(published_state(centre, id) == "under-review");
  CHECK(member.whole().fields().name() == "张伟");
  CHECK(open_correction(centre.store, id, "li", "").error().code == ErrorCode::invalid_argument);
  const auto values = must(open_correction(centre.store, id, "li", "电话核对"));
  REQUIRE(values.size() == 2);
  CHECK(values[0].before == "张伟");
  CHECK(values[0].after == "李伟");
  CHECK(must(agree_request(centre.store, id, "li")) == Agreement::done);
  CHECK(published_state(centre, id) == "done");
  CHECK(member.whole().fields().name() == "李伟");
  CHECK(member.whole().fields().mobile() == "13800000001");
  CHECK(member.row().masked_name == "李*");
  CHECK(member.row().state == ApplicationState::approved);
  CHECK(member.row().final_card != card);
  CHECK(must(read_card(member.row().final_card)).occupation == "truck");
  CHECK(open_correction(centre.store, id, "li", "again").error().code == ErrorCode::conflict);
}

TEST_CASE("a refused correction changes nothing, and its values are kept no longer than it waits") {
  Member member;
  auto& [centre, device, application] = member;
  const Uuid id = ask_correction(device, application, {"name"}, another_name());
  centre.take(device);
  must(refuse_request(centre.store, id, "证件与所填不一致", "li"));
  CHECK(member.whole().fields().name() == "张伟");
  CHECK(centre.counted("SELECT length(sealed) FROM rider_request") == 0);
}

TEST_CASE(
    "nobody corrects the own union, consents or signature this way, and a number that is another member's is not taken "
    "over") {
  Member member;
  auto& [centre, device, application] = member;
  const Uuid other = device.join({"欧阳小明", "440524188001010014", "13800000002"});
  centre.take(device);
  centre.decide_now(other, Centre::approval());
  ask_correction(device, application, {"receiving-union"}, another_name());
  wire::ApplicationFields number;
  number.set_document_kind("resident-id");
  number.set_document_number("440524188001010014");
  const Uuid id = ask_correction(device, application, {"document"}, number);
  centre.take(device);
  CHECK(must(list_parked(centre.store, 10)).size() == 1);
  CHECK(agree_request(centre.store, id, "li").error().code == ErrorCode::conflict);
  CHECK(member.whole().fields().document_number() == "11010519491231002X");
}

TEST_CASE("an erasure takes corrections that wait, and those that come after it, with it") {
  Member member;
  auto& [centre, device, application] = member;
  ask_correction(device, application, {"name"}, another_name());
  centre.take(device);
  erase_now(centre, device, application);
  ask_correction(device, application, {"name"}, another_name());
  centre.take(device);
  CHECK(centre.counted("SELECT count(*) FROM rider_request WHERE length(sealed) > 0") == 0);
  CHECK(centre.counted("SELECT count(*) FROM raw_record WHERE payload IS NOT NULL AND kind = 61") == 0);
}

TEST_CASE("a leaving is taken back within seven days and not after; the membership stays") {
  LeavingMember member;
  auto& [centre, device, application, id] = member;
  centre.clock.wall_ms += kReversibleForMs - 1;
  take_back(device, application, id);
  centre.take(device);
  CHECK(published_state(centre, id) == "taken-back");
  centre.clock.wall_ms += kReversibleForMs;
  CHECK(must(settle_requests(centre.store)) == 0);
  CHECK(centre.application(application)->state == ApplicationState::approved);

  const Uuid again = leave(device, application, "all");
  centre.take(device);
  centre.clock.wall_ms += kReversibleForMs + 1;
  take_back(device, application, again);
  centre.take(device);
  CHECK(published_state(centre, again) != "taken-back");
  CHECK(must(settle_requests(centre.store)) == 1);
}

namespace {

std::string refusal_code(Centre& centre, const Uuid& record) {
  const auto value = centre.feed_value(station_scope(centre.station_id()), "request/" + to_hex(record.bytes()));
  return value ? value->rider_request().state() + " " + value->rider_request().code() : "";
}

// Every kind of record that changes a membership, about one application, with this proof.
std::vector<Uuid> ask_everything(Device& device, const Uuid& application, const wire::RiderProof* proof) {
  const std::string id = string_of(application.bytes());
  std::vector<Uuid> records;
  const auto write = [&](wire::RecordKind kind, auto fill) {
    wire::Payload payload;
    wire::RiderProof& typed = *fill(payload);
    if (proof != nullptr) typed = *proof;
    records.push_back(device.write(kind, payload));
  };
  for (const char* text_id : {"all", "sms"}) {
    write(wire::CONSENT_WITHDRAWN, [&](wire::Payload& payload) {
      payload.mutable_consent_withdrawn()->set_application_id(id);
      payload.mutable_consent_withdrawn()->set_text_id(text_id);
      return payload.mutable_consent_withdrawn()->mutable_proof();
    });
  }
  write(wire::ERASURE_ASKED, [&](wire::Payload& payload) {
    payload.mutable_erasure_asked()->set_application_id(id);
    return payload.mutable_erasure_asked()->mutable_proof();
  });
  write(wire::CORRECTION_ASKED, [&](wire::Payload& payload) {
    payload.mutable_correction_asked()->set_application_id(id);
    payload.mutable_correction_asked()->mutable_fields()->set_mobile("13700000007");
    payload.mutable_correction_asked()->add_corrected("mobile");
    return payload.mutable_correction_asked()->mutable_proof();
  });
  return records;
}

wire::RiderProof proof_with(const char* last_four, std::uint64_t code = 12'345'678) {
  wire::RiderProof proof;
  proof.set_query_code(with_check_digit(code));
  proof.set_last_four(last_four);
  return proof;
}

std::size_t audited(Centre& centre, std::string_view what, const Uuid& about) {
  std::size_t count = 0;
  for (const AuditRow& row : must(audit_rows(centre.store, 0, 10'000)))
    count += row.what == what && row.subject == about.text() ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("whatever changes a membership has no effect with a wrong code or wrong digits: refused, audited and told") {
  for (const wire::RiderProof& wrong : {proof_with("0002"), proof_with("0001", 12'345'679), proof_with("")}) {
    Member member;
    auto& [centre, device, application] = member;
    Device stolen = centre.enrol();
    const auto records = ask_everything(stolen, application, &wrong);
    centre.take(stolen);
    for (const Uuid& record : records) CHECK(refusal_code(centre, record) == "refused wrong-proof");
    CHECK(centre.counted("SELECT count(*) AS every FROM rider_request") == 0);
    CHECK(must(list_parked(centre.store, 10)).empty());
    CHECK(member.row().state == ApplicationState::approved);
    CHECK(member.whole().fields().mobile() == "13800000001");
    CHECK(audited(centre, "rider-proof-wrong", application) == records.size());
  }
}

TEST_CASE("five wrong proofs close an application for that kiosk, for a right one too, and for no other kiosk") {
  Member member;
  auto& [centre, device, application] = member;
  Device stolen = centre.enrol();
  const wire::RiderProof wrong = proof_with("0002"), right = proof_with("0001");
  ask_everything(stolen, application, &wrong);
  ask_everything(stolen, application, &wrong);
  const auto refused = ask_everything(stolen, application, &right);
  centre.take(stolen);
  for (const Uuid& record : refused) CHECK(refusal_code(centre, record) == "refused proof-closed");
  CHECK(audited(centre, "rider-proof-wrong", application) == 5);
  const Uuid id = leave(device, application, "all");
  centre.take(device);
  CHECK(published_state(centre, id) == "under-review");
}

TEST_CASE("a kiosk that guesses through many applications by records is closed like one that asks") {
  Centre centre;
  Device device = centre.enrol(), stolen = centre.enrol();
  const wire::RiderProof wrong = proof_with("0009");
  for (int i = 0; i < 10; ++i) {
    const Uuid application = device.join({});
    centre.take(device);
    ask_everything(stolen, application, &wrong);
  }
  centre.take(stolen);
  const auto alarms = must(list_alarms(centre.store, 10));
  REQUIRE(alarms.size() == 1);
  CHECK(alarms[0].code == "wrong-tries");
  CHECK(alarms[0].device == stolen.id());
}

TEST_CASE(
    "what a kiosk of before sends without a proof waits for a person, who asks the rider, and then takes effect") {
  Member member;
  auto& [centre, device, application] = member;
  const auto records = ask_everything(device, application, nullptr);
  centre.take(device);
  for (const Uuid& record : records) CHECK(published_state(centre, record) == "under-review");
  for (const RequestLine& line : must(list_requests(centre.store))) CHECK_FALSE(line.proven);
  centre.clock.wall_ms += 2 * kReversibleForMs;
  CHECK(must(settle_requests(centre.store)) == 0);
  CHECK(member.row().state == ApplicationState::approved);
  CHECK(must(agree_request(centre.store, records[1], "li")) == Agreement::done);
  CHECK(must(agree_request(centre.store, records[3], "li")) == Agreement::done);
  CHECK(member.whole().fields().mobile() == "13700000007");
  CHECK(must(agree_request(centre.store, records[0], "li")) == Agreement::done);
  CHECK(member.row().state == ApplicationState::left);
}

TEST_CASE(
    "a withdrawal and a filled-in return without a proof wait for a person as well; with a wrong one they are "
    "refused") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid application = device.join({"张伟"});
  centre.take(device);
  const auto withdraw = [&](const wire::RiderProof* proof) {
    wire::Payload payload;
    payload.mutable_application_withdrawn()->set_application_id(string_of(application.bytes()));
    if (proof != nullptr) *payload.mutable_application_withdrawn()->mutable_proof() = *proof;
    return device.write(wire::APPLICATION_WITHDRAWN, payload);
  };
  const auto correct = [&](const wire::RiderProof* proof) {
    wire::Payload payload;
    wire::ApplicationCorrected& body = *payload.mutable_application_corrected();
    body.set_application_id(string_of(application.bytes()));
    body.add_corrected("mobile");
    body.mutable_fields()->set_mobile("13700000007");
    if (proof != nullptr) *body.mutable_proof() = *proof;
    return device.write(wire::APPLICATION_CORRECTED, payload);
  };
  centre.decide_now(application, Centre::give_back({"mobile"}));
  const wire::RiderProof wrong = proof_with("0002");
  const Uuid refused_withdrawal = withdraw(&wrong), refused_correction = correct(&wrong);
  const Uuid correction = correct(nullptr), withdrawal = withdraw(nullptr);
  centre.take(device);
  CHECK(refusal_code(centre, refused_withdrawal) == "refused wrong-proof");
  CHECK(refusal_code(centre, refused_correction) == "refused wrong-proof");
  CHECK(centre.application(application)->state == ApplicationState::returned);
  CHECK(must(agree_request(centre.store, correction, "li")) == Agreement::done);
  CHECK(centre.application(application)->state == ApplicationState::awaiting_review);
  CHECK(must(open_application(centre.store, centre.reviewer(), application)).whole.fields().mobile() == "13700000007");
  CHECK(must(agree_request(centre.store, withdrawal, "li")) == Agreement::done);
  CHECK(centre.application(application)->state == ApplicationState::withdrawn);
}

TEST_CASE("a leaving is not taken back by who does not prove to be its rider") {
  LeavingMember member;
  auto& [centre, device, application, id] = member;
  const auto stay = [&](const wire::RiderProof* proof) {
    wire::Payload payload;
    payload.mutable_leaving_taken_back()->set_application_id(string_of(application.bytes()));
    payload.mutable_leaving_taken_back()->set_request_id(string_of(id.bytes()));
    if (proof != nullptr) *payload.mutable_leaving_taken_back()->mutable_proof() = *proof;
    return device.write(wire::LEAVING_TAKEN_BACK, payload);
  };
  const wire::RiderProof wrong = proof_with("0002");
  const Uuid refused = stay(&wrong), unproven = stay(nullptr);
  centre.take(device);
  CHECK(refusal_code(centre, refused) == "refused wrong-proof");
  CHECK(published_state(centre, id) == "under-review");
  CHECK(must(agree_request(centre.store, unproven, "li")) == Agreement::done);
  CHECK(published_state(centre, id) == "taken-back");
}

TEST_CASE("an erasure takes the codes that came with requests, also with those that come after it") {
  Member member;
  auto& [centre, device, application] = member;
  leave(device, application, "sms");
  centre.take(device);
  erase_now(centre, device, application);
  const wire::RiderProof right = proof_with("0001");
  ask_everything(device, application, &right);
  device.withdraw(application);
  centre.take(device);
  CHECK(centre.counted("SELECT count(*) FROM raw_record WHERE payload IS NOT NULL AND kind >= 60 AND kind <= 63") == 0);
  CHECK(centre.counted("SELECT count(*) FROM raw_record WHERE payload IS NOT NULL AND kind = 3") == 0);
}
