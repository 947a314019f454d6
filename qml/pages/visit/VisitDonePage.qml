// A visit is counted: the seat or charger and its time, large; or the honest word that it is full, when it is likely
// free, and what else there is.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    readonly property bool done: Visit.state === Visit.Done
    readonly property bool undone: Visit.state === Visit.Undone
    readonly property bool full: Visit.state === Visit.Full
    readonly property bool returned: Visit.state === Visit.Returned
    readonly property bool lent: done && Visit.loanNumber !== ""
    readonly property bool tight: Theme.compact && Appearance.largeType
    // Of those on Home, without the one that is full; the button to all of them stands in the foot.
    readonly property int chosenAt: Visit.quick.indexOf(Visit.chosenCode)
    readonly property int others: Math.min(Visit.quick.count - (chosenAt >= 0 ? 1 : 0),
                                           !Theme.compact ? 3 : Appearance.largeType ? 0 : 2)
    readonly property var scenes: ({
            REST: "seat",
            CHARGE: "charger",
            LEND: "umbrella",
            MED: "health",
            AID: "health",
            SHELTER: "heat"
        })

    objectName: "restDonePage"
    section: Visit.chosenName
    title: done ? (Visit.calledStaff ? qsTrId("rest.done.called")
                   : Visit.unitText !== "" ? qsTrId("rest.done.kept")
                   : qsTrId("rest.done.title"))
           : undone ? qsTrId("rest.undone")
           : returned ? qsTrId("rest.return.done")
           : full ? qsTrId("rest.full.title").arg(Visit.chosenName)
           : Visit.stands ? qsTrId("rest.stands.title")
           : qsTrId("rest.failed.title")
    titleIcon: done || returned ? "done" : full ? "waiting" : ""
    titleColor: done || returned ? Theme.good : Theme.caution
    lead: tight ? ""
          : lent ? qsTrId("rest.loan.lead")
          : done && Visit.calledStaff ? qsTrId("rest.done.called.lead")
          : done && !brief ? qsTrId("rest.done.private")
          : ""
    scene: undone || returned ? "leave" : full ? "full" : done ? page.scenes[Visit.chosenCode] ?? "cup" : "lost"
    backVisible: !done && !returned
    primaryText: done || undone || returned ? qsTrId("done.finish")
                 : Visit.canQueue ? qsTrId("queue.take")
                 : qsTrId("rest.others")
    secondText: done && Visit.undoSeconds > 0 ? qsTrId("rest.undo").arg(Visit.undoSeconds)
                : done || undone || returned || Visit.canQueue ? qsTrId("rest.others")
                : qsTrId("done.finish")
    secondIcon: done && Visit.undoSeconds > 0 ? "undo" : ""
    actCount: full ? others + !Theme.compact : done && !brief ? 1 + Station.canJoin : 0
    actMost: full ? Theme.tileMost : Theme.actMost
    onPrimary: {
        if (page.done || page.undone || page.returned)
            return page.finish();
        if (!Visit.canQueue)
            return page.startOver(Routes.visit);
        Queue.take(Visit.chosenCode);
        page.go(Routes.visitQueue);
    }
    onSecond: {
        if (page.done && Visit.undoSeconds > 0)
            Visit.undo();
        else if (page.done || page.undone || page.returned || Visit.canQueue)
            page.startOver(Routes.visit);
        else
            page.finish();
    }

    Fact {
        objectName: "restUnit"
        width: parent.width
        visible: page.done && Visit.unitText !== ""
        label: page.lent && !page.tight ? qsTrId("rest.loan.label").arg(Visit.unitText) : ""
        value: page.lent ? Visit.loanNumber : Visit.unitText
        note: Visit.untilText
    }
    Fact {
        objectName: "restCalled"
        width: parent.width
        visible: page.done && Visit.calledStaff && Visit.unitText === ""
        value: Visit.chosenName
    }
    Fact {
        id: wifi

        objectName: "restWifi"
        width: parent.width
        visible: page.done && Visit.chosenCode === "WIFI" && Station.wifiNetwork !== ""
        label: qsTrId("rest.wifi").arg(Station.wifiNetwork)
        value: Station.wifiPassword === "" ? qsTrId("rest.wifi.open") : Station.wifiPassword
        size: Theme.typeCode
    }
    QrPanel {
        objectName: "wifiQr"

        readonly property real least: wifi.implicitHeight + chip.implicitHeight + 2 * Theme.gap
                                      + (way.visible ? way.implicitHeight + Theme.gap : 0)

        anchors.horizontalCenter: parent.horizontalCenter
        visible: wifi.visible && page.bodyRoom - least >= Theme.qrLeast
        side: Math.max(Theme.qrLeast, Math.min(Theme.qrSide, page.bodyRoom - least))
        text: Station.wifiCode
        says: qsTrId("rest.wifi.scan")
    }
    Notice {
        id: way

        objectName: "restWay"
        width: parent.width
        visible: page.done && text !== ""
        text: Visit.wayText
        iconName: "place"
    }
    Notice {
        objectName: "restSentence"
        width: parent.width
        visible: !page.done && Visit.sentence !== ""
        text: Visit.sentence
        tone: Visit.state === Visit.Failed && !Visit.stands ? StateChip.Bad : StateChip.Caution
    }
    DeliveryChip {
        id: chip

        width: Math.min(implicitWidth, parent.width)
        visible: page.done && !page.brief
        delivery: Visit.delivery
        text: Visit.deliveryText
    }

    aside: [
        Faces {
            objectName: "visitFaces"
            width: parent ? parent.width : 0
            question: qsTrId("face.question")
            asked: Visit.canRate && (page.done || page.returned)
            said: page.done || page.returned ? Visit.ratingText : ""
            onPicked: face => Visit.rate(face)
        }
    ]
    acts: [
        Repeater {
            model: page.full ? Visit.quick : null

            RowTile {
                required property int index
                required property string code
                required property string name
                required property string stateText
                readonly property int nth: page.chosenAt >= 0 && page.chosenAt < index ? index - 1 : index

                objectName: "other-" + code
                width: page.actCell
                height: page.actTall
                visible: index !== page.chosenAt && nth < page.others
                text: name
                note: page.brief ? "" : stateText
                iconName: "service-" + code.toLowerCase()
                size: Theme.typeLarge
                onClicked: {
                    Visit.choose(code);
                    page.startOver(Routes.visitWho);
                }
            }
        },
        RowTile {
            objectName: "finderAct"
            width: page.actCell
            height: page.actTall
            visible: page.actCount > 0 && !Theme.compact
            text: page.full && Visit.nearest !== "" ? Visit.nearest : qsTrId("help.finder")
            note: page.full && Visit.nearest !== "" && !page.brief ? qsTrId("rest.full.near").arg(Visit.chosenName) : ""
            picture: "finder"
            size: Theme.typeLarge
            onClicked: page.go(Routes.finder)
        },
        RowTile {
            objectName: "joinAct"
            width: page.actCell
            height: page.actTall
            visible: page.actCount > 0 && !page.full && Station.canJoin
            text: qsTrId("home.join")
            picture: "join"
            size: Theme.typeLarge
            onClicked: page.startOver(Routes.joinStart)
        }
    ]
}
