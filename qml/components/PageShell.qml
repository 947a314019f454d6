// What every page but Home has: the header with Back and Home, the foot with the next step, and the room between them.
// While a pad is open the room ends above it; on a low screen header and foot give theirs away.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

KioskPage {
    id: shell

    property string section: ""
    property string title: ""
    property string subtitle: ""  // one line below the header's title
    property string lead: ""
    property string titleIcon: ""
    property int step: 0
    property int steps: 0
    property bool homeVisible: true
    property string headerText: ""  // an act that belongs to the whole page, small beside Home
    property string headerIcon: ""
    property string primaryText: ""
    property string primaryIcon: ""
    property bool primaryBusy: false
    property bool primaryEnabled: true
    property string secondText: ""
    property string secondIcon: ""
    property string thirdText: ""
    property string thirdIcon: ""
    property bool thirdBusy: false
    property Flickable view: null  // what ▲ ▼ of the foot move
    property real footLeft: Theme.margin
    default property alias content: middle.data

    readonly property bool squeezed: typing && (Theme.compact || height < 2.6 * padHeight)
    readonly property real room: middle.height
    signal primary
    signal second
    signal third
    signal headerAct

    padTop: height - padHeight - (squeezed ? 0 : foot.height)
    Accessible.role: Accessible.Pane
    Accessible.name: title
    Accessible.description: lead

    StepHeader {
        id: header

        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.margin
        anchors.topMargin: Theme.compact ? Theme.gapSmall : Theme.gapLarge
        visible: !shell.squeezed
        title: Theme.compact && shell.title !== "" ? shell.title : shell.section
        subtitle: shell.subtitle
        step: shell.step
        steps: shell.steps
        backVisible: shell.backVisible
        homeVisible: shell.homeVisible
        actText: shell.headerText
        actIcon: shell.headerIcon
        onBack: shell.back()
        onHome: shell.home()
        onAct: shell.headerAct()
        onPanelAsked: shell.panelAsked()
        onCallAsked: shell.callAsked()
    }

    Item {
        id: middle

        objectName: "pageRoom"
        anchors.top: shell.squeezed ? parent.top : header.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.topMargin: Theme.compact ? Theme.gapSmall : Theme.gapLarge
        height: Math.max(0, (shell.typing ? shell.padTop : foot.y) - y)
    }

    PageFoot {
        id: foot

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: shell.footLeft
        anchors.rightMargin: Theme.margin
        visible: !shell.squeezed
        primaryText: shell.primaryText
        primaryIcon: shell.primaryIcon
        primaryBusy: shell.primaryBusy
        primaryEnabled: shell.primaryEnabled
        secondText: shell.secondText
        secondIcon: shell.secondIcon
        thirdText: shell.thirdText
        thirdIcon: shell.thirdIcon
        thirdBusy: shell.thirdBusy
        view: shell.view
        barest: shell.height - middle.y - Theme.gapLarge
        onPrimary: shell.primary()
        onSecond: shell.second()
        onThird: shell.third()
    }
}
