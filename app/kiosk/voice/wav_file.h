// Sound from WAV files. Pure but for reading the file; blocks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace warmheart {

struct Wav {
  int rate = 0;  // samples a second, 8,000 to 48,000
  std::vector<short> samples;
};

// 16-bit PCM, mono or stereo (mixed), at most a minute. corrupt, unsupported, limit.
Result<Wav> parse_wav(std::string_view bytes);
// Also not_found and io.
Result<Wav> read_wav(const std::string& path);

// The same sound at another rate, by straight lines between samples.
std::vector<short> at_rate(const Wav& wav, int rate);

}  // namespace warmheart
