// RemoteQueryService over the exchange. GUI thread.
#pragma once

#include <functional>

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/remote_query_service.h"
#include "app/kiosk/service/store_client.h"
#include "net/sync/sync_runner.h"

namespace warmheart {

class RemoteQueryClient final : public RemoteQueryService {
 public:
  // `ask` carries a question to the centre, or answers at once that it cannot; any thread may be answered on.
  using Ask = std::function<void(wire::AskRequest, QueryCallback)>;
  RemoteQueryClient(StoreClient& store, Ask ask) : m_store(store), m_ask(std::move(ask)) {}

  void status(RiderProofView proof, Callback<Result<ApplicationView>> then) override;
  void my_data(RiderProofView proof, Callback<Result<RiderDataView>> then) override;
  void call_back_number(const Uuid& help_case, const BadgeId& badge, Callback<Result<CallBackView>> then) override;
  void known(std::string document_number, const BadgeId& badge,
             Callback<Result<std::vector<wire::AssistedDuplicate>>> then) override;

 private:
  template <class T>
  void ask(wire::AskRequest question, T (*read)(const wire::AskAnswer&), Callback<Result<T>> then);

  StoreClient& m_store;
  Ask m_ask;
};

}  // namespace warmheart
