// Every union that can receive the application, the proposed ones first, or those that are sought.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "joinUnionListPage"
    section: qsTrId("join.title")
    scene: "hand-over"
    title: qsTrId("union.list.title")
    lead: qsTrId("union.list.lead")
    keepsInput: true
    Component.onDestruction: Join.receivingUnion.search = ""

    SearchField {
        objectName: "unionSearch"
        label: qsTrId("search.union")
        onSoughtChanged: Join.receivingUnion.search = sought
    }
    Notice {
        objectName: "unionNone"
        width: parent.width
        visible: Join.receivingUnion.found.count === 0
        text: qsTrId("search.none")
    }
    ChoiceGrid {
        objectName: "unionChoice"
        width: parent.width
        choices: Join.receivingUnion.found
        chosen: Join.receivingUnion.code
        columns: Theme.wide && !Appearance.largeType ? 2 : 1
        onPicked: code => {
            Join.receivingUnion.code = code;
            page.back();
        }
    }
}
