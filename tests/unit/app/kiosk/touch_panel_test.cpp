#include <catch2/catch.hpp>

#include <QPointF>
#include <QString>
#include <QStringList>
#include <QTransform>

#include <array>
#include <map>
#include <sstream>
#include <string>

#include "app/kiosk/program/touch_panel.h"

using namespace warmheart;

namespace {

constexpr int kRotations[] = {0, 90, 180, 270};

QPointF by_matrix(const TouchMounting& mounting, const QPointF& at) {
  std::array<double, 6> m{};
  std::istringstream numbers(calibration_matrix(mounting));
  for (double& number : m) numbers >> number;
  REQUIRE_FALSE(numbers.fail());
  REQUIRE(numbers.eof());  // six and no more
  return {m[0] * at.x() + m[1] * at.y() + m[2], m[3] * at.x() + m[4] * at.y() + m[5]};
}

// As Qt's evdev handler reads its parameters: turned about the middle, then left and right exchanged.
QPointF by_evdev(const TouchMounting& mounting, const QPointF& at) {
  QTransform map;
  for (const QString& part : QString::fromStdString(evdev_parameters(mounting)).split(QLatin1Char(':'))) {
    if (part.startsWith(QLatin1String("rotate=")))
      map = QTransform::fromTranslate(0.5, 0.5).rotate(part.mid(7).toInt()).translate(-0.5, -0.5);
    else if (part == QLatin1String("invertx"))
      map *= QTransform::fromTranslate(0.5, 0.5).scale(-1, 1).translate(-0.5, -0.5);
    else
      CHECK(part.isEmpty());
  }
  return map.map(at);
}

bool are_near(const QPointF& a, const QPointF& b) { return (a - b).manhattanLength() < 1e-9; }

const QPointF kTopLeft(0, 0), kTopRight(1, 0), kBottomLeft(0, 1), kBottomRight(1, 1);

// The table of app/kiosk/README.md: where a finger at the two upper corners is felt while nothing is set.
struct Seen {
  QPointF of_top_left, of_top_right;
  TouchMounting written;
};
const Seen kSeen[] = {
    {kTopLeft, kTopRight, {0, false}},         {kTopRight, kTopLeft, {0, true}},
    {kBottomRight, kBottomLeft, {180, false}}, {kBottomLeft, kBottomRight, {180, true}},
    {kBottomLeft, kTopLeft, {90, false}},      {kTopRight, kBottomRight, {270, false}},
    {kTopLeft, kBottomLeft, {90, true}},       {kBottomRight, kTopRight, {270, true}},
};

}  // namespace

TEST_CASE("a finger on a panel that is mounted upside down or mirrored presses what is under it") {
  for (const Seen& seen : kSeen) {
    INFO(seen.written.rotation_deg << (seen.written.mirrored ? " mirrored" : ""));
    CHECK(are_near(by_matrix(seen.written, seen.of_top_left), kTopLeft));
    CHECK(are_near(by_matrix(seen.written, seen.of_top_right), kTopRight));
  }
}

TEST_CASE("Qt's evdev handler and libinput are told the same of a panel") {
  for (const int rotation : kRotations) {
    for (const bool mirrored : {false, true}) {
      const TouchMounting mounting{rotation, mirrored};
      INFO(rotation << (mirrored ? " mirrored" : ""));
      for (const QPointF& at : {kTopLeft, kTopRight, kBottomLeft, QPointF(0.2, 0.7)})
        CHECK(are_near(by_evdev(mounting, at), by_matrix(mounting, at)));
    }
  }
}

TEST_CASE("a panel that the kiosk reads itself is set up by the kiosk") {
  const TouchSetup eglfs = touch_setup({180, true}, "eglfs");
  CHECK(eglfs.warning.empty());
  const std::map<std::string, std::string> set(eglfs.environment.begin(), eglfs.environment.end());
  CHECK(set.at("QT_QPA_EVDEV_TOUCHSCREEN_PARAMETERS") == "rotate=180:invertx");
  CHECK(set.at("QT_QPA_EGLFS_NO_LIBINPUT") == "1");
  CHECK(set.at("QT_QPA_EVDEV_KEYBOARD_PARAMETERS") == "disable-zap");
  const TouchSetup linuxfb = touch_setup({0, true}, "linuxfb:fb=/dev/fb1");
  const std::map<std::string, std::string> framebuffer(linuxfb.environment.begin(), linuxfb.environment.end());
  CHECK(framebuffer.at("QT_QPA_EVDEV_TOUCHSCREEN_PARAMETERS") == "invertx");
  CHECK(framebuffer.at("QT_QPA_FB_NO_LIBINPUT") == "1");
}

TEST_CASE("a straight panel is left to Qt, and under a desktop the operator is told the rule to write") {
  for (const char* platform : {"eglfs", "linuxfb", "xcb", ""}) {
    CHECK(touch_setup({}, platform).environment.empty());
    CHECK(touch_setup({}, platform).warning.empty());
  }
  for (const char* platform : {"xcb", "wayland;xcb", ""}) {
    const TouchSetup setup = touch_setup({90, false}, platform);
    CHECK(setup.environment.empty());
    CHECK(setup.warning.find("LIBINPUT_CALIBRATION_MATRIX}=\"0 -1 1 1 0 0\"") != std::string::npos);
  }
}
