#include <iostream>

#include "app/admin/commands.h"
#include "app/admin/key_lines.h"
#include "app/admin/printing.h"
#include "core/central/keys/rotation.h"
#include "core/central/stations/devices.h"
#include "core/central/store/audit.h"
#include "core/record/feed_signature.h"
#include "net/tls/authority.h"

namespace warmheart::admin {
namespace {

KeyLine line_of(const char* name, const tls::AuthorityFacts& facts, bool newest, std::string what) {
  const auto use = newest ? KeyLine::Use::in_use : KeyLine::Use::kept;
  return {name, facts.number, to_hex(facts.id), facts.not_before_ms, use, facts.not_after_ms, std::move(what)};
}

std::string what_of_root(const tls::AuthorityFacts& root, bool newest) {
  if (!newest) return "kiosks that know no newer one trust it; `keys forget authority` ends it";
  if (root.single) return "it signs certificates itself; `keys rotate authority-root` makes one that need not lie here";
  return root.has_key ? "signs issuing authorities" : "its key is not here: --authority-key FILE where it is needed";
}

tls::BeforeUse audited(CentralStore& store, const char* name) {
  return [&store, name](const tls::NextAuthority& next) {
    return audit(store, kAtCommandLine, "key-rotated", name, std::to_string(next.number) + " " + to_hex(next.id));
  };
}

void print_made(const Centre& centre, const char* name, const tls::NextAuthority& made) {
  centre.out << "made " << name << " key " << made.number << " (" << to_hex(made.id)
             << "); a centre that runs goes on by it at once\n";
}

void print_what_follows(const Centre& centre) {
  centre.out << "kiosks renew their certificates with their next exchange; then `keys forget authority` ends the one "
                "before\ncopy "
             << keys_folder(centre.data_folder) << " again, apart from the databases\n";
}

Result<void> list_those_behind(const Centre& centre, const std::vector<DeviceRow>& behind, bool anyway) {
  centre.out << "these have not said that they hold a certificate of the newest authority, and know its root:\n";
  for (const DeviceRow& row : behind) {
    centre.out << row.device.text() << "  " << padded(name_of(row.state), 11) << padded(row.station.name, 28)
               << "last contact " << time_text(row.last_contact_ms) << ", version "
               << (row.version.empty() ? "?" : printable(row.version)) << "\n";
  }
  if (anyway) return {};
  return fail(ErrorCode::conflict,
              std::to_string(behind.size()) +
                  " devices would be shut out. Those of version 0.4 and later that are online renew within minutes; "
                  "update older ones, `revoke` those that do not come again, or say --anyway and enrol them anew");
}

}  // namespace

Result<void> list_authority_keys(const Centre& centre, CentralStore& store) {
  const std::string folder = keys_folder(centre.data_folder);
  WARMHEART_TRY_ASSIGN(const tls::AuthorityList list, tls::list_authorities(folder));
  for (auto root = list.roots.rbegin(); root != list.roots.rend(); ++root) {
    const bool newest = root == list.roots.rbegin();
    print_key_line(centre, line_of(kAuthorityRoot, *root, newest, what_of_root(*root, newest)));
  }
  for (auto one = list.issuing.rbegin(); one != list.issuing.rend(); ++one) {
    WARMHEART_TRY_ASSIGN(const std::uint64_t devices, devices_under(store, one->id));
    const bool newest = one == list.issuing.rbegin();
    std::string what = "signed the certificates of " + std::to_string(devices) + " devices";
    if (!newest) what += "; `keys forget authority` ends it";
    print_key_line(centre, line_of(kAuthority, *one, newest, std::move(what)));
  }
  WARMHEART_TRY_ASSIGN(const std::string pem, tls::read_small_file(folder + "/server.pem"));
  WARMHEART_TRY_ASSIGN(const Bytes der, tls::der_of_pem(pem));
  WARMHEART_TRY_ASSIGN(const tls::CertificateFacts facts, tls::read_certificate(der));
  const KeyLine server{"server",
                       0,
                       to_hex(ByteView(facts.public_key_digest).first(8)),
                       facts.not_before_ms,
                       KeyLine::Use::in_use,
                       facts.not_after_ms,
                       "`certificate renew --new-key` changes it"};
  print_key_line(centre, server);
  return {};
}

Result<void> rotate_authority(const Centre& centre, const KeyRotation& asked) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(require_sound_clock(centre, store));
  WARMHEART_TRY_ASSIGN(
      const tls::NextAuthority made,
      tls::make_next_issuing(keys_folder(centre.data_folder), asked.authority_key_file, audited(store, kAuthority)));
  print_made(centre, kAuthority, made);
  print_what_follows(centre);
  return {};
}

Result<void> rotate_authority_root(const Centre& centre, const KeyRotation& asked) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(require_sound_clock(centre, store));
  WARMHEART_TRY_ASSIGN(const SignKey root, present_root_key(store, asked.root_key_file));
  const tls::SignRoots by_root = [&root](std::uint64_t ordinal, ByteView certificates) {
    return sign_trusted_roots(ordinal, certificates, root.secret.view());
  };
  WARMHEART_TRY_ASSIGN(const tls::NextAuthority made,
                       tls::make_next_root(keys_folder(centre.data_folder), asked.new_root_file, by_root,
                                           audited(store, kAuthorityRoot)));
  print_made(centre, kAuthorityRoot, made);
  centre.out << "its key lies in " << made.key_file
             << ": move it where the centre's machine does not reach it, and keep a copy\n";
  print_what_follows(centre);
  return {};
}

Result<void> sign_authority_roots(const Centre& centre, CentralStore& store, const std::string& root_key_file) {
  WARMHEART_TRY_ASSIGN(const SignKey root, present_root_key(store, root_key_file));
  const tls::SignRoots by_root = [&root](std::uint64_t ordinal, ByteView certificates) {
    return sign_trusted_roots(ordinal, certificates, root.secret.view());
  };
  return tls::sign_roots_again(keys_folder(centre.data_folder), by_root);
}

Result<void> forget_authorities(const Centre& centre, bool anyway) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(require_sound_clock(centre, store));  // the server's certificate is made anew
  const std::string folder = keys_folder(centre.data_folder);
  WARMHEART_TRY_ASSIGN(const tls::AuthorityList list, tls::list_authorities(folder));
  if (list.roots.size() > 1 || list.issuing.size() > 1) {
    WARMHEART_TRY_ASSIGN(const auto behind, devices_behind(store, list.signs, list.newest_root_from));
    if (!behind.empty()) WARMHEART_TRY(list_those_behind(centre, behind, anyway));
    const std::string detail = "all but " + to_hex(list.signs) + ", devices behind: " + std::to_string(behind.size());
    WARMHEART_TRY(audit(store, kAtCommandLine, "key-deleted", kAuthority, detail));
  }
  WARMHEART_TRY_ASSIGN(const std::size_t gone, tls::forget_older_authorities(folder));
  centre.out << gone
             << " older authorities were deleted, and no new connection under them is taken; one that is open "
                "goes on until it closes: restart the centre to end all of them now\n";
  return {};
}

}  // namespace warmheart::admin
