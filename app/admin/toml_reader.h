// One table of an operator's TOML file, read with every error naming file and line; the first error is kept.
// Unknown keys and wrong types are errors, so that a slip of the pen is not published as an empty field.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <toml++/toml.h>
#include <vector>

#include "core/base/result.h"

namespace warmheart::admin {

inline std::string at(const std::string& path, const toml::source_region& where) {
  return path + ":" + std::to_string(where.begin.line) + ": ";
}

class TomlReader {
 public:
  TomlReader(const std::string& path, const toml::table& table, std::optional<Error>& error)
      : m_path(path), m_table(table), m_error(error) {}

  void allow(std::initializer_list<std::string_view> keys) {
    for (const auto& [key, node] : m_table) {
      if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) {
        reject(node.source(), "\"" + std::string(key.str()) + "\" is not a key that is known here");
      }
    }
  }
  std::string text(std::string_view key, bool required) {
    const toml::node* node = find(key, required);
    if (!node) return {};
    if (const auto value = node->value_exact<std::string>()) {
      if (required && value->empty()) reject(node->source(), "\"" + std::string(key) + "\" is empty");
      return *value;
    }
    reject(node->source(), "\"" + std::string(key) + "\" must be a text in quotes");
    return {};
  }
  std::uint32_t number(std::string_view key) {
    const toml::node* node = find(key, false);
    if (!node) return 0;
    const auto value = node->value_exact<std::int64_t>();
    if (value && *value >= 0 && *value <= 1'000'000) return static_cast<std::uint32_t>(*value);
    reject(node->source(), "\"" + std::string(key) + "\" must be a number from 0 on");
    return 0;
  }
  // Whole or broken; nullopt: it is not there.
  std::optional<double> real(std::string_view key) {
    const toml::node* node = find(key, false);
    if (!node) return std::nullopt;
    if (const auto value = node->value_exact<double>()) return *value;
    if (const auto whole = node->value_exact<std::int64_t>()) return static_cast<double>(*whole);
    reject(node->source(), "\"" + std::string(key) + "\" must be a number");
    return std::nullopt;
  }
  bool truth(std::string_view key, bool required = true) {
    const toml::node* node = find(key, required);
    if (!node) return false;
    if (const auto value = node->value_exact<bool>()) return *value;
    reject(node->source(), "\"" + std::string(key) + "\" must be true or false");
    return false;
  }
  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> values;
    const toml::node* node = find(key, false);
    if (!node) return values;
    const toml::array* list = node->as_array();
    for (std::size_t i = 0; list && i < list->size(); ++i) {
      if (const auto value = (*list)[i].value_exact<std::string>())
        values.push_back(*value);
      else
        list = nullptr;
    }
    if (!list) reject(node->source(), "\"" + std::string(key) + "\" must be a list of texts");
    return values;
  }
  // Rejects a value that was read and cannot be used.
  void reject_value(std::string_view key, const std::string& what) {
    const toml::node* node = m_table.get(key);
    reject(node ? node->source() : m_table.source(), "\"" + std::string(key) + "\" " + what);
  }

 private:
  const toml::node* find(std::string_view key, bool required) {
    const toml::node* node = m_table.get(key);
    if (!node && required) reject(m_table.source(), "\"" + std::string(key) + "\" is missing");
    return node;
  }
  void reject(const toml::source_region& where, const std::string& what) {
    if (!m_error) m_error = Error{ErrorCode::invalid_argument, at(m_path, where) + what};
  }

  const std::string& m_path;
  const toml::table& m_table;
  std::optional<Error>& m_error;
};

// Every [[key]] of the file, each through `read`.
template <class Value, class Read>
void read_all(const toml::table& root, const char* key, const std::string& path, std::optional<Error>& error, Read read,
              std::vector<Value>& out) {
  const toml::node* node = root.get(key);
  if (!node) return;
  const toml::array* list = node->as_array();
  for (std::size_t i = 0; list && i < list->size(); ++i) {
    const toml::table* table = (*list)[i].as_table();
    if (!table)
      list = nullptr;
    else
      out.push_back(read(TomlReader(path, *table, error)));
  }
  if (!list && !error)
    error = Error{ErrorCode::invalid_argument, at(path, node->source()) + "write [[" + key + "]] with two brackets"};
}

}  // namespace warmheart::admin
