// Each key of the centre is changed while everything goes on: what stood under the one before is still found, opened
// and believed, midway, after the end, and where a rotation was cut off.
#include <filesystem>
#include <fstream>

#include "centre_fixture.h"
#include "core/central/access/second_factor.h"
#include "core/central/access/sign_in.h"
#include "core/central/access/totp.h"
#include "core/central/keys/key_list.h"
#include "core/central/keys/rewriting.h"
#include "core/central/keys/rotation.h"
#include "core/central/members/cards.h"
#include "core/central/members/people.h"
#include "core/central/members/rider_auth.h"
#include "core/central/phone/phone.h"
#include "core/record/feed_signature.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace fs = std::filesystem;

namespace {

const SecretString kPassword("correct horse battery");

struct Keyed : Centre {
  Device device = enrol();

  Keyed() : Centre(KeysIn::files) {}

  std::string file(const std::string& name) const { return folder.path + "/keys/" + name; }
  bool has(const std::string& name) const { return fs::exists(file(name)); }
  Rotated rotate(KeyName name, const RotationOptions& options = {}) { return must(rotate_key(store, name, options)); }
  void rewrite() {
    KeyRewriter rewriter;
    must(rewriter.run(store));
    CHECK(rewriter.unreadable() == 0);
  }
  std::size_t audited(std::string_view what) {
    std::size_t count = 0;
    for (const AuditRow& row : must(audit_rows(store, 0, 10'000))) count += row.what == what ? 1 : 0;
    return count;
  }
  std::vector<std::string> feed_keys(const std::string& prefix) {
    std::vector<std::string> found;
    for (const FeedEntry& entry : must(feed_entries(store, scope_all()))) {
      if (entry.key.starts_with(prefix)) found.push_back(entry.key);
    }
    return found;
  }
  FeedPageOut page_for(const Device& of, std::uint64_t feed_ordinal) {
    return must(feed_page(store, {of.id(), {}, 0, feed_ordinal}));
  }
  bool is_by(const FeedPageOut& page, std::size_t ordinal) {
    return feed_page_is_signed(page.page, page.signature,
                               view_of(keyring->keys()->book.feeds.at(ordinal - 1).public_key()));
  }
  bool is_proven(CentralStore& by, const std::string& last_four) {
    const internal::RiderProof proof{{}, with_check_digit(12'345'678), last_four, {}};
    return internal::prove_rider(by, proof, "test", "asked").has_value();
  }
  Result<wire::ApplicationSubmitted> opened(CentralStore& by, const Uuid& id) {
    return by.read([&](Snapshot& in) -> Result<wire::ApplicationSubmitted> {
      WARMHEART_TRY_ASSIGN(const auto row, internal::find_application(in, id));
      return internal::decrypt_application(in, *row);
    });
  }
  Uuid person_of(CentralStore& by, const std::string& number) {
    return must(by.transact({}, [&](Act& act) { return person_for_number(act, number); }));
  }
};

std::vector<Person> two_people() {
  return {{"张伟", "11010519491231002X", "13800000001"}, {"欧阳小明", "440524188001010014", "13800000002"}};
}

}  // namespace

TEST_CASE("sealing: the next key is signed by the root and published; records sealed to either are opened") {
  Keyed centre;
  CentralStore running = centre.open_elsewhere();
  const Uuid before = centre.device.join({});
  const Rotated made = centre.rotate(KeyName::sealing);
  CHECK(made.number == 2);
  const auto published = centre.feed_value(scope_all(), "sealing-key/" + made.id);
  REQUIRE(published);
  CHECK(sealing_key_is_signed(published->sealing_key(), centre.keys->root.public_key));
  Device fresh = centre.enrol();
  const Uuid after = fresh.join({"李娜", "440524188001010014", "13800000002"});
  for (const Device* one : {&centre.device, &fresh}) {
    const DeviceBatch batch = one->batch_all();
    REQUIRE(must(store_batches(running, std::span(&batch, 1))).at(0).verdict == wire::SYNC_OK);
  }
  REQUIRE(must(apply_next(running, 100)).applied == 2);  // by a process that has not been started anew
  CHECK(centre.application(before));
  CHECK(centre.application(after));
  const wire::RecordHeader header = must(parse_header(view_of(fresh.records().at(0).header())));
  CHECK(to_hex(view_of(header.seal().key_id())) == made.id);
  CHECK(centre.has("sealing-1.key"));
  CHECK(centre.audited("key-rotated") == 1);
}

TEST_CASE("card: cards of before are believed until the last has ended, and their key's secret is gone at once") {
  Keyed centre;
  const auto people = two_people();
  const Uuid first = centre.device.join(people[0]), second = centre.device.join(people[1]);
  centre.take(centre.device);
  centre.decide_now(first, Centre::approval());
  const std::string old_card = centre.application(first)->final_card;
  const Rotated made = centre.rotate(KeyName::card);
  CHECK_FALSE(centre.has("card.key"));
  CHECK(centre.has("card-2.key"));
  centre.decide_now(second, Centre::approval());
  const std::string new_card = centre.application(second)->final_card;
  CHECK(to_hex(must(read_card(new_card)).key_id) == made.id);
  const auto state_of_card = [&](const std::string& card) { return must(look_at_card(centre.store, card)).state; };
  CHECK(state_of_card(old_card) == CardState::valid);
  CHECK(state_of_card(new_card) == CardState::valid);
  CHECK(must(retire_card_keys(centre.store)) == 0);
  centre.clock.wall_ms += kFinalCardMs + 2 * kDayMs;
  CHECK(must(retire_card_keys(centre.store)) == 1);
  CHECK(centre.feed_keys("card-key/").size() == 2);  // the present one, and that of phones
  CHECK(centre.feed_value(scope_all(), "card-key/" + made.id));
  CHECK(centre.audited("key-retired") == 1);
}

TEST_CASE("feed: a kiosk that knows ordinals gets the next key's signature, one of before the key that it knows") {
  Keyed centre;
  must(audit(centre.store, "test", "something", "", ""));
  const SignedAuditHead witnessed = must(signed_audit_head(centre.store));
  const Rotated made = centre.rotate(KeyName::feed);
  CHECK(made.number == 2);
  CHECK(centre.is_by(centre.page_for(centre.device, 1), 2));
  CHECK(centre.is_by(centre.page_for(centre.device, 0), 1));
  Device late = centre.enrol();
  CHECK(centre.is_by(centre.page_for(late, 0), 2));  // its enrolment gave it the second
  CHECK(feed_key_is_signed(centre.keyring->keys()->book.feeds.back(), centre.keys->root.public_key));
  CHECK(must(verify_audit(centre.store)).faults.empty());
  CHECK(must(verify_head(centre.store, witnessed)).empty());
}

TEST_CASE("feed: the older secret goes when no kiosk knows it alone; what it had signed still holds") {
  Keyed centre;
  must(audit(centre.store, "test", "something", "", ""));
  const SignedAuditHead witnessed = must(signed_audit_head(centre.store));
  centre.rotate(KeyName::feed);
  CHECK(must(retire_feed_keys(centre.store)) == 0);
  DeviceBatch batch = centre.device.batch_all();
  batch.request.set_feed_ordinal(2);
  centre.send(batch);
  CHECK(must(retire_feed_keys(centre.store)) == 1);
  CHECK_FALSE(centre.has("feed.key"));
  CHECK(must(verify_head(centre.store, witnessed)).empty());
  CHECK(centre.is_by(centre.page_for(centre.device, 0), 2));
  CHECK(centre.audited("key-deleted") == 1);
}

TEST_CASE("root: its file may lie elsewhere; the centre runs on, and what needs it says so and takes it from there") {
  Keyed centre;
  const std::string stick = centre.folder.path + "/stick.key";
  fs::rename(centre.file("root.key"), stick);
  CentralStore running = centre.open_elsewhere();
  CHECK(running.keys().root.secret.empty());
  CHECK(sealing_key_is_signed(signed_sealing_key(running.keys()), centre.keys->root.public_key));
  must(publish_keys(running));
  const auto refused = rotate_key(centre.store, KeyName::sealing, {});
  CHECK(refused.error().code == ErrorCode::not_found);
  CHECK(refused.error().what.find("--root-key FILE") != std::string::npos);
  const auto foreign = rotate_key(centre.store, KeyName::sealing, {centre.file("feed.key"), "", "admin"});
  CHECK(foreign.error().code == ErrorCode::conflict);
  CHECK(centre.rotate(KeyName::sealing, {stick, "", "admin"}).number == 2);
  CHECK_FALSE(centre.has("root.key"));
  must(make_central_keys(centre.file(""), centre.random));  // init again makes no other root
  CHECK_FALSE(centre.has("root.key"));
}

TEST_CASE("root: the next one is signed by the one before, signs what is in use anew, and the older secret is gone") {
  Keyed centre;
  centre.rotate(KeyName::feed);
  const std::string stick = centre.folder.path + "/next.key";
  const Rotated made = centre.rotate(KeyName::root, {"", stick, "admin"});
  CHECK(fs::exists(stick));
  CHECK_FALSE(centre.has("root.key"));
  CHECK_FALSE(centre.has("root-2.key"));
  const auto keys = centre.keyring->keys();
  CHECK(keys->root_ordinal() == 2);
  CHECK(to_hex(key_id_of(keys->root.public_key)) == made.id);
  CHECK(root_key_is_signed(keys->book.roots.back(), centre.keys->root.public_key));
  CHECK(feed_key_is_signed(keys->book.feeds.back(), keys->root.public_key));
  const std::string sealing = "sealing-key/" + to_hex(keys->sealing.back().pub.id);
  CHECK(sealing_key_is_signed(centre.feed_value(scope_all(), sealing)->sealing_key(), keys->root.public_key));
  CHECK(rotate_key(centre.store, KeyName::root, {"", stick, "admin"}).error().code == ErrorCode::not_found);
  CHECK(centre.rotate(KeyName::root, {stick, "", "admin"}).number == 3);
  CHECK(centre.has("root-3.key"));
}

TEST_CASE("kek: persons are read before, midway, after a stop and after the end, by every process") {
  Keyed centre;
  CentralStore running = centre.open_elsewhere();
  std::vector<Uuid> ids;
  for (const Person& person : two_people()) ids.push_back(centre.device.join(person));
  centre.take(centre.device);
  const auto all_read = [&](CentralStore& by) {
    for (const Uuid& id : ids) CHECK(must(centre.opened(by, id)).fields().name().size() > 3);
  };
  centre.rotate(KeyName::kek);
  CHECK(must(key_backlog(centre.store)).under_older_keks == 2);
  all_read(running);
  {
    KeyRewriter cut_off;
    CHECK(must(cut_off.run_some(centre.store, 1)));
  }
  CHECK(must(key_backlog(centre.store)).under_older_keks == 1);
  all_read(running);
  ids.push_back(centre.device.join({"王芳", "110105199003078510", "13800000003"}));  // made while both are there
  centre.take(centre.device);
  centre.rewrite();
  CHECK(must(key_backlog(centre.store)).under_older_keks == 0);
  CHECK(must(forget_older_keys(centre.store, KeyName::kek, "admin")) == 1);
  CHECK_FALSE(centre.has("kek.key"));
  all_read(centre.store);
  all_read(running);
  CHECK(must(verify_people(running)).faults.empty());
}

TEST_CASE("kek: an older one is kept while rows stand under it, and fourteen days more for backups") {
  Keyed centre;
  centre.device.join({});
  centre.take(centre.device);
  centre.rotate(KeyName::kek);
  CHECK(forget_older_keys(centre.store, KeyName::kek, "admin").error().code == ErrorCode::conflict);
  CHECK(must(retire_unneeded_keys(centre.store)) == 0);
  centre.clock.wall_ms += 2 * kBackupsReachBackMs;
  CHECK(must(retire_unneeded_keys(centre.store)) == 0);  // it is still needed
  centre.rewrite();
  CHECK(must(retire_unneeded_keys(centre.store)) == 0);
  centre.clock.wall_ms += kBackupsReachBackMs - kDayMs;
  CHECK(must(retire_unneeded_keys(centre.store)) == 0);
  CHECK(centre.has("kek.key"));
  centre.clock.wall_ms += 2 * kDayMs;
  CHECK(must(retire_unneeded_keys(centre.store)) == 1);
  CHECK_FALSE(centre.has("kek.key"));
  CHECK(centre.audited("key-deleted") == 1);
}

TEST_CASE("kek: a row that does not open is left, counted, and its kek is kept") {
  Keyed centre;
  centre.device.join({});
  centre.take(centre.device);
  { must(centre.key_database()->run("UPDATE person_key SET wrapped = x'" + std::string(144, '0') + "'")); }
  centre.rotate(KeyName::kek);
  KeyRewriter rewriter;
  must(rewriter.run(centre.store));
  CHECK(rewriter.unreadable() == 1);
  CHECK(must(key_backlog(centre.store)).under_older_keks == 1);
  CHECK(forget_older_keys(centre.store, KeyName::kek, "admin").error().code == ErrorCode::conflict);
}

TEST_CASE("kek: second factors and recovery codes are good through two rotations, and once each") {
  Keyed centre;
  must(add_user(centre.store, {"li", "李审核", Role::union_reviewer, "CY01"}, kPassword));
  const SignedIn first = must(sign_in(centre.store, {"li", kPassword, {}, "a", {}}));
  const std::string token(first.token.view());
  const Bytes seed = must(from_base32(must(offer_factor(centre.store, token)).secret.view()));
  const auto code_now = [&] {
    centre.clock.wall_ms += kTotpStepMs;
    return SecretString(must(totp_code(seed, totp_step(centre.clock.wall_ms))));
  };
  const ConfirmedFactor confirmed = must(confirm_factor(centre.store, token, code_now().view(), "a"));
  const auto signs_in = [&](const SecretString& code) {
    return sign_in(centre.store, {"li", kPassword, code, "a", {}}).has_value();
  };
  centre.rotate(KeyName::kek);
  CHECK(signs_in(code_now()));
  CHECK(signs_in(confirmed.recovery_codes[0]));
  for (int rotation = 1; rotation <= 2; ++rotation) {
    centre.rewrite();
    must(forget_older_keys(centre.store, KeyName::kek, "admin"));
    const auto at = static_cast<std::size_t>(rotation);
    CHECK(signs_in(code_now()));
    CHECK(signs_in(confirmed.recovery_codes[at]));
    CHECK_FALSE(signs_in(confirmed.recovery_codes[at]));
    if (rotation == 1) centre.rotate(KeyName::kek);
  }
  CHECK(centre.has("kek-3.key"));
  CHECK_FALSE(centre.has("kek-2.key"));
}

TEST_CASE("kek: cards of phones are signed by a key that every station was told of first; those of before hold") {
  Keyed centre;
  const SignKey before = phone_card_key(centre.keys->kek.view());
  centre.rotate(KeyName::kek);
  const SignKey after = phone_card_key(centre.keyring->keys()->kek.view());
  CHECK(centre.feed_value(scope_all(), "card-key/" + to_hex(key_id_of(before.public_key))));
  CHECK(centre.feed_value(scope_all(), "card-key/" + to_hex(key_id_of(after.public_key))));
  centre.clock.wall_ms += kProvisionalCardMs + 2 * kDayMs;
  CHECK(must(retire_card_keys(centre.store)) == 1);
  CHECK_FALSE(centre.feed_value(scope_all(), "card-key/" + to_hex(key_id_of(before.public_key))));
}

TEST_CASE("id-hash: persons and query codes are found before, midway and after, and nobody is made twice") {
  Keyed centre;
  CentralStore running = centre.open_elsewhere();
  const auto people = two_people();
  for (const Person& person : people) centre.device.join(person);
  centre.take(centre.device);
  const Uuid one = centre.person_of(centre.store, people[0].number);
  const Uuid two = centre.person_of(centre.store, people[1].number);
  const auto all_found = [&](CentralStore& by) {
    CHECK(centre.person_of(by, people[0].number) == one);
    CHECK(centre.person_of(by, people[1].number) == two);
    CHECK(centre.is_proven(by, "0001"));
    CHECK(centre.is_proven(by, "0002"));
  };
  all_found(running);
  centre.rotate(KeyName::id_hash);
  all_found(running);
  CHECK(must(key_backlog(centre.store)).under_older_id_hash == 4);
  {
    KeyRewriter cut_off;
    for (int acts = 0; acts < 3; ++acts) must(cut_off.run_some(centre.store, 1));
  }
  CHECK(must(key_backlog(centre.store)).under_older_id_hash == 3);
  all_found(running);
  centre.rewrite();
  CHECK(must(key_backlog(centre.store)).under_older_id_hash == 0);
  CHECK(must(forget_older_keys(centre.store, KeyName::id_hash, "admin")) == 1);
  all_found(running);
  all_found(centre.store);
  CHECK(centre.counted("SELECT count(*) AS every FROM person") == 2);
}

TEST_CASE(
    "id-hash: a person of a booking or a case alone is found, too; a number that nothing has any more is nobody's") {
  Keyed centre;
  const Uuid id = centre.device.new_id();
  wire::Payload payload;
  wire::CaseOpened& opened = *payload.mutable_case_opened();
  opened.set_case_id(string_of(id.bytes()));
  opened.set_number(with_check_digit(4'711));
  opened.set_kind("legal");
  opened.mutable_rider()->set_name("张伟");
  opened.mutable_rider()->set_document_number("11010519491231002X");
  opened.mutable_rider()->set_mobile("13800000001");
  opened.set_due_ms(1);
  centre.device.write(wire::CASE_OPENED, payload, id);
  centre.take(centre.device);
  const Uuid of_case = centre.person_of(centre.store, "11010519491231002X");
  const Uuid of_nothing = centre.person_of(centre.store, "440524188001010014");
  centre.rotate(KeyName::id_hash);
  centre.rewrite();
  must(forget_older_keys(centre.store, KeyName::id_hash, "admin"));
  CHECK(centre.person_of(centre.store, "11010519491231002X") == of_case);
  CHECK(centre.person_of(centre.store, "440524188001010014") != of_nothing);
}

TEST_CASE("id-hash: a phone that sends its form again after the rotation gets its own answer") {
  Keyed centre;
  Handoff handoff;
  handoff.id = centre.device.new_id();
  handoff.device = centre.device.id();
  handoff.expires_ms = centre.clock.wall_ms + kHandoffForMs;
  const std::string token = must(sign_handoff(handoff, centre.device.card_secret()));
  const Uuid phone = centre.device.new_id(), chosen = centre.device.new_id();
  const Application form = phone_form();
  must(open_form(centre.store, token, phone));
  const PhoneApplication made = must(submit_from_phone(centre.store, token, phone, chosen, form));
  const Uuid device_before = phone_device(*centre.keys);
  centre.rotate(KeyName::id_hash);
  const PhoneApplication again = must(submit_from_phone(centre.store, token, phone, chosen, form));
  CHECK(again.query_code == made.query_code);
  CHECK(centre.counted("SELECT count(*) AS every FROM application") == 1);
  CHECK(phone_device(*centre.keyring->keys()) != device_before);
  CHECK(is_phone_device(*centre.keyring->keys(), device_before));
}

TEST_CASE("a rotation that was cut off goes on with the same key") {
  Keyed centre;
  const std::string seed = to_hex(Bytes(32, 5));
  const auto [name, waiting, made] = GENERATE(std::tuple{KeyName::card, "card-2.key.next", "card-2.key"},
                                              std::tuple{KeyName::kek, "kek-2.key.next", "kek-2.key"},
                                              std::tuple{KeyName::id_hash, "id-hash-2.key.next", "id-hash-2.key"},
                                              std::tuple{KeyName::feed, "feed-2.key", "feed-2.key"},
                                              std::tuple{KeyName::sealing, "sealing-2.key", "sealing-2.key"});
  std::ofstream(centre.file(waiting)) << seed << "\n";
  CHECK(must(Keyring::open(centre.file("")))->keys()->feed.public_key == centre.keys->feed.public_key);
  const Rotated rotated = centre.rotate(name);
  CHECK(rotated.number == 2);
  std::ifstream file(centre.file(made));
  std::string line;
  std::getline(file, line);
  CHECK(line == seed);
  must(load_central_keys(centre.file("")));
}

TEST_CASE("a key file that cannot be read leaves the keys of before in use, and says why") {
  Keyed centre;
  REQUIRE_FALSE(must(centre.keyring->refresh()));
  const std::string whole = centre.file("kek.key");
  fs::rename(whole, whole + ".away");
  CHECK(centre.keyring->refresh().error().code == ErrorCode::not_found);
  CHECK(centre.keyring->keys()->kek.view().size() == 32);
  fs::rename(whole + ".away", whole);
  CHECK_FALSE(must(centre.keyring->refresh()));
  centre.rotate(KeyName::card);
  CHECK(must(centre.keyring->refresh()));
}

TEST_CASE("the list names every key, what keeps the older ones, and no secret") {
  Keyed centre;
  for (const KeyName name : {KeyName::sealing, KeyName::card, KeyName::feed, KeyName::kek, KeyName::id_hash})
    centre.rotate(name);
  const auto lines = must(list_keys(centre.store));
  std::map<std::string, int> count;
  std::string all;
  for (const KeyLine& line : lines) {
    ++count[line.name];
    all += line.name + line.id + line.what;
    CHECK(line.id.size() == 16);
    CHECK((line.since_ms > 0 || line.use == KeyLine::Use::trusted));
  }
  CHECK(count["root"] == 1);
  CHECK(count["sealing"] == 2);
  CHECK(count["feed"] == 2);
  CHECK(count["card"] == 3);  // the older one, and that of phones under the older kek
  CHECK(count["kek"] == 2);
  CHECK(count["id-hash"] == 2);
  CHECK(all.find(to_hex(centre.keys->kek.view()).substr(0, 16)) == std::string::npos);
  CHECK(all.find(to_hex(centre.keys->id_hash_key.view()).substr(0, 16)) == std::string::npos);
  CHECK(centre.audited("key-rotated") == 5);
}

TEST_CASE("a folder of before the book gets it; a book that does not fit its keys is damaged") {
  TemporaryFolder folder;
  SeededRandom random(3);
  must(make_central_keys(folder.path, random));
  const CentralKeys before = must(load_central_keys(folder.path));
  fs::remove(folder.path + "/signed.keys");
  CHECK(must(Keyring::open(folder.path))->keys()->root.public_key == before.root.public_key);
  CHECK(fs::exists(folder.path + "/signed.keys"));
  SeededRandom other(4);
  TemporaryFolder elsewhere;
  must(make_central_keys(elsewhere.path, other));
  fs::copy_file(elsewhere.path + "/feed.key", folder.path + "/feed.key", fs::copy_options::overwrite_existing);
  CHECK(load_central_keys(folder.path).error().code == ErrorCode::corrupt);
  std::ofstream(folder.path + "/signed.keys") << "root 1 00 -\n";
  CHECK(load_central_keys(folder.path).error().code == ErrorCode::corrupt);
}
