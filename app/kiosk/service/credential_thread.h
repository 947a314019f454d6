// The one thread that makes Argon2id hashes (about 0.1 s and 64 MiB each), so that no act of the store waits behind
// one. Tasks run one at a time, in order. Owner: StoreClient. No errors: a task brings its own outcome along.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace warmheart {

class CredentialThread {
 public:
  CredentialThread() : m_thread([this] { run(); }) {}
  ~CredentialThread() { stop(); }

  void post(std::function<void()> task);  // any thread; dropped after stop()
  void stop();  // the owner's thread: the task that runs is waited for, the others are dropped

 private:
  void run();

  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::deque<std::function<void()>> m_queue;
  bool m_stopping = false;
  std::thread m_thread;
};

}  // namespace warmheart
