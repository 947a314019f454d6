// A record as it stands in a journal and as it travels, and the bounds every reader and writer keeps (FORMAT.md).
// Values only; owned by whoever holds them. A record that breaks a bound is ErrorCode::limit or ErrorCode::corrupt.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/digest.h"
#include "core/base/id.h"
#include "warmheart.pb.h"

namespace warmheart {

inline constexpr std::uint32_t kProtocol = 1;
inline constexpr std::uint32_t kPayloadVersion = 1;
inline constexpr std::uint32_t kHashSha256 = 1;
inline constexpr std::size_t kMaxRecordBytes = 32 * 1024;  // header + sealed payload
inline constexpr std::size_t kMaxBatchRecords = 200;
inline constexpr std::size_t kMaxBatchBytes = 256 * 1024;

inline constexpr const char* kStubPruned = "pruned";
inline constexpr const char* kStubDamaged = "damaged";
inline constexpr const char* kStubErased = "erased";    // its person was erased
inline constexpr const char* kStubCarried = "carried";  // the payload went on under the same id in a later epoch

struct StoredRecord {
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
  Uuid id;
  std::uint32_t kind = 0;
  Bytes header;             // a serialised wire::RecordHeader, opaque
  Bytes sealed_payload;     // empty in a stub
  Digest payload_digest{};  // SHA-256 of the sealed payload, also when that is gone
  Digest hash{};
  std::string stub_reason;  // empty: whole

  bool is_stub() const { return !stub_reason.empty(); }
  std::size_t size() const { return header.size() + sealed_payload.size(); }
};

// For the wire. A stub carries its digest and reason instead of the payload.
wire::Record to_wire(const StoredRecord& record);

// From the wire: parses the header, computes payload digest and hash over `previous`. Checks the bounds and that the
// header names 16-byte ids; says nothing about content, kind or seal (those are stored and judged later).
Result<StoredRecord> from_wire(const wire::Record& record, const Digest& previous);

Result<wire::RecordHeader> parse_header(ByteView header);

// Deterministic bytes of a message; made once, then carried as they are.
template <class Message>
Bytes serialise(const Message& message) {
  Bytes out(message.ByteSizeLong());
  message.SerializeWithCachedSizesToArray(out.data());
  return out;
}

// False: the bytes are not such a message.
template <class Message>
bool parse(ByteView bytes, Message& message) {
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace warmheart
