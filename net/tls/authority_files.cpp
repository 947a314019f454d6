#include "net/tls/authority_files.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <sstream>

#include "net/tls/certificates.h"

namespace warmheart::tls {
namespace {

// "name" or "name-2" of a file's stem; 0: another's.
std::uint64_t number_in_stem(std::string_view stem, std::string_view name) {
  if (stem == name) return 1;
  if (!stem.starts_with(name) || stem.size() < name.size() + 2 || stem[name.size()] != '-') return 0;
  const std::string_view digits = stem.substr(name.size() + 1);
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool good = problem == std::errc() && end == digits.data() + digits.size() && digits.front() != '0';
  return good && number > 1 ? number : 0;
}

bool is_there(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

Result<AuthorityMember> read_member(const std::string& folder, std::string_view name, std::uint64_t number) {
  AuthorityMember member;
  member.facts.number = member.facts.root = number;
  member.facts.certificate_file = authority_file(folder, name, number, kCertificateEnding);
  WARMHEART_TRY_ASSIGN(const std::string pem, read_small_file(member.facts.certificate_file));
  auto certificate = read_certificate_pem(pem);
  if (!certificate)
    return fail(ErrorCode::corrupt,
                member.facts.certificate_file + " cannot be read: put it back from your copy of the keys");
  member.certificate = std::move(*certificate);
  WARMHEART_TRY_ASSIGN(member.facts.certificate_der, der_of(member.certificate.get()));
  WARMHEART_TRY_ASSIGN(const CertificateFacts facts, read_certificate(member.facts.certificate_der));
  std::copy_n(facts.public_key_digest.begin(), member.facts.id.size(), member.facts.id.begin());
  member.facts.not_before_ms = facts.not_before_ms;
  member.facts.not_after_ms = facts.not_after_ms;
  member.facts.has_key = is_there(authority_file(folder, name, number, kKeyEnding));
  return member;
}

bool has_signed(X509* root, X509* certificate) {
  const bool signed_by =
      X509_check_issued(root, certificate) == X509_V_OK && X509_verify(certificate, X509_get0_pubkey(root)) == 1;
  ERR_clear_error();
  return signed_by;
}

AuthorityMember same_member(const AuthorityMember& member) {
  X509_up_ref(member.certificate.get());
  return {member.facts, CertificateOwner(member.certificate.get())};
}

}  // namespace

std::string authority_file(const std::string& folder, std::string_view name, std::uint64_t number,
                           std::string_view ending) {
  std::string path = folder + "/" + std::string(name);
  if (number > 1) path += "-" + std::to_string(number);
  return path + std::string(ending);
}

std::vector<std::uint64_t> authority_numbers(const std::string& folder, std::string_view name,
                                             std::string_view ending) {
  std::vector<std::uint64_t> numbers;
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(folder, problem)) {
    const std::string file = entry.path().filename().string();
    if (!file.ends_with(ending)) continue;
    const auto number = number_in_stem(std::string_view(file).substr(0, file.size() - ending.size()), name);
    if (number > 0) numbers.push_back(number);
  }
  std::ranges::sort(numbers);
  return numbers;
}

const AuthorityMember& AuthoritySet::of_server() const {
  const std::uint64_t oldest = roots.front().facts.number;
  const auto found = std::ranges::find_if(issuing.rbegin(), issuing.rend(),
                                          [oldest](const AuthorityMember& one) { return one.facts.root == oldest; });
  return found == issuing.rend() ? newest() : *found;
}

Result<AuthoritySet> read_authorities(const std::string& folder) {
  AuthoritySet set;
  for (const std::uint64_t number : authority_numbers(folder, kRootFiles, kCertificateEnding)) {
    WARMHEART_TRY_ASSIGN(AuthorityMember root, read_member(folder, kRootFiles, number));
    root.facts.single = X509_get_pathlen(root.certificate.get()) == 0;
    if (root.facts.single) set.issuing.push_back(same_member(root));
    set.roots.push_back(std::move(root));
  }
  if (set.roots.empty())
    return fail(ErrorCode::not_found,
                "the authority's certificate " + folder + "/ca.pem is missing; put it back from your copy of the keys");
  for (const std::uint64_t number : authority_numbers(folder, kIssuingFiles, kCertificateEnding)) {
    WARMHEART_TRY_ASSIGN(AuthorityMember issuing, read_member(folder, kIssuingFiles, number));
    const auto root = std::ranges::find_if(set.roots, [&](const AuthorityMember& one) {
      return !one.facts.single && has_signed(one.certificate.get(), issuing.certificate.get());
    });
    if (root == set.roots.end()) continue;
    issuing.facts.root = root->facts.number;
    set.issuing.push_back(std::move(issuing));
  }
  if (!set.issuing.empty()) return set;
  return fail(ErrorCode::corrupt, "no issuing authority of " + folder +
                                      " is signed by its root: put ca*.pem and issuing*.pem back from one copy of the "
                                      "keys");
}

std::string key_file_of(const std::string& folder, const AuthorityMember& member) {
  return authority_file(folder, member.facts.single ? kRootFiles : kIssuingFiles, member.facts.number, kKeyEnding);
}

Result<void> write_key_file(const std::string& path, EVP_PKEY* key) {
  WARMHEART_TRY_ASSIGN(const SecretString pem, write_key(key));
  return write_secret_file(path, pem.view());
}

Result<KeyOwner> read_key_of(const std::string& path, const AuthorityMember& member) {
  WARMHEART_TRY_ASSIGN(std::string text, read_small_file(path));
  const SecretString pem(std::move(text));
  WARMHEART_TRY_ASSIGN(KeyOwner key, read_key(pem.view()));
  if (X509_check_private_key(member.certificate.get(), key.get()) == 1) return key;
  ERR_clear_error();
  return fail(ErrorCode::corrupt, path + " is not the key of " + member.facts.certificate_file);
}

Bytes certificates_of(const std::vector<AuthorityMember>& roots) {
  Bytes all;
  for (const AuthorityMember& root : roots)
    all.insert(all.end(), root.facts.certificate_der.begin(), root.facts.certificate_der.end());
  return all;
}

Result<TrustedRoots> read_trusted_roots(const std::string& folder, const AuthoritySet& set) {
  TrustedRoots out;
  const std::uint64_t newest = set.roots.back().facts.number;
  out.certificates_der = certificates_of(set.roots);
  if (newest == 1) return out;
  out.ordinal = set.roots.size() > 1 ? ordinal_with_others(newest) : ordinal_alone(newest);
  const std::string path = authority_file(folder, kRootFiles, newest, kListEnding);
  WARMHEART_TRY_ASSIGN(const std::string text, read_small_file(path));
  std::istringstream words(text);
  std::uint64_t ordinal = 0;
  for (std::string signature; words >> ordinal >> signature;) {
    if (ordinal != out.ordinal) continue;
    WARMHEART_TRY_ASSIGN(out.signature, from_hex(signature));
    return out;
  }
  return fail(ErrorCode::corrupt, path +
                                      " does not say which roots kiosks are to trust: put it back from your copy "
                                      "of the keys");
}

}  // namespace warmheart::tls
