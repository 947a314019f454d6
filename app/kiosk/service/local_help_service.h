// HelpService over the store thread. GUI thread.
#pragma once

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/help_service.h"
#include "app/kiosk/service/store_client.h"
#include "core/base/random.h"

namespace warmheart {

class LocalHelpService final : public HelpService {
 public:
  LocalHelpService(StoreClient& store, const Uuid& device, Random& random)
      : m_store(store), m_device(device), m_random(random) {}

  void kinds(Callback<Result<std::vector<wire::CaseKind>>> then) override;
  void open(NewCase wanted, Callback<Result<HelpCase>> then) override;
  void read(const Uuid& id, Callback<Result<HelpCase>> then) override;
  void rate(const Uuid& id, std::string face, Callback<Result<HelpCase>> then) override;
  void reopen(const Uuid& id, Callback<Result<HelpCase>> then) override;

 private:
  StoreClient& m_store;
  const Uuid m_device;
  Random& m_random;
};

}  // namespace warmheart
