// The port to a voice and a bell. A station without a sound device offers neither. What is said may be personal: it is
// never logged, and overwritten once it was said. GUI thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace warmheart {

// A piece in one language: played from its recording, or synthesised where there is none or it cannot be read.
struct SpokenPart {
  std::string text;
  std::string language;   // "zh", "en"
  std::string recording;  // a WAV file; empty: none
};

enum class SpeechTurn {
  now,    // what is being said stops, what waits is dropped
  after,  // when all that was asked before has been said
};

enum class SpeechEvent {
  began,
  ended,   // nothing more waits
  failed,  // the sound device is gone; the next utterance tries again
};

class SpeechOutput {
 public:
  virtual ~SpeechOutput() = default;
  // Called soon after the start, and whenever a sound device comes or goes. One subscriber.
  virtual void on_present(std::function<void(bool)> changed) = 0;
  // Headphones went in (true) or out. One subscriber.
  virtual void on_headphones(std::function<void(bool)> plugged) = 0;
  // One subscriber.
  virtual void on_event(std::function<void(SpeechEvent)> happened) = 0;
  virtual void say(std::vector<SpokenPart> parts, SpeechTurn turn) = 0;
  virtual void stop() = 0;
  // Of the voice, not of the bell: 1 to 100, the height of its waves.
  virtual void set_volume(int percent) = 0;
  // When what is being said has ended.
  virtual void ring() = 0;
};

class NoSpeechOutput final : public SpeechOutput {
 public:
  void on_present(std::function<void(bool)> changed) override { changed(false); }
  void on_headphones(std::function<void(bool)>) override {}
  void on_event(std::function<void(SpeechEvent)>) override {}
  void say(std::vector<SpokenPart>, SpeechTurn) override {}
  void stop() override {}
  void set_volume(int) override {}
  void ring() override {}
};

}  // namespace warmheart
