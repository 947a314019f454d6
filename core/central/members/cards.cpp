#include "core/central/members/cards.h"

#include <algorithm>

#include "core/central/feed/feed.h"
#include "core/central/store/columns.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

constexpr std::string_view kListed = "approved/";
constexpr std::size_t kNumberDigits = 2 * std::tuple_size_v<CardNumber>;

std::string entry_of(const Digest& digest) { return std::string(kListed) + to_hex(digest); }

// The provisional card as the person got it; none: the person was erased.
Result<std::optional<std::string>> provisional_card(Snapshot& in, const internal::ApplicationRow& row) {
  const auto whole = internal::decrypt_application(in, row);
  if (!whole && whole.error().code == ErrorCode::not_found) return std::optional<std::string>();
  if (!whole) return fail(whole.error());
  return std::optional<std::string>(whole->provisional_card());
}

struct Entry {
  std::string scope, key;
};
Entry read_entry(sql::Columns& row) { return {row.text(), row.text()}; }

// One number of the list: the card that carries it is listed, where there is one.
Result<void> relist(Act& act, const Entry& entry) {
  WARMHEART_TRY(internal::write_tombstone(act, entry.scope, entry.key));
  WARMHEART_TRY_ASSIGN(const Bytes number, from_hex(entry.key.substr(kListed.size())));
  WARMHEART_TRY_ASSIGN(const auto holder, internal::find_card_holder(act, number));
  if (!holder) return {};
  WARMHEART_TRY_ASSIGN(const auto row, internal::find_application(act, holder->application));
  return row && row->state == ApplicationState::approved ? internal::list_approved_card(act, *row) : Result<void>();
}

}  // namespace

Result<std::size_t> relist_approved_cards(CentralStore& store) {
  return store.transact({Lock::persons(), Lock::feeds()}, [](Act& act) -> Result<std::size_t> {
    WARMHEART_TRY_ASSIGN(const auto numbers,
                         sql::rows<Entry>(act,
                                          "SELECT scope, key FROM feed_value WHERE key >= 'approved/' AND key < "
                                          "'approved0' AND tombstone = 0 AND length(key) = ?",
                                          read_entry, static_cast<std::uint64_t>(kListed.size() + kNumberDigits)));
    for (const Entry& entry : numbers) WARMHEART_TRY(relist(act, entry));
    return numbers.size();
  });
}

Result<CardCheck> internal::check_card_here(Snapshot& in, std::string_view card) {
  CardTrust trust;
  trust.as_of_ms = in.now_ms();
  if (const auto claims = read_card(card)) {
    WARMHEART_TRY_ASSIGN(
        const auto published,
        sql::row<Bytes>(in,
                        "SELECT value FROM feed_value WHERE key = ? AND key >= 'card-key/' AND key < 'card-key0' AND "
                        "tombstone = 0 LIMIT 1",
                        "card-key/" + to_hex(claims->key_id)));
    wire::FeedValue value;
    if (published && parse(*published, value) && value.card_key().public_key().size() == 32) {
      CardTrust::Key& key = trust.keys[claims->key_id];
      std::ranges::copy(view_of(value.card_key().public_key()), key.public_key.begin());
      key.final_role = value.card_key().final_role();
    }
  }
  return check_card(card, trust, in.now_ms());
}

Result<void> internal::list_approved_card(Act& act, const ApplicationRow& row) {
  if (row.district_code.empty()) return {};
  WARMHEART_TRY_ASSIGN(const auto card, provisional_card(act, row));
  if (!card) return {};
  WARMHEART_TRY_ASSIGN(const CardCheck check, check_card_here(act, *card));
  const bool is_this_persons = check.state == CardState::not_yet_approved &&
                               check.claims->masked_name == row.masked_name &&
                               same_bytes(check.claims->card_number, row.card_number);
  if (!is_this_persons) return {};
  WARMHEART_TRY_ASSIGN(const Digest digest, card_digest(*card));
  wire::FeedValue value;
  value.mutable_approved_card()->set_card_digest(string_of(digest));
  value.mutable_approved_card()->set_approved_at_ms(row.approved_ms);
  return write_feed(act, district_scope(row.district_code), entry_of(digest), value);
}

Result<void> internal::unlist_approved_card(Act& act, const ApplicationRow& row) {
  WARMHEART_TRY_ASSIGN(const auto card, provisional_card(act, row));
  const auto digest = card ? card_digest(*card) : Result<Digest>(fail(ErrorCode::not_found, "no card"));
  return digest ? write_tombstone(act, district_scope(row.district_code), entry_of(*digest)) : Result<void>();
}

Result<bool> internal::is_card_number_taken(Snapshot& in, ByteView number) {
  return sql::value<bool>(in, "SELECT EXISTS(SELECT 1 FROM application WHERE card_number = ?)", number);
}

}  // namespace warmheart
