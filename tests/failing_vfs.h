// A SQLite VFS over the system's that fails the n-th write or sync, or all from now on, or kills the process at one.
#pragma once

#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstring>
#include <string>

namespace warmheart::test {

class FailingVfs {
 public:
  explicit FailingVfs(const char* name) : m_name(name) {
    s_self = this;
    m_base = sqlite3_vfs_find(nullptr);
    m_vfs = *m_base;
    m_vfs.zName = m_name.c_str();
    m_vfs.szOsFile = static_cast<int>(sizeof(File)) + m_base->szOsFile;
    m_vfs.pAppData = this;
    m_vfs.xOpen = &open;
    sqlite3_vfs_register(&m_vfs, 0);
  }
  ~FailingVfs() { sqlite3_vfs_unregister(&m_vfs); }
  FailingVfs(const FailingVfs&) = delete;

  void fail_at(int nth, int error) {
    m_countdown = nth;
    m_error = error;
    m_for_good = false;
    m_failed = false;
  }
  void fail_from_now(int error) {
    m_countdown = 1;
    m_error = error;
    m_for_good = true;
    m_failed = false;
  }
  // kill -9 in place of the n-th write or sync: for a process that the test has made for it.
  void kill_at(int nth) { m_kill_countdown = nth; }
  void heal() {
    m_countdown = 0;
    m_for_good = false;
  }
  bool has_failed() const { return m_failed; }

 private:
  struct File {
    sqlite3_file base;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };

  static sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real(); }

  bool fails(bool sync) {
    if (m_kill_countdown > 0 && --m_kill_countdown == 0) ::kill(::getpid(), SIGKILL);
    if (m_countdown == 0) return false;
    if ((m_error == SQLITE_IOERR_FSYNC) != sync && !m_for_good) return false;
    if (m_countdown > 1) {
      --m_countdown;
      return false;
    }
    m_failed = true;
    if (!m_for_good) m_countdown = 0;
    return true;
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* self = static_cast<FailingVfs*>(vfs->pAppData);
    const int code = self->m_base->xOpen(self->m_base, name, real(file), flags, out_flags);
    file->pMethods = code == SQLITE_OK ? methods() : nullptr;
    return code;
  }

  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods kMethods = {
        3,
        [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); },
        [](sqlite3_file* f, void* data, int size, sqlite3_int64 at) {
          return real(f)->pMethods->xRead(real(f), data, size, at);
        },
        [](sqlite3_file* f, const void* data, int size, sqlite3_int64 at) {
          return s_self->fails(false) ? s_self->m_error : real(f)->pMethods->xWrite(real(f), data, size, at);
        },
        [](sqlite3_file* f, sqlite3_int64 size) { return real(f)->pMethods->xTruncate(real(f), size); },
        [](sqlite3_file* f, int flags) {
          return s_self->fails(true) ? s_self->m_error : real(f)->pMethods->xSync(real(f), flags);
        },
        [](sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); },
        [](sqlite3_file* f, int lock) { return real(f)->pMethods->xLock(real(f), lock); },
        [](sqlite3_file* f, int lock) { return real(f)->pMethods->xUnlock(real(f), lock); },
        [](sqlite3_file* f, int* out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); },
        [](sqlite3_file* f, int op, void* arg) { return real(f)->pMethods->xFileControl(real(f), op, arg); },
        [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
        [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
        [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
          return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
        },
        [](sqlite3_file* f, int offset, int n, int flags) {
          return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
        },
        [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
        [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); },
        [](sqlite3_file* f, sqlite3_int64 at, int size, void** out) {
          return real(f)->pMethods->xFetch(real(f), at, size, out);
        },
        [](sqlite3_file* f, sqlite3_int64 at, void* data) { return real(f)->pMethods->xUnfetch(real(f), at, data); },
    };
    return &kMethods;
  }

  inline static FailingVfs* s_self = nullptr;
  std::string m_name;
  sqlite3_vfs m_vfs{};
  sqlite3_vfs* m_base = nullptr;
  int m_countdown = 0;
  int m_error = 0;
  int m_kill_countdown = 0;
  bool m_for_good = false;
  bool m_failed = false;
};

}  // namespace warmheart::test
