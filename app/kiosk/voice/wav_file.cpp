#include "app/kiosk/voice/wav_file.h"

#include <cstdint>
#include <fstream>

namespace warmheart {

namespace {

constexpr std::size_t kRiffHeader = 12, kChunkHeader = 8, kFormatChunk = 16;
constexpr int kLeastRate = 8'000, kMostRate = 48'000;
constexpr std::size_t kMostSeconds = 60;
constexpr std::size_t kMostBytes = kMostSeconds * 48'000 * 4 + 64 * 1024;  // stereo, and what else stands in the file

// Little-endian, at an offset that lies within.
std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

short sample(std::string_view bytes, std::size_t at) {
  return static_cast<short>(static_cast<std::uint16_t>(number(bytes, at, 2)));
}

}  // namespace

Result<Wav> parse_wav(std::string_view bytes) {
  if (bytes.size() < kRiffHeader || bytes.substr(0, 4) != "RIFF" || bytes.substr(8, 4) != "WAVE")
    return fail(ErrorCode::corrupt, "is no WAV file");
  Wav wav;
  std::size_t channels = 0;
  for (std::size_t at = kRiffHeader; at + kChunkHeader <= bytes.size();) {
    const std::string_view name = bytes.substr(at, 4);
    const std::size_t size = number(bytes, at + 4, 4);
    at += kChunkHeader;
    if (size > bytes.size() - at) return fail(ErrorCode::corrupt, "a chunk ends behind the file");
    if (name == "fmt ") {
      if (size < kFormatChunk) return fail(ErrorCode::corrupt, "the format is cut off");
      channels = number(bytes, at + 2, 2);
      wav.rate = static_cast<int>(number(bytes, at + 4, 4));
      const bool pcm16 = number(bytes, at, 2) == 1 && number(bytes, at + 14, 2) == 16;
      if (!pcm16 || channels < 1 || channels > 2 || wav.rate < kLeastRate || wav.rate > kMostRate)
        return fail(ErrorCode::unsupported, "16-bit PCM is wanted, one or two channels, 8 to 48 kHz");
    } else if (name == "data") {
      if (channels == 0) return fail(ErrorCode::corrupt, "sound before its format");
      const std::size_t frames = size / (2 * channels);
      if (frames > kMostSeconds * static_cast<std::size_t>(wav.rate))
        return fail(ErrorCode::limit, "is longer than a minute");
      wav.samples.reserve(frames);
      for (std::size_t i = 0; i < frames; ++i) {
        const std::size_t frame = at + i * 2 * channels;
        const int first = sample(bytes, frame);
        wav.samples.push_back(static_cast<short>(channels == 1 ? first : (first + sample(bytes, frame + 2)) / 2));
      }
      return wav;
    }
    at += size + size % 2;
  }
  return fail(ErrorCode::corrupt, "holds no sound");
}

Result<Wav> read_wav(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return fail(ErrorCode::not_found, path + " cannot be opened");
  const auto size = static_cast<std::streamoff>(file.tellg());
  if (size < 0) return fail(ErrorCode::io, path + " cannot be read");
  if (static_cast<std::size_t>(size) > kMostBytes) return fail(ErrorCode::limit, path + " is longer than a minute");
  std::string bytes(static_cast<std::size_t>(size), '\0');
  file.seekg(0);
  if (!file.read(bytes.data(), size)) return fail(ErrorCode::io, path + " cannot be read");
  auto wav = parse_wav(bytes);
  if (!wav) return fail(wav.error().code, path + " " + wav.error().what);
  return wav;
}

std::vector<short> at_rate(const Wav& wav, int rate) {
  if (wav.rate == rate || wav.samples.empty()) return wav.samples;
  const double step = static_cast<double>(wav.rate) / rate;
  const auto count = static_cast<std::size_t>(static_cast<double>(wav.samples.size()) / step);
  std::vector<short> samples;
  samples.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double place = static_cast<double>(i) * step;
    const auto left = static_cast<std::size_t>(place);
    const std::size_t right = left + 1 < wav.samples.size() ? left + 1 : left;
    const double share = place - static_cast<double>(left);
    samples.push_back(static_cast<short>(wav.samples[left] * (1 - share) + wav.samples[right] * share));
  }
  return samples;
}

}  // namespace warmheart
