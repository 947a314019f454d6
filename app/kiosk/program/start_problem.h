// What keeps the kiosk from starting, told to whoever stands before it: at once on stderr, and on the screen in a plain
// window that needs no file of the installation (its sentences are compiled in). GUI thread; failure: a machine without
// a screen reads stderr alone.
#pragma once

#include <QImage>
#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace warmheart {

namespace start_problem {

// The sentence of each, in assets/sentences/kiosk/*/start.toml. As Error::reason they travel out of Kiosk::make.
inline constexpr std::string_view kSettings = "start.settings";
inline constexpr std::string_view kNotEnrolled = "start.not-enrolled";
inline constexpr std::string_view kIdentity = "start.identity";
inline constexpr std::string_view kFiles = "start.files";
inline constexpr std::string_view kPages = "start.pages";

inline constexpr int kExitCode = 2;

}  // namespace start_problem

struct StartProblem {
  std::string_view key;              // of start_problem
  std::vector<std::string> details;  // English, for the operator: files, lines, what to do
};

// Both languages, then the details.
void print(const StartProblem& problem);

// The screen as it is shown: both languages, large, and the details below.
QImage picture_of(const StartProblem& problem, const QSize& size);

// Prints the problem and shows it for a minute, or until the process is told to stop; then whoever started the program
// may try again. Returns the exit code. Where there is no QGuiApplication yet it makes one, with StopSignals, if a
// screen can be expected.
int end_with(const StartProblem& problem, int argc, char** argv, bool full_screen);

}  // namespace warmheart
