// The port to a voice and a bell. A station without a sound device offers neither. What is said may be personal: it is
// never logged, and overwritten once it was said. GUI thread.
#pragma once

#include <functional>
#include <string>

namespace warmheart {

class SpeechOutput {
 public:
  virtual ~SpeechOutput() = default;
  // Called soon after the start, and whenever a sound device comes or goes. One subscriber.
  virtual void on_present(std::function<void(bool)> changed) = 0;
  // Headphones went in (true) or out. One subscriber.
  virtual void on_headphones(std::function<void(bool)> plugged) = 0;
  // `language`: "zh", "en". What is being said stops.
  virtual void say(std::string text, const std::string& language) = 0;
  virtual void stop() = 0;
  virtual void ring() = 0;
};

class NoSpeechOutput final : public SpeechOutput {
 public:
  void on_present(std::function<void(bool)> changed) override { changed(false); }
  void on_headphones(std::function<void(bool)>) override {}
  void say(std::string, const std::string&) override {}
  void stop() override {}
  void ring() override {}
};

}  // namespace warmheart
