// The identity fields, for joining and for filling anew what was returned.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Column {
    id: fields

    Component.onCompleted: Reader.listen(true)
    Component.onDestruction: Reader.listen(false)

    width: parent.width
    spacing: Theme.gapLarge
    visible: Join.asksName || Join.asksDocument || Join.asksMobile

    Notice {
        objectName: "readerHint"
        width: parent.width
        visible: Reader.present && Join.asksDocument
        text: Reader.sentence
        iconName: "card"
    }
    Field {
        objectName: "name"
        width: parent.width
        visible: Join.asksName
        label: qsTrId("identity.name")
        hint: qsTrId("identity.name.hint")
        nameField: true
        value: Join.name
        error: Join.nameError
        onEdited: text => Join.name = text
        onFieldLeft: Join.leaveField(Join.NameField)
    }
    ChoiceGrid {
        objectName: "documentKind"
        width: parent.width
        visible: Join.asksDocument
        label: qsTrId("identity.document")
        choices: Join.documentKinds
        chosen: Join.documentKind
        columns: Appearance.largeType && !Theme.wide ? 1 : Join.documentKinds.count
        onPicked: code => Join.documentKind = code
    }
    NumberField {
        objectName: "documentNumber"
        width: parent.width
        visible: Join.asksDocument
        label: qsTrId("identity.number")
        hint: qsTrId("identity.number.hint")
        pad: Join.documentKind === "foreign-permanent" ? Field.Letters : Field.IdDigits
        value: Join.documentNumberShown
        error: Join.documentError
        onEdited: text => Join.documentNumber = text
        onFieldLeft: Join.leaveField(Join.DocumentField)
    }
    PillButton {
        objectName: "documentSuggestion"
        visible: Join.asksDocument && Join.documentSuggestion !== ""
        text: qsTrId("identity.did-you-mean").arg(Join.documentSuggestion)
        iconName: "question"
        onClicked: Join.acceptDocumentSuggestion()
    }
    NumberField {
        objectName: "mobile"
        width: parent.width
        visible: Join.asksMobile && !Join.noMobile
        label: qsTrId("identity.mobile")
        hint: qsTrId("identity.mobile.hint")
        value: Join.mobileShown
        error: Join.mobileError
        onEdited: text => Join.mobile = text
        onFieldLeft: Join.leaveField(Join.MobileField)
    }
    Toggle {
        objectName: "noMobile"
        width: parent.width
        visible: Join.asksMobile
        text: qsTrId("identity.no-mobile")
        note: qsTrId("identity.no-mobile.note")
        checked: Join.noMobile
        onClicked: Join.noMobile = !Join.noMobile
    }
}
