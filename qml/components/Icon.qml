// A drawing of this project in the colour of its place. Decoration only: the words beside it carry the meaning.
import QtQuick
import QtQuick.Controls.impl
import Warmheart.Ui

ColorImage {
    id: icon

    required property string name
    property int size: Theme.icon

    source: name === "" ? "" : "qrc:/warmheart/icons/" + name + ".svg"
    sourceSize.width: size
    sourceSize.height: size
    width: size
    height: size
    color: Theme.ink
    Accessible.ignored: true
}
