// Over Home when nobody has touched it for a while: what this place is and has, a slide at a time, cut and never faded;
// the time, the opening hours and whoever waits for staff are always in sight. Any touch or key takes it away, and does
// nothing else. Nothing of a person, and nothing while somebody listens instead of looking.
import QtQuick
import Warmheart.Backend
import Warmheart.Ui

FocusScope {
    id: attract

    readonly property int slideMs: 8000
    readonly property var slides: ["welcome"].concat(Visit.services.count > 0 ? ["services"] : [],
                                                     Booking.nextCheckTitle !== "" ? ["check"] : [],
                                                     Station.canJoin ? ["join"] : [])
    property bool shown: false
    property int at: 0
    readonly property string slide: slides[at % slides.length]
    readonly property bool due: Idle.resting && !Voice.on && !Appearance.reducedMotion
    readonly property real inner: width - 2 * Theme.margin
    signal gone

    function show(name: string): void {
        attract.at = Math.max(0, attract.slides.indexOf(name));
        attract.shown = true;
        attract.forceActiveFocus();
    }
    function leave(): void {
        if (area.pressed || !attract.shown)
            return;
        attract.shown = false;
        attract.gone();
    }

    objectName: "attractScreen"
    visible: shown
    onDueChanged: due ? attract.show("welcome") : Qt.callLater(attract.leave)
    Keys.onPressed: event => event.accepted = true
    Accessible.role: Accessible.Pane
    Accessible.name: Station.name

    Timer {
        interval: attract.slideMs
        running: attract.shown && attract.due
        repeat: true
        onTriggered: attract.at += 1
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }
    MouseArea {
        id: area

        anchors.fill: parent
        onPressedChanged: if (!pressed) Qt.callLater(attract.leave)
    }

    Label {
        id: place

        objectName: "attractStation"
        anchors.left: parent.left
        anchors.right: clock.left
        anchors.top: parent.top
        anchors.margins: Theme.margin
        anchors.rightMargin: Theme.gap
        text: Station.name
        font.pixelSize: Theme.typeHeading
        font.bold: true
        lineHeight: Theme.tightLine
    }
    Label {
        objectName: "attractHours"
        anchors.left: place.left
        anchors.right: place.right
        anchors.top: place.bottom
        visible: Station.openingHours !== ""
        text: qsTrId("home.hours").arg(Station.openingHours)
        font.pixelSize: Theme.typeBody
        lineHeight: Theme.tightLine
        color: Theme.inkSecond
    }
    Label {
        id: clock

        objectName: "attractClock"
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.margin
        text: Station.timeText
        font.pixelSize: Theme.typeClock
        font.bold: true
        lineHeight: Theme.tightLine
    }

    Loader {
        id: room

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: clock.bottom
        anchors.bottom: foot.top
        anchors.margins: Theme.margin
        anchors.topMargin: Theme.gapLarge
        anchors.bottomMargin: Theme.gapLarge
        active: attract.shown
        sourceComponent: attract.slide === "services" ? services : attract.slide === "check" ? check
                         : attract.slide === "join" ? join : welcome
    }

    Column {
        id: foot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.margin
        spacing: Theme.gap

        RequestBadge {
            objectName: "attractRequest"
            width: parent.width
        }
        Label {
            objectName: "attractAlert"
            width: parent.width
            visible: Bulletin.alertLevel > 0
            text: Bulletin.alertTitle + " · " + Bulletin.alertUntil
            font.pixelSize: Theme.typeLarge
            font.bold: true
            lineHeight: Theme.tightLine
            horizontalAlignment: Text.AlignHCenter
            color: Theme.alertInks[Bulletin.alertLevel]
        }
        Label {
            objectName: "attractHint"
            width: parent.width
            text: qsTrId("attract.touch")
            font.pixelSize: Theme.typeLarge
            lineHeight: Theme.tightLine
            horizontalAlignment: Text.AlignHCenter
            color: Theme.inkSecond
        }
    }

    Component {
        id: welcome

        AttractSlide {
            picture: Bulletin.scene
            pictureKind: "home"
            pictureRatio: Theme.homeSceneRatio
            title: qsTrId("home.sentence")
            lines: [Visit.freeText, Bulletin.weatherText]
        }
    }
    Component {
        id: services

        AttractSlide {
            picture: "seat"
            title: qsTrId("attract.services")
            rows: Visit.services
        }
    }
    Component {
        id: check

        AttractSlide {
            picture: "health"
            title: Booking.nextCheckTitle
            lines: [Booking.nextCheckWhen, Booking.nextCheckPlace, Booking.nextCheckLeft]
        }
    }
    Component {
        id: join

        AttractSlide {
            picture: "member-card"
            title: qsTrId("attract.join")
            lines: [qsTrId("home.join.note")]
            rows: Bulletin.benefits
        }
    }
}
