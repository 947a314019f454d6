#include "app/kiosk/program/arguments.h"

#include <string_view>

namespace warmheart {

Arguments parse_arguments(int argc, const char* const* argv) {
  Arguments arguments;
  int i = 1;
  if (argc > 1 && std::string_view(argv[1]) == "enrol") {
    arguments.enrol.emplace();
    i = 2;
  } else if (argc > 1 && std::string_view(argv[1]) == "recordings") {
    arguments.recordings = true;
    i = 2;
  }
  for (; i < argc && arguments.error.empty(); ++i) {
    const std::string_view option = argv[i];
    if (option == "--help" || option == "-h") {
      arguments.help = true;
      return arguments;
    }
    if (option == "--window" && !arguments.enrol && !arguments.recordings) {
      arguments.window = true;
      continue;
    }
    if (option == "--code-stdin" && arguments.enrol) {
      arguments.enrol->code_on_stdin = true;
      continue;
    }
    if (option == "--code" && arguments.enrol) {
      arguments.error =
          "the code is typed on standard input (--code-stdin): an argument stands in every list of processes.";
      continue;
    }
    std::string* value = nullptr;
    if (option == "--config")
      value = &arguments.config;
    else if (arguments.enrol && option == "--centre")
      value = &arguments.enrol->centre;
    if (!value)
      arguments.error = "\"" + std::string(option) + "\" is unknown.";
    else if (i + 1 >= argc)
      arguments.error = std::string(option) + " needs a value after it.";
    else
      *value = argv[++i];
  }
  if (arguments.enrol && arguments.error.empty() && !arguments.enrol->code_on_stdin)
    arguments.error = "--code-stdin is missing: the one-time code from warmheart-admin enrol is typed or scanned then.";
  return arguments;
}

}  // namespace warmheart
