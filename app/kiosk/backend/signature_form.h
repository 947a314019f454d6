// The signature under an application, or why there is none. A part of Join; GUI thread. Personal.
#pragma once

#include "app/kiosk/backend/form_part.h"
#include "app/kiosk/backend/signature_strokes.h"

namespace warmheart {

class SignatureForm final : public FormPart {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(warmheart::SignatureStrokes* strokes READ strokes CONSTANT)
  Q_PROPERTY(bool declined READ declined WRITE setDeclined NOTIFY changed)
  Q_PROPERTY(QString error READ error NOTIFY errorsChanged)
  Q_PROPERTY(bool asked READ asked NOTIFY askedChanged)

 public:
  SignatureForm(BackendRegistry& registry, const BackendContext& context, const StationController& station);
  ~SignatureForm() override { clear(); }

  void write(Draft& draft) const override;
  bool hasInput() const override { return !m_strokes.empty(); }
  void forgetTyped() override { m_strokes.wipe(); }

  SignatureStrokes* strokes() { return &m_strokes; }
  bool declined() const { return m_declined; }
  void setDeclined(bool value);
  QString error() const { return sentenceFor(Field::signature); }
  bool asked() const { return asks(Field::signature); }

 private:
  void clear() override;

  SignatureStrokes m_strokes;
  bool m_declined = false;
};

}  // namespace warmheart
