#include "app/kiosk/voice/headphones.h"

#include <alsa/asoundlib.h>

#include <string>
#include <string_view>

namespace warmheart {

namespace {

bool is_headphone_jack(std::string_view name) {
  return name.find("Headphone") != std::string_view::npos && name.ends_with("Jack");
}

bool is_in(snd_hctl_elem_t* element) {
  snd_ctl_elem_value_t* value = nullptr;
  snd_ctl_elem_value_alloca(&value);
  return snd_hctl_elem_read(element, value) >= 0 && snd_ctl_elem_value_get_boolean(value, 0) != 0;
}

bool card_has_headphones(int card) {
  snd_hctl_t* control = nullptr;
  if (snd_hctl_open(&control, ("hw:" + std::to_string(card)).c_str(), SND_CTL_READONLY) < 0) return false;
  bool found = false;
  if (snd_hctl_load(control) >= 0) {
    for (snd_hctl_elem_t* element = snd_hctl_first_elem(control); element && !found;
         element = snd_hctl_elem_next(element)) {
      found = snd_hctl_elem_get_interface(element) == SND_CTL_ELEM_IFACE_CARD &&
              is_headphone_jack(snd_hctl_elem_get_name(element)) && is_in(element);
    }
  }
  snd_hctl_close(control);
  return found;
}

}  // namespace

bool headphones_are_in() {
  int card = -1;
  while (snd_card_next(&card) >= 0 && card >= 0) {
    if (card_has_headphones(card)) return true;
  }
  return false;
}

}  // namespace warmheart
