// A fault is reported: staff have it among what is to be done, the centre among what is open.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    readonly property bool done: Fault.state === Fault.Done

    objectName: "faultDonePage"
    section: qsTrId("fault.title")
    title: done ? qsTrId("fault.done") : qsTrId("fault.failed")
    titleIcon: done ? "done" : "alert"
    titleColor: done ? Theme.good : Theme.caution
    lead: done ? qsTrId("fault.done.lead") : ""
    scene: done ? "hand-over" : "lost"
    backVisible: !done
    primaryText: qsTrId("done.finish")
    secondText: qsTrId("rest.others")
    onPrimary: page.finish()
    onSecond: page.startOver(Routes.visit)

    Fact {
        objectName: "faultFact"
        width: parent.width
        visible: page.done
        label: Fault.itemName
        value: Fault.whatText
    }
    Notice {
        objectName: "faultSentence"
        width: parent.width
        visible: Fault.sentence !== ""
        text: Fault.sentence
        tone: StateChip.Bad
    }
}
