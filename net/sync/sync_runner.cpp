#include "net/sync/sync_runner.h"

#include <boost/asio/executor_work_guard.hpp>
#include <thread>

#include "core/base/unused_stack.h"
#include "net/sync/runner_core.h"

namespace warmheart {

namespace asio = boost::asio;
using namespace std::chrono_literals;

struct SyncRunner::Impl {
  std::shared_ptr<RunnerCore> core;
  DeviceIdentity identity;
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work;
  std::thread thread;
};

SyncRunner::SyncRunner(DeviceIdentity identity, StorePort& store, const Clock& clock, Random& random, Log& log,
                       SyncListener listener, SyncRunnerOptions options)
    : m_impl(std::make_unique<Impl>()) {
  m_impl->identity = identity;
  m_impl->core = std::make_shared<RunnerCore>(std::move(identity), store, clock, random, log, std::move(listener),
                                              std::move(options));
}

SyncRunner::~SyncRunner() { stop(); }

Result<void> SyncRunner::start() {
  RunnerCore* const core = m_impl->core.get();
  WARMHEART_TRY(core->connect_to(m_impl->identity));
  m_impl->work.emplace(core->io.get_executor());
  asio::post(core->io, [core] { core->start(); });
  m_impl->thread = std::thread([core] {
    while (core->io.run_one() > 0) wipe_unused_stack();  // an answer to a rider may have passed
  });
  return {};
}

void SyncRunner::wake() {
  RunnerCore* const core = m_impl->core.get();
  asio::post(core->io, [core] { core->saved(); });
}

void SyncRunner::ask(wire::AskRequest question, QueryCallback then) {
  RunnerCore* const core = m_impl->core.get();
  asio::post(core->io, [core, question = std::move(question), then = std::move(then)]() mutable {
    core->ask(std::move(question), std::move(then));
  });
}

void SyncRunner::replace_identity(DeviceIdentity identity) {
  RunnerCore* const core = m_impl->core.get();
  asio::post(core->io, [core, identity = std::move(identity)] { core->replace(identity); });
}

void SyncRunner::stop() {
  if (!m_impl->thread.joinable()) return;
  RunnerCore* const core = m_impl->core.get();
  asio::post(core->io, [core] { core->shut_down(); });
  m_impl->work.reset();
  const auto deadline = std::chrono::steady_clock::now() + 2s;
  while (!core->io.stopped() && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(2ms);
  core->io.stop();
  m_impl->thread.join();
}

}  // namespace warmheart
