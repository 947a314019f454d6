// A finger at a window: touches go the way the window system sends them. GUI thread.
#pragma once

#include <QString>

#include <functional>
#include <optional>

class QQuickItem;
class QQuickWindow;

namespace warmheart {

// The event loop for so long.
void let_pass(int ms);

// Milliseconds from `act` to the end of the first frame after it; none within half a second.
std::optional<double> to_next_frame(QQuickWindow& window, const std::function<void()>& act);

// The first visible item of that name, or null with a line on stderr.
QQuickItem* shown_item_of(QQuickWindow& window, const QString& name);

// Presses and releases the middle of it. Milliseconds from the release to the frame that shows what it did; none: it is
// not there, or nothing was drawn.
std::optional<double> tap(QQuickWindow& window, const QString& name);

}  // namespace warmheart
