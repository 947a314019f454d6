// A file's descriptor, closed with its owner. False: it could not be opened, and errno says why. A new file is its
// owner's alone (0600).
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <string>

namespace warmheart::internal {

class OpenFile {
 public:
  OpenFile(const std::string& path, int flags) : m_file(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (m_file >= 0) ::close(m_file);
  }
  explicit operator bool() const { return m_file >= 0; }
  int get() const { return m_file; }

 private:
  int m_file;
};

}  // namespace warmheart::internal
