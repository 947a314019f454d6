// A key that types its own face.
import QtQuick

BoardKey {
    id: letterKey

    objectName: "key_" + text
    kind: KeyFace.Letter
    key: text.length > 0 ? text.toUpperCase().charCodeAt(0) : Qt.Key_unknown
    weight: 100
}
