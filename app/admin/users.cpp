#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "app/admin/commands.h"
#include "app/admin/printing.h"
#include "core/central/access/access.h"

namespace warmheart::admin {
namespace {

// The terminal does not show what is typed; given back as it was, whatever happens.
class HiddenTyping {
 public:
  HiddenTyping() : m_hidden(::isatty(STDIN_FILENO) != 0 && ::tcgetattr(STDIN_FILENO, &m_before) == 0) {
    if (!m_hidden) return;
    std::cerr << "Password (not shown): " << std::flush;
    ::termios quiet = m_before;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
  }
  ~HiddenTyping() {
    if (!m_hidden) return;
    ::tcsetattr(STDIN_FILENO, TCSANOW, &m_before);
    std::cerr << "\n";
  }

 private:
  ::termios m_before{};
  bool m_hidden;
};

Result<SecretString> read_password(std::istream& in) {
  HiddenTyping hidden;
  std::string line;
  if (!std::getline(in, line)) {
    return fail(ErrorCode::invalid_argument,
                "the password is read from standard input, and nothing came: warmheart-admin … < file, or type it");
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return SecretString(std::move(line));
}

}  // namespace

Result<void> add_user(const Centre& centre, const NewUser& user) {
  WARMHEART_TRY_ASSIGN(const Role role, role_from(user.role));
  if (printable(user.name) != user.name || printable(user.shown_name) != user.shown_name)
    return fail(ErrorCode::invalid_argument, "a user's name has no line ends and no other control characters");
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const SecretString password, read_password(centre.in));
  WARMHEART_TRY(warmheart::add_user(store, {user.name, user.shown_name, role, user.union_code}, password));
  centre.out << "added " << user.name << " as " << user.role
             << (user.union_code.empty() ? "" : " of " + user.union_code) << "\n";
  return {};
}

Result<void> set_password(const Centre& centre, const std::string& name) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const SecretString password, read_password(centre.in));
  WARMHEART_TRY(warmheart::set_password(store, name, password));
  centre.out << "set a new password for " << name << "; its sessions have ended\n";
  return {};
}

Result<void> list_users(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto rows, warmheart::list_users(store));
  if (rows.empty()) centre.out << "no users yet: `warmheart-admin user add NAME --role city`\n";
  for (const UserRow& row : rows) {
    centre.out << padded(row.user.user, 20) << padded(row.user.name, 20) << padded(name_of(row.user.role), 16)
               << padded(row.user.union_code, 11) << "since " << time_text(row.created_ms);
    if (row.locked_until_ms > store.now_ms()) centre.out << ", locked until " << time_text(row.locked_until_ms);
    centre.out << "\n";
  }
  return {};
}

}  // namespace warmheart::admin
