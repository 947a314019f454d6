// Every sentence of the kiosk by id, from assets/sentences/kiosk/{zh,en}/*.toml, flat tables of `"join.title" = "…"`.
// A QTranslator for qsTrId() in QML, and text() for C++. A language is read when it is first selected. GUI thread.
// A sentence that is missing shows its id: a test keeps both languages complete.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QTranslator>

#include <cstdint>
#include <string>

#include "core/base/result.h"

namespace warmheart {

class Sentences final : public QTranslator {
  Q_OBJECT

 public:
  explicit Sentences(std::string folder);

  // Reads the language when it was not read yet. not_found: a file is missing; corrupt: names the file and the line.
  Result<void> select(const QString& language);
  const QString& language() const { return m_language; }

  QString text(const char* id) const;
  QString text(const std::string& id) const { return text(id.c_str()); }
  // The form for a count: `id` with ".one" behind it where the count is 1 and the language has that form (English has,
  // Chinese needs none), else `id`. The number is filled in by the caller.
  QString text(const char* id, std::int64_t count) const;
  bool has(const char* id) const;
  // Every sentence of a language that was read, by id; of another none.
  QHash<QByteArray, QString> all(const QString& language) const { return m_tables.value(language); }

  bool isEmpty() const override { return false; }
  QString translate(const char* context, const char* source, const char* disambiguation = nullptr,
                    int n = -1) const override;

 private:
  using Table = QHash<QByteArray, QString>;
  std::string m_folder;
  QString m_language;
  QHash<QString, Table> m_tables;
  const Table* m_shown = nullptr;
};

// What is said where there may be no files to read it from (start.toml), compiled in.
QString built_in_sentence(const QString& language, const char* id);

}  // namespace warmheart
