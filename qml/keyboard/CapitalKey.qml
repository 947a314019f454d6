// A Latin letter, capital or small.
import QtQuick
import Warmheart.Keyboard.Input

LetterKey {
    id: capitalKey

    required property string letter

    objectName: "key_" + letter
    text: Typing.capitals ? letter.toUpperCase() : letter
}
