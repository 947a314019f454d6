// A session in words, in the language shown.
#pragma once

#include <QString>
#include <QStringList>

#include <string>

#include "core/station/slots.h"

namespace warmheart {

class Sentences;

bool is_health_check(const wire::Session& session);
bool is_over(BookingState state);          // nothing comes of it any more
Uuid id_of(const wire::Session& session);  // empty: it has none
QString title_of(const wire::Session& session, const Sentences& sentences);
QString place_of(const wire::Session& session, const Sentences& sentences);
QString included_in(const wire::Session& session, const Sentences& sentences);
QString prepare_for(const wire::Session& session, const Sentences& sentences);
QString provider_of(const wire::Session& session, const Sentences& sentences);  // also as the consent names it
QString when_of(const wire::Session& session, const Sentences& sentences);      // 11月28日 周六 08:00–11:30
// Slots left, and whether this station confirms them at once.
QString left_of(const SessionHere& here, const Sentences& sentences);
// Who may come, a sentence each: said before the last step.
QStringList rules_of(const wire::Session& session, const Sentences& sentences);
// What is true about a booking, and why.
QString booking_title(BookingState state, const Sentences& sentences);
QString booking_explained(const Booking& booking, const Sentences& sentences);

}  // namespace warmheart
