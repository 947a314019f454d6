#include "app/central/static_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/digest.h"

namespace warmheart {
namespace {

constexpr std::string_view kBootstrap = "/vendor/bootstrap/";
constexpr std::uintmax_t kMaxFile = 4 * 1024 * 1024;

struct KnownType {
  std::string_view ending;
  const char* type;
};
constexpr KnownType kTypes[] = {
    {".html", "text/html; charset=utf-8"}, {".css", "text/css; charset=utf-8"},  {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},             {".png", "image/png"},                {".json", "application/json; charset=utf-8"},
    {".ico", "image/x-icon"},              {".map", "application/json"},         {".webmanifest", "application/manifest+json"},
    {".woff2", "font/woff2"},
};

const char* type_of(std::string_view path) {
  for (const KnownType& known : kTypes) {
    if (path.size() > known.ending.size() && path.substr(path.size() - known.ending.size()) == known.ending) return known.type;
  }
  return nullptr;
}

http::Response not_here() {
  http::Response out;
  out.status = 404;
  out.content_type = "text/html; charset=utf-8";
  out.body = "<!doctype html><meta charset=utf-8><title>404</title><p>没有这个页面。<a href=\"/\">回到首页</a></p>"
             "<p lang=en>There is no such page. <a href=\"/\">Back to the start</a></p>";
  return out;
}

bool read_file(const std::string& path, std::string& into) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error) || std::filesystem::file_size(path, error) > kMaxFile || error) return false;
  std::ifstream file(path, std::ios::binary);
  into.assign(std::istreambuf_iterator<char>(file), {});
  return file.good() || file.eof();
}

}  // namespace

http::Response StaticFiles::serve(const http::Request& request) const {
  const bool bootstrap = request.path.rfind(kBootstrap, 0) == 0;
  const std::string inside = bootstrap ? request.path.substr(kBootstrap.size() - 1) : request.path == "/" ? "/index.html" : request.path;
  const char* const type = type_of(inside);
  http::Response out;
  if (type == nullptr || inside.find("/.") != std::string::npos || !read_file((bootstrap ? m_bootstrap : m_console) + inside, out.body)) {
    return not_here();
  }
  out.content_type = type;
  const std::string tag = '"' + to_hex(sha256({view_of(out.body)})).substr(0, 24) + '"';
  out.headers.emplace_back("ETag", tag);
  if (request.header("if-none-match") == tag) {
    out.status = 304;
    out.body.clear();
  }
  return out;
}

}  // namespace warmheart
