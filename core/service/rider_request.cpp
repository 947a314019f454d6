#include "core/service/rider_request.h"

#include "core/member/application.h"
#include "core/member/query_code.h"

namespace warmheart {

Result<void> check_form(const RequestProof& proof) {
  if (!parse_query_code(proof.query_code.view()) || !parse_last_four(proof.last_four.view()))
    return fail(ErrorCode::invalid_argument, "the query code and the last four stand for the rider's word");
  return {};
}

wire::RiderProof to_wire(const RequestProof& proof) {
  wire::RiderProof out;
  out.set_query_code(std::string(proof.query_code.view()));
  out.set_last_four(std::string(proof.last_four.view()));
  return out;
}

const char* wire_name(RiderAsk ask) {
  switch (ask) {
    case RiderAsk::withdraw: return "withdraw";
    case RiderAsk::leave: return "leave";
    case RiderAsk::stay: return "stay";
    case RiderAsk::stop_texts: return "stop-texts";
    case RiderAsk::correct: return "correct";
    case RiderAsk::erase: return "erase";
  }
  return "withdraw";
}

std::optional<RiderAsk> rider_ask_from(std::string_view name) {
  for (const RiderAsk ask : {RiderAsk::withdraw, RiderAsk::leave, RiderAsk::stay, RiderAsk::stop_texts,
                             RiderAsk::correct, RiderAsk::erase}) {
    if (name == wire_name(ask)) return ask;
  }
  return std::nullopt;
}

bool blocks_card(RiderAsk ask) { return ask == RiderAsk::withdraw || ask == RiderAsk::leave || ask == RiderAsk::erase; }

}  // namespace warmheart
