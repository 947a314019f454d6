#include "app/kiosk/backend/qr_code.h"

#include <QPainter>

#include <algorithm>
#include <qrcodegen/qrcodegen.hpp>
#include <stdexcept>

namespace warmheart {

QrCode::QrCode(QQuickItem* parent) : QQuickPaintedItem(parent) { setAntialiasing(false); }

QrCode::~QrCode() { std::fill(m_modules.begin(), m_modules.end(), false); }

void QrCode::setText(const QString& text) {
  if (m_text == text) return;
  m_text = text;
  encode();
  Q_EMIT textChanged();
  update();
}

void QrCode::setQuietZone(int modules) {
  if (m_quietZone == modules) return;
  m_quietZone = std::max(0, modules);
  Q_EMIT looksChanged();
  update();
}

void QrCode::setDark(const QColor& color) {
  if (m_dark == color) return;
  m_dark = color;
  Q_EMIT looksChanged();
  update();
}

void QrCode::setLight(const QColor& color) {
  if (m_light == color) return;
  m_light = color;
  Q_EMIT looksChanged();
  update();
}

void QrCode::encode() {
  std::fill(m_modules.begin(), m_modules.end(), false);
  m_modules.clear();
  m_size = 0;
  if (m_text.isEmpty()) return;
  try {
    const qrcodegen::QrCode symbol =
        qrcodegen::QrCode::encodeText(m_text.toUtf8().constData(), qrcodegen::QrCode::Ecc::MEDIUM);
    m_size = symbol.getSize();
    m_modules.reserve(static_cast<std::size_t>(m_size) * static_cast<std::size_t>(m_size));
    for (int y = 0; y < m_size; ++y)
      for (int x = 0; x < m_size; ++x) m_modules.push_back(symbol.getModule(x, y));
  } catch (const std::length_error&) {
    m_size = 0;  // qrcodegen's border: too long for any version; `valid` says so
  }
}

void QrCode::paint(QPainter* painter) {
  painter->fillRect(QRectF(0, 0, width(), height()), m_light);
  if (m_size == 0) return;
  const int modules = m_size + 2 * m_quietZone;
  const int scale = static_cast<int>(std::min(width(), height())) / modules;
  if (scale < 1) return;
  const int left = (static_cast<int>(width()) - m_size * scale) / 2;
  const int top = (static_cast<int>(height()) - m_size * scale) / 2;
  for (int y = 0; y < m_size; ++y)
    for (int x = 0; x < m_size; ++x)
      if (m_modules[static_cast<std::size_t>(y * m_size + x)])
        painter->fillRect(left + x * scale, top + y * scale, scale, scale, m_dark);
}

}  // namespace warmheart
