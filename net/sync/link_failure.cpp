#include "net/sync/link_failure.h"

#include <charconv>

namespace warmheart {

const char* name_of(LinkFailure failure) {
  switch (failure) {
    case LinkFailure::unreachable: return "unreachable";
    case LinkFailure::timed_out: return "timed-out";
    case LinkFailure::busy: return "busy";
    case LinkFailure::too_large: return "too-large";
    case LinkFailure::wrong_centre: return "wrong-centre";
    case LinkFailure::wrong_address: return "wrong-address";
    case LinkFailure::centre_expired: return "centre-expired";
    case LinkFailure::certificate_expired: return "certificate-expired";
    case LinkFailure::certificate_refused: return "certificate-refused";
    case LinkFailure::revoked: return "revoked";
    case LinkFailure::other_device: return "other-device";
    case LinkFailure::bad_answer: return "bad-answer";
    case LinkFailure::unsupported: return "unsupported";
  }
  return "unreachable";
}

const char* sentence_key(LinkFailure failure) {
  switch (failure) {
    case LinkFailure::unreachable: return "error.link.unreachable";
    case LinkFailure::timed_out: return "error.link.timed-out";
    case LinkFailure::busy: return "error.link.busy";
    case LinkFailure::too_large: return "error.link.too-large";
    case LinkFailure::wrong_centre: return "error.link.wrong-centre";
    case LinkFailure::wrong_address: return "error.link.wrong-address";
    case LinkFailure::centre_expired: return "error.link.centre-expired";
    case LinkFailure::certificate_expired: return "error.link.certificate-expired";
    case LinkFailure::certificate_refused: return "error.link.certificate-refused";
    case LinkFailure::revoked: return "error.link.revoked";
    case LinkFailure::other_device: return "error.link.other-device";
    case LinkFailure::bad_answer: return "error.link.bad-answer";
    case LinkFailure::unsupported: return "error.link.unsupported";
  }
  return "error.link.unreachable";
}

bool needs_a_person(LinkFailure failure) {
  switch (failure) {
    case LinkFailure::unreachable:
    case LinkFailure::timed_out:
    case LinkFailure::busy:
    case LinkFailure::too_large:
    case LinkFailure::bad_answer: return false;
    case LinkFailure::wrong_centre:
    case LinkFailure::wrong_address:
    case LinkFailure::centre_expired:
    case LinkFailure::certificate_expired:
    case LinkFailure::certificate_refused:
    case LinkFailure::revoked:
    case LinkFailure::other_device:
    case LinkFailure::unsupported: return true;
  }
  return true;
}

LinkFailure link_failure_of(const Error& error, std::optional<tls::HandshakeFault> handshake) {
  if (handshake) {
    switch (*handshake) {
      case tls::HandshakeFault::other: return LinkFailure::bad_answer;
      case tls::HandshakeFault::wrong_authority: return LinkFailure::wrong_centre;
      case tls::HandshakeFault::wrong_name: return LinkFailure::wrong_address;
      case tls::HandshakeFault::server_expired: return LinkFailure::centre_expired;
      case tls::HandshakeFault::own_expired: return LinkFailure::certificate_expired;
      case tls::HandshakeFault::own_refused: return LinkFailure::certificate_refused;
    }
  }
  switch (error.code) {
    case ErrorCode::timeout: return LinkFailure::timed_out;
    case ErrorCode::busy: return LinkFailure::busy;
    case ErrorCode::corrupt:
    case ErrorCode::limit:
    case ErrorCode::internal: return LinkFailure::bad_answer;
    case ErrorCode::forbidden: return LinkFailure::revoked;
    case ErrorCode::unauthenticated: return LinkFailure::certificate_refused;
    case ErrorCode::unsupported: return LinkFailure::unsupported;
    case ErrorCode::invalid_argument:
    case ErrorCode::not_found:
    case ErrorCode::conflict:
    case ErrorCode::disk_full:
    case ErrorCode::io:
    case ErrorCode::unavailable: return LinkFailure::unreachable;
  }
  return LinkFailure::unreachable;
}

LinkFailure link_failure_of_status(int status, std::string_view problem_code) {
  if (status == 503 || status == 429) return LinkFailure::busy;
  if (status == 413) return LinkFailure::too_large;
  if (status == 401) return LinkFailure::certificate_refused;
  if (status == 403)
    return problem_code == name_of(ErrorCode::conflict) ? LinkFailure::other_device : LinkFailure::revoked;
  if (status == 404 && problem_code == name_of(ErrorCode::not_found)) return LinkFailure::certificate_refused;
  if (problem_code == name_of(ErrorCode::unsupported)) return LinkFailure::unsupported;
  return LinkFailure::bad_answer;
}

// A batch that broke off on its way may come through when it is smaller.
sync::Failure failure_for_engine(LinkFailure failure, std::int64_t retry_after_ms) {
  sync::Failure out;
  out.sentence_key = sentence_key(failure);
  out.needs_a_person = needs_a_person(failure);
  out.cut = failure == LinkFailure::timed_out || failure == LinkFailure::too_large;
  out.retry_after_ms = retry_after_ms;
  return out;
}

std::int64_t retry_after_ms(const http::Response& answer) {
  for (const http::Header& header : answer.headers) {
    if (header.first.size() != 11 || (header.first[0] | 0x20) != 'r' || (header.first[6] | 0x20) != 'a') continue;
    std::int64_t seconds = 0;
    const char* const end = header.second.data() + header.second.size();
    const auto [at, error] = std::from_chars(header.second.data(), end, seconds);
    if (error == std::errc() && at == end && seconds >= 0 && seconds <= 86'400) return seconds * 1000;
  }
  return 0;
}

}  // namespace warmheart
