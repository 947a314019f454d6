#include "app/kiosk/program/touch_panel.h"

namespace warmheart {

namespace {

constexpr const char* kUdevRules = "/etc/udev/rules.d/90-warmheart-touch.rules";

// One row: what of x, what of y, and where it begins.
struct MatrixRow {
  int x, y, from;
};

std::string row_text(const MatrixRow& row) {
  return std::to_string(row.x) + " " + std::to_string(row.y) + " " + std::to_string(row.from);
}

std::string platform_name(std::string_view platform) {  // "linuxfb:fb=/dev/fb1" is linuxfb
  const std::string name(platform.substr(0, platform.find_first_of(":;")));
  return name.empty() ? "a desktop" : name;
}

}  // namespace

std::string evdev_parameters(const TouchMounting& mounting) {
  std::string parts;
  if (mounting.rotation_deg != 0) parts = "rotate=" + std::to_string(mounting.rotation_deg);
  if (mounting.mirrored) parts += parts.empty() ? "invertx" : ":invertx";
  return parts;
}

std::string calibration_matrix(const TouchMounting& mounting) {
  MatrixRow across{1, 0, 0};
  MatrixRow down{0, 1, 0};
  switch (mounting.rotation_deg) {
    case 90:
      across = {0, -1, 1};
      down = {1, 0, 0};
      break;
    case 180:
      across = {-1, 0, 1};
      down = {0, -1, 1};
      break;
    case 270:
      across = {0, 1, 0};
      down = {-1, 0, 1};
      break;
    default: break;
  }
  if (mounting.mirrored) across = {-across.x, -across.y, 1 - across.from};
  return row_text(across) + " " + row_text(down);
}

TouchSetup touch_setup(const TouchMounting& mounting, std::string_view platform) {
  TouchSetup setup;
  if (mounting.is_straight()) return setup;
  const std::string name = platform_name(platform);
  if (name == "eglfs" || name == "linuxfb") {
    setup.environment = {{name == "eglfs" ? "QT_QPA_EGLFS_NO_LIBINPUT" : "QT_QPA_FB_NO_LIBINPUT", "1"},
                         {"QT_QPA_EVDEV_TOUCHSCREEN_PARAMETERS", evdev_parameters(mounting)},
                         // else Ctrl+Alt+Backspace of a keyboard ends the program
                         {"QT_QPA_EVDEV_KEYBOARD_PARAMETERS", "disable-zap"}};
    return setup;
  }
  setup.warning = "touch_rotation_deg and touch_mirrored of [screen] do nothing under " + name +
                  ", where touches are mapped by the machine: write ENV{ID_INPUT_TOUCHSCREEN}==\"1\", "
                  "ENV{LIBINPUT_CALIBRATION_MATRIX}=\"" +
                  calibration_matrix(mounting) + "\" into " + kUdevRules + " and start the machine again";
  return setup;
}

}  // namespace warmheart
