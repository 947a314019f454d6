// The runner of Debian's Catch2, for programs with a main of their own (tests/CMakeLists.txt makes it).
#pragma once

// Runs the tests that the arguments choose. Returns how many failed, at most 255.
extern "C" int catch_main(int argc, char** argv);
