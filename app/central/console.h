// The people listener: static files, sign-in and logins, the console's API and its events, the phone pages and their
// calls, enrolment and renewal of devices. Owner: main. Whatever touches the database runs on one of the pools, by who
// may wait for whom (net/sync/database_pools.h); a task that throws is a 500 and a line in the log.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>

#include "app/central/attempts.h"
#include "app/central/config.h"
#include "app/central/database_reply.h"
#include "app/central/events.h"
#include "app/central/hosts.h"
#include "app/central/known_browser.h"
#include "app/central/phone_api.h"
#include "app/central/sign_in_line.h"
#include "app/central/static_files.h"
#include "app/central/web_sentences.h"
#include "core/base/log.h"
#include "core/central/access/logins.h"
#include "core/person/areas.h"
#include "net/http/https_server.h"
#include "net/sync/database_pools.h"
#include "net/tls/authority.h"

namespace warmheart {

class Console {
 public:
  Console(const CentralConfig& config, tls::Authority authority, Areas areas, WebSentences sentences,
          KnownBrowsers browsers, DatabasePools& pools, Log& log);

  boost::asio::awaitable<http::Reply> handle(http::Request request);
  Events& events() { return m_events; }  // their stop() ends all streams; the pools stop after the listener

 private:
  // A use case, and the threads that it runs on.
  struct Work {
    DatabasePool* pool = nullptr;
    DatabaseTask task;             // empty: no such path is served
    bool hashes = false;           // a password: by the line of those who sign in
    SignInLine::Place place = {};  // in it
  };

  static boost::asio::awaitable<http::Reply> serve(Console* self, http::Request request);
  static boost::asio::awaitable<http::Reply> serve_events(Console* self, http::Request request);
  Work work_for(std::shared_ptr<const http::Request> request);
  Work console_work(std::shared_ptr<const http::Request> request);
  Work device_work(std::shared_ptr<const http::Request> request);
  http::Response call_use_case(CentralStore& store, const http::Request& request);
  http::Response file(const http::Request& request) const;
  Result<void> end_login(CentralStore& store, std::string_view token);
  http::Response sign_in_call(CentralStore& store, const http::Request& request);
  http::Response sign_out_call(CentralStore& store, const http::Request& request);
  void add_browser_cookie(CentralStore& store, const http::Request& request, const std::string& user,
                          http::Response& out) const;
  http::Response confirm_factor_call(CentralStore& store, const http::Request& request);
  void write_refusal(CentralStore& store, const LoginSession& login, const http::Request& request, const Error& why);
  SignInLine::Place place_of(const http::Request& request) const;
  Result<LoginSession> login_for(CentralStore& store, const http::Request& request, bool changes);

  std::uint16_t m_devices_port;
  std::int64_t m_undo_ms;
  std::string m_web_dir;
  Hosts m_hosts;
  tls::Authority m_authority;
  Areas m_areas;
  DatabasePools& m_pools;
  Log& m_log;
  StaticFiles m_files;
  WebSentences m_sentences;
  KnownBrowsers m_browsers;
  SignInLine m_line;
  Attempts m_sign_ins{60};  // a whole office may sign in from one address; each name has its own lock in the database
  Attempts m_phones{240};   // six phones behind one address at a pop-up; cards have a lock of their own
  Attempts m_enrolments{120};  // codes have 128 bits: this only spares the processor
  Events m_events;
};

}  // namespace warmheart
