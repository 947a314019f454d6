#include "core/central/keys/key_list.h"

#include <sys/stat.h>

#include "core/central/keys/rewriting.h"
#include "core/central/store/columns.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

using Use = KeyLine::Use;

class Lines {
 public:
  explicit Lines(std::string folder) : m_folder(std::move(folder)) {}

  void add(const std::string& name, std::uint64_t number, std::string id, Use use, std::string what = {}) {
    const std::string file = internal::key_path(m_folder, name, number);
    m_lines.push_back({name, number, std::move(id), made_ms(file), use, 0, std::move(what)});
  }
  void add_trusted(const std::string& name, std::string id, std::int64_t until_ms) {
    m_lines.push_back({name, 0, std::move(id), 0, Use::trusted, until_ms, "its secret is gone, cards it signed hold"});
  }
  std::vector<KeyLine> lines() && { return std::move(m_lines); }

 private:
  static std::int64_t made_ms(const std::string& file) {
    struct ::stat facts {};
    if (::stat(file.c_str(), &facts) != 0) return 0;
    return std::int64_t{facts.st_mtim.tv_sec} * 1000 + facts.st_mtim.tv_nsec / 1'000'000;
  }

  std::string m_folder;
  std::vector<KeyLine> m_lines;
};

std::string id_of(ByteView public_key) { return to_hex(key_id_of(public_key)); }

std::string waits_for_rows(std::uint64_t rows) {
  if (rows > 0) return std::to_string(rows) + " rows still to be written anew: the running centre does it";
  return "for backups of before, fourteen days; then it is deleted";
}

Result<std::uint64_t> kiosks_that_know(Snapshot& in, std::uint64_t feed_ordinal) {
  return sql::value<std::uint64_t>(in, "SELECT count(*) FROM device WHERE feed_ordinal = ? AND state <> 'revoked'",
                                   feed_ordinal);
}

struct Retiring {
  KeyId id{};
  std::int64_t until_ms = 0;
};
Result<std::vector<Retiring>> retiring_cards(Snapshot& in) {
  const auto read = [](sql::Columns& row) { return Retiring{row.next<KeyId>(), row.integer()}; };
  return sql::rows<Retiring>(in, "SELECT key_id, until_ms FROM retiring_card_key ORDER BY until_ms", read);
}

}  // namespace

std::string secret_key_id(ByteView key) {
  constexpr std::size_t kIdBytes = 8;
  const Digest hash = keyed_hash(key, view_of("warmheart key id 1"));
  return to_hex(ByteView(hash).first(kIdBytes));
}

Result<std::vector<KeyLine>> list_keys(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(const KeyBacklog backlog, key_backlog(store));
  return store.read([&](Snapshot& in) -> Result<std::vector<KeyLine>> {
    const CentralKeys& keys = in.keys();
    Lines lines(store.keyring().folder());
    lines.add("root", keys.root_ordinal(), id_of(keys.root.public_key), Use::in_use,
              keys.root.secret.empty() ? "its secret is not here: --root-key FILE where it is needed" : "");
    const std::size_t sealing_keys = keys.book.sealing.size();
    for (std::size_t i = sealing_keys; i-- > 0;) {
      const bool newest = i + 1 == sealing_keys;
      lines.add("sealing", i + 1, id_of(view_of(keys.book.sealing[i].public_key())), newest ? Use::in_use : Use::kept,
                newest ? "" : "opens records that were sealed to it");
    }
    lines.add("feed", keys.feed_ordinal(), id_of(keys.feed.public_key), Use::in_use);
    for (const auto& older : keys.older_feeds) {
      WARMHEART_TRY_ASSIGN(const std::uint64_t kiosks, kiosks_that_know(in, older.number));
      lines.add("feed", older.number, id_of(older.key.public_key), Use::kept,
                std::to_string(kiosks) + " kiosks know no newer one; it is deleted when none does");
    }
    lines.add("card", keys.card_number, id_of(keys.card.public_key), Use::in_use);
    WARMHEART_TRY_ASSIGN(const auto retiring, retiring_cards(in));
    for (const Retiring& one : retiring) lines.add_trusted("card", to_hex(one.id), one.until_ms);
    lines.add("kek", keys.kek_number, secret_key_id(keys.kek.view()), Use::in_use);
    for (const auto& older : keys.older_keks)
      lines.add("kek", older.number, secret_key_id(older.key.view()), Use::kept,
                waits_for_rows(backlog.under_older_keks));
    lines.add("id-hash", keys.id_hash_number, secret_key_id(keys.id_hash_key.view()), Use::in_use);
    for (const auto& older : keys.older_id_hash)
      lines.add("id-hash", older.number, secret_key_id(older.key.view()), Use::kept,
                waits_for_rows(backlog.under_older_id_hash));
    return std::move(lines).lines();
  });
}

}  // namespace warmheart
