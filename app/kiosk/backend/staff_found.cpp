#include "app/kiosk/backend/staff_found.h"

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/language/sentences.h"
#include "core/base/clock.h"
#include "core/base/random.h"

namespace warmheart {

StaffFound::StaffFound(BackendRegistry& registry, const BackendContext& context, const StaffSession& session)
    : PersonalData(registry.personal, Keeps::until_home),
      Translated(registry.translation),
      m_context(context),
      m_session(session) {
  show();
}

void StaffFound::refresh() {
  m_context.staff.found_items([this](const Result<std::vector<FoundItem>>& result) {
    if (!result) return;  // the station's own problem is told on Home
    m_items = *result;
    show();
  });
}

void StaffFound::show() {
  const Sentences& words = m_context.sentences;
  std::vector<Choice> rows, kinds, places;
  for (const FoundItem& item : m_items) {
    rows.push_back({QString::fromStdString(item.id.text()), words.text("found.kind." + item.kind),
                    words.text("found.line").arg(format_month_and_day(item.found_ms)).arg(item.number), item.overdue});
  }
  for (const std::string_view kind : kFoundKinds)
    kinds.push_back({QString::fromUtf8(kind.data(), static_cast<qsizetype>(kind.size())),
                     words.text("found.kind." + std::string(kind)),
                     {},
                     false});
  for (const std::string_view place : kFoundPlaces)
    places.push_back({QString::fromUtf8(place.data(), static_cast<qsizetype>(place.size())),
                      words.text("found.place." + std::string(place)),
                      {},
                      false});
  m_rows.setRows(std::move(rows));
  m_kinds.setRows(std::move(kinds));
  m_places.setRows(std::move(places));
  Q_EMIT changed();
}

void StaffFound::setKind(const QString& kind) {
  m_kind = kind;
  m_given = 0;
  Q_EMIT changed();
}

void StaffFound::setPlace(const QString& place) {
  m_place = place;
  m_given = 0;
  Q_EMIT changed();
}

void StaffFound::add() {
  if (!m_session.open || !complete() || !m_id.empty()) return;
  m_id = Uuid::make(m_context.clock, m_context.random);
  m_error.clear();
  const std::uint64_t generation = m_session.generation;
  NewFoundItem item{m_id, m_kind.toStdString(), m_place.toStdString()};
  m_context.staff.register_found(std::move(item), m_session.badge, [this, generation](const Result<FoundItem>& result) {
    if (generation != m_session.generation) return;
    m_id = Uuid();
    if (result) {
      m_given = result->number;
      m_kind.clear();
      m_place.clear();
    }
    finish(result ? Result<void>() : Result<void>(fail(result.error())));
  });
}

void StaffFound::close(const QString& code, const QString& how) {
  const auto id = Uuid::from_text(code.toStdString());
  if (!m_session.open || !id) return;
  m_given = 0;
  const std::uint64_t generation = m_session.generation;
  m_context.staff.close_found(*id, how.toStdString(), m_session.badge, [this, generation](const Result<void>& result) {
    if (generation == m_session.generation) finish(result);
  });
}

void StaffFound::finish(const Result<void>& result) {
  m_error.clear();
  if (!result)
    m_error = result.error().code == ErrorCode::conflict ? QByteArray("found.too-early")
                                                         : QByteArray(save_error_key(result.error().code));
  refresh();
  Q_EMIT changed();
}

QString StaffFound::note() const {
  if (!m_error.isEmpty()) return m_context.sentences.text(m_error.constData());
  return m_given > 0 ? m_context.sentences.text("found.given").arg(m_given) : QString();
}

void StaffFound::wipe() {
  m_kind.clear();
  m_place.clear();
  m_id = Uuid();
  m_given = 0;
  m_error.clear();
  Q_EMIT changed();
}

}  // namespace warmheart
