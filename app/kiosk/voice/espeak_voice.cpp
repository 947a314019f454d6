#include "app/kiosk/voice/espeak_voice.h"

#include <alsa/asoundlib.h>
#include <espeak-ng/speak_lib.h>

#include <chrono>
#include <cmath>
#include <numbers>
#include <utility>

#include "app/kiosk/voice/headphones.h"
#include "core/base/secret.h"

namespace warmheart {

namespace {

constexpr auto kLookAgain = std::chrono::seconds(1);  // for headphones
constexpr int kPollsForSound = 10;                    // every so many looks for a sound device
constexpr unsigned kLatencyUs = 200'000;
constexpr int kBufferMs = 100;
constexpr const char* kMandarin = "cmn-latn-pinyin";
constexpr const char* kEnglish = "en";

void say_nothing(const char*, int, const char*, int, const char*, ...) {}  // a machine without sound is no error

// A major third, falling: two tones of 0.35 s that die away.
std::vector<short> bell(int rate) {
  std::vector<short> samples;
  for (const double hertz : {880.0, 698.5}) {
    const int count = rate * 35 / 100;
    for (int i = 0; i < count; ++i) {
      const double fade = std::exp(-4.0 * i / count);
      samples.push_back(static_cast<short>(12'000 * fade * std::sin(2 * std::numbers::pi * hertz * i / rate)));
    }
  }
  return samples;
}

}  // namespace

// An opened sound device, closed at the end.
class EspeakVoice::Sound {
 public:
  explicit Sound(const std::string& device) {
    if (snd_pcm_open(&m_pcm, device.c_str(), SND_PCM_STREAM_PLAYBACK, 0) < 0) m_pcm = nullptr;
  }
  ~Sound() {
    if (m_pcm) snd_pcm_close(m_pcm);
  }
  Sound(const Sound&) = delete;
  Sound& operator=(const Sound&) = delete;

  bool there() const { return m_pcm; }
  bool prepare(int rate) {
    return snd_pcm_set_params(m_pcm, SND_PCM_FORMAT_S16_LE, SND_PCM_ACCESS_RW_INTERLEAVED, 1,
                              static_cast<unsigned>(rate), 1, kLatencyUs) >= 0;
  }
  bool write(const short* samples, std::size_t count) {
    while (count > 0) {
      snd_pcm_sframes_t written = snd_pcm_writei(m_pcm, samples, count);
      if (written < 0) written = snd_pcm_recover(m_pcm, static_cast<int>(written), 1);
      if (written < 0) return false;
      samples += written;
      count -= static_cast<std::size_t>(written);
    }
    return true;
  }
  void end(bool cut) { cut ? snd_pcm_drop(m_pcm) : snd_pcm_drain(m_pcm); }

  const std::atomic<std::uint64_t>* generation = nullptr;
  std::uint64_t mine = 0;
  bool stale() const { return generation->load() != mine; }

 private:
  snd_pcm_t* m_pcm = nullptr;
};

EspeakVoice::EspeakVoice(std::string device) : m_device(std::move(device)) {
  snd_lib_error_set_handler(&say_nothing);
  m_thread = std::thread([this] { run(); });
}

EspeakVoice::~EspeakVoice() {
  {
    const std::lock_guard lock(m_mutex);
    m_ending = true;
    m_next.reset();
    ++m_generation;
  }
  m_wake.notify_one();
  m_thread.join();
}

void EspeakVoice::on_present(std::function<void(bool)> changed) { m_changed = std::move(changed); }

void EspeakVoice::ask(std::optional<Asked> next) {
  {
    const std::lock_guard lock(m_mutex);
    if (m_next) wipe(m_next->text);
    m_next = std::move(next);
    ++m_generation;
  }
  m_wake.notify_one();
}

void EspeakVoice::say(std::string text, const std::string& language) { ask(Asked{std::move(text), language, false}); }
void EspeakVoice::stop() { ask(std::nullopt); }
void EspeakVoice::ring() { ask(Asked{{}, {}, true}); }

void EspeakVoice::on_headphones(std::function<void(bool)> plugged) { m_plugged = std::move(plugged); }

void EspeakVoice::poll() {
  if (m_polls++ % kPollsForSound == 0) notify(Sound(m_device).there());
  if (std::exchange(m_headphones, headphones_are_in()) == m_headphones) return;
  QMetaObject::invokeMethod(
      &m_gui,
      [this, in = m_headphones] {
        if (m_plugged) m_plugged(in);
      },
      Qt::QueuedConnection);
}

void EspeakVoice::notify(bool present) {
  if (m_reported == present) return;
  m_reported = present;
  QMetaObject::invokeMethod(
      &m_gui,
      [this, present] {
        if (m_changed) m_changed(present);
      },
      Qt::QueuedConnection);
}

// The library is initialised once and not ended: espeak-ng 1.51 may wait for ever when it is ended soon after. Samples
// a second, or <= 0.
int EspeakVoice::prepare_library() {
  static const int rate = [] {
    const int samples_a_second =
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, kBufferMs, nullptr, espeakINITIALIZE_DONT_EXIT);
    espeak_SetSynthCallback([](short* samples, int count, espeak_EVENT* events) {
      auto* sound = static_cast<Sound*>(events->user_data);
      if (!sound || sound->stale()) return 1;
      return !samples || count <= 0 || sound->write(samples, static_cast<std::size_t>(count)) ? 0 : 1;
    });
    return samples_a_second;
  }();
  return rate;
}

void EspeakVoice::run() {
  const int rate = prepare_library();
  if (rate <= 0) return notify(false);
  std::unique_lock lock(m_mutex);
  while (!m_ending) {
    lock.unlock();
    poll();
    lock.lock();
    m_wake.wait_for(lock, kLookAgain, [this] { return m_ending || m_next; });
    if (m_ending || !m_next) continue;
    Asked asked = std::exchange(m_next, std::nullopt).value();
    const std::uint64_t generation = m_generation;
    lock.unlock();
    play(std::move(asked), rate, generation);
    lock.lock();
  }
}

void EspeakVoice::play(Asked asked, int rate, std::uint64_t generation) {
  Sound sound(m_device);
  sound.generation = &m_generation;
  sound.mine = generation;
  if (sound.there() && sound.prepare(rate)) {
    if (asked.bell) {
      const std::vector<short> samples = bell(rate);
      sound.write(samples.data(), samples.size());
    } else {
      espeak_SetVoiceByName(asked.language == "en" ? kEnglish : kMandarin);
      espeak_Synth(asked.text.c_str(), asked.text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr, &sound);
    }
    sound.end(sound.stale());
  }
  wipe(asked.text);
}

}  // namespace warmheart
