// What stands in the lists of the pages: a row each, in words and codes. Plain values.
#pragma once

#include <QString>

#include "app/kiosk/backend/row_list.h"

namespace warmheart {

// Something to choose from, or a line with a name and a detail.
struct Choice {
  QString code;
  QString name;
  QString detail;         // a second line: an address, a hint; may be empty
  bool proposed = false;  // the one we would take

  static std::span<const Role<Choice>> roles() {
    static constexpr Role<Choice> kRoles[] = {{"code", member<&Choice::code>},
                                              {"name", member<&Choice::name>},
                                              {"detail", member<&Choice::detail>},
                                              {"proposed", member<&Choice::proposed>}};
    return kRoles;
  }
};

// A service of this station (assets/catalogue/README.md).
struct OfferedService {
  QString code;
  QString name;
  int units = 0;  // 0: no limit

  static std::span<const Role<OfferedService>> roles() {
    static constexpr Role<OfferedService> kRoles[] = {{"code", member<&OfferedService::code>},
                                                      {"name", member<&OfferedService::name>},
                                                      {"units", member<&OfferedService::units>}};
    return kRoles;
  }
};

// What riders ask first, answered.
struct AnswerRow {
  QString answerId;
  QString question;
  QString answer;

  static std::span<const Role<AnswerRow>> roles() {
    static constexpr Role<AnswerRow> kRoles[] = {{"answerId", member<&AnswerRow::answerId>},
                                                 {"question", member<&AnswerRow::question>},
                                                 {"answer", member<&AnswerRow::answer>}};
    return kRoles;
  }
};

// A service with what is left of it.
struct OccupancyRow {
  QString code;
  QString name;
  QString stateText;  // "空 6 个", "满了，约 12:10 有空", "随用", "请工作人员拿"
  bool full = false;
  bool limited = false;  // it has numbered units
  bool byHand = false;

  static std::span<const Role<OccupancyRow>> roles() {
    static constexpr Role<OccupancyRow> kRoles[] = {
        {"code", member<&OccupancyRow::code>},           {"name", member<&OccupancyRow::name>},
        {"stateText", member<&OccupancyRow::stateText>}, {"full", member<&OccupancyRow::full>},
        {"limited", member<&OccupancyRow::limited>},     {"byHand", member<&OccupancyRow::byHand>}};
    return kRoles;
  }
};

// A session, or a booking of one.
struct SessionRow {
  QString code;  // its id
  QString title;
  QString kind;  // health-check, training, …
  QString when;
  QString place;
  QString stateText;
  bool atOnce = false;  // this station holds a slot: confirmed here and now
  bool closed = false;  // cancelled

  static std::span<const Role<SessionRow>> roles() {
    static constexpr Role<SessionRow> kRoles[] = {
        {"code", member<&SessionRow::code>},     {"title", member<&SessionRow::title>},
        {"kind", member<&SessionRow::kind>},     {"when", member<&SessionRow::when>},
        {"place", member<&SessionRow::place>},   {"stateText", member<&SessionRow::stateText>},
        {"atOnce", member<&SessionRow::atOnce>}, {"closed", member<&SessionRow::closed>}};
    return kRoles;
  }
};

}  // namespace warmheart
