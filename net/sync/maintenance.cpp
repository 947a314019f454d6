#include "net/sync/maintenance.h"

namespace warmheart {

void Maintenance::add(std::string what, std::chrono::milliseconds every, Run run) {
  m_tasks.push_back(Task{std::move(what), every, std::move(run), LogOnce(m_log)});
}

Result<void> Maintenance::start(const OpenStore& open, std::chrono::milliseconds interval) {
  return m_loop.start(open, interval, [this](CentralStore& store) {
    run_due(store, Clock::now());
    return DatabaseLoop::Next::rest;
  });
}

void Maintenance::run_due(CentralStore& store, Clock::time_point now) {
  if (!m_may_run(store)) return;
  for (Task& task : m_tasks) {
    if (now < task.due) continue;
    task.due = now + task.every;
    run_one(task, store);
  }
}

void Maintenance::run_one(Task& task, CentralStore& store) {
  try {
    const Result<void> done = task.run(store);
    if (done)
      task.log.solved();
    else
      task.log.write(task.what, done.error());
  } catch (...) { task.log.write(task.what + ": a task threw what=" + thrown_words()); }
}

}  // namespace warmheart
