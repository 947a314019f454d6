// The switches themselves. Each acts at once, so that its effect is seen behind it.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

GridLayout {
    columns: Theme.wide && !Appearance.largeType ? 2 : 1
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap

    Label {
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
            checked: Appearance.language === "zh"
            onClicked: Appearance.language = "zh"
        }
        ChoiceCell {
            objectName: "languageEn"
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            text: qsTrId("look.en")
            checked: Appearance.language === "en"
            onClicked: Appearance.language = "en"
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
        checked: Appearance.largeType
        onClicked: Appearance.largeType = !Appearance.largeType
    }
    Toggle {
        objectName: "highContrast"
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.fillHeight: true
        text: qsTrId("look.contrast")
        note: qsTrId("look.contrast.note")
        iconName: "contrast"
        checked: Appearance.theme === "contrast"
        onClicked: Appearance.theme = checked ? "warm" : "contrast"
    }
    Toggle {
        objectName: "night"
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.fillHeight: true
        text: qsTrId("look.night")
        note: qsTrId("look.night.note")
        iconName: "moon"
        checked: Appearance.theme === "night"
        onClicked: Appearance.theme = checked ? "warm" : "night"
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
        checked: Appearance.loweredControls
        onClicked: Appearance.loweredControls = !Appearance.loweredControls
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
    Stepper {
        objectName: "volume"
        Layout.fillWidth: true
        Layout.columnSpan: parent.columns
        visible: Voice.on
        label: qsTrId("voice.volume")
        value: Voice.volume
        to: Voice.volumes
        onChanged: value => Voice.volume = value
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
        checked: Appearance.reducedMotion
        onClicked: Appearance.reducedMotion = !Appearance.reducedMotion
    }
}
