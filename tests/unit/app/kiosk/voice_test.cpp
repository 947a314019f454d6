// The real espeak-ng into a file instead of a loudspeaker, by ALSA's own file device.
#include <catch2/catch.hpp>

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest/QTest>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "app/kiosk/voice/espeak_voice.h"
#include "app/kiosk/voice/wav_file.h"

using namespace warmheart;

namespace {

std::vector<SpokenPart> words(const char* text, const char* language) { return {{text, language, {}}}; }

std::string little(std::uint32_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
  return text;
}

// A square wave.
std::string wav_of(std::uint32_t rate, std::uint16_t channels, std::size_t frames) {
  std::string sound;
  for (std::size_t i = 0; i < frames * channels; ++i) sound += little(i / 40 % 2 ? 9'000 : 0xdcd8, 2);
  const std::string format = little(1, 2) + little(channels, 2) + little(rate, 4) + little(rate * channels * 2, 4) +
                             little(channels * 2u, 2) + little(16, 2);
  const std::string chunks = "fmt " + little(16, 4) + format + "LIST" + little(3, 4) + "abc" + '\0' + "data" +
                             little(static_cast<std::uint32_t>(sound.size()), 4) + sound;
  return "RIFF" + little(static_cast<std::uint32_t>(chunks.size() + 4), 4) + "WAVE" + chunks;
}

struct VoiceFixture {
  QTemporaryDir folder;
  QString file = folder.filePath(QStringLiteral("heard.raw"));
  EspeakVoice voice{"file:'" + file.toStdString() + "',raw"};
  int present = -1;
  std::vector<SpeechEvent> events;

  VoiceFixture() {
    voice.on_present([this](bool there) { present = there; });
    voice.on_event([this](SpeechEvent event) { events.push_back(event); });
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
  fixture.voice.say(words("请填写身份信息", "zh"), SpeechTurn::now);
  const QByteArray mandarin = fixture.heard();
  fixture.voice.say(words("Who you are", "en"), SpeechTurn::now);
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
  int failed = 0;
  voice.on_event([&failed](SpeechEvent event) { failed += event == SpeechEvent::failed; });
  voice.say(words("请填写身份信息", "zh"), SpeechTurn::now);
  REQUIRE(QTest::qWaitFor([&failed] { return failed == 1; }, 10'000));
  voice.ring();
  REQUIRE(QTest::qWaitFor([&failed] { return failed == 2; }, 10'000));
}

TEST_CASE("what waits its turn is said after, softer by what the volume says, and the end is told") {
  VoiceFixture fixture;
  fixture.voice.set_volume(10);
  fixture.voice.say(words("请填写身份信息", "zh"), SpeechTurn::now);
  fixture.voice.say(words("Who you are", "en"), SpeechTurn::after);
  REQUIRE(
      QTest::qWaitFor([&] { return !fixture.events.empty() && fixture.events.back() == SpeechEvent::ended; }, 30'000));
  CHECK(std::count(fixture.events.begin(), fixture.events.end(), SpeechEvent::began) == 2);
  int loudest = 0;
  const QByteArray heard = fixture.heard();
  const auto* samples = reinterpret_cast<const short*>(heard.constData());
  for (qsizetype i = 0; i < heard.size() / 2; ++i) loudest = std::max(loudest, std::abs(static_cast<int>(samples[i])));
  CHECK(loudest > 100);
  CHECK(loudest <= 3'277);
}

TEST_CASE("a recording is played instead of its words, and one that cannot be read is synthesised") {
  VoiceFixture fixture;
  fixture.voice.say(words("请填写身份信息", "zh"), SpeechTurn::now);
  const QByteArray synthesised = fixture.heard();
  const std::string path = fixture.folder.filePath(QStringLiteral("a.wav")).toStdString();
  std::ofstream(path, std::ios::binary) << wav_of(22'050, 1, 22'050);
  fixture.voice.say({{"请填写身份信息", "zh", path}}, SpeechTurn::now);
  const QByteArray played = fixture.heard();
  CHECK(played != synthesised);
  CHECK(played.size() >= 40'000);
  fixture.voice.say({{"请填写身份信息", "zh", path + ".is-not-there"}}, SpeechTurn::now);
  const QByteArray instead = fixture.heard();
  CHECK(instead.size() > 8'000);
  CHECK(instead != played);
}

TEST_CASE("a WAV file is read, mixed and brought to another rate; what is none is an error") {
  const auto mono = parse_wav(wav_of(16'000, 1, 800));
  REQUIRE(mono);
  CHECK(mono->rate == 16'000);
  CHECK(mono->samples.size() == 800);
  CHECK(mono->samples[0] == -9'000);
  CHECK(mono->samples[40] == 9'000);
  const auto stereo = parse_wav(wav_of(44'100, 2, 800));
  REQUIRE(stereo);
  CHECK(stereo->samples.size() == 800);
  CHECK(at_rate(*mono, 32'000).size() == 1'600);
  CHECK(at_rate(*mono, 16'000) == mono->samples);
  const std::string whole = wav_of(16'000, 1, 800);
  CHECK_FALSE(parse_wav(""));
  for (std::size_t size = 0; size < 60; ++size) CHECK_FALSE(parse_wav(whole.substr(0, size)));
  CHECK_FALSE(parse_wav(whole.substr(0, whole.size() - 1)));
  CHECK(parse_wav(wav_of(16'000, 3, 8)).error().code == ErrorCode::unsupported);
  CHECK(parse_wav(wav_of(8'000, 1, 481'000)).error().code == ErrorCode::limit);
  CHECK(read_wav("/nowhere.wav").error().code == ErrorCode::not_found);
}
