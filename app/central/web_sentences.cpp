#include "app/central/web_sentences.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <toml++/toml.h>
#include <vector>

namespace warmheart {
namespace {

using nlohmann::json;

Result<toml::table> read_toml(const std::string& path) {
  try {
    return toml::parse_file(path);
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::corrupt,
                path + ", line " + std::to_string(error.source().begin.line) + ": " + std::string(error.description()));
  }
}

// Adds every sentence of a folder's files whose key `wanted` lets through.
Result<void> add_folder(const std::string& folder, const std::function<bool(const std::string&)>& wanted, json& into) {
  std::error_code error;
  const std::filesystem::directory_iterator files(folder, error);
  if (error) return fail(ErrorCode::not_found, "no sentences in " + folder);
  for (const auto& file : files) {
    if (file.path().extension() != ".toml") continue;
    WARMHEART_TRY_ASSIGN(const toml::table table, read_toml(file.path().string()));
    for (const auto& [key, value] : table) {
      const std::string name(key.str());
      if (!wanted(name)) continue;
      const auto sentence = value.value<std::string>();
      if (!sentence) return fail(ErrorCode::corrupt, file.path().string() + ": \"" + name + "\" is no text");
      if (into.contains(name))
        return fail(ErrorCode::corrupt, file.path().string() + ": \"" + name + "\" stands twice");
      into[name] = *sentence;
    }
  }
  return {};
}

Result<std::vector<std::string>> keys_from_kiosk(const std::string& path) {
  WARMHEART_TRY_ASSIGN(const toml::table table, read_toml(path));
  std::vector<std::string> keys;
  const toml::array* const listed = table["keys"].as_array();
  if (listed == nullptr) return fail(ErrorCode::corrupt, path + ": there are no keys");
  for (const toml::node& node : *listed) {
    const auto key = node.value<std::string>();
    if (!key) return fail(ErrorCode::corrupt, path + ": a key is no text");
    keys.push_back(*key);
  }
  return keys;
}

// A key that ends with a dot stands for all below it.
bool names(const std::string& key, const std::string& name) {
  return key.ends_with('.') ? name.starts_with(key) : name == key;
}

Result<void> add_kiosk_sentences(const std::string& folder, const std::vector<std::string>& keys, json& into) {
  const auto wanted = [&keys](const std::string& name) {
    return std::ranges::any_of(keys, [&name](const std::string& key) { return names(key, name); });
  };
  WARMHEART_TRY(add_folder(folder, wanted, into));
  for (const std::string& key : keys) {
    const bool found = std::ranges::any_of(into.items(), [&key](const auto& entry) { return names(key, entry.key()); });
    if (!found) return fail(ErrorCode::corrupt, folder + ": nothing is called \"" + key + "\"");
  }
  return {};
}

}  // namespace

Result<WebSentences> WebSentences::load(const std::string& folder) {
  const auto all = [](const std::string&) { return true; };
  WARMHEART_TRY_ASSIGN(const auto keys, keys_from_kiosk(folder + "/phone/from_kiosk.toml"));
  WebSentences out;
  for (const std::string language : {"zh", "en"}) {
    json console = json::object(), phone = json::object();
    WARMHEART_TRY(add_folder(folder + "/console/" + language, all, console));
    WARMHEART_TRY(add_folder(folder + "/phone/" + language, all, phone));
    WARMHEART_TRY(add_kiosk_sentences(folder + "/kiosk/" + language, keys, phone));
    out.m_json["/sentences/console/" + language + ".json"] = console.dump();
    out.m_json["/sentences/phone/" + language + ".json"] = phone.dump();
  }
  return out;
}

const std::string* WebSentences::at(const std::string& path) const {
  const auto found = m_json.find(path);
  return found == m_json.end() ? nullptr : &found->second;
}

}  // namespace warmheart
