// Carries a question from the GUI thread to the store thread and the answer back. Every port of this folder is
// implemented over one: LocalVisitService, LocalBookingService, … Owner: the composition root, one for the whole kiosk;
// lives on the GUI thread. The store thread must have stopped before this goes.
#pragma once

#include <QMetaObject>
#include <QObject>

#include <functional>
#include <memory>

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/credential_thread.h"
#include "app/kiosk/service/store_thread.h"
#include "core/base/log.h"

namespace warmheart {

class StoreClient {
 public:
  // `saved`: called on the store thread after a task that wrote a record, so that it is sent at once.
  StoreClient(StoreThread& thread, Log& log, std::function<void()> saved)
      : m_thread(thread), m_log(log), m_saved(std::move(saved)) {}

  // Runs `task` on the store thread and `then` with its result on the GUI thread. A store that is not open answers with
  // the reason. What a task returned an Error for is logged once, here; a reached limit is not.
  template <class T>
  void read(std::function<Result<T>(StationStore&)> task, Callback<Result<T>> then) {
    m_thread.ask([this, task = std::move(task), then = std::move(then)](StationStore* store, const Error& why) {
      Result<T> result = store ? task(*store) : Result<T>(fail(why));
      if (!result && result.error().code != ErrorCode::limit) log_error(result.error());
      to_gui([then, result = std::move(result)]() mutable { then(std::move(result)); });
    });
  }
  // The same for a task that writes a record: the exchange is woken when it was saved.
  template <class T>
  void write(std::function<Result<T>(StationStore&)> task, Callback<Result<T>> then) {
    read<T>(
        [this, task = std::move(task)](StationStore& store) -> Result<T> {
          Result<T> result = task(store);
          if (result) m_saved();
          return result;
        },
        std::move(then));
  }
  // For what needs an Argon2id: `make` runs on the credential thread, then `task` with what it made as in read and
  // write.
  template <class T, class Made>
  void read_with(std::function<Result<Made>()> make, std::function<Result<T>(StationStore&, const Made&)> task,
                 Callback<Result<T>> then) {
    m_credentials.post([this, make = std::move(make), task = std::move(task), then = std::move(then)] {
      read<T>(with_made(make, task), then);
    });
  }
  template <class T, class Made>
  void write_with(std::function<Result<Made>()> make, std::function<Result<T>(StationStore&, const Made&)> task,
                  Callback<Result<T>> then) {
    m_credentials.post([this, make = std::move(make), task = std::move(task), then = std::move(then)] {
      write<T>(with_made(make, task), then);
    });
  }
  // `task` runs on the credential thread, and nothing is answered.
  void prepare(std::function<void()> task) { m_credentials.post(std::move(task)); }
  // Before the store thread stops: no task of the credential thread comes after it.
  void stop() { m_credentials.stop(); }

  // For what has no answer, or another form of one: `task` runs on the store thread; store is null while it is not
  // open.
  void post(StoreThread::Question task) { m_thread.ask(std::move(task)); }
  void to_gui(std::function<void()> task) { QMetaObject::invokeMethod(&m_gui, std::move(task), Qt::QueuedConnection); }

 private:
  template <class T, class Made>
  static std::function<Result<T>(StationStore&)> with_made(
      const std::function<Result<Made>()>& make, const std::function<Result<T>(StationStore&, const Made&)>& task) {
    return [made = std::make_shared<const Result<Made>>(make()), task](StationStore& store) -> Result<T> {
      if (!*made) return fail(made->error());
      return task(store, **made);
    };
  }
  void log_error(const Error& error) {
    m_log.write(LogLevel::warning,
                "the store refused code=" + std::string(name_of(error.code)) + " what=" + error.what);
  }

  StoreThread& m_thread;
  Log& m_log;
  std::function<void()> m_saved;
  QObject m_gui;  // context of everything posted to the GUI thread
  CredentialThread m_credentials;
};

}  // namespace warmheart
