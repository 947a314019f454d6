// Sentences that a city has had read by a person, one WAV file each: FOLDER/zh/join.title.wav. A sentence with blanks
// ("第 %1 步，共 %2 步") has a file for each piece between them that holds a word: join.step.1.wav, join.step.2.wav, …;
// what fills the blanks is synthesised. Owner: whoever speaks. GUI thread; reads names of files when it is made, and
// nothing later.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace warmheart {

struct RecordedPiece {
  QString text;
  std::string file;  // empty: to be synthesised

  friend bool operator==(const RecordedPiece&, const RecordedPiece&) = default;
};

struct MissingRecording {
  QString file;   // below the language's folder: "join.title.wav"
  QString words;  // what is to be read
};

class Recordings {
 public:
  using Table = QHash<QByteArray, QString>;  // sentences by id

  // `folder` holds zh/ or en/ or both. Empty, or a folder that cannot be read: nothing is recorded.
  explicit Recordings(const std::string& folder);

  bool has(const QString& language) const { return m_files.contains(language); }
  // `text` piece by piece, each with its recording. A sentence of which a piece is missing is synthesised whole: two
  // voices in one sentence are worse than one. A list ("a, b") is looked up part by part.
  std::vector<RecordedPiece> pieces_of(const QString& text, const QString& language, const Table& sentences);
  // By name. Sentences that only staff see, and those of a start that failed, are not read aloud to riders.
  std::vector<MissingRecording> missing(const QString& language, const Table& sentences) const;

 private:
  struct Blanks {
    QByteArray id;
    QStringList literals;
    qsizetype length = 0;  // of all literals
  };
  struct Index {
    QHash<QString, QByteArray> whole;
    std::vector<Blanks> blanks;  // the most exact first
  };

  const Index& index_of(const QString& language, const Table& sentences);
  std::string path_of(const QString& language, const QString& file) const;
  bool recorded(const QString& language, const QString& file) const { return m_files.value(language).contains(file); }
  std::vector<RecordedPiece> sentence_of(const QString& text, const QString& language, const Index& index) const;

  std::string m_folder;
  QHash<QString, QSet<QString>> m_files;  // by language
  QHash<QString, Index> m_index;
};

}  // namespace warmheart
