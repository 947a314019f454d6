// Offers a slip where a printer is, and says what became of it. Without a printer nothing is there.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Column {
    id: button

    signal print

    visible: Printer.present
    spacing: Theme.gapSmall

    BigButton {
        objectName: "printButton"
        width: parent.width
        kind: BigButton.Plain
        iconName: "print"
        busy: Printer.printing
        text: Printer.printing ? qsTrId("print.printing") : qsTrId("print.print")
        onClicked: button.print()
    }
    Label {
        objectName: "printSentence"
        width: parent.width
        visible: text !== ""
        text: Printer.sentence
        color: Theme.inkSecond
        horizontalAlignment: Text.AlignHCenter
    }
}
