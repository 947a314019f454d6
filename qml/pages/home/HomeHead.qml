// The living head of Home: one sentence to a tired person, the weather where it is known, and the station in it as it
// is now, by day, dusk or night, in sun, rain or snow. A wide page with an alert to show gives the picture away first.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Item {
    id: head

    readonly property bool crowded: Theme.wide && Bulletin.alertLevel > 0
    readonly property real pictureWidth: crowded ? 0 : Math.floor(width * Theme.homeSceneShare)

    implicitHeight: Math.max(words.implicitHeight, picture.height)

    Column {
        id: words

        width: parent.width - (picture.shown ? picture.width + Theme.gap : 0)
        spacing: Theme.gapTiny

        Label {
            objectName: "homeSentence"
            width: parent.width
            visible: !head.crowded
            text: qsTrId("home.sentence")
            font.pixelSize: Theme.wide ? Theme.typeTitle : Theme.typeDisplay
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.typeHeading
            wrapMode: Text.NoWrap
            font.bold: true
            lineHeight: Theme.tightLine
            Accessible.role: Accessible.Heading
        }
        Row {
            visible: Bulletin.weatherText !== ""
            spacing: Theme.gapSmall

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: Bulletin.weatherKind === "" ? "" : "weather-" + Bulletin.weatherKind
                size: Theme.iconSmall
                color: Theme.inkSecond
            }
            Label {
                objectName: "weather"
                anchors.verticalCenter: parent.verticalCenter
                text: Bulletin.weatherText
                wrapMode: Text.NoWrap
                lineHeight: Theme.tightLine
                color: Theme.inkSecond
            }
        }
    }
    Scene {
        id: picture

        objectName: "homeScene"
        anchors.right: parent.right
        kind: "home"
        name: Bulletin.scene
        ratio: Theme.homeSceneRatio
        least: Theme.target
        maxWidth: head.pictureWidth
        maxHeight: head.pictureWidth / Theme.homeSceneRatio
    }
}
