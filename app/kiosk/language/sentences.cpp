#include "app/kiosk/language/sentences.h"

#include <toml++/toml.h>

#include <filesystem>

namespace warmheart {

std::string_view built_in_sentences(std::string_view language);  // made by CMakeLists.txt

namespace {

// Every one has to be there: a forgotten one would show ids instead of sentences. More do no harm.
constexpr const char* kFiles[] = {"attract.toml", "benefit.toml",  "card.toml",    "check.toml", "device.toml",
                                  "error.toml",   "found.toml",    "handoff.toml", "help.toml",  "home.toml",
                                  "join.toml",    "keyboard.toml", "loan.toml",    "mine.toml",  "rest.toml",
                                  "rights.toml",  "staff.toml",    "start.toml",   "voice.toml", "weather.toml"};

Result<void> read_file(const std::string& path, QHash<QByteArray, QString>& table) {
  try {
    const toml::table file = toml::parse_file(path);
    if (file.empty()) return fail(ErrorCode::corrupt, path + " holds no sentence");
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
  for (const char* name : kFiles) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(folder + "/" + name, error))
      return fail(ErrorCode::not_found, folder + "/" + name + " is missing");
  }
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".toml") WARMHEART_TRY(read_file(entry.path().string(), table));
  }
  return error ? Result<void>(fail(ErrorCode::io, folder + ": " + error.message())) : Result<void>();
}

}  // namespace

QString built_in_sentence(const QString& language, const char* id) {
  const auto table = toml::parse(built_in_sentences(language.toStdString()));
  return QString::fromStdString(table[id].value_or(std::string(id)));
}

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

QString Sentences::text(const char* id, std::int64_t count) const {
  const QByteArray one = QByteArray(id) + ".one";
  return count == 1 && has(one.constData()) ? text(one.constData()) : text(id);
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
