// Every union that can receive the application, the proposed ones first.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "joinUnionListPage"
    section: qsTrId("join.title")
    title: qsTrId("union.list.title")
    lead: qsTrId("union.list.lead")
    keepsInput: true

    ChoiceGrid {
        objectName: "unionChoice"
        width: parent.width
        choices: Join.receivingUnion.unions
        chosen: Join.receivingUnion.code
        columns: Theme.wide && !Appearance.largeType ? 2 : 1
        onPicked: code => {
            Join.receivingUnion.code = code;
            page.back();
        }
    }
}
