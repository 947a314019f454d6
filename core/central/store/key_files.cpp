#include "core/central/store/key_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/central/store/open_file.h"
#include "core/record/seal.h"
#include "core/storage/durable_files.h"

namespace warmheart::internal {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSeedBytes = 32;
constexpr std::string_view kEnding = ".key";
constexpr const char* kNoSignature = "-";

Result<void> write_whole(const OpenFile& file, const std::string& path, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file.get(), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return file_failure(path, "write");
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file.get()) != 0) return file_failure(path, "write");
  return {};
}

std::string folder_of(const std::string& path) {
  const std::string parent = fs::path(path).parent_path().string();
  return parent.empty() ? "." : parent;
}

// "name" or "name-2" of a file's stem; 0: another's.
std::uint64_t number_in(std::string_view stem, std::string_view name) {
  if (stem == name) return name == kSealing ? 0 : 1;
  if (!stem.starts_with(name) || stem.size() < name.size() + 2 || stem[name.size()] != '-') return 0;
  const std::string_view digits = stem.substr(name.size() + 1);
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool good = problem == std::errc() && end == digits.data() + digits.size() && digits.front() != '0';
  return good && (number > 1 || name == kSealing) ? number : 0;
}

// ---------------------------------------------------------------- the book's text

std::string line_of(const char* name, std::uint64_t number, const std::string& public_key,
                    const std::string& signature) {
  return std::string(name) + " " + std::to_string(number) + " " + to_hex(view_of(public_key)) + " " +
         (signature.empty() ? kNoSignature : to_hex(view_of(signature))) + "\n";
}

std::string text_of_book(const KeyBook& book) {
  std::string text =
      "# Public keys of this centre as its root has signed them: name, number, key, signature. Kept by "
      "warmheart-admin; "
      "not to be edited.\n";
  for (const wire::SigningKey& key : book.roots)
    text += line_of("root", key.ordinal(), key.public_key(), key.signature());
  for (const wire::SigningKey& key : book.feeds)
    text += line_of("feed", key.ordinal(), key.public_key(), key.signature());
  std::uint64_t number = 0;
  for (const wire::SealingKey& key : book.sealing)
    text += line_of(kSealing, ++number, key.public_key(), key.root_signature());
  return text;
}

bool read_line(const std::string& line, KeyBook& book) {
  if (line.empty() || line.front() == '#') return true;
  std::istringstream words(line);
  std::string name, key_text, signature_text;
  std::uint64_t number = 0;
  if (!(words >> name >> number >> key_text >> signature_text)) return false;
  const auto key = from_hex(key_text);
  const auto signature = signature_text == kNoSignature ? Result<Bytes>(Bytes()) : from_hex(signature_text);
  if (!key || key->size() != kSeedBytes || !signature) return false;
  if (name == kSealing) {
    const KeyId id = key_id_of(*key);
    wire::SealingKey& sealing = book.sealing.emplace_back();
    sealing.set_key_id(string_of(id));
    sealing.set_public_key(string_of(*key));
    sealing.set_root_signature(string_of(*signature));
    return number == book.sealing.size();
  }
  if (name != "root" && name != "feed") return false;
  auto& keys = name == "root" ? book.roots : book.feeds;
  wire::SigningKey& signing = keys.emplace_back();
  signing.set_ordinal(number);
  signing.set_public_key(string_of(*key));
  signing.set_signature(string_of(*signature));
  return number == keys.size();
}

}  // namespace

std::string key_path(const std::string& folder, std::string_view name, std::uint64_t number) {
  const bool numbered = number > 1 || name == kSealing;
  return folder + "/" + std::string(name) + (numbered ? "-" + std::to_string(number) : "") + std::string(kEnding);
}

std::vector<std::uint64_t> key_numbers(const std::string& folder, std::string_view name) {
  std::vector<std::uint64_t> numbers;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(folder, problem)) {
    const std::string file = entry.path().filename().string();
    if (!file.ends_with(kEnding)) continue;
    const auto number = number_in(std::string_view(file).substr(0, file.size() - kEnding.size()), name);
    if (number > 0) numbers.push_back(number);
  }
  std::ranges::sort(numbers);
  return numbers;
}

SecretBytes make_seed(Random& random) {
  Bytes seed(kSeedBytes);
  random.fill(seed);
  return SecretBytes(std::move(seed));
}

// A temporary name first, then linked under its own: a file with half a key never appears, and none is ever replaced.
Result<void> write_seed(const std::string& path, const SecretBytes& seed) {
  const std::string temporary = path + ".new";
  ::unlink(temporary.c_str());
  {
    const OpenFile file(temporary, O_WRONLY | O_CREAT | O_EXCL);
    if (!file) return file_failure(temporary, "make");
    std::string text = to_hex(seed.view()) + "\n";
    auto written = write_whole(file, temporary, text);
    wipe(text);
    if (!written) return written;
  }
  const bool linked = ::link(temporary.c_str(), path.c_str()) == 0;
  const auto failure = linked ? Result<void>() : Result<void>(file_failure(path, "make"));
  ::unlink(temporary.c_str());
  if (!failure) return failure;
  return sync_folder(folder_of(path));
}

Result<SecretBytes> read_seed(const std::string& path) {
  std::ifstream file(path);
  if (!file && ::access(path.c_str(), F_OK) == 0)
    return fail(ErrorCode::forbidden, "the key file " + path + " may not be read by this user");
  if (!file)
    return fail(ErrorCode::not_found,
                "the key file " + path + " is missing; put it back from your copy of the keys, nothing else opens");
  std::string text;
  std::getline(file, text);
  auto seed = from_hex(text);
  wipe(text);
  if (!seed || seed->size() != kSeedBytes) {
    return fail(ErrorCode::corrupt, "the key file " + path + " is damaged; restore it from your copy of the keys");
  }
  return SecretBytes(std::move(*seed));
}

Result<void> destroy_seed(const std::string& path) {
  {
    const OpenFile file(path, O_WRONLY);
    if (!file && errno == ENOENT) return {};
    if (!file) return file_failure(path, "open");
    WARMHEART_TRY(write_whole(file, path, std::string(2 * kSeedBytes, '0')));
  }
  if (::unlink(path.c_str()) != 0) return file_failure(path, "delete");
  return sync_folder(folder_of(path));
}

std::string book_path(const std::string& folder) { return folder + "/signed.keys"; }

bool has_book(const std::string& folder) { return ::access(book_path(folder).c_str(), F_OK) == 0; }

Result<KeyBook> read_book(const std::string& folder) {
  const std::string path = book_path(folder);
  std::ifstream file(path);
  if (!file) return file_failure(path, "read");
  KeyBook book;
  bool good = true;
  for (std::string line; good && std::getline(file, line);) good = read_line(line, book);
  if (good && !book.roots.empty() && !book.feeds.empty() && !book.sealing.empty()) return book;
  return fail(ErrorCode::corrupt, path + " cannot be read: put it back from your copy of the keys");
}

Result<void> write_book(const std::string& folder, const KeyBook& book) {
  const std::string path = book_path(folder);
  const std::string temporary = path + ".new";
  ::unlink(temporary.c_str());
  {
    const OpenFile file(temporary, O_WRONLY | O_CREAT | O_EXCL);
    if (!file) return file_failure(temporary, "make");
    WARMHEART_TRY(write_whole(file, temporary, text_of_book(book)));
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) return file_failure(path, "write");
  return sync_folder(folder);
}

}  // namespace warmheart::internal
