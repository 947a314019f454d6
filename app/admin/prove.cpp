#include "app/admin/prove.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "core/central/access/sign_in.h"

namespace warmheart::admin {
namespace {

// The terminal does not show what is typed; given back as it was, whatever happens.
class HiddenTyping {
 public:
  explicit HiddenTyping(std::string_view what)
      : m_hidden(::isatty(STDIN_FILENO) != 0 && ::tcgetattr(STDIN_FILENO, &m_before) == 0) {
    if (!m_hidden) return;
    std::cerr << what << " (not shown): " << std::flush;
    ::termios quiet = m_before;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
  }
  HiddenTyping(const HiddenTyping&) = delete;
  HiddenTyping& operator=(const HiddenTyping&) = delete;
  ~HiddenTyping() {
    if (!m_hidden) return;
    ::tcsetattr(STDIN_FILENO, TCSANOW, &m_before);
    std::cerr << "\n";
  }

 private:
  ::termios m_before{};
  bool m_hidden;
};

}  // namespace

Result<SecretString> read_secret(std::istream& in, std::string_view what) {
  HiddenTyping hidden(what);
  std::string line;
  if (!std::getline(in, line)) {
    return fail(ErrorCode::invalid_argument,
                "the " + std::string(what) +
                    " is read from standard input, and nothing came: warmheart-admin … < file, or type it");
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return SecretString(std::move(line));
}

Result<Reviewer> prove_operator(const Centre& centre, CentralStore& store, const std::string& name,
                                std::string_view act) {
  SignInTry attempt{name, {}, {}, "this machine", "warmheart-admin"};  // strangers at the console do not slow it
  WARMHEART_TRY_ASSIGN(attempt.password, read_secret(centre.in, "password of " + name));
  WARMHEART_TRY_ASSIGN(attempt.code, read_secret(centre.in, "code of " + name));
  constexpr Role kOperators[] = {Role::operating};
  return prove_person(store, attempt, kOperators, act);
}

}  // namespace warmheart::admin
