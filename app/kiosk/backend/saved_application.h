// What a rider holds once an application is saved: query code, provisional card, and how far it has come. A part of
// Join; GUI thread. Personal.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/secret_qstring.h"
#include "core/station/types.h"

namespace warmheart {

struct BackendContext;
class SyncController;

class SavedApplication final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(QString queryCodeShown READ queryCodeShown NOTIFY changed)    // 741 926 038
  Q_PROPERTY(QString cardText READ cardText NOTIFY changed)                // "WH1:…", for QrCode
  Q_PROPERTY(QString cardExpiresText READ cardExpiresText NOTIFY changed)  // 2027-01-21
  Q_PROPERTY(QString maskedName READ maskedName NOTIFY changed)            // 张*
  Q_PROPERTY(int delivery READ delivery NOTIFY changed)                    // Sync.Delivery
  Q_PROPERTY(QString deliveryText READ deliveryText NOTIFY changed)        // 已保存在本机 · 等待发送

 public:
  SavedApplication(BackendRegistry& registry, const BackendContext& context, const SyncController& sync);
  ~SavedApplication() override { wipe(); }

  void take(const SubmittedApplication& saved);
  void setDelivery(Delivery delivery);
  void wipe() override;
  void retranslate() override { Q_EMIT changed(); }

  QString queryCodeShown() const;
  QString cardText() const { return m_card_text.get(); }
  QString cardExpiresText() const;
  QString maskedName() const { return m_masked_name.get(); }
  int delivery() const;
  QString deliveryText() const;

 Q_SIGNALS:
  void changed();

 private:
  const BackendContext& m_context;
  const SyncController& m_sync;
  SecretQString m_query_code, m_card_text, m_masked_name;
  std::int64_t m_expires_ms = 0;
  Delivery m_delivery = Delivery::saved;
};

}  // namespace warmheart
