// What every page but Home has: the header, the foot with the next step, the room between them, and Back and Home: on a
// tall screen in a row below the foot; where the controls are lowered the whole header stands there.
// While a pad is open the room ends above it; on a low screen header and foot give theirs away.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
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
    readonly property bool sunk: Theme.frameBelow && Appearance.loweredControls && !Theme.compact
    readonly property bool barred: Theme.frameBelow && !sunk
    readonly property real below: squeezed ? 0  // under the foot
                                  : sunk ? header.height + Theme.gap
                                  : barred ? bar.height + Theme.gap
                                  : 0
    readonly property real room: middle.height
    signal primary
    signal second
    signal third
    signal headerAct

    padTop: height - padHeight - below - (squeezed ? 0 : foot.height)
    onTitleChanged: Voice.arrive(shell)
    Accessible.role: Accessible.Pane
    Accessible.name: title
    Accessible.description: lead

    StepHeader {
        id: header

        y: shell.sunk ? shell.height - shell.below : Theme.compact ? Theme.gapSmall : Theme.gapLarge
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        visible: !shell.squeezed
        framed: !shell.barred
        low: shell.sunk
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
        anchors.top: shell.squeezed || shell.sunk ? parent.top : header.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.topMargin: Theme.compact ? Theme.gapSmall : Theme.gapLarge
        height: Math.max(0, (shell.typing ? shell.padTop : foot.y) - y)
    }

    PageFoot {
        id: foot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: shell.below
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
        barest: shell.height - shell.below - middle.y - Theme.gapLarge
        onPrimary: shell.primary()
        onSecond: shell.second()
        onThird: shell.third()
    }

    FrameBar {
        id: bar

        anchors.bottom: parent.bottom
        anchors.bottomMargin: shown ? Theme.gap : 0
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        shown: shell.barred
        visible: shown && !shell.squeezed
        backVisible: shell.backVisible
        homeVisible: shell.homeVisible
        callVisible: shell.headerText === ""
        onBack: shell.back()
        onHome: shell.home()
        onPanelAsked: shell.panelAsked()
        onCallAsked: shell.callAsked()
    }
}
