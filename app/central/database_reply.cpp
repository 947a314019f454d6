#include "app/central/database_reply.h"

#include "app/central/console_reply.h"
#include "net/sync/protobuf_reply.h"

namespace warmheart {

boost::asio::awaitable<http::Response> database_reply(DatabasePool* pool, DatabaseTask task, Wording wording,
                                                      std::string request) {
  std::function<Result<http::Response>(CentralStore&)> answer =
      [task = std::move(task)](CentralStore& store) -> Result<http::Response> { return task(store); };
  Result<http::Response> reply = co_await co_run<http::Response>(pool, std::move(answer), std::move(request));
  if (reply) co_return std::move(*reply);
  if (wording == Wording::for_devices) co_return problem_response(reply.error());
  co_return error_response(reply.error());
}

}  // namespace warmheart
