// What an operator's terminal is sent. Names, versions and reasons come from devices and files: a control character
// among them would steer the terminal or make up lines of ours. One filter for all that a command prints, and one for a
// single value, in which a line break is foreign, too. Pure.
#pragma once

#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

namespace warmheart::admin {

// Every control character (C0, C1, DEL), and every one that turns the direction of writing, as <1b>, <202e>, …; bytes
// that are no UTF-8 as <ff>.
std::string printable(std::string_view text);

// The same for a whole output, where our own line ends and tabs stand. Buffers a line.
class PrintableBuffer final : public std::streambuf {
 public:
  explicit PrintableBuffer(std::ostream& out) : m_out(out) {}
  ~PrintableBuffer() override { flush_line(); }
  PrintableBuffer(const PrintableBuffer&) = delete;
  PrintableBuffer& operator=(const PrintableBuffer&) = delete;

 protected:
  int_type overflow(int_type next) override;
  int sync() override;

 private:
  void flush_line();
  std::ostream& m_out;
  std::string m_line;
};

}  // namespace warmheart::admin
