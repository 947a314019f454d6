// What must be true of a page in every series, beside its picture: what must be seen is wholly on the screen, and no
// page of a template is mostly empty.
#pragma once

#include <QImage>
#include <QStringList>

class QQuickWindow;

namespace warmheart {

// One sentence a fault; none: all is well.
QStringList faults_of(const QString& page, QQuickWindow& window, const QImage& picture);

}  // namespace warmheart
