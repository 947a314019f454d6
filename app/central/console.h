// The people listener: static files, sign-in and sessions, the console's API and its events, the phone pages and their calls, enrolment and renewal of devices.
// Owner: main. Everything that touches the database runs on one of two database threads; sign-in, which computes for a tenth
// of a second, has its own.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>

#include "app/central/attempts.h"
#include "app/central/config.h"
#include "app/central/events.h"
#include "app/central/phone_api.h"
#include "app/central/static_files.h"
#include "app/central/web_sentences.h"
#include "core/base/log.h"
#include "core/person/areas.h"
#include "net/http/https_server.h"
#include "net/sync/database_thread.h"
#include "net/tls/certificates.h"

namespace warmheart {

class Console {
 public:
  Console(const CentralConfig& config, tls::Authority authority, Areas areas, WebSentences sentences, Log& log);

  void start(CentralStore for_calls, CentralStore for_sign_in);
  boost::asio::awaitable<http::Reply> handle(http::Request request);
  Events& events() { return m_events; }
  void stop();

 private:
  using Task = std::function<http::Response(CentralStore&)>;

  static boost::asio::awaitable<http::Reply> serve(Console* self, http::Request request);
  static boost::asio::awaitable<http::Reply> serve_events(Console* self, http::Request request);
  // The task for this request, or nothing when no such path is served.
  Task task_for(std::shared_ptr<const http::Request> request);
  http::Response call_use_case(CentralStore& store, const http::Request& request);
  http::Response file(const http::Request& request) const;
  http::Response sign_in_call(CentralStore& store, const http::Request& request);
  http::Response sign_out_call(CentralStore& store, const http::Request& request);
  Result<Session> session_for(CentralStore& store, const http::Request& request, bool changes) const;

  std::uint16_t m_devices_port;
  tls::Authority m_authority;
  Areas m_areas;
  Log& m_log;
  StaticFiles m_files;
  WebSentences m_sentences;
  Attempts m_sign_ins{60};     // a whole office may sign in from one address; each name has its own lock in the database
  Attempts m_phones{240};      // six phones behind one address at a pop-up; cards have a lock of their own
  Attempts m_enrolments{120};  // codes have 128 bits: this only spares the processor
  DatabaseThread m_calls;
  DatabaseThread m_sign_in_thread;
  Events m_events{m_calls};
};

}  // namespace warmheart
