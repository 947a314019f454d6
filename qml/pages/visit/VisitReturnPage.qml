// What was lent comes back: the four digits that were given with it. Nobody is asked who they are.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool returned: Visit.state === Visit.Returned

    objectName: "restReturnPage"
    section: qsTrId("rest.return")
    title: qsTrId("rest.return.title")
    lead: qsTrId("rest.return.lead")
    scene: "umbrella"
    primaryText: qsTrId("rest.return.yes")
    primaryBusy: Visit.state === Visit.Saving
    onPrimary: Visit.returnLoan()
    onReturnedChanged: if (returned) page.go(Routes.visitDone)
    Component.onCompleted: Visit.wipe()

    Field {
        objectName: "loanNumber"
        width: parent.width
        label: qsTrId("rest.return.number")
        hint: qsTrId("rest.return.hint")
        pad: Field.Digits
        maximumLength: 4
        value: Visit.loanTyped
        error: Visit.loanError
        onEdited: text => Visit.loanTyped = text
    }
}
