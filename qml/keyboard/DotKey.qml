// The middle dot of names as 阿卜杜拉·买买提.
import QtQuick

LetterKey {
    text: "\u00B7"
    //% "Middle dot"
    name: qsTrId("keyboard.dot")
    weight: 90
}
