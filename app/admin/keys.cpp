#include <iostream>

#include "app/admin/commands.h"
#include "app/admin/key_lines.h"
#include "core/central/keys/key_list.h"
#include "core/central/keys/rewriting.h"
#include "core/central/keys/rotation.h"

namespace warmheart::admin {
namespace {

const char* use_text(KeyLine::Use use) {
  switch (use) {
    case KeyLine::Use::in_use: return "in use";
    case KeyLine::Use::kept: return "kept";
    case KeyLine::Use::trusted: break;
  }
  return "trusted";
}

Result<KeyName> known_name(const std::string& text) {
  if (const auto name = key_name_from(text)) return *name;
  return fail(ErrorCode::invalid_argument,
              "there is no key \"" + text +
                  "\" to rotate; there are: sealing, card, feed, root, kek, id-hash, authority, authority-root; the "
                  "server's certificate: `certificate renew --new-key`");
}

// The running centre does the same; whoever is first has done it.
Result<void> rewrite_rows(const Centre& centre, CentralStore& store) {
  KeyRewriter rewriter;
  WARMHEART_TRY(rewriter.run(store));
  centre.out << rewriter.rewritten() << " rows were written anew under it\n";
  if (rewriter.unreadable() == 0) return {};
  return fail(ErrorCode::corrupt, std::to_string(rewriter.unreadable()) +
                                      " rows do not open and stay as they are, and the key before is kept for them; "
                                      "`warmheart-admin verify` says which");
}

void print_advice(const Centre& centre, KeyName name, const Rotated& made, const KeyRotation& asked) {
  if (name == KeyName::root) {
    centre.out << "the secret of the new root lies in " << made.file
               << ": move it where the centre's machine does not reach it, and keep a copy\n";
    if (!asked.root_key_file.empty())
      centre.out << "nothing needs " << asked.root_key_file << " any more: destroy it\n";
  }
  if (name == KeyName::feed)
    centre.out << "kiosks follow with their next answer; the one before is kept for those that cannot, `keys` says how "
                  "many\n";
  if (name == KeyName::kek || name == KeyName::id_hash)
    centre.out << "the one before is deleted in fourteen days, when no backup needs it; at once: `keys forget "
               << name_of(name) << "`\n";
  centre.out << "copy " << keys_folder(centre.data_folder) << " again, apart from the databases\n";
}

}  // namespace

void print_key_line(const Centre& centre, const KeyLine& line) {
  const std::string number = line.number == 0 ? "" : std::to_string(line.number);
  const std::string since = line.since_ms == 0 ? "" : time_text(line.since_ms);
  centre.out << padded(line.name, 16) << padded(number, 4) << padded(line.id, 18) << padded(since, 18)
             << padded(use_text(line.use), 9) << line.what
             << (line.until_ms == 0 ? "" : ", until " + time_text(line.until_ms)) << "\n";
}

Result<void> list_keys(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto lines, warmheart::list_keys(store));
  for (const KeyLine& line : lines) print_key_line(centre, line);
  return list_authority_keys(centre, store);
}

Result<void> rotate_key(const Centre& centre, const KeyRotation& asked) {
  if (asked.name == kAuthority) return rotate_authority(centre, asked);
  if (asked.name == kAuthorityRoot) return rotate_authority_root(centre, asked);
  WARMHEART_TRY_ASSIGN(const KeyName name, known_name(asked.name));
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(require_sound_clock(centre, store));
  const RotationOptions options{asked.root_key_file, asked.new_root_file, kAtCommandLine};
  WARMHEART_TRY_ASSIGN(const Rotated made, warmheart::rotate_key(store, name, options));
  centre.out << "made " << asked.name << " key " << made.number << " (" << made.id
             << "); a centre that runs goes on by it at once\n";
  if (name == KeyName::kek || name == KeyName::id_hash) WARMHEART_TRY(rewrite_rows(centre, store));
  if (name == KeyName::root) WARMHEART_TRY(sign_authority_roots(centre, store, asked.new_root_file));
  print_advice(centre, name, made, asked);
  return {};
}

Result<void> forget_keys(const Centre& centre, const KeyRotation& asked) {
  if (asked.name == kAuthority) return forget_authorities(centre, asked.anyway);
  WARMHEART_TRY_ASSIGN(const KeyName name, known_name(asked.name));
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const std::size_t gone, forget_older_keys(store, name, kAtCommandLine));
  centre.out << gone << " older " << asked.name << " keys were deleted\n";
  return {};
}

}  // namespace warmheart::admin
