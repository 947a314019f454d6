// The keyboard's few signs, one stroke width, in the colour of the key.
import QtQuick
import QtQuick.Shapes

Item {
    id: icon

    // An SVG path in a box of 24 × 24.
    property string path
    property color color: KeyboardTheme.ink
    property real size: KeyboardTheme.labelSize * 1.5

    implicitWidth: size
    implicitHeight: size

    Shape {
        width: 24
        height: 24
        anchors.centerIn: parent
        scale: icon.size / 24

        ShapePath {
            strokeColor: icon.color
            strokeWidth: 1.8
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg { path: icon.path }
        }
    }
}
