#include "core/record/record.h"

#include <catch2/catch.hpp>

#include "core/record/chain.h"

using namespace warmheart;

namespace {

wire::RecordHeader header_of(std::uint64_t seq) {
  wire::RecordHeader header;
  header.set_device(std::string(16, 'd'));
  header.set_id(std::string(15, 'i') + static_cast<char>(seq));
  header.set_epoch(7);
  header.set_seq(seq);
  header.set_kind(99);
  return header;
}

wire::Record record_of(std::uint64_t seq, const std::string& payload) {
  wire::Record record;
  record.set_header(header_of(seq).SerializeAsString());
  record.set_sealed_payload(payload);
  return record;
}

}  // namespace

TEST_CASE("the hash covers what came before, the header and the payload") {
  const Bytes header{1, 2, 3};
  const Digest payload = sha256({Bytes{4}});
  const Digest hash = chain(kZeroDigest, header, payload);
  CHECK(hash == sha256({kZeroDigest, header, payload}));
  CHECK(hash != chain(hash, header, payload));
  CHECK(hash != chain(kZeroDigest, Bytes{1, 2}, payload));
  CHECK(hash != chain(kZeroDigest, header, sha256({Bytes{5}})));
}

TEST_CASE("a record comes back from the wire as it went, header byte for byte") {
  wire::Record sent = record_of(3, "sealed");
  sent.mutable_header()->append("\xA2\x06\x01x", 4);  // field 100: a newer device's, unknown here
  const StoredRecord stored = from_wire(sent, kZeroDigest).value();
  CHECK(stored.seq == 3);
  CHECK(stored.epoch == 7);
  CHECK(stored.kind == 99);
  CHECK(string_of(stored.header) == sent.header());
  CHECK(stored.hash == chain(kZeroDigest, view_of(sent.header()), sha256({view_of("sealed")})));
  CHECK(to_wire(stored).SerializeAsString() == sent.SerializeAsString());
}

TEST_CASE("a stub proves the chain without its payload") {
  const StoredRecord whole = from_wire(record_of(1, "sealed"), kZeroDigest).value();
  StoredRecord gone = whole;
  gone.sealed_payload.clear();
  gone.stub_reason = kStubPruned;
  const StoredRecord back = from_wire(to_wire(gone), kZeroDigest).value();
  CHECK(back.is_stub());
  CHECK(back.hash == whole.hash);
}

TEST_CASE("records that break a bound are refused, whatever is in them") {
  CHECK(from_wire(record_of(1, std::string(kMaxRecordBytes, 'x')), kZeroDigest).error().code == ErrorCode::limit);
  wire::Record garbage;
  garbage.set_header("\xFF\xFF\xFF not a header");
  CHECK(from_wire(garbage, kZeroDigest).error().code == ErrorCode::corrupt);
  wire::RecordHeader header = header_of(1);
  header.set_id("short");
  wire::Record short_id;
  short_id.set_header(header.SerializeAsString());
  CHECK(from_wire(short_id, kZeroDigest).error().code == ErrorCode::corrupt);
  CHECK(from_wire(record_of(0, "x"), kZeroDigest).error().code == ErrorCode::corrupt);
  wire::Record stub = to_wire(from_wire(record_of(1, "x"), kZeroDigest).value());
  stub.set_stub_reason("pruned");
  CHECK(from_wire(stub, kZeroDigest).error().code == ErrorCode::corrupt);
}
