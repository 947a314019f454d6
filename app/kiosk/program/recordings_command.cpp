#include "app/kiosk/program/recordings_command.h"

#include <cstdio>

#include "app/kiosk/language/recordings.h"
#include "app/kiosk/language/sentences.h"

namespace warmheart {

int recordings_command(const KioskConfig& config) {
  Sentences sentences(config.assets_dir + "/sentences");
  const Recordings recordings(config.recordings);
  const bool begun = recordings.has(QStringLiteral("zh")) || recordings.has(QStringLiteral("en"));
  std::size_t missing = 0;
  for (const QString& language : {QStringLiteral("zh"), QStringLiteral("en")}) {
    if (begun && !recordings.has(language)) continue;
    if (const auto read = sentences.select(language); !read) {
      std::fprintf(stderr, "%s\n", read.error().what.c_str());
      return 2;
    }
    for (const MissingRecording& one : recordings.missing(language, sentences.all(language))) {
      std::printf("%s/%s\t%s\n", language.toUtf8().constData(), one.file.toUtf8().constData(),
                  one.words.toUtf8().constData());
      ++missing;
    }
  }
  std::fprintf(stderr, "%zu recordings are missing\n", missing);
  return missing == 0 ? 0 : 1;
}

}  // namespace warmheart
