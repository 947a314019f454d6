// A paragraph. Wraps everywhere it may in Chinese and between words in English; never cut off.
import QtQuick
import Warmheart.Ui

Text {
    font.family: Theme.fontFamily
    font.pixelSize: Theme.typeBody
    color: Theme.ink
    wrapMode: Text.Wrap
    lineHeight: Theme.lineHeight
    textFormat: Text.PlainText
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
