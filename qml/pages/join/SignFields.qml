// Finger signature, or 我不便签名: the union confirms by phone and the form says so.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

ColumnLayout {
    Layout.fillWidth: true
    spacing: Theme.gapLarge
    visible: Join.asksSignature

    SignatureField {
        objectName: "signature"
        Layout.fillWidth: true
        strokes: Join.signature
        error: Join.signatureError
        hint: qsTrId("sign.here")
        locked: Join.signatureDeclined
    }
    Toggle {
        objectName: "signatureDeclined"
        Layout.fillWidth: true
        text: qsTrId("sign.declined")
        note: qsTrId("sign.declined.note")
        checked: Join.signatureDeclined
        onClicked: Join.signatureDeclined = !Join.signatureDeclined
    }
}
