// Turns to another page of the keyboard in one tap.
import QtQuick
import Warmheart.Keyboard.Input

BoardKey {
    id: pageKey

    required property int page

    noKeyEvent: true
    onClicked: Typing.page = pageKey.page
}
