// A paragraph. Wraps everywhere it may in Chinese and between words in English; never cut off. While the voice is on it
// is a stop of the keys, unless what it stands in says it (Accessible.ignored).
import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Text {
    property int privacy: Voice.Open  // who may hear it (Voice)
    property string aloud: ""  // said instead where others hear it

    font.family: Theme.fontFamily
    font.pixelSize: Theme.typeBody
    color: Theme.ink
    wrapMode: Text.Wrap
    lineHeight: Theme.lineHeight
    textFormat: Text.PlainText
    activeFocusOnTab: Voice.on && text !== "" && !Accessible.ignored
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
