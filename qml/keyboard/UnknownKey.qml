// 打不出这个字: puts 〓, which the union later asks about.
import QtQuick

BoardKey {
    objectName: "key_unknown"
    text: "\u3013"
    key: text.charCodeAt(0)
    //% "Not listed"
    name: qsTrId("keyboard.unknown").replace("\n", " ")
    //% "Skip"
    displayText: KeyboardTheme.largeType ? qsTrId("keyboard.unknown.short") : qsTrId("keyboard.unknown")
    size: KeyboardTheme.smallLabelSize
}
