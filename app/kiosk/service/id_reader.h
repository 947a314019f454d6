// The port to an ID-card reader. A station without one offers no hint of it. GUI thread.
#pragma once

#include "app/kiosk/device/id_card_frames.h"
#include "app/kiosk/service/callback.h"

namespace warmheart {

enum class ReaderState {
  none,  // none is configured
  ready,
  card_left,  // answers; on it lies a card of who was here before
  offline,    // configured, and does not answer
};

class IdReader {
 public:
  virtual ~IdReader() = default;
  // Called at once with the present state and at every change. One subscriber.
  virtual void on_state(Callback<ReaderState> changed) = 0;
  // A card is read once until it is taken away; nullopt: a card of a layout that is not known. One subscriber.
  virtual void on_card(Callback<std::optional<IdCard>> read) = 0;
  // Cards are looked for only while a page wants one.
  virtual void want(bool wanted) = 0;
  // The person has gone. A card that lies there now is theirs: it is not read for anybody until the reader has reported
  // none, and is ReaderState::card_left until then. A reader begins like this: nobody knows whose card it finds.
  virtual void leave() = 0;
};

class NoIdReader final : public IdReader {
 public:
  void on_state(Callback<ReaderState> changed) override { changed(ReaderState::none); }
  void on_card(Callback<std::optional<IdCard>>) override {}
  void want(bool) override {}
  void leave() override {}
};

}  // namespace warmheart
