#include "core/record/record.h"

#include "core/record/chain.h"

namespace warmheart {

wire::Record to_wire(const StoredRecord& record) {
  wire::Record out;
  out.set_header(record.header.data(), record.header.size());
  if (record.is_stub()) {
    out.set_payload_digest(record.payload_digest.data(), record.payload_digest.size());
    out.set_stub_reason(record.stub_reason);
  } else {
    out.set_sealed_payload(record.sealed_payload.data(), record.sealed_payload.size());
  }
  return out;
}

Result<StoredRecord> from_wire(const wire::Record& record, const Digest& previous) {
  if (record.header().size() + record.sealed_payload().size() > kMaxRecordBytes) {
    return fail(ErrorCode::limit, "a record is larger than 32 KiB");
  }
  WARMHEART_TRY_ASSIGN(const wire::RecordHeader header, parse_header(view_of(record.header())));
  StoredRecord out;
  out.epoch = header.epoch();
  out.seq = header.seq();
  WARMHEART_TRY_ASSIGN(out.id, Uuid::from_bytes(view_of(header.id())));
  out.kind = header.kind();
  out.header = bytes_of(record.header());
  out.stub_reason = record.stub_reason();
  if (out.is_stub()) {
    if (!record.sealed_payload().empty()) return fail(ErrorCode::corrupt, "a stub has a payload");
    WARMHEART_TRY_ASSIGN(out.payload_digest, digest_from(view_of(record.payload_digest())));
  } else {
    out.sealed_payload = bytes_of(record.sealed_payload());
    out.payload_digest = sha256({out.sealed_payload});
  }
  out.hash = chain(previous, out.header, out.payload_digest);
  return out;
}

Result<wire::RecordHeader> parse_header(ByteView header) {
  wire::RecordHeader out;
  if (!parse(header, out)) return fail(ErrorCode::corrupt, "header is not a RecordHeader");
  if (out.device().size() != 16 || out.id().size() != 16) return fail(ErrorCode::corrupt, "header without 16-byte ids");
  if (out.seq() == 0) return fail(ErrorCode::corrupt, "header without a position in the journal");
  return out;
}

}  // namespace warmheart
