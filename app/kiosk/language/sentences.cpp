#include "app/kiosk/language/sentences.h"

#include <toml++/toml.h>

#include <filesystem>

namespace warmheart {
namespace {

Result<void> read_file(const std::string& path, QHash<QByteArray, QString>& table) {
  try {
    const toml::table file = toml::parse_file(path);
    for (const auto& [key, value] : file) {
      const auto sentence = value.value<std::string>();
      if (!sentence) return fail(ErrorCode::corrupt, path + ": \"" + std::string(key.str()) + "\" is no text");
      table.insert(QByteArray::fromStdString(std::string(key.str())), QString::fromStdString(*sentence));
    }
    return {};
  } catch (const toml::parse_error& error) {
    return fail(ErrorCode::corrupt,
                path + " line " + std::to_string(error.source().begin.line) + ": " + std::string(error.description()));
  }
}

// Every file of a language's folder, one a journey.
Result<void> read_folder(const std::string& folder, QHash<QByteArray, QString>& table) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".toml") WARMHEART_TRY(read_file(entry.path().string(), table));
  }
  if (error || table.isEmpty()) return fail(ErrorCode::not_found, "no sentences in " + folder);
  return {};
}

}  // namespace

Sentences::Sentences(std::string folder) : m_folder(std::move(folder)) {}

Result<void> Sentences::select(const QString& language) {
  if (!m_tables.contains(language)) {
    Table table;
    WARMHEART_TRY(read_folder(m_folder + "/kiosk/" + language.toStdString(), table));
    m_tables.insert(language, std::move(table));
  }
  m_language = language;
  m_shown = &m_tables[language];
  return {};
}

QString Sentences::text(const char* id) const {
  if (!m_shown) return QString::fromUtf8(id);
  const auto found = m_shown->constFind(QByteArray::fromRawData(id, static_cast<qsizetype>(qstrlen(id))));
  return found == m_shown->constEnd() ? QString::fromUtf8(id) : *found;
}

bool Sentences::has(const char* id) const {
  return m_shown && m_shown->contains(QByteArray::fromRawData(id, static_cast<qsizetype>(qstrlen(id))));
}

QString Sentences::translate(const char*, const char* source, const char*, int) const {
  // qsTrId() asks with the id as source; Qt's own strings ("OK") are not ours: an empty answer lets them through.
  if (!source || !has(source)) return {};
  return text(source);
}

}  // namespace warmheart
