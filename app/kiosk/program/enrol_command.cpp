#include "app/kiosk/program/enrol_command.h"

#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <iostream>
#include <optional>

#include "app/kiosk/language/sentences.h"
#include "net/sync/enrol.h"

namespace warmheart {

namespace {

constexpr std::uint16_t kPeoplePort = 8443;

struct Address {
  std::string host;
  std::uint16_t port = kPeoplePort;
};

// HOST, HOST:PORT or [IPv6]:PORT.
std::optional<Address> parse_address(const std::string& text) {
  Address address;
  const auto colon = text.rfind(':');
  const bool bracketed = !text.empty() && text.front() == '[';
  const bool has_port = colon != std::string::npos && (bracketed ? text[colon - 1] == ']' : text.find(':') == colon);
  address.host = has_port ? text.substr(0, colon) : text;
  if (has_port) {
    const char* first = text.data() + colon + 1;
    const char* last = text.data() + text.size();
    const auto [end, error] = std::from_chars(first, last, address.port);
    if (error != std::errc() || end != last || address.port == 0) return std::nullopt;
  }
  if (bracketed && address.host.size() > 2) address.host = address.host.substr(1, address.host.size() - 2);
  if (address.host.empty()) return std::nullopt;
  return address;
}

std::optional<Address> address_of(const EnrolArguments& arguments, const KioskConfig& config) {
  if (!arguments.centre.empty()) return parse_address(arguments.centre);
  if (config.centre_host.empty()) return std::nullopt;
  const int port = config.people_port > 0 ? config.people_port : kPeoplePort;
  return Address{config.centre_host, static_cast<std::uint16_t>(port)};
}

std::string machine_name() {
  char name[256] = "";
  return gethostname(name, sizeof name - 1) == 0 ? name : "kiosk";
}

// In both languages: who enrols a kiosk reads one of them.
void say(const KioskConfig& config, const char* key, const std::string& what) {
  for (const char* language : {"zh", "en"}) {
    Sentences sentences(config.assets_dir + "/sentences");
    if (sentences.select(QString::fromUtf8(language)) && sentences.has(key)) {
      std::fprintf(stderr, "%s\n", sentences.text(key).toUtf8().constData());
    }
  }
  std::fprintf(stderr, "(%s)\n", what.c_str());
}

}  // namespace

int enrol_command(const EnrolArguments& arguments, const KioskConfig& config) {
  const auto address = address_of(arguments, config);
  if (!address) {
    std::fprintf(
        stderr,
        "\"%s\" is no address of a centre: write --centre HOST or HOST:PORT, as in --centre centre.example.org:8443\n",
        arguments.centre.c_str());
    return 2;
  }
  EnrolOptions options;
  options.host = address->host;
  options.people_port = address->port;
  std::getline(std::cin, options.code_text);
  options.folder = config.data_dir;
  options.machine = machine_name();
  const auto enrolled = enrol(options);
  if (!enrolled) {
    say(config, sentence_key(enrolled.error().fault), enrolled.error().what);
    return 1;
  }
  std::printf("enrolled: device %s, station %s, centre %s. Start warmheart-kiosk now.\n",
              enrolled->device.text().c_str(), enrolled->station.text().c_str(), enrolled->centre_host.c_str());
  return 0;
}

}  // namespace warmheart
