// Lost and found: what lies here, for riders and staff; staff register a thing by kind and place, and end it. A part of
// Staff; GUI thread. Nothing of a person.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <vector>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/rows.h"
#include "app/kiosk/backend/staff_session.h"
#include "app/kiosk/service/staff_service.h"

namespace warmheart {

struct BackendContext;

class StaffFound final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(
      warmheart::RowList* items READ items CONSTANT)  // 手套; 11-28 · 3 号; proposed: nobody has come for it in time
  Q_PROPERTY(warmheart::RowList* kinds READ kinds CONSTANT)
  Q_PROPERTY(warmheart::RowList* places READ places CONSTANT)
  Q_PROPERTY(QString kind READ kind WRITE setKind NOTIFY changed)
  Q_PROPERTY(QString place READ place WRITE setPlace NOTIFY changed)
  Q_PROPERTY(QString note READ note NOTIFY changed)  // what has become of the last touch
  Q_PROPERTY(bool complete READ complete NOTIFY changed)

 public:
  StaffFound(BackendRegistry& registry, const BackendContext& context, const StaffSession& session);
  ~StaffFound() override = default;

  Q_INVOKABLE void refresh();
  Q_INVOKABLE void add();  // kind and place; a second call before the answer too
  Q_INVOKABLE void close(const QString& code, const QString& how);  // "handed-over", "sent-on", "mistake"
  void wipe() override;
  void retranslate() override { show(); }

  RowList* items() { return &m_rows; }
  RowList* kinds() { return &m_kinds; }
  RowList* places() { return &m_places; }
  QString kind() const { return m_kind; }
  void setKind(const QString& kind);
  QString place() const { return m_place; }
  void setPlace(const QString& place);
  QString note() const;
  bool complete() const { return !m_kind.isEmpty() && !m_place.isEmpty(); }

 Q_SIGNALS:
  void changed();

 private:
  void show();
  void finish(const Result<void>& result);

  const BackendContext& m_context;
  const StaffSession& m_session;
  std::vector<FoundItem> m_items;
  Rows<Choice> m_rows, m_kinds, m_places;
  QString m_kind, m_place;
  Uuid m_id;  // of the one that is being registered; empty: none
  std::uint32_t m_given = 0;
  QByteArray m_error;
};

}  // namespace warmheart
