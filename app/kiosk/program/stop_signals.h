// SIGTERM and SIGINT end the event loop in an orderly way: a byte through a pipe, read on the GUI thread.
#pragma once

#include <QSocketNotifier>

#include <memory>

namespace warmheart {

class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

 private:
  std::unique_ptr<QSocketNotifier> m_notifier;
};

}  // namespace warmheart
