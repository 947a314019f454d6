#include "app/kiosk/program/stop_signals.h"

#include <QCoreApplication>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace warmheart {

namespace {

int g_pipe[2] = {-1, -1};

void on_signal(int) {
  const char byte = 1;
  if (write(g_pipe[1], &byte, 1) < 0) return;  // the pipe is full: a stop is on its way already
}

}  // namespace

StopSignals::StopSignals() {
  if (pipe2(g_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
    return;  // then the default action ends the process; the store stands that
  m_notifier = std::make_unique<QSocketNotifier>(g_pipe[0], QSocketNotifier::Read);
  QObject::connect(m_notifier.get(), &QSocketNotifier::activated, qApp, &QCoreApplication::quit);
  std::signal(SIGTERM, on_signal);
  std::signal(SIGINT, on_signal);
}

StopSignals::~StopSignals() {
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGINT, SIG_DFL);
  m_notifier.reset();
  for (int& end : g_pipe) {
    if (end >= 0) close(end);
    end = -1;
  }
}

}  // namespace warmheart
