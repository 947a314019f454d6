#include "app/kiosk/backend/engine_sweeper.h"

#include <QJSValue>
#include <QQmlEngine>

#include "app/kiosk/backend/idle_guard.h"
#include "app/kiosk/program/heap.h"
#include "core/base/secret.h"

namespace warmheart {

namespace {

constexpr int kPagesAreGoneMs = 300;  // the slide is over, what was deleted later is deleted

}  // namespace

EngineSweeper::EngineSweeper(QQmlEngine& engine, IdleGuard& idle) : QObject(&engine), m_engine(engine), m_idle(idle) {
  m_soon.setSingleShot(true);
  m_soon.setInterval(kPagesAreGoneMs);
  connect(&m_soon, &QTimer::timeout, this, &EngineSweeper::sweep);
  connect(&idle, &IdleGuard::atHomeChanged, this, [this] { m_soon.start(); });
  connect(&idle, &IdleGuard::wiped, this, [this] { m_soon.start(); });
}

// Somebody who has gone on meanwhile is not made to wait: Home comes again.
void EngineSweeper::sweep() {
  if (!m_idle.atHome()) return;
  m_engine.evaluate(QStringLiteral("/-/.exec('-')"));  // takes the place of the text that the last one saw
  m_engine.collectGarbage();
  wipe_unused_stack();
  QTimer::singleShot(0, this, &EngineSweeper::release);  // a step of its own: a touch comes between
}

void EngineSweeper::release() {
  if (m_idle.atHome()) release_freed_memory();
}

}  // namespace warmheart
