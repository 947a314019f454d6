#include "tests/kiosk_fakes/fake_data_requests.h"

#include "tests/kiosk_fakes/fake_clock.h"

namespace warmheart::test {

void FakeDataRequests::ask(const Uuid& id, const Uuid&, RiderAsk ask, RequestProof proof,
                           Callback<Result<RequestHere>> then) {
  made.emplace_back(id, ask);
  proofs.push_back(std::move(proof));
  answer_ask = std::move(then);
  if (by_hand) return;
  if (ask == RiderAsk::stay) {
    for (RequestHere& one : known) {
      if (one.ask == RiderAsk::leave) one.state = RequestState::taken_back;
    }
  }
  known.push_back({id, ask, kNow, RequestState::saved, {}, 0, {}});
  answer_ask(known.back());
}

void FakeDataRequests::correct(const Uuid& id, const Uuid&, Correction correction, RequestProof proof,
                               Callback<Result<void>> then) {
  corrections.emplace_back(id, std::move(correction));
  proofs.push_back(std::move(proof));
  answer_correct = std::move(then);
  if (by_hand) return;
  known.push_back({id, RiderAsk::correct, kNow, RequestState::saved, {}, 0, {}});
  answer_correct({});
}

}  // namespace warmheart::test
