#include "app/kiosk/backend/signature_form.h"

#include <algorithm>

namespace warmheart {

SignatureForm::SignatureForm(BackendRegistry& registry, const BackendContext& context, const StationController& station)
    : FormPart(registry, context, station, {Field::signature}) {
  connect(&m_strokes, &SignatureStrokes::emptyChanged, this, [this] { edited(Field::signature); });
}

void SignatureForm::write(Draft& draft) const {
  Signature& signature = draft.signature;
  signature.declined = m_declined;
  if (m_declined) {
    signature.witness = "union-by-phone";
    return;
  }
  signature.aspect_permille = std::clamp(static_cast<int>(m_strokes.aspect() * 1000), 50, 4000);
  for (const SignatureStrokes::Stroke& stroke : m_strokes.strokes()) {
    Stroke points;
    points.reserve(stroke.size());
    for (const QPointF& point : stroke) {
      points.push_back(
          {static_cast<int>(point.x() * kSignatureExtent), static_cast<int>(point.y() * kSignatureExtent)});
    }
    signature.strokes.push_back(std::move(points));
  }
}

void SignatureForm::setDeclined(bool value) {
  if (m_declined == value) return;
  m_declined = value;
  if (value) m_strokes.wipe();
  edited(Field::signature);
}

void SignatureForm::clear() {
  m_strokes.wipe();
  m_declined = false;
}

}  // namespace warmheart
