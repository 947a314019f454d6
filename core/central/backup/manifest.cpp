#include "core/central/backup/manifest.h"

#include <sodium.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/storage/durable_files.h"

namespace warmheart {
namespace {

constexpr std::string_view kManifestForm = "1";

tl::unexpected<Error> no_manifest() { return fail(ErrorCode::corrupt, "its manifest is torn or was changed"); }

template <class Number>
bool take_number(std::string_view text, Number& value) {
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  return problem == std::errc() && end == text.data() + text.size();
}

bool take_digest(std::string_view text, Digest& value) {
  const auto bytes = from_hex(text);
  if (!bytes) return false;
  const auto digest = digest_from(*bytes);
  if (digest) value = *digest;
  return digest.has_value();
}

std::string_view next_word(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

bool take_count(std::string_view line, std::vector<BackupCount>& counts) {
  BackupCount one;
  one.what = next_word(line);
  counts.push_back(one);
  return !one.what.empty() && take_number(line, counts.back().count);
}

bool take_file(std::string_view line, std::vector<BackupFile>& files) {
  BackupFile one;
  one.name = next_word(line);
  const std::string_view bytes = next_word(line);
  const bool good = !one.name.empty() && take_number(bytes, one.bytes) && take_digest(line, one.sha256);
  files.push_back(std::move(one));
  return good;
}

bool take_audit_head(std::string_view line, AuditHead& head) {
  const std::string_view seq = next_word(line), at = next_word(line);
  return take_number(seq, head.seq) && take_number(at, head.at_ms) && take_digest(line, head.hash);
}

bool take_proof(std::string_view line, BackupManifest& manifest) {
  const std::string_view at = next_word(line), chains = next_word(line), records = next_word(line);
  return take_number(at, manifest.verified_ms) && take_number(chains, manifest.chains) &&
         take_number(records, manifest.records) && take_number(line, manifest.people);
}

// False: no line of a manifest.
bool take_manifest_line(std::string_view line, BackupManifest& manifest) {
  const std::string_view name = next_word(line);
  if (name == "form") return line == kManifestForm;
  if (name == "made") return take_number(line, manifest.made_ms);
  if (name == "incarnation") return take_number(line, manifest.incarnation);
  if (name == "audit") return take_audit_head(line, manifest.audit);
  if (name == "file") return take_file(line, manifest.files);
  if (name == "schema") return take_count(line, manifest.schemas);
  if (name == "rows") return take_count(line, manifest.rows);
  if (name == "proved") return take_proof(line, manifest);
  if (name == "fault") manifest.faults.emplace_back(line);
  if (name == "centre") manifest.centre = from_hex(line).value_or(Bytes());
  return name == "fault" || (name == "centre" && manifest.centre.size() == 16) || name.starts_with('#');
}

std::string count_lines(const char* name, const std::vector<BackupCount>& counts) {
  std::string out;
  for (const BackupCount& one : counts)
    out += std::string(name) + " " + one.what + " " + std::to_string(one.count) + "\n";
  return out;
}

std::string one_line(std::string text) {
  for (char& letter : text) letter = letter == '\n' ? ' ' : letter;
  return text;
}

}  // namespace

std::string text_of_manifest(const BackupManifest& manifest) {
  std::string out =
      "# A backup of a Warmheart centre. `warmheart-admin restore` puts it back; not to be edited.\nform " +
      std::string(kManifestForm) + "\nmade " + std::to_string(manifest.made_ms) + "\ncentre " +
      to_hex(manifest.centre) + "\nincarnation " + std::to_string(manifest.incarnation) + "\naudit " +
      std::to_string(manifest.audit.seq) + " " + std::to_string(manifest.audit.at_ms) + " " +
      to_hex(manifest.audit.hash) + "\n";
  for (const BackupFile& one : manifest.files)
    out += "file " + one.name + " " + std::to_string(one.bytes) + " " + to_hex(one.sha256) + "\n";
  out += count_lines("schema", manifest.schemas) + count_lines("rows", manifest.rows);
  out += "proved " + std::to_string(manifest.verified_ms) + " " + std::to_string(manifest.chains) + " " +
         std::to_string(manifest.records) + " " + std::to_string(manifest.people) + "\n";
  for (const std::string& fault : manifest.faults) out += "fault " + one_line(fault) + "\n";
  return out + "sha256 " + to_hex(sha256({view_of(out)})) + "\n";
}

Result<BackupManifest> manifest_from(std::string_view text) {
  const std::size_t end = text.rfind("\nsha256 ");
  if (end == std::string_view::npos || text.back() != '\n') return no_manifest();
  const std::string_view body = text.substr(0, end + 1), last = text.substr(end + 8, text.size() - end - 9);
  Digest told{};
  if (!take_digest(last, told) || sha256({view_of(body)}) != told) return no_manifest();
  BackupManifest manifest;
  for (std::string_view rest = body; !rest.empty();) {
    const std::size_t line_end = rest.find('\n');
    if (!take_manifest_line(rest.substr(0, line_end), manifest)) {
      return fail(ErrorCode::unsupported,
                  "its manifest has a line that this program does not know: " + std::string(rest.substr(0, line_end)));
    }
    rest.remove_prefix(line_end + 1);
  }
  if (manifest.centre.empty() || manifest.files.empty()) return no_manifest();
  return manifest;
}

Result<BackupManifest> read_manifest(const std::string& folder) {
  const std::string path = folder + "/manifest";
  if (!exists(path)) return fail(ErrorCode::not_found, folder + " is no backup: it holds no manifest");
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file.is_open() || file.bad()) return file_failure(path, "read");
  auto manifest = manifest_from(text);
  if (!manifest)
    return fail(manifest.error().code, folder + " is no backup that can be used: " + manifest.error().what);
  return manifest;
}

Result<BackupFile> file_digest(const std::string& folder, const std::string& name) {
  const std::string path = folder + "/" + name;
  std::ifstream file(path, std::ios::binary);
  if (!file.is_open()) return file_failure(path, "read");
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  BackupFile out{name, 0, {}};
  std::array<char, 64 * 1024> piece;
  while (file) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto read = static_cast<std::size_t>(file.gcount());
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()), read);
    out.bytes += read;
  }
  if (file.bad()) return file_failure(path, "read");
  crypto_hash_sha256_final(&state, out.sha256.data());
  return out;
}

}  // namespace warmheart
