// A touch panel that is mounted turned or mirrored against the picture (station.toml, [screen]): what Qt's own input
// handling, or the machine's, has to be told. Pure; no failure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace warmheart {

struct TouchMounting {
  int rotation_deg = 0;   // 0, 90, 180 or 270: how far the panel is turned clockwise against the picture
  bool mirrored = false;  // left and right are exchanged once it is turned back

  bool is_straight() const { return rotation_deg == 0 && !mirrored; }
};

struct TouchSetup {
  std::vector<std::pair<std::string, std::string>> environment;  // to be set before QGuiApplication is made
  std::string warning;                                           // English, for the operator; empty: touches are mapped
};

// `platform` is QT_QPA_PLATFORM. Where the kiosk reads the panel itself (eglfs, linuxfb), Qt's evdev handler takes the
// place of libinput, which cannot be told. Elsewhere the desktop maps touches: the warning holds the rule for udev.
TouchSetup touch_setup(const TouchMounting& mounting, std::string_view platform);

// Parts of QT_QPA_EVDEV_TOUCHSCREEN_PARAMETERS: "rotate=180:invertx"; "" for a straight panel.
std::string evdev_parameters(const TouchMounting& mounting);

// The same as udev's LIBINPUT_CALIBRATION_MATRIX: two rows of three, over positions from 0 to 1.
std::string calibration_matrix(const TouchMounting& mounting);

}  // namespace warmheart
