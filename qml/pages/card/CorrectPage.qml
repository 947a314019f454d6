// The returned fields, and only these, filled anew with the same fields as in joining.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool saving: Join.state === Join.Saving
    readonly property bool saved: Join.state === Join.Saved

    objectName: "correctPage"
    section: qsTrId("mycard.section")
    title: saved ? qsTrId("correct.saved.title")
           : Join.correctionAsked ? qsTrId("correct.asked.title")
           : qsTrId("correct.title")
    lead: saved ? qsTrId("correct.saved.lead") : Join.correctionAsked ? qsTrId("correct.asked.lead") : Card.reason
    scene: saved ? "envelope" : "pen"
    keepsInput: !saved
    backVisible: !saving && !saved
    homeVisible: !saving
    primaryText: saved ? qsTrId("done.finish") : saving ? qsTrId("join.review.saving") : qsTrId("correct.submit")
    primaryBusy: saving
    onPrimary: saved ? page.finish() : Card.submitCorrection()

    Notice {
        objectName: "saveError"
        width: parent.width
        visible: Join.state === Join.Failed
        text: Join.saveError
        tone: StateChip.Bad
    }
    DeliveryChip {
        width: Math.min(implicitWidth, parent.width)
        visible: page.saved
        text: Join.saved.deliveryText
        delivery: Join.saved.delivery
    }
    Column {
        width: parent.width
        visible: !page.saved
        enabled: !page.saving
        spacing: Theme.gapLarge

        IdentityFields {
            form: Join.identity
        }
        WorkFields {
            onStreetAsked: page.go(Routes.joinStreet)
        }
        PickField {
            objectName: "union"
            width: parent.width
            visible: Join.receivingUnion.asked
            label: qsTrId("review.union")
            value: Join.receivingUnion.name
            hint: qsTrId("union.list.title")
            error: Join.receivingUnion.error
            iconName: "building"
            onAsked: page.go(Routes.joinUnionList)
        }
        SignFields {}
    }
}
