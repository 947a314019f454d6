#include "tests/kiosk_fakes/fake_remote_query.h"

namespace warmheart::test {

namespace {

constexpr std::int64_t kSubmitted = 1'795'054'320'000;

void add_consent(wire::AskAnswer& answer, const char* id, bool given) {
  wire::ConsentGiven& one = *answer.add_consents();
  one.set_text_id(id);
  one.set_version("2026-1");
  one.set_given(given);
}

RiderDataView rider_data() {
  RiderDataView data;
  data.application.masked_name = "欧阳*";
  data.application.state = ApplicationState::approved;
  data.application.submitted_ms = kSubmitted;
  data.application.union_name = "望京街道总工会";
  wire::ApplicationFields& fields = *data.answer.mutable_my_data();
  fields.set_name("欧阳小明");
  fields.set_document_kind("resident-id");
  fields.set_document_number("11010519491231002X");
  fields.set_mobile("13800000001");
  fields.set_occupation("food-delivery");
  fields.set_platform("美团");
  fields.set_employer("北京望京众包服务有限公司");
  fields.set_street_code("110105026");
  for (const char* id : {"notice", "id-number", "receiving-union"}) add_consent(data.answer, id, true);
  add_consent(data.answer, "sms", false);
  wire::AskBooking& booking = *data.answer.add_bookings();
  booking.set_title("秋季免费健康体检");
  booking.set_title_en("Free autumn health check");
  booking.set_place("望京SOHO，体检车");
  booking.set_place_en("Wangjing SOHO, health bus");
  booking.mutable_state()->set_state("confirmed");
  booking.set_starts_ms(1'795'651'200'000);
  wire::AskCase& help = *data.answer.add_cases();
  help.set_number("471100009");
  help.set_kind("legal");
  help.mutable_state()->set_state("handled");
  help.mutable_state()->set_union_name("朝阳区法律援助中心");
  help.mutable_state()->set_answer("律师周四下午给您回电");
  help.set_opened_ms(kSubmitted);
  wire::AskRequestMade& request = *data.answer.add_requests();
  request.set_ask("stop-texts");
  request.set_asked_ms(kSubmitted);
  request.mutable_state()->set_state("done");
  return data;
}

}  // namespace

wire::AssistedDuplicate a_duplicate(const char* masked_name, const char* station, ApplicationState state,
                                    std::int64_t submitted_ms) {
  wire::AssistedDuplicate one;
  one.set_masked_name(masked_name);
  one.set_station(station);
  one.set_state(wire_name(state));
  one.set_submitted_ms(submitted_ms);
  return one;
}

void FakeRemoteQuery::status(RiderProofView proof, Callback<Result<ApplicationView>> then) {
  proofs.push_back(std::move(proof));
  answer_status = std::move(then);
  if (by_hand) return;
  if (failure)
    answer_status(fail(*failure, "a fake"));
  else if (elsewhere)
    answer_status(*elsewhere);
  else
    answer_status(fail(ErrorCode::not_found, "a fake"));
}

void FakeRemoteQuery::my_data(RiderProofView proof, Callback<Result<RiderDataView>> then) {
  proofs.push_back(std::move(proof));
  answer_my_data = std::move(then);
  if (by_hand) return;
  if (failure)
    answer_my_data(fail(*failure, "a fake"));
  else
    answer_my_data(rider_data());
}

void FakeRemoteQuery::known(std::string document_number, const BadgeId&,
                            Callback<Result<std::vector<wire::AssistedDuplicate>>> then) {
  numbers.push_back(std::move(document_number));
  answer_known = std::move(then);
  if (by_hand) return;
  if (failure)
    answer_known(fail(*failure, "a fake"));
  else
    answer_known(std::vector{a_duplicate("欧阳*", "望京西园暖心驿站", ApplicationState::awaiting_review, kSubmitted)});
}

void FakeRemoteQuery::call_back_number(const Uuid& help_case, const BadgeId&, Callback<Result<CallBackView>> then) {
  calls.push_back(help_case);
  answer_call = std::move(then);
  if (by_hand) return;
  if (failure)
    answer_call(fail(*failure, "a fake"));
  else
    answer_call(CallBackView{"13800000007", "张*"});
}

}  // namespace warmheart::test
