// The ring around the text that the keys have reached while the voice is on: a text has none of its own. Lies over the
// page and follows it where it scrolls.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Item {
    id: frame

    required property Item target  // what has the focus
    required property Flickable view  // what scrolls on the page
    readonly property bool shown: Voice.on && target !== null && target.activeFocusOnTab
                                  && !(target instanceof Pressable) && !(target instanceof TextInput)

    function place(): void {
        if (!frame.shown)
            return;
        const bounds = frame.target.mapToItem(frame.parent, 0, 0, frame.target.width, frame.target.height);
        frame.x = bounds.x;
        frame.y = bounds.y;
        frame.width = bounds.width;
        frame.height = bounds.height;
    }

    visible: shown
    onTargetChanged: soon.restart()
    onShownChanged: soon.restart()

    // When the page has brought it into sight.
    Timer {
        id: soon

        interval: 1
        onTriggered: frame.place()
    }
    Connections {
        target: frame.view

        function onContentYChanged(): void {
            frame.place();
        }
    }
    Connections {
        target: frame.target

        function onHeightChanged(): void {
            soon.restart();
        }
    }
    FocusRing {
        shown: frame.shown
        outset: Theme.gapTiny
    }
}
