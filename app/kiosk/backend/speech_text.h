// What is read aloud, put so that a voice says it right: the digits of a code one by one, every piece in its own
// language. Pure.
#pragma once

#include <QString>

#include <vector>

namespace warmheart {

struct SpokenRun {
  QString text;
  QString language;  // "zh", "en"

  friend bool operator==(const SpokenRun&, const SpokenRun&) = default;
};

// Pieces of one language each; together they are `text`. Han characters are "zh", all other letters "en". Digits and
// signs belong to the piece they stand in or beside; digits between two languages are said in `language`, the page's.
std::vector<SpokenRun> runs_of(const QString& text, const QString& language);

// "741 926 039" becomes "7 4 1，9 2 6，0 3 9" (in English with ", "): numbers of five digits and more, their groups
// held together by a blank or a hyphen, are codes, identity numbers and telephones. Dates and times stay as they are.
// With `all` every number is spelled: 120.
QString with_digits_spelled(const QString& text, const QString& language, bool all = false);

}  // namespace warmheart
