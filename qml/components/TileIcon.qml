// A journey's drawing on its own tinted disc, in its own colours. Decoration only.
import QtQuick
import Warmheart.Ui

Image {
    required property string name  // of assets/icons/tile-<name>.svg
    property int size: Theme.roundButton

    source: name === "" ? "" : "qrc:/warmheart/icons/tile-" + name + ".svg"
    sourceSize.width: size
    sourceSize.height: size
    width: size
    height: size
    Accessible.ignored: true
}
