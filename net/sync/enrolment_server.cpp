#include "net/sync/enrolment_server.h"

#include "core/central/stations/devices.h"
#include "net/sync/protobuf_reply.h"
#include "warmheart.pb.h"

namespace warmheart {
namespace {

constexpr std::int64_t kNonceLifeMs = 120'000;
constexpr std::size_t kNonceRandom = 16;
constexpr std::size_t kNonceBody = 8 + kNonceRandom;

// nonce = time ‖ random ‖ keyed hash: nothing is kept, and every process of one centre recognises it.
Digest nonce_seal(ByteView kek, ByteView body) {
  const Digest key = keyed_hash(kek, view_of("warmheart renewal nonce 1"));
  return keyed_hash(key, body);
}

Result<void> check_nonce(const CentralStore& store, ByteView nonce) {
  if (nonce.size() != kNonceBody + sizeof(Digest)) return fail(ErrorCode::invalid_argument, "this is no nonce of ours");
  const auto is_seal = [&](ByteView kek) {
    return same_bytes(nonce_seal(kek, nonce.first(kNonceBody)), nonce.subspan(kNonceBody));
  };
  if (!any_kek(*store.keyring().keys(), is_seal)) return fail(ErrorCode::invalid_argument, "this is no nonce of ours");
  const auto made_ms = static_cast<std::int64_t>(read_be64(nonce.first(8)));
  const std::int64_t age = store.now_ms() - made_ms;
  if (age < 0 || age > kNonceLifeMs) return fail(ErrorCode::invalid_argument, "the nonce is too old");
  return {};
}

// Where the first root is not the only one any more.
void fill_trusted_roots(const tls::Authority& authority, wire::TrustedRoots& out) {
  const tls::TrustedRoots trusted = authority.trusted_roots();
  out.set_ordinal(trusted.ordinal);
  out.set_certificates_der(string_of(trusted.certificates_der));
  out.set_signature(string_of(trusted.signature));
}

Result<std::string> enrol_answer(CentralStore& store, const tls::Authority& authority, std::uint16_t devices_port,
                                 const http::Request& request) {
  wire::EnrolRequest ask;
  if (!ask.ParseFromString(request.body)) return fail(ErrorCode::corrupt, "the body is no EnrolRequest");
  // A request that could not be signed must not spend the code.
  EnrolmentAsk wanted;
  WARMHEART_TRY_ASSIGN(wanted.csr_key_digest, tls::public_key_digest_of_csr(view_of(ask.csr_der())));
  wanted.code = bytes_of(ask.code());
  wanted.card_public_key = bytes_of(ask.card_public_key());
  wanted.machine = ask.machine();
  WARMHEART_TRY_ASSIGN(const EnrolmentGrant grant, enrol_device(store, wanted));
  WARMHEART_TRY_ASSIGN(const tls::Authority::Issued issued,
                       authority.issue(view_of(ask.csr_der()), grant.device, ask.roots_ordinal() > 0));
  WARMHEART_TRY_ASSIGN(const tls::CertificateFacts facts, tls::read_certificate(issued.certificate_der));
  WARMHEART_TRY(store_certificate(store, grant.device, to_hex(facts.fingerprint), facts.not_after_ms));
  wire::EnrolAnswer answer;
  fill_enrol_answer(store, grant, answer);
  answer.set_certificate_der(string_of(issued.certificate_der));
  answer.set_issuing_der(string_of(issued.issuing_der));
  answer.set_ca_der(string_of(authority.enrolment_root_der()));
  fill_trusted_roots(authority, *answer.mutable_trusted_roots());
  answer.set_devices_port(devices_port);
  return answer.SerializeAsString();
}

Result<std::string> renewal_answer(CentralStore& store, const tls::Authority& authority, const http::Request& request) {
  wire::RenewRequest ask;
  if (!ask.ParseFromString(request.body)) return fail(ErrorCode::corrupt, "the body is no RenewRequest");
  const ByteView certificate = view_of(ask.certificate_der());
  const ByteView csr = view_of(ask.csr_der());
  WARMHEART_TRY(check_nonce(store, view_of(ask.nonce())));
  WARMHEART_TRY(authority.check_device(certificate));
  WARMHEART_TRY(tls::verify_with_certificate(certificate, tls::renewal_statement(view_of(ask.nonce()), csr),
                                             view_of(ask.signature())));
  WARMHEART_TRY_ASSIGN(const tls::CertificateFacts facts, tls::read_certificate(certificate));
  WARMHEART_TRY_ASSIGN(const Digest wanted_key, tls::public_key_digest_of_csr(csr));
  if (wanted_key != facts.public_key_digest) return fail(ErrorCode::forbidden, "a renewal keeps the key");
  WARMHEART_TRY(admit_device(store, *facts.device));
  WARMHEART_TRY_ASSIGN(const tls::Authority::Issued renewed,
                       authority.issue(csr, *facts.device, ask.roots_ordinal() > 0));
  WARMHEART_TRY_ASSIGN(const tls::CertificateFacts fresh, tls::read_certificate(renewed.certificate_der));
  WARMHEART_TRY(store_certificate(store, *facts.device, to_hex(fresh.fingerprint), fresh.not_after_ms));
  wire::RenewAnswer answer;
  answer.set_certificate_der(string_of(renewed.certificate_der));
  answer.set_issuing_der(string_of(renewed.issuing_der));
  fill_trusted_roots(authority, *answer.mutable_trusted_roots());
  const auto& roots = store.keys().book.roots;
  answer.mutable_roots()->Add(roots.begin() + 1, roots.end());
  return answer.SerializeAsString();
}

http::Response respond(const Result<std::string>& answer) {
  return answer ? protobuf_response(*answer) : problem_response(answer.error());
}

}  // namespace

http::Response enrol_device_over_http(CentralStore& store, const tls::Authority& authority, std::uint16_t devices_port,
                                      const http::Request& request) {
  return respond(enrol_answer(store, authority, devices_port, request));
}

http::Response offer_renewal_nonce(CentralStore& store) {
  Bytes nonce;
  append_be64(nonce, static_cast<std::uint64_t>(store.now_ms()));
  nonce.resize(kNonceBody);
  store.random().fill(std::span(nonce).subspan(8));
  const Digest seal = nonce_seal(store.keyring().keys()->kek.view(), nonce);
  nonce.insert(nonce.end(), seal.begin(), seal.end());
  wire::RenewNonce answer;
  answer.set_nonce(string_of(nonce));
  return protobuf_response(answer.SerializeAsString());
}

http::Response renew_device_over_http(CentralStore& store, const tls::Authority& authority,
                                      const http::Request& request) {
  return respond(renewal_answer(store, authority, request));
}

}  // namespace warmheart
