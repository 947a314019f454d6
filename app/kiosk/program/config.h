// station.toml. A mistake is a sentence that names the line and what to do; all mistakes at once. GUI-free.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "app/kiosk/program/touch_panel.h"

namespace warmheart {

struct KioskConfig {
  std::string data_dir;      // identity, keys and the database
  std::string assets_dir;    // areas, sentences
  std::string counter_file;  // counts slots spent, best on another medium than data_dir (core/service/SLOTS.md, I9)
  std::string sheets_dir;    // day sheets are kept there as PDF: a stick, a share; empty: nobody offers it
  std::string centre_host;   // [centre]: where to enrol, and where the centre has moved to; empty: as enrolled
  int people_port = 0;       // 0: as enrolled, 8443 when enrolling
  int devices_port = 0;      // 0: as enrolled
  std::string id_reader;     // [devices]: serial ports, e.g. /dev/serial/by-id/…; empty: there is none
  std::string scanner;
  std::string printer;
  std::string sound = "default";  // an ALSA name; without such a device there is no voice and no bell
  bool sound_private = false;     // a handset, or a socket that reports no plug: nobody else hears it
  std::string recordings;         // sentences read by a person (language/recordings.h); empty: all is synthesised
  std::string language = "zh";    // what a new person sees
  std::string theme = "warm";
  bool full_screen = true;
  int attract_seconds = 60;      // untouched at Home for so long, the attract screen comes; 0: never
  double screen_width_mm = 268;  // 21.5-inch portrait; EDID lies, so it is said here
  double screen_height_mm = 476;
  int width_px = 1080;
  int height_px = 1920;
  TouchMounting touch;
  std::string rendering = "auto";  // "auto", "software", "opengl"
  bool software_rendering = true;  // what was chosen; set by main, not read from the file

  double unit_px() const { return 0.3 * width_px / screen_width_mm; }
};

struct ConfigMistakes {
  std::vector<std::string> sentences;  // English, for the operator
};

tl::expected<KioskConfig, ConfigMistakes> read_config(const std::string& path);

}  // namespace warmheart
