#include "app/central/descriptors.h"

#include <algorithm>
#include <sys/resource.h>

namespace warmheart {
namespace {

constexpr std::uint64_t kFilesOfDatabase = 8;  // two databases, each with its log and its index; two to spare
constexpr std::uint64_t kRest = 256;

}  // namespace

DescriptorNeed descriptors_needed(const CentralConfig& config, std::size_t unproven, std::size_t database_connections) {
  DescriptorNeed need;
  need.devices = static_cast<std::uint64_t>(config.devices_connections) + unproven;
  need.people = static_cast<std::uint64_t>(config.people_connections);
  if (!config.balancers.empty()) {  // who has not said yet for whom it comes holds a socket and no place
    need.devices += unproven;
    need.people += static_cast<std::uint64_t>(config.people_connections);
  }
  need.databases = database_connections * kFilesOfDatabase;
  need.rest = kRest;
  return need;
}

std::string sentence_of(const DescriptorNeed& need) {
  return "devices=" + std::to_string(need.devices) + " people=" + std::to_string(need.people) +
         " databases=" + std::to_string(need.databases) + " rest=" + std::to_string(need.rest);
}

Result<void> judge_descriptors(const DescriptorNeed& need, std::uint64_t limit) {
  if (need.all() <= limit) return {};
  const std::string wanted = std::to_string(need.all());
  return fail(ErrorCode::limit, "this process may open " + std::to_string(limit) + " descriptors and needs " + wanted +
                                    " (" + sentence_of(need) + "): set LimitNOFILE=" + wanted +
                                    " in its systemd unit, or `ulimit -Hn " + wanted +
                                    "` before it starts, or lower devices_connections and people_connections");
}

Result<std::uint64_t> provide_descriptors(const DescriptorNeed& need) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
    return fail(ErrorCode::io, "how many descriptors this process may open cannot be read");
  limit.rlim_cur = limit.rlim_max;
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
    return fail(ErrorCode::io, "the limit of descriptors cannot be raised to the hard one");
  WARMHEART_TRY(judge_descriptors(need, limit.rlim_cur));
  return std::uint64_t{limit.rlim_cur};
}

}  // namespace warmheart
