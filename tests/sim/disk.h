// A machine's folder: copied for snapshots and crashes. Copying an open database with its write-ahead log is what a
// kill leaves behind; putting an older copy back is a disk that went back in time.
#pragma once

#include <filesystem>
#include <string>

namespace warmheart::sim {

class Disk {
 public:
  Disk(std::filesystem::path root, std::string name);
  std::filesystem::path folder() const { return m_root / (m_name + "-" + std::to_string(m_generation)); }

  // A file on another medium: it does not go back with the disk.
  std::filesystem::path beside(const std::string& file) const { return m_root / (m_name + "-beside") / file; }

  // A copy as it stands now, under its own name, until it is replaced.
  void take_snapshot() const;

  // The machine dies: what is on disk at this moment goes on in a new folder. Close the store after this, then
  // drop_old().
  void crash();
  // The machine comes up on the snapshot. Close the store before.
  void roll_back();
  void drop_old();

 private:
  std::filesystem::path snapshot() const { return m_root / (m_name + "-snapshot"); }

  std::filesystem::path m_root;
  std::string m_name;
  int m_generation = 0;
};

}  // namespace warmheart::sim
