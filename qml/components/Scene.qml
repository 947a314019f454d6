// A picture of people and things of the road, as large as its room allows; without room for it there is none. It is
// drawn anew only when its size changes by a step, beside the thread that takes touches, and dropped while another page
// lies over it. Decoration: the words beside it carry the meaning.
import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Image {
    id: scene

    required property string name  // of assets/icons/<kind>-<name>.svg
    property string kind: "scene"
    property real least: Theme.sceneLeast
    property real maxWidth: 0
    property real maxHeight: 0
    property real ratio: Theme.sceneRatio
    readonly property int step: Math.max(1, Math.floor(Math.min(maxHeight, maxWidth / ratio) / Theme.sceneStep))
    readonly property bool fits: name !== "" && maxHeight >= least && maxWidth >= least
    readonly property bool seen: parent ? parent.visible : false

    readonly property bool shown: fits && status !== Image.Error

    visible: shown
    asynchronous: !Appearance.reducedMotion  // else it would come a frame after its page
    source: fits && seen ? "qrc:/warmheart/icons/" + kind + "-" + name + ".svg" : ""
    height: fits ? step * Theme.sceneStep : 0
    width: Math.round(height * ratio)
    sourceSize.width: width
    sourceSize.height: height
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}
