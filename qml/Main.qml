// The window: one page at a time, the pad above its foot, sheets over it, the idle bar over everything.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Warmheart.Backend
import Warmheart.Keyboard
import Warmheart.Ui

Window {
    id: window

    readonly property KioskPage page: stack.currentItem as KioskPage
    property bool finished: false  // who leaves is done, and does not only go Home
    readonly property string printed: Printer.sentence

    function leave(): void {
        sheet.source = "";
        keyboard.panel?.wipe();
        stack.pop(null, T.StackView.Immediate);
        stage.forceActiveFocus();
    }

    // What was typed goes; language and looks stay, for it is the same person until the idle guard says otherwise.
    function goHome(): void {
        Idle.wipeTyped();
        window.leave();
    }
    function askHome(): void {
        if (window.page.keepsInput && (Join.hasInput || Booking.hasInput || Help.hasInput))
            window.ask(Routes.leaveDialog, false);
        else
            window.askKept(false);
    }
    function ask(dialog: url, finished: bool): void {
        window.finished = finished;
        sheet.source = dialog;
    }
    // Once a page: who has answered may leave.
    function askKept(finished: bool): void {
        window.finished = finished;
        if (!window.page.unkept || window.page.keepAsked)
            return window.go();
        window.page.keepAsked = true;
        window.ask(Routes.keepDialog, finished);
    }
    // ◀ ▶: to what comes before or after; a sheet is not left by them.
    function step(forward: bool): void {
        const from = window.activeFocusItem;
        let next = from?.nextItemInFocusChain(forward) ?? null;
        for (let passed = 0; sheet.item !== null && next !== null && passed < 500 && !window.onSheet(next); ++passed)
            next = next.nextItemInFocusChain(forward);
        next?.forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }
    function onSheet(item: Item): bool {
        for (let above = item; above !== null; above = above.parent)
            if (above === sheet)
                return true;
        return false;
    }
    function go(): void {
        if (window.finished)
            Idle.wipeNow();
        else
            window.goHome();
    }

    onPrintedChanged: Voice.announce(printed)

    objectName: "window"
    width: 1080
    height: 1920
    visible: true
    visibility: Appearance.fullScreen ? Window.FullScreen : Window.Windowed
    title: qsTrId("window.title")
    color: Theme.ground

    Binding {
        target: Theme
        property: "windowWidth"
        value: window.width
    }
    Binding {
        target: Theme
        property: "windowHeight"
        value: window.height
    }
    Binding {
        target: Voice
        property: "page"
        value: sheet.item ?? window.page
    }
    Binding {
        target: Idle
        property: "atHome"
        // Who has chosen how to read it, or listens, is in the middle of something at Home, too.
        value: stack.depth === 1 && sheet.status === Loader.Null && !Appearance.chosen && !Voice.on
    }

    FocusScope {
        id: stage

        anchors.fill: parent
        focus: true
        Keys.onEscapePressed: if (window.page.backVisible) window.page.back()
        Keys.onLeftPressed: window.step(false)
        Keys.onRightPressed: window.step(true)
        Keys.onUpPressed: window.step(false)
        Keys.onDownPressed: window.step(true)
        Keys.onReturnPressed: Voice.sayAgain()
        Keys.onEnterPressed: Voice.sayAgain()

        Rectangle {
            width: parent.width
            height: stack.y
            visible: Theme.lowered
            color: Theme.quiet

            Scene {
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.bottom: above.top
                anchors.bottomMargin: Theme.gap
                name: Theme.lowered ? window.page?.scene ?? "" : ""
                maxWidth: parent.width
                maxHeight: above.y - 2 * Theme.gap
            }
            Column {
                id: above

                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.gapLarge
                anchors.horizontalCenter: parent.horizontalCenter
                width: parent.width - 2 * Theme.margin
                spacing: Theme.gap

                Label {
                    width: parent.width
                    text: Station.name
                    font.pixelSize: Theme.typeTitle
                    font.bold: true
                    horizontalAlignment: Text.AlignHCenter
                }
                Label {
                    objectName: "loweredAnnouncement"
                    width: parent.width
                    visible: text !== "" && stack.depth === 1
                    text: Help.announcement
                    font.pixelSize: Theme.typeLarge
                    horizontalAlignment: Text.AlignHCenter
                    color: Theme.inkSecond
                }
            }
        }

        T.StackView {
            id: stack

            anchors.fill: parent
            anchors.topMargin: Theme.lowered ? Theme.loweredBy : 0
            focus: true
            clip: Theme.lowered
            initialItem: HomePage {}
            onCurrentItemChanged: currentItem?.forceActiveFocus()

            pushEnter: Transition {
                NumberAnimation {
                    property: "x"
                    from: stack.width
                    to: 0
                    duration: Theme.slide
                    easing.type: Easing.OutCubic
                }
            }
            pushExit: Transition {
                NumberAnimation {
                    property: "x"
                    from: 0
                    to: -stack.width
                    duration: Theme.slide
                    easing.type: Easing.OutCubic
                }
            }
            popEnter: Transition {
                NumberAnimation {
                    property: "x"
                    from: -stack.width
                    to: 0
                    duration: Theme.slide
                    easing.type: Easing.OutCubic
                }
            }
            popExit: Transition {
                NumberAnimation {
                    property: "x"
                    from: 0
                    to: stack.width
                    duration: Theme.slide
                    easing.type: Easing.OutCubic
                }
            }
        }
    }

    Loader {
        id: keyboard

        readonly property KeyboardPanel panel: item as KeyboardPanel
        readonly property real covers: panel?.panelHeight ?? 0

        objectName: "keyboardLoader"
        active: stack.depth > 1
        width: window.width
        y: stack.y + (window.page?.padTop ?? 0)
        source: Routes.keyboard
    }
    Binding {
        target: window.page
        property: "padHeight"
        value: keyboard.covers
        when: window.page !== null
    }

    Loader {
        id: sheet

        anchors.fill: parent
        focus: status !== Loader.Null
        Keys.onLeftPressed: window.step(false)
        Keys.onRightPressed: window.step(true)
        Keys.onUpPressed: window.step(false)
        Keys.onDownPressed: window.step(true)
        Keys.onReturnPressed: Voice.sayAgain()
        Keys.onEnterPressed: Voice.sayAgain()
    }

    StopRing {
        target: window.activeFocusItem
        view: (window.page as PageShell)?.view ?? null
    }

    AttractScreen {
        id: attract

        anchors.fill: parent
        onGone: stage.forceActiveFocus()
    }
    IdleBar {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
    }

    ScreenCurtain {
        anchors.fill: parent
    }
    SoundLost {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gapSmall
    }

    Connections {
        target: window.page

        function onBack(): void {
            if (stack.depth > 2)
                stack.pop();
            else
                window.askHome();
        }
        function onBackTo(name: string): void {
            const passed = stack.find(page => page.objectName === name);
            if (passed !== null)
                stack.pop(passed);
        }
        function onGo(page: url): void {
            stack.push(page);
        }
        function onStartOver(page: url): void {
            stack.pop(null, T.StackView.Immediate);
            stack.push(page);
        }
        function onFinish(): void {
            window.askKept(true);
        }
        function onHome(): void {
            window.askHome();
        }
        function onPanelAsked(): void {
            sheet.source = Routes.accessPanel;
        }
        function onCallAsked(): void {
            sheet.source = Routes.callStaff;
        }
    }
    Connections {
        target: sheet.item
        ignoreUnknownSignals: true

        function onClosed(): void {
            sheet.source = "";
        }
        function onLeave(): void {
            window.go();
        }
    }
    Connections {
        target: Idle

        function onWiped(): void {
            window.leave();
        }
    }
    Connections {
        target: KeypadNavigation

        function onSaysChanged(): void {
            Voice.sayKey(KeypadNavigation.says);
        }
    }
    Connections {
        target: Staff

        function onLocked(): void {
            window.leave();
        }
    }
    Connections {
        target: Scanner

        function onScanned(text: string): void {
            if (Visit.takesBadge(text)) {
                Visit.acknowledge(text);
            } else if (Staff.takes(text)) {
                window.goHome();
                Staff.present(text);
                stack.push(Routes.staffPin);
            } else if (window.page.takesScans) {
                window.page.scanned(text);
            } else if (window.page.takesCards && Card.isTicket(text)) {
                if (window.page.objectName !== "myCardPage")
                    stack.depth > 1 ? stack.replace(Routes.myCard) : stack.push(Routes.myCard);
                Card.findTicket(text);
            } else if (window.page.takesCards) {
                Card.show(text);
                stack.depth > 1 ? stack.replace(Routes.cardValidity) : stack.push(Routes.cardValidity);
            }
        }
    }
}
