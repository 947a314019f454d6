#include "app/kiosk/service/local_data_request_service.h"

#include "app/kiosk/service/scrubbed.h"
#include "core/station/requests.h"

namespace warmheart {

namespace {

DataRequestView view_of(const RequestHere& one) { return {one.ask, one.asked_ms, one.state, one.reason, one.effective_ms}; }

}  // namespace

void LocalDataRequestService::ask(const Uuid& id, const Uuid& application, RiderAsk ask, Callback<Result<DataRequestView>> then) {
  m_store.write<DataRequestView>(
      [=](StationStore& store) -> Result<DataRequestView> {
        WARMHEART_TRY_ASSIGN(const RequestHere made, ask_request(store, id, application, ask));
        return view_of(made);
      },
      std::move(then));
}

void LocalDataRequestService::correct(const Uuid& id, const Uuid& application, Correction correction, Callback<Result<void>> then) {
  auto held = std::make_shared<const Scrubbed<Correction>>(std::move(correction));
  m_store.write<void>(
      [id, application, held](StationStore& store) -> Result<void> {
        WARMHEART_TRY(ask_correction(store, id, application, held->value));
        return {};
      },
      std::move(then));
}

void LocalDataRequestService::asked(const Uuid& application, Callback<Result<std::vector<DataRequestView>>> then) {
  m_store.read<std::vector<DataRequestView>>(
      [=](StationStore& store) -> Result<std::vector<DataRequestView>> {
        WARMHEART_TRY_ASSIGN(const auto all, requests_of(store, application));
        std::vector<DataRequestView> views;
        for (const RequestHere& one : all) views.push_back(view_of(one));
        return views;
      },
      std::move(then));
}

}  // namespace warmheart
