#include "disk.h"

namespace warmheart::sim {

namespace fs = std::filesystem;

Disk::Disk(fs::path root, std::string name) : m_root(std::move(root)), m_name(std::move(name)) {
  fs::create_directories(folder());
}

void Disk::take_snapshot() const {
  fs::remove_all(snapshot());
  fs::copy(folder(), snapshot(), fs::copy_options::recursive);
}

void Disk::crash() {
  const fs::path before = folder();
  ++m_generation;
  fs::copy(before, folder(), fs::copy_options::recursive);
}

void Disk::roll_back() {
  ++m_generation;
  fs::copy(snapshot(), folder(), fs::copy_options::recursive);
  drop_old();
}

void Disk::drop_old() {
  if (m_generation > 0) fs::remove_all(m_root / (m_name + "-" + std::to_string(m_generation - 1)));
}

}  // namespace warmheart::sim
