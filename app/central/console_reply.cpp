#include "app/central/console_reply.h"

#include "core/central/refusals.h"
#include "net/sync/protobuf_reply.h"

namespace warmheart {
namespace {

using nlohmann::json;

struct Sentence {
  const char* zh;
  const char* en;
};

// One sentence for each code: what stands behind it goes to the log, not to a browser.
Sentence sentence_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument: return {"填写的内容有误，请检查后再试。", "Something in this request is not right. Please check it and try again."};
    case ErrorCode::not_found: return {"没有找到这条记录。", "This could not be found."};
    case ErrorCode::conflict: return {"这条记录的状态已经改变，请刷新后再试。", "This has changed meanwhile. Please look at it again."};
    case ErrorCode::corrupt: return {"请求无法读取。", "The request could not be read."};
    case ErrorCode::disk_full: return {"中心的磁盘已满，未作任何改动。请联系管理员。", "The centre's disk is full; nothing was changed. Please call the administrator."};
    case ErrorCode::busy: return {"中心正忙，请稍后再试。", "The centre is busy. Please try again in a moment."};
    case ErrorCode::io: return {"中心无法读写数据，未作任何改动。请联系管理员。", "The centre cannot read or write its data; nothing was changed. Please call the administrator."};
    case ErrorCode::unavailable: return {"中心暂时无法服务，请稍后再试。", "The centre cannot serve this now. Please try again in a moment."};
    case ErrorCode::timeout: return {"中心没有及时回应，请稍后再试。", "The centre did not answer in time. Please try again in a moment."};
    case ErrorCode::unauthenticated: return {"请重新登录。", "Please sign in again."};
    case ErrorCode::forbidden: return {"您没有查看或办理这项内容的权限。", "You are not allowed to see or do this."};
    case ErrorCode::limit: return {"尝试次数过多，请稍后再试。", "Too many tries. Please wait a while and try again."};
    case ErrorCode::unsupported: return {"这个版本不支持此操作。", "This version does not support that."};
    case ErrorCode::internal: return {"中心出现内部错误，已记录。请稍后再试。", "Something went wrong at the centre and was recorded. Please try again."};
  }
  return {"", ""};
}

struct Precise {
  std::string_view reason;
  const char* zh;  // the English sentence is core's own
};

// Where core says more than its code does, the reviewer gets to read it in Chinese, too.
constexpr Precise kPrecise[] = {
    {refusal::kWrongPassword, "用户名或密码不正确。"},
    {refusal::kLocked, "密码错误次数过多，该用户已暂时锁定，请稍后再试。"},
    {refusal::kAnotherUnion, "这份申请属于其他工会，您不能查看。"},
    {refusal::kNoApplication, "没有找到这份申请。"},
    {refusal::kInOtherHands, "另一位审核员正在办理这份申请，请先办理其他申请。"},
    {refusal::kJustDecided, "这份申请刚刚已作出决定；如需更改，请先撤销。"},
    {refusal::kDecided, "这份申请已经办结，现在不能再作决定。"},
    {refusal::kNotOpened, "请先打开申请，再作决定。"},
    {refusal::kMemberAlready, "此人已通过另一份申请成为会员，请查看重复申请。"},
    {refusal::kUndoOver, "10 秒撤销时间已过，决定已生效。"},
    {refusal::kNotYours, "只有作出决定的人才能撤销。"},
    {refusal::kNoFields, "请至少选择一个需要重填的栏目。"},
    {refusal::kBadReason, "请写明理由（不超过 400 字）。"},
    {refusal::kSameUnion, "这份申请已经在这个工会，请选择其他工会。"},
    {refusal::kNoUnion, "没有这个工会，请从列表中选择。"},
};

std::string capital(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  if (!text.empty() && text.back() != '.') text += '.';
  return text;
}

}  // namespace

http::Response json_response(const json& body) {
  http::Response out;
  out.body = body.dump(-1, ' ', false, json::error_handler_t::replace);
  return out;
}

http::Response error_response(const Error& error) {
  const Sentence sentence = sentence_of(error.code);
  json words = {{"zh", sentence.zh}, {"en", sentence.en}};
  for (const Precise& precise : kPrecise) {
    if (error.reason == precise.reason) words = {{"zh", precise.zh}, {"en", capital(error.what)}};
  }
  http::Response out = json_response({{"error", {{"code", name_of(error.code)}, {"sentence", words}}}});
  out.status = http_status_of(error.code);
  if (out.status == 503 || out.status == 429) out.headers.emplace_back("Retry-After", "2");
  return out;
}

void add_security_headers(http::Response& response, bool may_be_cached) {
  response.headers.emplace_back("Content-Security-Policy",
                                "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
                                "frame-ancestors 'none'");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("X-Frame-Options", "DENY");
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("Cache-Control", may_be_cached ? "no-cache" : "no-store");
}

}  // namespace warmheart
