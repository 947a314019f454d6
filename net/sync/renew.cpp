// Renewal, the device's side: the same key, a new certificate, over the people listener.
#include "core/record/feed_signature.h"
#include "net/sync/blocking_call.h"
#include "net/sync/enrol.h"
#include "net/tls/authority.h"
#include "net/tls/certificates.h"
#include "net/tls/contexts.h"
#include "warmheart.pb.h"

namespace warmheart {
namespace {

constexpr std::size_t kMaxNonceBytes = 64;

Result<http::Response> ask_renewal(const DeviceIdentity& identity, const http::Request& request,
                                   std::chrono::milliseconds timeout, const std::string& own_address) {
  WARMHEART_TRY_ASSIGN(const tls::Context context, tls::pinned_client(identity.ca_der));
  const http::Endpoint endpoint{identity.centre_host, identity.people_port, own_address};
  auto answer = blocking_call(context, endpoint, request, timeout);
  if (!answer) return fail(answer.error().error);
  if (answer->status == 403)
    return fail(ErrorCode::forbidden, "the centre refuses to renew: this device was taken out of service");
  if (answer->status == 503 || answer->status == 429) return fail(ErrorCode::busy, "the centre is busy");
  if (answer->status != 200)
    return fail(ErrorCode::corrupt, "the centre answered " + std::to_string(answer->status) + " to a renewal");
  return std::move(*answer);
}

// Takes the roots of TLS that the answer names, where their ordinal is higher and the root of the feed's keys that has
// signed the last ones, or one that follows it, has signed them.
Result<void> take_trusted_roots(const wire::RenewAnswer& answer, DeviceIdentity& identity) {
  const wire::TrustedRoots& named = answer.trusted_roots();
  if (named.ordinal() <= identity.roots_ordinal) return {};
  Bytes signer = identity.roots_signer;
  std::uint64_t signer_ordinal = identity.roots_signer_ordinal;
  bool holds = trusted_roots_are_signed(named, signer);
  for (const wire::SigningKey& next : answer.roots()) {
    if (holds) break;
    if (next.ordinal() != signer_ordinal + 1 || !root_key_is_signed(next, signer)) continue;
    signer = bytes_of(next.public_key());
    signer_ordinal = next.ordinal();
    holds = trusted_roots_are_signed(named, signer);
  }
  if (!holds) return {};
  WARMHEART_TRY(tls::pinned_client(view_of(named.certificates_der())));  // they can be read
  identity.ca_der = bytes_of(named.certificates_der());
  identity.roots_ordinal = named.ordinal();
  identity.roots_signer = signer;
  identity.roots_signer_ordinal = signer_ordinal;
  return {};
}

}  // namespace

bool renewal_is_due(const DeviceIdentity& identity, std::int64_t now_ms) {
  const auto der = tls::der_of_pem(identity.certificate_pem);
  if (!der) return false;
  const auto facts = tls::read_certificate(*der);
  return facts && now_ms >= facts->not_before_ms + (facts->not_after_ms - facts->not_before_ms) / 2;
}

Result<DeviceIdentity> ask_for_renewal(DeviceIdentity identity, std::chrono::milliseconds timeout,
                                       const std::string& own_address) {
  WARMHEART_TRY_ASSIGN(const http::Response offered,
                       ask_renewal(identity, protobuf_post("/v1/renew-nonce", ""), timeout, own_address));
  wire::RenewNonce nonce;
  if (!nonce.ParseFromString(offered.body) || nonce.nonce().empty() || nonce.nonce().size() > kMaxNonceBytes) {
    return fail(ErrorCode::corrupt, "the centre offered no nonce");
  }
  WARMHEART_TRY_ASSIGN(const Bytes csr, tls::make_csr(identity.key_pem));
  WARMHEART_TRY_ASSIGN(const Bytes certificate, tls::der_of_pem(identity.certificate_pem));
  WARMHEART_TRY_ASSIGN(const Bytes signature,
                       tls::sign_with_key(identity.key_pem, tls::renewal_statement(view_of(nonce.nonce()), csr)));
  wire::RenewRequest request;
  request.set_csr_der(string_of(csr));
  request.set_certificate_der(string_of(certificate));
  request.set_nonce(nonce.nonce());
  request.set_signature(string_of(signature));
  request.set_roots_ordinal(identity.roots_ordinal);
  const http::Request asked = protobuf_post("/v1/renew", request.SerializeAsString());
  WARMHEART_TRY_ASSIGN(const http::Response answered, ask_renewal(identity, asked, timeout, own_address));

  wire::RenewAnswer answer;
  if (!answer.ParseFromString(answered.body)) return fail(ErrorCode::corrupt, "the centre's answer is no renewal");
  WARMHEART_TRY(take_trusted_roots(answer, identity));
  const ByteView renewed = view_of(answer.certificate_der());
  const ByteView issuing = view_of(answer.issuing_der());
  WARMHEART_TRY(tls::check_issued(renewed, issuing, identity.ca_der));
  WARMHEART_TRY_ASSIGN(const tls::CertificateFacts facts, tls::read_certificate(renewed));
  WARMHEART_TRY_ASSIGN(const Digest own, tls::public_key_digest_of_csr(csr));
  if (facts.device != identity.device || facts.public_key_digest != own) {
    return fail(ErrorCode::corrupt, "the renewed certificate is not for this device");
  }
  identity.certificate_pem = tls::pem_of_der(renewed) + tls::pem_of_der(issuing);
  return identity;
}

Result<DeviceIdentity> renew(DeviceIdentity identity, const std::string& folder, std::chrono::milliseconds timeout) {
  const std::uint64_t roots_before = identity.roots_ordinal;
  WARMHEART_TRY_ASSIGN(DeviceIdentity renewed, ask_for_renewal(std::move(identity), timeout));
  if (renewed.roots_ordinal != roots_before) WARMHEART_TRY(save_trusted_roots(folder, renewed));
  WARMHEART_TRY(save_certificate(folder, renewed.certificate_pem));
  return renewed;
}

}  // namespace warmheart
