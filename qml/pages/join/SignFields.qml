// Finger signature, or 我不便签名: the union confirms by phone and the form says so.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Column {
    width: parent.width
    spacing: Theme.gapLarge
    visible: Join.signing.asked

    SignatureField {
        objectName: "signature"
        width: parent.width
        strokes: Join.signing.strokes
        error: Join.signing.error
        hint: qsTrId("sign.here")
        locked: Join.signing.declined
    }
    Toggle {
        objectName: "signatureDeclined"
        width: parent.width
        text: qsTrId("sign.declined")
        note: qsTrId("sign.declined.note")
        checked: Join.signing.declined
        onClicked: Join.signing.declined = !Join.signing.declined
    }
}
