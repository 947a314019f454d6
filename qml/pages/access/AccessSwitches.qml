// The switches themselves. Each acts at once, so that its effect is seen behind it.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

GridLayout {
    columns: Theme.wide && !Look.largeType ? 2 : 1
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap

    Words {
        Layout.fillWidth: true
        Layout.columnSpan: parent.columns
        text: qsTrId("look.title")
        font.pixelSize: Theme.typeTitle
        font.bold: true
        lineHeight: Theme.tightLine
        Accessible.role: Accessible.Heading
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.columnSpan: parent.columns
        spacing: Theme.gap

        ChoiceCell {
            objectName: "languageZh"
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            text: qsTrId("look.zh")
            checked: Look.language === "zh"
            onClicked: Look.language = "zh"
        }
        ChoiceCell {
            objectName: "languageEn"
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            text: qsTrId("look.en")
            checked: Look.language === "en"
            onClicked: Look.language = "en"
        }
    }
    Toggle {
        objectName: "largeType"
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.fillHeight: true
        text: qsTrId("look.large-type")
        note: qsTrId("look.large-type.note")
        iconName: "type-size"
        checked: Look.largeType
        onClicked: Look.largeType = !Look.largeType
    }
    Toggle {
        objectName: "highContrast"
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.fillHeight: true
        text: qsTrId("look.contrast")
        note: qsTrId("look.contrast.note")
        iconName: "contrast"
        checked: Look.theme === "contrast"
        onClicked: Look.theme = checked ? "warm" : "contrast"
    }
    Toggle {
        objectName: "night"
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.fillHeight: true
        text: qsTrId("look.night")
        note: qsTrId("look.night.note")
        iconName: "moon"
        checked: Look.theme === "night"
        onClicked: Look.theme = checked ? "warm" : "night"
    }
    Toggle {
        objectName: "loweredControls"
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.fillHeight: true
        visible: !Theme.compact
        text: qsTrId("look.lower")
        note: qsTrId("look.lower.note")
        iconName: "lower"
        checked: Look.loweredControls
        onClicked: Look.loweredControls = !Look.loweredControls
    }
    Toggle {
        objectName: "voice"
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.fillHeight: true
        visible: Voice.present
        text: qsTrId("voice.title")
        note: qsTrId("voice.note")
        iconName: "service-read"
        checked: Voice.on
        onClicked: Voice.on = !Voice.on
    }
    Toggle {
        objectName: "curtain"
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.fillHeight: true
        visible: Voice.on
        text: qsTrId("voice.curtain")
        note: qsTrId("voice.curtain.note")
        iconName: "eye-off"
        checked: Voice.curtain
        onClicked: Voice.curtain = !Voice.curtain
    }
    Toggle {
        objectName: "reducedMotion"
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.fillHeight: true
        text: qsTrId("look.motion")
        note: qsTrId("look.motion.note")
        iconName: "motion"
        checked: Look.reducedMotion
        onClicked: Look.reducedMotion = !Look.reducedMotion
    }
}
