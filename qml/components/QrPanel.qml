// A QR symbol on white paper in every theme, with room around it for a scanner.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Rectangle {
    id: panel

    required property string text
    property string says: ""
    property int side: Theme.qrSide

    implicitWidth: side
    implicitHeight: side
    radius: Theme.radius
    color: Theme.paper
    Accessible.role: Accessible.Graphic
    Accessible.name: says

    QrCode {
        objectName: panel.objectName + "Code"
        anchors.fill: parent
        anchors.margins: Theme.gapSmall
        text: panel.text
        quietZone: 2
        dark: Theme.paperInk
        light: Theme.paper
    }
}
