// What must be true of a page in every series, beside its picture: what must be seen is wholly on the screen, and no
// page of a template is mostly empty.
#pragma once

#include <QImage>
#include <QStringList>

class QQuickItem;
class QQuickWindow;

namespace warmheart {

// The first visible item of that name, or nullptr.
QQuickItem* shown_item(QQuickItem* below, const QString& name);

// One sentence a fault; none: all is well.
QStringList faults_of(const QString& page, QQuickWindow& window, const QImage& picture);

}  // namespace warmheart
