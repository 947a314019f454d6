// What a weather alert means for people on the road: what it says, what to do, and the right that goes with it one
// touch away. When it ends while somebody reads, the page says so.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    readonly property bool standing: Bulletin.alertLevel > 0
    readonly property bool heat: Bulletin.alertKind === "heat"

    objectName: "alertPage"
    section: qsTrId("weather.page")
    title: standing ? Bulletin.alertTitle : qsTrId("weather.over")
    titleIcon: standing ? "alert-" + Bulletin.alertKind : "done"
    titleColor: standing ? Theme.alertInks[Bulletin.alertLevel] : Theme.good
    lead: standing ? Bulletin.alertText + " " + Bulletin.alertUntil : qsTrId("weather.over.lead")
    scene: heat ? "heat" : Bulletin.alertKind === "cold" ? "cold" : Bulletin.alertKind === "storm" ? "umbrella" : "seat"
    actCount: 1
    actColumns: 1
    primaryText: qsTrId("done.finish")
    onPrimary: page.finish()

    AnswerCard {
        objectName: "alertAdvice"
        width: parent.width
        visible: page.standing
        title: Theme.compact && Appearance.largeType ? "" : qsTrId("weather.do")
        text: Bulletin.alertAdvice
    }
    Repeater {
        model: page.brief ? null : Bulletin.others

        AnswerCard {
            required property int index
            required property string name
            required property string detail

            objectName: "otherAlert-" + index
            width: page.bodyWidth
            visible: index < 2
            title: name
            text: detail
        }
    }

    acts: [
        RowTile {
            objectName: "alertRight"
            width: page.actCell
            height: page.actTall
            size: Theme.typeLarge
            text: page.heat ? qsTrId("weather.allowance") : qsTrId("weather.injury")
            iconName: "shield"
            onClicked: page.go(page.heat ? Routes.rightsAllowance : Routes.rightsInjury)
        }
    ]
}
