#include "app/kiosk/voice/espeak_voice.h"

#include <alsa/asoundlib.h>
#include <espeak-ng/speak_lib.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <utility>

#include "app/kiosk/voice/headphones.h"
#include "app/kiosk/voice/wav_file.h"
#include "core/base/secret.h"

namespace warmheart {

namespace {

constexpr auto kLookAgain = std::chrono::seconds(1);  // for headphones
constexpr int kPollsForSound = 10;                    // every so many looks for a sound device
constexpr unsigned kLatencyUs = 200'000;
constexpr int kBufferMs = 100;
constexpr std::size_t kMostWaiting = 8;  // utterances; what comes then is not said
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

bool can_be_opened(const std::string& device) {
  snd_pcm_t* pcm = nullptr;
  if (snd_pcm_open(&pcm, device.c_str(), SND_PCM_STREAM_PLAYBACK, 0) < 0) return false;
  snd_pcm_close(pcm);
  return true;
}

}  // namespace

// An opened sound device, closed at the end. What is said on it stops when `generation` has moved on from `mine`.
class EspeakVoice::Sound {
 public:
  Sound(const std::string& device, const std::atomic<std::uint64_t>& generation, std::uint64_t mine,
        const std::atomic<int>& volume)
      : m_generation(generation), m_mine(mine), m_volume(volume) {
    if (snd_pcm_open(&m_pcm, device.c_str(), SND_PCM_STREAM_PLAYBACK, 0) < 0) m_pcm = nullptr;
  }
  ~Sound() {
    if (m_pcm) snd_pcm_close(m_pcm);
  }
  Sound(const Sound&) = delete;
  Sound& operator=(const Sound&) = delete;

  bool prepare(int rate) {
    return m_pcm && snd_pcm_set_params(m_pcm, SND_PCM_FORMAT_S16_LE, SND_PCM_ACCESS_RW_INTERLEAVED, 1,
                                       static_cast<unsigned>(rate), 1, kLatencyUs) >= 0;
  }
  // False when it has to stop, or the device is gone.
  bool write(const short* samples, std::size_t count) {
    const int percent = m_volume;
    m_scaled.resize(count);
    std::transform(samples, samples + count, m_scaled.begin(),
                   [percent](short one) { return static_cast<short>(one * percent / 100); });
    return write_as_it_is(m_scaled.data(), count);
  }
  bool write_as_it_is(const short* samples, std::size_t count) {
    while (count > 0 && !stale()) {
      snd_pcm_sframes_t written = snd_pcm_writei(m_pcm, samples, count);
      if (written < 0) written = snd_pcm_recover(m_pcm, static_cast<int>(written), 1);
      if (written < 0) {
        m_gone = true;
        return false;
      }
      samples += written;
      count -= static_cast<std::size_t>(written);
    }
    return count == 0;
  }
  void end() { stale() || m_gone ? snd_pcm_drop(m_pcm) : snd_pcm_drain(m_pcm); }
  bool stale() const { return m_generation != m_mine; }
  bool gone() const { return m_gone; }

 private:
  const std::atomic<std::uint64_t>& m_generation;
  const std::uint64_t m_mine;
  const std::atomic<int>& m_volume;
  std::vector<short> m_scaled;
  bool m_gone = false;
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
    drop_all();
  }
  m_wake.notify_one();
  m_thread.join();
}

void EspeakVoice::on_present(std::function<void(bool)> changed) { m_changed = std::move(changed); }
void EspeakVoice::on_event(std::function<void(SpeechEvent)> happened) { m_happened = std::move(happened); }

void EspeakVoice::forget(Asked& asked) {
  for (SpokenPart& part : asked.parts) wipe(part.text);
}

void EspeakVoice::drop_all() {
  for (Asked& asked : m_waiting) forget(asked);
  m_waiting.clear();
  ++m_generation;
}

void EspeakVoice::say(std::vector<SpokenPart> parts, SpeechTurn turn) {
  Asked asked{std::move(parts), false};
  {
    const std::lock_guard lock(m_mutex);
    if (turn == SpeechTurn::now) drop_all();
    if (m_waiting.size() >= kMostWaiting) return forget(asked);
    m_waiting.push_back(std::move(asked));
  }
  m_wake.notify_one();
}

void EspeakVoice::stop() {
  const std::lock_guard lock(m_mutex);
  drop_all();
}

void EspeakVoice::set_volume(int percent) { m_volume = percent; }

void EspeakVoice::ring() {
  {
    const std::lock_guard lock(m_mutex);
    if (!m_waiting.empty() && m_waiting.front().bell) return;
    m_waiting.push_front({{}, true});
  }
  m_wake.notify_one();
}

void EspeakVoice::on_headphones(std::function<void(bool)> plugged) { m_plugged = std::move(plugged); }

void EspeakVoice::poll() {
  if (m_polls++ % kPollsForSound == 0) notify(can_be_opened(m_device));
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

void EspeakVoice::tell(SpeechEvent event) {
  QMetaObject::invokeMethod(
      &m_gui,
      [this, event] {
        if (m_happened) m_happened(event);
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
      if (!sound || sound->stale() || sound->gone()) return 1;
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
    m_wake.wait_for(lock, kLookAgain, [this] { return m_ending || !m_waiting.empty(); });
    if (m_ending || m_waiting.empty()) continue;
    Asked asked = std::move(m_waiting.front());
    m_waiting.pop_front();
    const std::uint64_t generation = m_generation;
    lock.unlock();
    play(std::move(asked), rate, generation);
    lock.lock();
    if (m_waiting.empty()) tell(SpeechEvent::ended);
  }
}

void EspeakVoice::play(Asked asked, int rate, std::uint64_t generation) {
  Sound sound(m_device, m_generation, generation, m_volume);
  if (!sound.prepare(rate)) {
    forget(asked);
    return tell(SpeechEvent::failed);
  }
  tell(SpeechEvent::began);
  if (asked.bell) {
    const std::vector<short> samples = bell(rate);
    sound.write_as_it_is(samples.data(), samples.size());
  }
  for (const SpokenPart& part : asked.parts) {
    if (!say_part(sound, part, rate)) break;
  }
  sound.end();
  if (sound.gone()) tell(SpeechEvent::failed);
  forget(asked);
}

// False when nothing more is to be said on this sound.
bool EspeakVoice::say_part(Sound& sound, const SpokenPart& part, int rate) {
  if (!part.recording.empty()) {
    if (const auto wav = read_wav(part.recording)) {
      const std::vector<short> samples = at_rate(*wav, rate);
      return sound.write(samples.data(), samples.size());
    }
  }
  espeak_SetVoiceByName(part.language == "en" ? kEnglish : kMandarin);
  espeak_Synth(part.text.c_str(), part.text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr, &sound);
  return !sound.stale() && !sound.gone();
}

}  // namespace warmheart
