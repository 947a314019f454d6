// Finger signature, or 我不便签名: the union confirms by phone and the form says so.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Column {
    width: parent.width
    spacing: Theme.gapLarge
    visible: Join.asksSignature

    SignatureField {
        objectName: "signature"
        width: parent.width
        strokes: Join.signature
        error: Join.signatureError
        hint: qsTrId("sign.here")
        locked: Join.signatureDeclined
    }
    Toggle {
        objectName: "signatureDeclined"
        width: parent.width
        text: qsTrId("sign.declined")
        note: qsTrId("sign.declined.note")
        checked: Join.signatureDeclined
        onClicked: Join.signatureDeclined = !Join.signatureDeclined
    }
}
