#include "core/storage/postgres_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace warmheart::postgres {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

enum class Piece { code, word, quoted, comment, bytes };

// The piece that begins at `text`'s first character; npos: it does not end.
struct Found {
  Piece piece;
  std::size_t size;
};

std::size_t end_of(std::string_view text, std::size_t from, std::string_view mark) {
  const auto found = text.find(mark, from);
  return found == std::string_view::npos ? found : found + mark.size();
}

Found next_piece(std::string_view text) {
  const char first = text.front();
  if (first == '\'' || first == '"') return {Piece::quoted, end_of(text, 1, std::string_view(&first, 1))};
  if (text.starts_with("--")) {
    const auto line = text.find('\n');
    return {Piece::comment, line == std::string_view::npos ? text.size() : line};
  }
  if (text.starts_with("/*")) return {Piece::comment, end_of(text, 2, "*/")};
  if ((first == 'x' || first == 'X') && text.size() > 1 && text[1] == '\'') return {Piece::bytes, end_of(text, 2, "'")};
  if (!is_word(first)) return {Piece::code, 1};
  const auto end = std::ranges::find_if_not(text, is_word);
  return {Piece::word, static_cast<std::size_t>(end - text.begin())};
}

// Hands each piece of `text` to `write`, which adds it to the outcome; bytes are written here.
template <class Write>
Result<std::string> rewritten(std::string_view text, Write write) {
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    const Found found = next_piece(text);
    if (found.size == std::string_view::npos)
      return fail(ErrorCode::invalid_argument, "a quote or comment does not end: " + std::string(text.substr(0, 80)));
    const std::string_view piece = text.substr(0, found.size);
    text.remove_prefix(found.size);
    if (found.piece == Piece::bytes)
      out.append("'\\x").append(piece.substr(2)).append("::bytea");
    else
      write(found.piece, piece, text, out);
  }
  return out;
}

std::string_view type_for(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kTypes = {
      {{"INTEGER", "BIGINT"}, {"BLOB", "BYTEA"}, {"REAL", "DOUBLE PRECISION"}}};
  const auto found = std::ranges::find(kTypes, word, [](const auto& one) { return one.first; });
  return found == kTypes.end() ? word : found->second;
}

}  // namespace

Result<NumberedText> with_numbers(std::string_view text) {
  NumberedText out;
  bool numbered = false, counted = false;
  const auto write = [&](Piece piece, std::string_view part, std::string_view& rest, std::string& into) {
    if (piece != Piece::code || part != "?") {
      into.append(part);
      return;
    }
    int number = 0;
    while (!rest.empty() && is_digit(rest.front())) {
      number = number * 10 + (rest.front() - '0');
      rest.remove_prefix(1);
    }
    (number > 0 ? numbered : counted) = true;
    if (number == 0) number = out.parameters + 1;
    out.parameters = std::max(out.parameters, number);
    into.append("$").append(std::to_string(number));
  };
  WARMHEART_TRY_ASSIGN(out.text, rewritten(text, write));
  if (numbered && counted)
    return fail(ErrorCode::invalid_argument, "marks with and without a number in one text: " + std::string(text));
  return out;
}

Result<std::string> with_types(std::string_view script) {
  return rewritten(script, [](Piece piece, std::string_view part, std::string_view&, std::string& into) {
    into.append(piece == Piece::word ? type_for(part) : part);
  });
}

}  // namespace warmheart::postgres
