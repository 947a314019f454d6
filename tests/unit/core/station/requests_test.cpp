#include <catch2/catch.hpp>

#include "core/station/requests.h"
#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

struct AskingStation : Station {
  StationStore store = open();
  Uuid application = id();
  std::string card;

  AskingStation() { card = store.submit_application(application_of(), application, prepared_of()).value().card_text; }
  void decide(const char* state, std::uint64_t position) {
    wire::FeedPage next = page(position, position == 1);
    wire::FeedValue value;
    value.mutable_decision()->set_application_id(string_of(application.bytes()));
    value.mutable_decision()->set_state(state);
    value.mutable_decision()->set_decided_at_ms(1);
    change(next, "decision/" + application.text(), value, position);
    (void)store.store_answer(with_page(store, next)).value();
  }
  CardState state_of_card() {
    return check_card(card, store.card_trust().value(), store.trusted_now_ms().value()).state;
  }
  wire::Payload last() {
    const Batch batch = store.load_batch(1, 200, kMaxBatchBytes).value();
    return opened(batch.records.back());
  }
};

}  // namespace

TEST_CASE("a withdrawal without a network blocks the card here at once, and is one record") {
  AskingStation s;
  const Uuid id = s.id();
  CHECK(s.state_of_card() != CardState::revoked);
  CHECK(ask_request(s.store, id, s.application, RiderAsk::withdraw, proof_of())->state == RequestState::saved);
  CHECK(s.state_of_card() == CardState::revoked);
  CHECK(ask_request(s.store, id, s.application, RiderAsk::withdraw, proof_of())->id == id);
  CHECK(ask_request(s.store, s.id(), s.application, RiderAsk::withdraw, proof_of())->id == id);
  CHECK(s.last().application_withdrawn().application_id() == string_of(s.application.bytes()));
  CHECK(requests_of(s.store, s.application)->size() == 1);
}

TEST_CASE("only a member can leave, only what is undecided can be withdrawn, erasure can always be asked") {
  AskingStation s;
  CHECK(ask_request(s.store, s.id(), s.application, RiderAsk::leave, proof_of()).error().code == ErrorCode::conflict);
  s.decide("approved", 1);
  CHECK(ask_request(s.store, s.id(), s.application, RiderAsk::withdraw, proof_of()).error().code ==
        ErrorCode::conflict);
  CHECK(ask_request(s.store, s.id(), s.application, RiderAsk::leave, proof_of()));
  CHECK(s.last().consent_withdrawn().text_id() == "all");
  CHECK(ask_request(s.store, s.id(), s.application, RiderAsk::erase, proof_of()));
  CHECK(s.last().has_erasure_asked());
  CHECK(ask_request(s.store, s.id(), s.id(), RiderAsk::erase, proof_of()).error().code == ErrorCode::not_found);
}

TEST_CASE("no more texts leaves the card as it is; a refused request gives the card back") {
  AskingStation s;
  CHECK(ask_request(s.store, s.id(), s.application, RiderAsk::stop_texts, proof_of()));
  CHECK(s.state_of_card() != CardState::revoked);
  const Uuid id = s.id();
  CHECK(ask_request(s.store, id, s.application, RiderAsk::erase, proof_of()));
  CHECK(s.state_of_card() == CardState::revoked);
  wire::FeedPage next = s.page(1);
  wire::FeedValue value;
  value.mutable_rider_request()->set_record_id(string_of(id.bytes()));
  value.mutable_rider_request()->set_state("refused");
  Station::change(next, "request/" + to_hex(id.bytes()), value, 1);
  (void)s.store.store_answer(s.with_page(s.store, next)).value();
  CHECK(requests_of(s.store, s.application)->front().state == RequestState::refused);
  CHECK(s.state_of_card() != CardState::revoked);
}

TEST_CASE(
    "an application made elsewhere is taken on with what the centre told: corrected, left and blocked like one of "
    "ours") {
  AskingStation s;
  ApplicationSummary adopted = s.store.find_application(s.application).value().value();
  adopted.application_id = s.id();
  adopted.card_number = {9, 9, 9, 9, 9, 9, 9, 9};
  CHECK(s.store.adopt_application(adopted).error().code == ErrorCode::invalid_argument);
  adopted.decision.emplace().set_state("returned");
  adopted.decision->set_decided_at_ms(7);
  REQUIRE(s.store.adopt_application(adopted));
  Correction correction;
  correction.fields = {Field::mobile};
  correction.values.mobile = "13800000009";
  REQUIRE(s.store.correct_application(adopted.application_id, correction, s.id(), proof_of()));
  CHECK(s.last().application_corrected().application_id() == string_of(adopted.application_id.bytes()));
  CHECK(s.store.correct_application(adopted.application_id, correction, s.id(), proof_of()).error().code ==
        ErrorCode::conflict);

  adopted.decision->set_state("approved");
  REQUIRE(s.store.adopt_application(adopted));
  CHECK(s.store.find_application(adopted.application_id)->value().delivery == Delivery::received);
  REQUIRE(ask_request(s.store, s.id(), adopted.application_id, RiderAsk::leave, proof_of()));
  CHECK(s.last().consent_withdrawn().text_id() == "all");
  CHECK(s.last().consent_withdrawn().card_number() == string_of(adopted.card_number));
}

TEST_CASE("what was made here is not changed by what the centre tells") {
  AskingStation s;
  ApplicationSummary adopted = s.store.find_application(s.application).value().value();
  adopted.decision.emplace().set_state("approved");
  REQUIRE(s.store.adopt_application(adopted));
  CHECK_FALSE(s.store.find_application(s.application)->value().decision);
}

TEST_CASE(
    "a leaving is taken back without a network: the card works again at once, and the record says which leaving") {
  AskingStation s;
  s.decide("approved", 1);
  CHECK(ask_request(s.store, s.id(), s.application, RiderAsk::stay, proof_of()).error().code == ErrorCode::conflict);
  const Uuid leaving = s.id();
  REQUIRE(ask_request(s.store, leaving, s.application, RiderAsk::leave, proof_of()));
  CHECK(s.state_of_card() == CardState::revoked);
  const Uuid id = s.id();
  REQUIRE(ask_request(s.store, id, s.application, RiderAsk::stay, proof_of()));
  CHECK(ask_request(s.store, id, s.application, RiderAsk::stay, proof_of())->id == id);
  CHECK(s.last().leaving_taken_back().request_id() == string_of(leaving.bytes()));
  CHECK(s.state_of_card() != CardState::revoked);
  const auto all = requests_of(s.store, s.application).value();
  CHECK(std::ranges::any_of(
      all, [&](const RequestHere& one) { return one.id == leaving && one.state == RequestState::taken_back; }));
  CHECK(ask_request(s.store, s.id(), s.application, RiderAsk::stay, proof_of()).error().code == ErrorCode::conflict);
  REQUIRE(ask_request(s.store, s.id(), s.application, RiderAsk::leave, proof_of()));
  CHECK(s.state_of_card() == CardState::revoked);
}

TEST_CASE("a correction of what stands is one sealed record, however often it is sent, and not for what is returned") {
  AskingStation s;
  Correction correction;
  correction.fields = {Field::mobile};
  correction.values.mobile = "13800000009";
  const Uuid id = s.id();
  REQUIRE(ask_correction(s.store, id, s.application, correction, proof_of()));
  REQUIRE(ask_correction(s.store, id, s.application, correction, proof_of()));
  CHECK(s.last().correction_asked().fields().mobile() == "13800000009");
  CHECK(s.last().correction_asked().corrected_size() == 1);
  CHECK(requests_of(s.store, s.application)->size() == 1);
  CHECK(s.state_of_card() != CardState::revoked);
  s.decide("returned", 1);
  CHECK(ask_correction(s.store, s.id(), s.application, correction, proof_of()).error().code == ErrorCode::conflict);
  CHECK(ask_correction(s.store, s.id(), s.id(), correction, proof_of()).error().code == ErrorCode::not_found);
}

TEST_CASE("each record carries the rider's code and digits, sealed; without their form nothing is asked") {
  AskingStation s;
  const auto holds = [](const wire::RiderProof& proof) {
    return proof.query_code() == "123456786" && proof.last_four() == "0000";
  };
  s.decide("returned", 1);
  Correction correction;
  correction.fields = {Field::mobile};
  correction.values.mobile = "13800000009";
  CHECK(s.store.correct_application(s.application, correction, s.id(), RequestProof()).error().code ==
        ErrorCode::invalid_argument);
  REQUIRE(s.store.correct_application(s.application, correction, s.id(), proof_of()));
  CHECK(holds(s.last().application_corrected().proof()));
  REQUIRE(ask_request(s.store, s.id(), s.application, RiderAsk::withdraw, proof_of()));
  CHECK(holds(s.last().application_withdrawn().proof()));
  s.decide("approved", 2);
  REQUIRE(ask_correction(s.store, s.id(), s.application, correction, proof_of()));
  CHECK(holds(s.last().correction_asked().proof()));
  CHECK(ask_correction(s.store, s.id(), s.application, correction, proof_of("0")).error().code ==
        ErrorCode::invalid_argument);
  for (const RiderAsk ask : {RiderAsk::leave, RiderAsk::stop_texts}) {
    REQUIRE(ask_request(s.store, s.id(), s.application, ask, proof_of()));
    CHECK(holds(s.last().consent_withdrawn().proof()));
  }
  REQUIRE(ask_request(s.store, s.id(), s.application, RiderAsk::stay, proof_of()));
  CHECK(holds(s.last().leaving_taken_back().proof()));
  CHECK(ask_request(s.store, s.id(), s.application, RiderAsk::erase, RequestProof()).error().code ==
        ErrorCode::invalid_argument);
  REQUIRE(ask_request(s.store, s.id(), s.application, RiderAsk::erase, proof_of()));
  CHECK(holds(s.last().erasure_asked().proof()));
}

namespace {

void refuse(AskingStation& s, const Uuid& record, std::uint64_t position) {
  wire::FeedPage next = s.page(position, position == 1);
  wire::FeedValue value;
  value.mutable_rider_request()->set_record_id(string_of(record.bytes()));
  value.mutable_rider_request()->set_state("refused");
  value.mutable_rider_request()->set_code("wrong-proof");
  Station::change(next, "request/" + to_hex(record.bytes()), value, position);
  (void)s.store.store_answer(s.with_page(s.store, next)).value();
}

}  // namespace

TEST_CASE("a taking back that the centre refused for its proof leaves the card blocked, and says why") {
  AskingStation s;
  s.decide("approved", 1);
  REQUIRE(ask_request(s.store, s.id(), s.application, RiderAsk::leave, proof_of()));
  const Uuid stay = s.id();
  REQUIRE(ask_request(s.store, stay, s.application, RiderAsk::stay, proof_of("9999")));
  CHECK(s.state_of_card() != CardState::revoked);
  refuse(s, stay, 2);
  CHECK(s.state_of_card() == CardState::revoked);
  const auto all = requests_of(s.store, s.application).value();
  CHECK(all.front().code == "wrong-proof");
  CHECK(all.back().state != RequestState::taken_back);
  REQUIRE(ask_request(s.store, s.id(), s.application, RiderAsk::stay, proof_of()));
  CHECK(s.state_of_card() != CardState::revoked);
}

TEST_CASE("a filled-in return that the centre refused for its proof can be filled in again") {
  AskingStation s;
  s.decide("returned", 1);
  Correction correction;
  correction.fields = {Field::mobile};
  correction.values.mobile = "13800000009";
  const Uuid record = s.id();
  REQUIRE(s.store.correct_application(s.application, correction, record, proof_of("9999")));
  CHECK(s.store.correct_application(s.application, correction, s.id(), proof_of()).error().code == ErrorCode::conflict);
  refuse(s, record, 2);
  CHECK(s.store.correct_application(s.application, correction, s.id(), proof_of()));
}
