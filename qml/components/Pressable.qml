// What every touchable thing shares: acts on release, shows its touch at once, takes Tab, Enter and the keypad's ✓.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Warmheart.Ui

T.AbstractButton {
    id: control

    property int corner: Theme.radius
    property string says: text

    focusPolicy: Qt.StrongFocus
    implicitHeight: Math.max(Theme.target, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Math.max(Theme.target, implicitContentWidth + leftPadding + rightPadding)
    font.family: Theme.fontFamily
    font.pixelSize: Theme.typeLarge

    Accessible.role: Accessible.Button
    Accessible.name: says
    Accessible.checkable: checkable
    Accessible.checked: checked
    Accessible.onPressAction: click()

    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    FocusRing {
        shown: control.visualFocus
        inner: control.corner
    }
}
