#include "app/kiosk/backend/consents.h"

#include <algorithm>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"

namespace warmheart {

Consents::Consents(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                   std::function<QString()> missing)
    : PersonalData(registry.personal, Keeps::until_home),
      m_context(context),
      m_station(station),
      m_missing_sentence(std::move(missing)) {}

void Consents::show(std::span<const std::string_view> ids, const ConsentParties& parties, bool sameAgreements) {
  const QString& language = m_context.sentences.language();
  std::vector<ConsentRow> rows;
  for (const std::string_view id : ids) {
    for (const wire::ConsentText& text : m_station.view().mirror.consent_texts) {
      if (text.id() != id || text.language() != language.toStdString()) continue;
      ConsentRow row;
      row.textId = QString::fromStdString(text.id());
      row.version = QString::fromStdString(text.version());
      row.text = QString::fromStdString(show_consent(text.text(), parties));
      row.language = language;
      row.required = text.required();
      const auto before = std::ranges::find(m_rows.rows(), row.textId, &ConsentRow::textId);
      if (before != m_rows.rows().end() && before->version == row.version &&
          (sameAgreements || before->text == row.text)) {
        row.given = before->given;
        row.declined = before->declined;
        row.agreedText = before->agreedText;
        row.agreedLanguage = before->agreedLanguage;
      }
      rows.push_back(std::move(row));
    }
  }
  m_rows.setRows(std::move(rows));
  Q_EMIT changed();
}

bool Consents::complete() const {
  return !m_rows.rows().empty() &&
         std::ranges::all_of(m_rows.rows(), [](const ConsentRow& row) { return row.given || !row.required; });
}

bool Consents::anyGiven() const { return std::ranges::any_of(m_rows.rows(), &ConsentRow::given); }

bool Consents::isGiven(const QString& textId) const {
  const auto found = std::ranges::find(m_rows.rows(), textId, &ConsentRow::textId);
  return found != m_rows.rows().end() && found->given;
}

QString Consents::textOf(const QString& textId) const {
  const auto found = std::ranges::find(m_rows.rows(), textId, &ConsentRow::textId);
  return found == m_rows.rows().end() ? QString() : found->text;
}

bool Consents::check() {
  m_missing = !complete();
  Q_EMIT changed();
  return !m_missing;
}

void Consents::dropError() {
  m_missing = false;
  Q_EMIT changed();
}

std::vector<Consent> Consents::records() const {
  std::vector<Consent> records;
  for (const ConsentRow& row : m_rows.rows()) {
    const QString& text = row.given ? row.agreedText : row.text;
    const QString& language = row.given ? row.agreedLanguage : row.language;
    records.push_back({row.textId.toStdString(), row.version.toStdString(), consent_hash(text.toStdString()),
                       language.toStdString(), row.given});
  }
  return records;
}

void Consents::setGiven(const QString& textId, bool given) {
  std::vector<ConsentRow> rows = m_rows.rows();
  const auto row = std::ranges::find(rows, textId, &ConsentRow::textId);
  if (row == rows.end() || row->given == given) return;
  row->given = given;
  row->declined = false;
  row->agreedText = given ? row->text : QString();
  row->agreedLanguage = row->language;
  m_rows.setRows(std::move(rows));
  dropError();
}

bool Consents::answer(const QString& textId, bool given) {
  setGiven(textId, given);
  if (given) return true;
  std::vector<ConsentRow> rows = m_rows.rows();
  const auto row = std::ranges::find(rows, textId, &ConsentRow::textId);
  if (row == rows.end() || row->required) return false;
  row->declined = true;
  m_rows.setRows(std::move(rows));
  Q_EMIT changed();
  return true;
}

int Consents::firstOpen() const {
  const auto& rows = m_rows.rows();
  const auto open = std::ranges::find_if(rows, [](const ConsentRow& row) { return !row.given && !row.declined; });
  return open == rows.end() ? -1 : static_cast<int>(open - rows.begin());
}

QString Consents::idAt(int row) const {
  const auto& rows = m_rows.rows();
  return row < 0 || row >= static_cast<int>(rows.size()) ? QString() : rows[static_cast<std::size_t>(row)].textId;
}

void Consents::wipe() {
  std::vector<ConsentRow> rows = m_rows.rows();
  for (ConsentRow& row : rows) {
    row.given = row.declined = false;
    row.agreedText.clear();
  }
  m_rows.setRows(std::move(rows));
  dropError();
}

QString Consents::error() const { return m_missing ? m_missing_sentence() : QString(); }

}  // namespace warmheart
