// Where to lay the document, after the consents; read, the form is shown with what it said.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    objectName: "joinReaderPage"
    section: qsTrId("join.title")
    title: qsTrId("join.reader.title")
    titleColor: Theme.ink
    scene: "card-reader"
    step: 2
    steps: 6
    keepsInput: true
    secondText: qsTrId("join.reader.type")
    secondIcon: "pen"
    onSecond: page.go(Routes.joinIdentity)
    Component.onCompleted: Reader.listen(Join.identity)
    Component.onDestruction: Reader.stopFilling(Join.identity)

    Connections {
        target: Reader

        function onRead(): void {
            if (page.visible)
                page.go(Routes.joinIdentity);
        }
    }
    ReaderPanel {
        objectName: "readerHint"
        width: parent.width
        brief: page.brief
    }
}
