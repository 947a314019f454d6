// SpeechOutput by espeak-ng on a thread of its own, PCM to ALSA. One a process: the library is global.
#pragma once

#include <QObject>

#include <atomic>
#include <condition_variable>
#include <cstdint>
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
  void say(std::string text, const std::string& language) override;
  void stop() override;
  void ring() override;

 private:
  struct Asked {
    std::string text;  // empty: nothing to say
    std::string language;
    bool bell = false;
  };
  class Sound;

  static int prepare_library();
  void run();
  void play(Asked asked, int rate, std::uint64_t generation);
  void ask(std::optional<Asked> next);
  void poll();
  void notify(bool present);

  const std::string m_device;
  QObject m_gui;  // answers come to its thread
  std::function<void(bool)> m_changed;
  std::function<void(bool)> m_plugged;
  std::optional<bool> m_reported;  // voice thread
  bool m_headphones = false;       // voice thread
  int m_polls = 0;                 // voice thread
  std::mutex m_mutex;
  std::condition_variable m_wake;
  std::optional<Asked> m_next;
  bool m_ending = false;
  std::atomic<std::uint64_t> m_generation{0};  // moves when what is being said has to stop
  std::thread m_thread;
};

}  // namespace warmheart
