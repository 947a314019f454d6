// What is true about a booking, as its page and its slip say it: a ticket, a place on the waiting list, or what needs
// the rider. A part of Booking; GUI thread. Personal.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <optional>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/secret_qstring.h"
#include "app/kiosk/backend/session_details.h"
#include "core/station/slots.h"

namespace warmheart {

class BookingSlip final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(QString stateText READ stateText NOTIFY changed)  // 预约成功, 已登记候补, …
  Q_PROPERTY(QString explained READ explained NOTIFY changed)
  Q_PROPERTY(bool confirmed READ confirmed NOTIFY changed)
  Q_PROPERTY(bool cancellable READ cancellable NOTIFY changed)
  Q_PROPERTY(bool waiting READ waiting NOTIFY changed)           // on the waiting list
  Q_PROPERTY(QString ticketText READ ticketText NOTIFY changed)  // for QrCode; "" unless confirmed
  Q_PROPERTY(QString numberText READ numberText NOTIFY changed)  // 第 3 号
  Q_PROPERTY(QString codeShown READ codeShown NOTIFY changed)    // 741 926 038; "" when found without it
  Q_PROPERTY(bool given READ given NOTIFY changed)               // the code was given out just now: nobody knows it yet
  Q_PROPERTY(QString name READ name NOTIFY changed)              // masked
  Q_PROPERTY(warmheart::SessionDetails* session READ session CONSTANT)
  Q_PROPERTY(int delivery READ delivery NOTIFY changed)              // Sync.Delivery
  Q_PROPERTY(QString deliveryText READ deliveryText NOTIFY changed)  // "": nothing of it is under way

 public:
  BookingSlip(BackendRegistry& registry, const BackendContext& context, const StationController& station);
  ~BookingSlip() override { wipe(); }

  void show(Booking booking);
  void setCode(const QString& code, bool given);  // given out, or typed
  void cancelled();
  const std::optional<Booking>& booking() const { return m_booking; }
  void wipe() override;
  void retranslate() override { Q_EMIT changed(); }

  QString stateText() const;
  QString explained() const;
  bool confirmed() const { return m_booking && m_booking->state == BookingState::confirmed; }
  bool cancellable() const;
  bool waiting() const { return m_booking && m_booking->state == BookingState::waiting; }
  QString ticketText() const;
  QString numberText() const;
  QString codeShown() const;
  bool given() const { return m_given && !m_code.isEmpty(); }
  QString name() const { return m_booking ? QString::fromStdString(m_booking->masked_name) : QString(); }
  SessionDetails* session() { return &m_session; }
  const SessionDetails& session() const { return m_session; }
  int delivery() const;
  QString deliveryText() const;

 Q_SIGNALS:
  void changed();

 private:
  const BackendContext& m_context;
  SessionDetails m_session;
  std::optional<Booking> m_booking;
  SecretQString m_code;
  bool m_given = false;
};

}  // namespace warmheart
