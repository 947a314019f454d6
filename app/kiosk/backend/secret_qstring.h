// A QString that a person typed. It owns its buffer alone with whoever read it from here, so wipe() overwrites the
// characters wherever those copies still lie (view-model, QML engine), and does not only release them.
#pragma once

#include <QString>

#include "core/base/secret.h"

namespace warmheart {

// Overwrites the buffer in place, also for those who share it. Only for strings made by SecretQString or by the
// caller itself: a literal of the QML engine must never come here.
inline void wipe(QString& text) {
  if (text.data_ptr().d_ptr() && !text.isEmpty()) {
    wipe(const_cast<QChar*>(text.constData()), static_cast<std::size_t>(text.size()) * sizeof(QChar));
  }
  text.clear();
}

class SecretQString {
 public:
  SecretQString() = default;
  SecretQString(const SecretQString&) = delete;
  SecretQString& operator=(const SecretQString&) = delete;
  ~SecretQString() { wipe(); }

  const QString& get() const { return m_text; }
  bool isEmpty() const { return m_text.isEmpty(); }

  // True when the value changed. A deep copy: the giver's buffer stays the giver's.
  bool set(const QString& text) {
    if (text == m_text) return false;
    warmheart::wipe(m_text);
    if (!text.isEmpty()) m_text = QString(text.constData(), text.size());
    return true;
  }
  bool wipe() {
    const bool held = !m_text.isEmpty();
    warmheart::wipe(m_text);
    return held;
  }

 private:
  QString m_text;
};

}  // namespace warmheart
