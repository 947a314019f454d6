// SpeechOutput by espeak-ng on a thread of its own, PCM to ALSA. One a process: the library is global.
#pragma once

#include <QObject>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/kiosk/service/speech_output.h"

namespace warmheart {

class EspeakVoice final : public SpeechOutput {
 public:
  // `device`: an ALSA name, e.g. "default".
  explicit EspeakVoice(std::string device);
  ~EspeakVoice() override;

  void on_present(std::function<void(bool)> changed) override;
  void on_headphones(std::function<void(bool)> plugged) override;
  void on_event(std::function<void(SpeechEvent)> happened) override;
  void say(std::vector<SpokenPart> parts, SpeechTurn turn) override;
  void stop() override;
  void set_volume(int percent) override;
  void ring() override;

 private:
  struct Asked {
    std::vector<SpokenPart> parts;
    bool bell = false;
  };
  class Sound;

  static int prepare_library();
  static void forget(Asked& asked);
  void run();
  void play(Asked asked, int rate, std::uint64_t generation);
  bool say_part(Sound& sound, const SpokenPart& part, int rate);
  void drop_all();  // m_mutex is held
  void poll();
  void notify(bool present);
  void tell(SpeechEvent event);

  const std::string m_device;
  QObject m_gui;  // answers come to its thread
  std::function<void(bool)> m_changed;
  std::function<void(bool)> m_plugged;
  std::function<void(SpeechEvent)> m_happened;
  std::optional<bool> m_reported;  // voice thread
  bool m_headphones = false;       // voice thread
  int m_polls = 0;                 // voice thread
  std::mutex m_mutex;
  std::condition_variable m_wake;
  std::deque<Asked> m_waiting;
  bool m_ending = false;
  std::atomic<std::uint64_t> m_generation{0};  // moves when what is being said has to stop
  std::atomic<int> m_volume{100};              // percent
  std::thread m_thread;
};

}  // namespace warmheart
