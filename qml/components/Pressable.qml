// What every touchable thing shares: acts on release, shows its touch at once, takes Tab, Enter and the keypad's ✓.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Warmheart.Backend
import Warmheart.Ui

T.AbstractButton {
    id: control

    property int corner: Theme.radius
    property string says: text
    property int privacy: Voice.Open

    // A press does not take the focus: the pad would go and the page would move under the finger. The release does.
    focusPolicy: Qt.TabFocus
    onCheckedChanged: if (control.activeFocus) Voice.sayFocusSoon()
    onClicked: if (!control.visualFocus) control.forceActiveFocus(Qt.MouseFocusReason)
    implicitHeight: Math.max(Theme.target, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Math.max(Theme.target, implicitContentWidth + leftPadding + rightPadding)
    font.family: Theme.fontFamily
    font.pixelSize: Theme.typeLarge

    Accessible.role: Accessible.Button
    Accessible.name: says
    Accessible.checkable: checkable
    Accessible.checked: checked
    Accessible.onPressAction: control.clicked()

    Keys.onReturnPressed: control.clicked()
    Keys.onEnterPressed: control.clicked()

    // Made when the keys come: Qt keeps a picture of the corners of every rounded rectangle, even of an unseen one.
    onVisualFocusChanged: ring.setSource(control.visualFocus ? Qt.resolvedUrl("FocusRing.qml") : "",
                                         { shown: true, inner: Qt.binding(() => control.corner) })

    Loader {
        id: ring

        anchors.fill: parent
    }
}
