// The real espeak-ng into a file instead of a loudspeaker, by ALSA's own file device.
#include <catch2/catch.hpp>

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest/QTest>

#include "app/kiosk/voice/espeak_voice.h"

using namespace warmheart;

namespace {

struct VoiceFixture {
  QTemporaryDir folder;
  QString file = folder.filePath(QStringLiteral("heard.raw"));
  EspeakVoice voice{"file:'" + file.toStdString() + "',raw"};
  int present = -1;

  VoiceFixture() {
    voice.on_present([this](bool there) { present = there; });
    REQUIRE(QTest::qWaitFor([this] { return present == 1; }, 10'000));
  }
  // What was said, once nothing more comes.
  QByteArray heard() {
    QByteArray before, now;
    for (int tries = 0, quiet = 0; quiet < 6 && tries < 100;
         ++tries, quiet = now == before && !now.isEmpty() ? quiet + 1 : 0) {
      before = now;
      QTest::qWait(100);
      QFile sound(file);
      if (sound.open(QIODevice::ReadOnly)) now = sound.readAll();
    }
    return now;
  }
};

}  // namespace

TEST_CASE("Mandarin, English and the bell are sound, and each another") {
  VoiceFixture fixture;
  fixture.voice.say("请填写身份信息", "zh");
  const QByteArray mandarin = fixture.heard();
  fixture.voice.say("Who you are", "en");
  const QByteArray english = fixture.heard();
  fixture.voice.ring();
  const QByteArray bell = fixture.heard();
  for (const QByteArray* sound : {&mandarin, &english, &bell}) CHECK(sound->size() > 8'000);
  CHECK(mandarin != english);
  CHECK(english != bell);
}

TEST_CASE("without a sound device it says that there is none, and nothing blocks") {
  EspeakVoice voice("there-is-no-such-device");
  int present = -1;
  voice.on_present([&present](bool there) { present = there; });
  REQUIRE(QTest::qWaitFor([&present] { return present >= 0; }, 10'000));
  CHECK(present == 0);
  voice.say("请填写身份信息", "zh");
  voice.ring();
}
