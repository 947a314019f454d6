// StaffService over the store thread. GUI thread.
#pragma once

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/staff_service.h"
#include "app/kiosk/service/store_client.h"

namespace warmheart {

class LocalStaffService final : public StaffService {
 public:
  // `facts`: read on the store thread, with each board.
  LocalStaffService(StoreClient& store, std::function<DeviceFacts()> facts)
      : m_store(store), m_facts(std::move(facts)) {}

  void unlock(std::string badge, std::string pin, Callback<Result<UnlockOutcome>> then) override;
  void challenge(std::string badge, Callback<Result<std::string>> then) override;
  void unlock_with_help(std::string badge, std::string answer, Callback<Result<UnlockOutcome>> then) override;
  void board(Callback<Result<StaffBoard>> then) override;
  void void_visit(const Uuid& visit, std::string reason, const BadgeId& staff, Callback<Result<void>> then) override;
  void take_up(const Uuid& request, std::string how, const BadgeId& staff, Callback<Result<void>> then) override;
  void called_back(const Uuid& help_case, std::string outcome, const BadgeId& staff,
                   Callback<Result<void>> then) override;
  void end_loan(const Uuid& visit, std::string how, const BadgeId& staff, Callback<Result<void>> then) override;
  void answer_number(const Uuid& number, std::string how, const BadgeId& staff, Callback<Result<void>> then) override;
  void end_fault(const Uuid& fault, std::string how, const BadgeId& staff, Callback<Result<void>> then) override;
  void attended(const Uuid& booking, bool attended, const BadgeId& staff, Callback<Result<void>> then) override;
  void start_event(NewEvent event, const BadgeId& staff, Callback<Result<void>> then) override;
  void found_items(Callback<Result<std::vector<FoundItem>>> then) override;
  void register_found(NewFoundItem item, const BadgeId& staff, Callback<Result<FoundItem>> then) override;
  void close_found(const Uuid& item, std::string how, const BadgeId& staff, Callback<Result<void>> then) override;
  void end_event(unsigned people, const BadgeId& staff, Callback<Result<EventNow>> then) override;

 private:
  StoreClient& m_store;
  std::function<DeviceFacts()> m_facts;
};

}  // namespace warmheart
