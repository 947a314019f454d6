#include "core/service/handoff.h"

#include <sodium.h>

namespace warmheart {

namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kBodyBytes = 1 + 16 + 16 + 1 + 8 + 16;
constexpr std::size_t kTokenBytes = kBodyBytes + crypto_sign_BYTES;
constexpr std::string_view kContext = "warmheart handoff 1";

Bytes statement(ByteView body) {
  Bytes out = bytes_of(kContext);
  out.insert(out.end(), body.begin(), body.end());
  return out;
}

std::optional<Bytes> decode(std::string_view token) {
  Bytes out(kTokenBytes + 3);
  std::size_t length = 0;
  const int bad = sodium_base642bin(out.data(), out.size(), token.data(), token.size(), nullptr, &length, nullptr,
                                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  if (bad != 0 || length != kTokenBytes) return std::nullopt;
  out.resize(length);
  return out;
}

}  // namespace

Result<std::string> sign_handoff(const Handoff& handoff, ByteView key) {
  if (key.size() != crypto_sign_SECRETKEYBYTES || handoff.most < 1 || handoff.most > kMaxPhones)
    return fail(ErrorCode::invalid_argument, "a hand-off that cannot be signed");
  Bytes body{kVersion};
  for (const Uuid* id : {&handoff.id, &handoff.device}) body.insert(body.end(), id->bytes().begin(), id->bytes().end());
  body.push_back(static_cast<std::uint8_t>(handoff.most));
  for (int shift = 56; shift >= 0; shift -= 8) body.push_back(static_cast<std::uint8_t>(handoff.expires_ms >> shift));
  body.insert(body.end(), handoff.event.bytes().begin(), handoff.event.bytes().end());
  Bytes signature(crypto_sign_BYTES);
  const Bytes signed_bytes = statement(body);
  crypto_sign_detached(signature.data(), nullptr, signed_bytes.data(), signed_bytes.size(), key.data());
  body.insert(body.end(), signature.begin(), signature.end());
  std::string text(sodium_base64_ENCODED_LEN(kTokenBytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), body.data(), body.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.resize(text.find('\0'));
  return text;
}

std::optional<Handoff> read_handoff(std::string_view token) {
  const auto bytes = decode(token);
  if (!bytes || bytes->front() != kVersion) return std::nullopt;
  const ByteView all(*bytes);
  Handoff out;
  const auto id = Uuid::from_bytes(all.subspan(1, 16));
  const auto device = Uuid::from_bytes(all.subspan(17, 16));
  const auto event = Uuid::from_bytes(all.subspan(42, 16));
  if (!id || !device) return std::nullopt;
  out.id = *id;
  out.device = *device;
  out.most = all[33];
  for (std::size_t i = 0; i < 8; ++i) out.expires_ms = out.expires_ms << 8 | all[34 + i];
  if (event) out.event = *event;
  return out.most >= 1 && out.most <= kMaxPhones ? std::optional<Handoff>(out) : std::nullopt;
}

bool is_signed_by(std::string_view token, ByteView key) {
  const auto bytes = decode(token);
  if (!bytes || key.size() != crypto_sign_PUBLICKEYBYTES) return false;
  const Bytes signed_bytes = statement(ByteView(*bytes).first(kBodyBytes));
  return crypto_sign_verify_detached(bytes->data() + kBodyBytes, signed_bytes.data(), signed_bytes.size(),
                                     key.data()) == 0;
}

std::string handoff_address(std::string_view host, std::uint16_t port, std::string_view token) {
  return "https://" + std::string(host) + ":" + std::to_string(port) + "/phone/#join=" + std::string(token);
}

}  // namespace warmheart
