#include "app/kiosk/language/recordings.h"

#include <QRegularExpression>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>

namespace warmheart {

namespace {

constexpr const char* kRecordedLanguages[] = {"zh", "en"};
// Staff see these on the screen, and a start that failed says nothing aloud.
constexpr const char* kNotRead[] = {"staff", "start", "window"};

bool holds_a_word(const QString& text) {
  return std::any_of(text.begin(), text.end(), [](QChar one) { return one.isLetter(); });
}

QStringList literals_of(const QString& sentence) {
  static const QRegularExpression blank(QStringLiteral("%[0-9]"));
  return sentence.split(blank);
}

QString file_of(const QByteArray& id) { return QString::fromUtf8(id) + QStringLiteral(".wav"); }
QString file_of(const QByteArray& id, qsizetype literal) {
  return QStringLiteral("%1.%2.wav").arg(QString::fromUtf8(id)).arg(literal + 1);
}

// What fills the blanks, or nothing where `text` is another sentence.
std::optional<QStringList> filled_blanks(const QString& text, const QStringList& literals) {
  if (!text.startsWith(literals.first())) return std::nullopt;
  QStringList filled;
  qsizetype at = literals.first().size();
  for (qsizetype i = 1; i < literals.size(); ++i) {
    const QString& literal = literals.at(i);
    const bool last = i + 1 == literals.size();
    const qsizetype found = literal.isEmpty() ? text.size()
                            : last            ? text.lastIndexOf(literal)
                                              : text.indexOf(literal, at);
    if (found < at || (last && found + literal.size() != text.size())) return std::nullopt;
    filled << text.mid(at, found - at);
    at = found + literal.size();
  }
  return filled;
}

bool is_read(const QByteArray& id) {
  const QByteArray front = id.left(id.indexOf('.'));
  return std::none_of(std::begin(kNotRead), std::end(kNotRead), [&](const char* one) { return front == one; });
}

}  // namespace

Recordings::Recordings(const std::string& folder) : m_folder(folder) {
  if (folder.empty()) return;
  for (const char* language : kRecordedLanguages) {
    std::error_code error;
    const auto files = std::filesystem::directory_iterator(folder + "/" + language, error);
    if (error) continue;
    QSet<QString>& names = m_files[QString::fromUtf8(language)];
    for (const auto& entry : files) names.insert(QString::fromStdString(entry.path().filename().string()));
  }
}

const Recordings::Index& Recordings::index_of(const QString& language, const Table& sentences) {
  const auto known = m_index.constFind(language);
  if (known != m_index.constEnd()) return *known;
  Index index;
  for (auto it = sentences.constBegin(); it != sentences.constEnd(); ++it) {
    const QStringList literals = literals_of(it.value());
    if (literals.size() == 1) {
      // Two ids may say the same: the one that is recorded counts.
      if (!index.whole.contains(it.value()) || recorded(language, file_of(it.key())))
        index.whole[it.value()] = it.key();
      continue;
    }
    if (!std::any_of(literals.begin(), literals.end(), holds_a_word)) continue;
    index.blanks.push_back({it.key(), literals, literals.join(QString()).size()});
  }
  std::sort(index.blanks.begin(), index.blanks.end(), [](const Blanks& one, const Blanks& other) {
    return one.length != other.length ? one.length > other.length : one.id < other.id;
  });
  return *m_index.insert(language, index);
}

std::string Recordings::path_of(const QString& language, const QString& file) const {
  return m_folder + "/" + language.toStdString() + "/" + file.toStdString();
}

std::vector<RecordedPiece> Recordings::sentence_of(const QString& text, const QString& language,
                                                   const Index& index) const {
  if (const auto id = index.whole.constFind(text); id != index.whole.constEnd()) {
    const QString file = file_of(*id);
    return {{text, recorded(language, file) ? path_of(language, file) : std::string()}};
  }
  for (const Blanks& blanks : index.blanks) {
    const auto filled = filled_blanks(text, blanks.literals);
    if (!filled) continue;
    std::vector<RecordedPiece> pieces;
    for (qsizetype i = 0; i < blanks.literals.size(); ++i) {
      const QString& literal = blanks.literals.at(i);
      const QString file = file_of(blanks.id, i);
      if (holds_a_word(literal)) {
        if (!recorded(language, file)) return {{text, {}}};
        pieces.push_back({literal, path_of(language, file)});
      }
      if (i < filled->size() && !filled->at(i).isEmpty()) pieces.push_back({filled->at(i), {}});
    }
    return pieces;
  }
  return {{text, {}}};
}

std::vector<RecordedPiece> Recordings::pieces_of(const QString& text, const QString& language, const Table& sentences) {
  if (!has(language)) return {{text, {}}};
  const Index& index = index_of(language, sentences);
  std::vector<RecordedPiece> whole = sentence_of(text, language, index);
  const QString comma = QStringLiteral(", ");
  if (!text.contains(comma) ||
      std::any_of(whole.begin(), whole.end(), [](const RecordedPiece& one) { return !one.file.empty(); })) {
    return whole;
  }
  std::vector<RecordedPiece> pieces;
  for (const QString& part : text.split(comma)) {
    for (RecordedPiece& piece : sentence_of(part, language, index)) pieces.push_back(std::move(piece));
  }
  return pieces;
}

std::vector<MissingRecording> Recordings::missing(const QString& language, const Table& sentences) const {
  std::vector<MissingRecording> wanted;
  const auto want = [&](const QString& file, const QString& words) {
    if (!recorded(language, file)) wanted.push_back({file, words});
  };
  for (auto it = sentences.constBegin(); it != sentences.constEnd(); ++it) {
    if (!is_read(it.key())) continue;
    const QStringList literals = literals_of(it.value());
    if (literals.size() == 1) {
      want(file_of(it.key()), it.value());
      continue;
    }
    for (qsizetype i = 0; i < literals.size(); ++i) {
      if (holds_a_word(literals.at(i))) want(file_of(it.key(), i), literals.at(i).trimmed());
    }
  }
  std::sort(wanted.begin(), wanted.end(),
            [](const MissingRecording& one, const MissingRecording& other) { return one.file < other.file; });
  return wanted;
}

}  // namespace warmheart
