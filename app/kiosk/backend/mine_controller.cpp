#include "app/kiosk/backend/mine_controller.h"

#include <algorithm>

#include "app/kiosk/backend/card_controller.h"
#include "app/kiosk/backend/parts.h"
#include "app/kiosk/backend/show.h"
#include "app/kiosk/backend/state_sentences.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"

namespace warmheart {

MineController::MineController(const BackendParts& parts, const StationController& station, CardController& card) : m_parts(parts), m_card(card) {
  connect(&station, &StationController::changed, this, &MineController::refresh);
}

void MineController::begin() {
  wipe();
  m_application = m_card.foundApplication();
  m_id = Uuid::make(m_parts.clock, m_parts.random);
  refresh();
  show();
}

void MineController::refresh() {
  if (m_application.empty()) return;
  const std::uint64_t number = m_asked_number;
  m_parts.requests.asked(m_application, [this, number](const Result<std::vector<AskedView>>& result) {
    if (number != m_asked_number || !result) return;
    m_asked_views = *result;
    show();
  });
}

void MineController::languageMoved() { show(); }

void MineController::show() {
  const Sentences& words = m_parts.sentences;
  const auto is_open = [this](RiderAsk ask) {
    return std::ranges::any_of(m_asked_views, [ask](const AskedView& one) { return one.ask == ask && one.state != "refused"; });
  };
  std::vector<Choice> offers, asked;
  const bool member = m_card.status() == CardController::Status::Approved;
  const bool over = m_card.status() == CardController::Status::Withdrawn || m_card.status() == CardController::Status::Rejected;
  for (const RiderAsk ask : {RiderAsk::stop_texts, RiderAsk::withdraw, RiderAsk::leave, RiderAsk::erase}) {
    const bool fits = ask == RiderAsk::withdraw ? !member && !over : ask == RiderAsk::leave ? member : true;
    if (m_application.empty() || !fits || is_open(ask)) continue;
    const std::string name = wire_name(ask);
    offers.push_back({QString::fromStdString(name), words.text("mine.ask." + name), words.text("mine.means." + name), false});
  }
  for (const AskedView& one : m_asked_views) {
    QString detail = words.text("mine.state." + one.state);
    if (!one.reason.empty()) detail += QStringLiteral(" · ") + QString::fromStdString(one.reason);
    if (one.state == "under-review" && one.effective_ms > 0) detail = words.text("mine.effective").arg(show_date(one.effective_ms));
    asked.push_back({QString::fromUtf8(wire_name(one.ask)), words.text(std::string("mine.ask.") + wire_name(one.ask)), words.text("mine.asked").arg(show_date(one.asked_ms), detail), false});
  }
  m_offers.setRows(std::move(offers));
  m_asked_rows.setRows(std::move(asked));
  Q_EMIT changed();
}

void MineController::setChosen(const QString& value) {
  m_chosen = value;
  m_error.clear();
  Q_EMIT changed();
}

QString MineController::chosenName() const { return m_chosen.isEmpty() ? QString() : m_parts.sentences.text("mine.ask." + m_chosen.toStdString()); }
QString MineController::chosenMeans() const { return m_chosen.isEmpty() ? QString() : m_parts.sentences.text("mine.means." + m_chosen.toStdString()); }
QString MineController::sentence() const { return m_error.isEmpty() ? QString() : m_parts.sentences.text(m_error.constData()); }

void MineController::ask() {
  const auto wanted = rider_ask_from(m_chosen.toStdString());
  if (m_saving || m_application.empty() || !wanted) return;
  m_saving = true;
  Q_EMIT changed();
  const std::uint64_t number = m_asked_number;
  m_card.adoptFound([this, number, wanted](const Result<void>& adopted) {
    if (number != m_asked_number) return;
    if (!adopted) return finishAsk(fail(adopted.error()));
    m_parts.requests.ask(m_id, m_application, *wanted, [this, number](const Result<AskedView>& result) {
      if (number == m_asked_number) finishAsk(result);
    });
  });
}

void MineController::finishAsk(const Result<AskedView>& result) {
  m_saving = false;
  if (result) {
    m_id = Uuid::make(m_parts.clock, m_parts.random);
    m_chosen.clear();
  } else {
    m_error = save_sentence(result.error().code);
  }
  refresh();
  Q_EMIT changed();
}

void MineController::wipe() {
  ++m_asked_number;
  m_application = m_id = Uuid();
  m_asked_views.clear();
  m_chosen.clear();
  m_saving = false;
  m_error.clear();
  m_offers.setRows({});
  m_asked_rows.setRows({});
  Q_EMIT changed();
}

}  // namespace warmheart
