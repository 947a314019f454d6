// The frame of every page but Home: header, a working area that scrolls by buttons too, the next step at the foot.
// While a pad is open the working area ends above it and the field being typed in is moved into sight; on a low
// screen header and foot give their room away.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Ui

KioskPage {
    id: frame

    property string section: ""
    property string title: ""
    property string lead: ""
    property string titleIcon: ""
    property int step: 0
    property int steps: 0
    property bool homeVisible: true
    property string primaryText: ""
    property string primaryIcon: ""
    property bool primaryBusy: false
    property bool primaryEnabled: true
    property string secondText: ""
    property string secondIcon: ""
    property string thirdText: ""
    property string thirdIcon: ""
    property bool thirdBusy: false
    readonly property real bodyWidth: bodyColumn.width
    property bool twoColumns: Theme.wide && !Theme.compact
    default property alias body: bodyColumn.data
    property alias aside: asideColumn.data

    readonly property bool squeezed: typing && (Theme.compact || height < 2.6 * padHeight)
    readonly property Item focused: Window.activeFocusItem
    readonly property real room: view.height
    // For the body to be seen whole.
    readonly property real bodyRoom: room - bodyColumn.y - Theme.gapLarge
    signal primary
    signal second
    signal third

    function reveal(item: Item): void {
        const place = item.mapToItem(bodyColumn.parent, 0, 0);
        const highest = Math.max(0, view.contentHeight - view.height);
        const top = place.y - Theme.gapLarge - Theme.typeBody * Theme.lineHeight;
        const bottom = place.y + item.height + Theme.typeSmall * 2 * Theme.lineHeight + Theme.gapSmall - view.height;
        if (view.contentY > top || view.contentY < bottom)
            view.contentY = Math.max(0, Math.min(highest, Math.min(top, Math.max(bottom, view.contentY))));
    }
    function within(item: Item): bool {
        return item !== null && (item.parent === view.contentItem || (item.parent !== null && within(item.parent)));
    }
    function revealFocused(): void {
        if (frame.within(frame.focused))
            frame.reveal(frame.focused);
    }

    objectName: "pageFrame"
    onFocusedChanged: soon.restart()
    onRoomChanged: soon.restart()
    padTop: height - padHeight - (squeezed ? 0 : foot.height)
    Accessible.role: Accessible.Pane
    Accessible.name: title
    Accessible.description: lead

    // When the heights have settled.
    Timer {
        id: soon

        interval: 1
        onTriggered: frame.revealFocused()
    }
    ErrorLocator {
        id: errors

        root: bodyColumn
        onFound: flaw => frame.reveal(flaw)
    }
    StepHeader {
        id: header

        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.margin
        anchors.topMargin: Theme.compact ? Theme.gapSmall : Theme.gapLarge
        visible: !frame.squeezed
        title: Theme.compact && frame.title !== "" ? frame.title : frame.section
        step: frame.step
        steps: frame.steps
        backVisible: frame.backVisible
        homeVisible: frame.homeVisible
        onBack: frame.back()
        onHome: frame.home()
        onPanelAsked: frame.panelAsked()
    }

    Flickable {
        id: view

        objectName: "workingArea"
        anchors.top: frame.squeezed ? parent.top : header.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.topMargin: Theme.compact ? Theme.gapSmall : Theme.gapLarge
        height: Math.max(0, (frame.typing ? frame.padTop : foot.y) - y)
        contentHeight: area.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        onContentHeightChanged: {
            returnToBounds();
            if (frame.typing)
                soon.restart();
        }
        onHeightChanged: returnToBounds()

        Item {
            id: area

            width: view.width
            height: Math.max(asideColumn.implicitHeight * asideColumn.visible, 0) * (frame.twoColumns ? 0 : 1)
                    + (frame.twoColumns ? Math.max(asideColumn.implicitHeight, bodyColumn.implicitHeight)
                                        : bodyColumn.implicitHeight + Theme.gapLarge) + Theme.gapLarge

            Column {
                id: asideColumn

                x: Theme.margin
                y: frame.twoColumns ? Theme.gapSmall : 0
                width: frame.twoColumns ? Math.round(view.width * 0.34) : view.width - 2 * Theme.margin
                spacing: Theme.gap
                visible: frame.lead !== "" || (frame.title !== "" && !Theme.compact)

                RowLayout {
                    width: parent.width
                    visible: frame.title !== "" && !Theme.compact
                    spacing: Theme.gap

                    Icon {
                        name: frame.titleIcon
                        visible: name !== ""
                        size: Theme.iconLarge
                        color: Theme.good
                    }
                    Label {
                        objectName: "pageTitle"
                        Layout.fillWidth: true
                        text: frame.title
                        font.pixelSize: Theme.typeTitle
                        font.bold: true
                        lineHeight: Theme.tightLine
                        Accessible.role: Accessible.Heading
                    }
                }
                Label {
                    objectName: "pageLead"
                    width: parent.width
                    visible: text !== ""
                    text: frame.lead
                    color: Theme.inkSecond
                }
            }

            Column {
                id: bodyColumn

                x: frame.twoColumns ? asideColumn.x + asideColumn.width + Theme.gapHuge * 2 : Theme.margin
                y: frame.twoColumns || !asideColumn.visible ? Theme.gapSmall
                   : asideColumn.implicitHeight + Theme.gapLarge
                width: view.width - x - Theme.margin
                spacing: Theme.gapLarge
            }
        }
    }

    PageFoot {
        id: foot

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: frame.twoColumns ? bodyColumn.x : Theme.margin
        anchors.rightMargin: Theme.margin
        visible: !frame.squeezed
        primaryText: frame.primaryText
        primaryIcon: frame.primaryIcon
        primaryBusy: frame.primaryBusy
        primaryEnabled: frame.primaryEnabled
        secondText: frame.secondText
        secondIcon: frame.secondIcon
        thirdText: frame.thirdText
        thirdIcon: frame.thirdIcon
        thirdBusy: frame.thirdBusy
        view: view
        onPrimary: {
            frame.primary();
            errors.locate();
        }
        onSecond: frame.second()
        onThird: frame.third()
    }
}
