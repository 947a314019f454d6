#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "app/admin/export_file.h"
#include "app/admin/printing.h"
#include "app/admin/unknown_command.h"

using namespace warmheart;
using namespace warmheart::admin;

TEST_CASE("no control character of a device steers an operator's terminal") {
  CHECK(printable("kiosk-7 \xE6\x9C\x9B\xE4\xBA\xAC") == "kiosk-7 \xE6\x9C\x9B\xE4\xBA\xAC");
  CHECK(printable("a\x1b[2Jb") == "a<1b>[2Jb");
  CHECK(printable("a\nFAULT b\r\x7f") == "a<0a>FAULT b<0d><7f>");
  CHECK(printable("a\xC2\x9B"
                  "31m") == "a<9b>31m");  // C1: CSI
  CHECK(printable("abc\xE2\x80\xAE"
                  "def") == "abc<202e>def");           // turns the direction
  CHECK(printable("\xFF\xC3(") == "<ff><c3>(");        // no UTF-8
  CHECK(printable("\xE0\x80\x8A") == "<e0><80><8a>");  // a line end in too many bytes
}

TEST_CASE("a whole output keeps its own line ends and tabs, and nothing else that steers") {
  std::ostringstream target;
  {
    PrintableBuffer buffer(target);
    std::ostream out(&buffer);
    out << "one\ttwo\x1b[0m\nthree" << std::flush << "\xE6\x9C"
        << "\x9B\n"
        << "end";
  }
  CHECK(target.str() == "one\ttwo<1b>[0m\nthree\xE6\x9C\x9B\nend");
}

TEST_CASE("a value of a table is a text, never a formula") {
  CHECK(csv_value("wait, \"please\"") == "\"wait, \"\"please\"\"\"");
  for (const char* formula : {"=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    CHECK(csv_value(formula).starts_with("\"'"));
  CHECK(csv_value("13800000001") == "\"13800000001\"");
}

TEST_CASE("a name on a badge is text, not a piece of the picture") {
  CHECK(xml_text("<script>\"&'\n") == "&lt;script&gt;&quot;&amp;&#39;");
}

TEST_CASE("what an operator takes along is the operator's alone") {
  char folder[] = "/tmp/warmheart-export-XXXXXX";
  REQUIRE(::mkdtemp(folder) != nullptr);
  const std::string path = std::string(folder) + "/cases.csv";
  REQUIRE(write_export(path, "a\n"));
  struct ::stat facts {};
  REQUIRE(::stat(path.c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);
  std::filesystem::remove_all(folder);
}

TEST_CASE("a mistyped command is answered with the one that was meant, or with all there are") {
  const std::vector<std::string> known = {"stations", "devices", "user", "verify"};
  CHECK(unknown_command("statoins", "", known) == "there is no command \"statoins\"; did you mean \"stations\"?");
  CHECK(unknown_command("frobnicate", "", known) ==
        "there is no command \"frobnicate\"; there are: stations, devices, user, verify");
  CHECK(unknown_command("lst", "user", {"add", "list"}) ==
        "there is no command \"user lst\"; did you mean \"user list\"?");
}
