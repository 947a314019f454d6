// Files of the web pages from a few folders, each below its own prefix; nothing else is reachable. Any thread; reads
// small local files. Errors: what is not there, too large or of an unknown type is a 404 page for people.
#pragma once

#include <string>
#include <vector>

#include "net/http/message.h"

namespace warmheart {

class StaticFiles {
 public:
  struct Folder {
    std::string prefix;  // "/shared/"; the first that fits is taken, so "/" stands last
    std::string path;
  };
  // `not_found` is the page that comes with a 404.
  StaticFiles(std::vector<Folder> folders, std::string not_found)
      : m_folders(std::move(folders)), m_not_found(std::move(not_found)) {}

  // GET of a path that net/http has cleaned (no "..", no backslash); a folder's own path is its index.html. Unchanged
  // files are 304.
  http::Response serve(const http::Request& request) const;

 private:
  std::vector<Folder> m_folders;
  std::string m_not_found;
};

// A page from a local file, with a status of its own; without the file the status alone.
http::Response page_for_people(const std::string& file, int status);

// 304 when the browser has these bytes already, else they with their ETag. net/http sets no such header itself.
http::Response cacheable(const http::Request& request, std::string body, const char* content_type);

}  // namespace warmheart
