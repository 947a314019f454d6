// A use case on a database thread, awaited, as an answer. What the threads themselves refuse or break off (a task that
// threw: 500; too many waiting, or stopping: 503) is an answer too.
#pragma once

#include "net/http/message.h"
#include "net/sync/database_pool.h"

namespace warmheart {

using DatabaseTask = std::function<http::Response(CentralStore&)>;

// How an error is told: to a page (console_reply.h) or to a device (net/sync/protobuf_reply.h).
enum class Wording { for_pages, for_devices };

// `request`: its id, for the log.
boost::asio::awaitable<http::Response> database_reply(DatabasePool* pool, DatabaseTask task, Wording wording,
                                                      std::string request);

}  // namespace warmheart
