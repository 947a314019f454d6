#include "app/kiosk/service/local_data_request_service.h"

#include "app/kiosk/service/scrubbed.h"
#include "core/station/requests.h"

namespace warmheart {

void LocalDataRequestService::ask(const Uuid& id, const Uuid& application, RiderAsk ask, RequestProof proof,
                                  Callback<Result<RequestHere>> then) {
  m_store.write<RequestHere>([id, application, ask, proof = std::move(proof)](
                                 StationStore& store) { return ask_request(store, id, application, ask, proof); },
                             std::move(then));
}

void LocalDataRequestService::correct(const Uuid& id, const Uuid& application, Correction correction,
                                      RequestProof proof, Callback<Result<void>> then) {
  auto held = std::make_shared<const Scrubbed<Correction>>(std::move(correction));
  m_store.write<void>(
      [id, application, held, proof = std::move(proof)](StationStore& store) -> Result<void> {
        WARMHEART_TRY(ask_correction(store, id, application, held->value, proof));
        return {};
      },
      std::move(then));
}

void LocalDataRequestService::asked(const Uuid& application, Callback<Result<std::vector<RequestHere>>> then) {
  m_store.read<std::vector<RequestHere>>([=](StationStore& store) { return requests_of(store, application); },
                                         std::move(then));
}

}  // namespace warmheart
