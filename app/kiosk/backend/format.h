// How values look on the screen: dates in China's time, digits in groups.
#pragma once

#include <QString>

#include <cstdint>
#include <initializer_list>

namespace warmheart {

QString format_date(std::int64_t wall_ms);           // 2027-01-21
QString format_date_and_time(std::int64_t wall_ms);  // 2026-11-23 10:05
QString format_time(std::int64_t wall_ms);           // 10:05
QString format_month_and_day(std::int64_t wall_ms);  // 11-28
int hour_of(std::int64_t wall_ms);                   // 0 to 23
int weekday(std::int64_t wall_ms);                   // 1 Monday … 7 Sunday

// "11010519491231002X" with {6, 8, 4} → "110105 19491231 002X"; what is beyond the groups follows as it is.
QString format_grouped(const QString& text, std::initializer_list<int> groups);
// What a phone joins a network by when it scans it: "WIFI:T:WPA;S:…;P:…;;" (the form that cameras of Android and iOS
// read), with their special characters escaped; an empty password is an open network; "" for no network.
QString wifi_code(const QString& network, const QString& password);

// As it is typed: digits are shown in groups, and the blanks between them are ours.
QString without_blanks(const QString& typed);

}  // namespace warmheart
