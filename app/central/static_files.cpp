#include "app/central/static_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/digest.h"

namespace warmheart {
namespace {

constexpr std::uintmax_t kMaxFile = 4 * 1024 * 1024;
constexpr int kNotFound = 404;

struct KnownType {
  std::string_view ending;
  const char* type;
};
constexpr KnownType kTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".json", "application/json; charset=utf-8"},
    {".ico", "image/x-icon"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".woff2", "font/woff2"},
};

const char* type_of(std::string_view path) {
  for (const KnownType& known : kTypes) {
    if (path.size() > known.ending.size() && path.substr(path.size() - known.ending.size()) == known.ending)
      return known.type;
  }
  return nullptr;
}

bool read_file(const std::string& path, std::string& into) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error) || std::filesystem::file_size(path, error) > kMaxFile || error)
    return false;
  std::ifstream file(path, std::ios::binary);
  into.assign(std::istreambuf_iterator<char>(file), {});
  return file.good() || file.eof();
}

}  // namespace

http::Response cacheable(const http::Request& request, std::string body, const char* content_type) {
  http::Response out;
  out.content_type = content_type;
  const std::string tag = '"' + to_hex(sha256({view_of(body)})).substr(0, 24) + '"';
  out.headers.emplace_back("ETag", tag);
  if (request.header("if-none-match") == tag) {
    out.status = 304;
  } else {
    out.body = std::move(body);
  }
  return out;
}

http::Response page_for_people(const std::string& file, int status) {
  http::Response out;
  out.status = status;
  out.content_type = "text/html; charset=utf-8";
  if (!read_file(file, out.body)) out.body.clear();
  return out;
}

http::Response StaticFiles::serve(const http::Request& request) const {
  const auto folder =
      std::ranges::find_if(m_folders, [&](const Folder& it) { return request.path.starts_with(it.prefix); });
  if (folder == m_folders.end()) return page_for_people(m_not_found, kNotFound);
  std::string name = request.path.substr(folder->prefix.size() - 1);
  if (name == "/") name = "/index.html";
  const char* const type = type_of(name);
  std::string body;
  if (type == nullptr || name.find("/.") != std::string::npos || !read_file(folder->path + name, body))
    return page_for_people(m_not_found, kNotFound);
  return cacheable(request, std::move(body), type);
}

}  // namespace warmheart
