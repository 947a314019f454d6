// The identity fields: for joining, for filling anew what was returned, for a booking and a case.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Column {
    id: fields

    required property IdentityForm form
    property bool choosesKind: false  // most have a resident ID card, and are not asked
    readonly property bool otherKind: form.documentKind !== "resident-id"

    Component.onCompleted: Reader.listen(fields.form)
    Component.onDestruction: Reader.stopFilling(fields.form)

    width: parent.width
    spacing: Theme.gapLarge
    visible: fields.form.asksName || fields.form.asksDocument || fields.form.asksMobile

    Notice {
        objectName: "readerHint"
        width: parent.width
        visible: Reader.present && fields.form.asksDocument
        text: Reader.sentence
        tone: Reader.cardLeft ? StateChip.Caution : StateChip.Calm
        iconName: "card"
    }
    Field {
        objectName: "name"
        width: parent.width
        visible: fields.form.asksName
        label: qsTrId("identity.name")
        hint: qsTrId("identity.name.hint")
        nameField: true
        value: fields.form.name
        error: fields.form.nameError
        onEdited: text => fields.form.name = text
        onFieldLeft: fields.form.leaveName()
    }
    ChoiceGrid {
        objectName: "documentKind"
        width: parent.width
        visible: fields.form.asksDocument && (fields.choosesKind || fields.otherKind)
        label: qsTrId("identity.document")
        choices: fields.form.documentKinds
        chosen: fields.form.documentKind
        columns: Appearance.largeType && !Theme.wide ? 1 : fields.form.documentKinds.count
        onPicked: code => fields.form.documentKind = code
    }
    NumberField {
        objectName: "documentNumber"
        width: parent.width
        visible: fields.form.asksDocument
        label: qsTrId("identity.number")
        hint: qsTrId("identity.number.hint")
        pad: fields.form.documentKind === "foreign-permanent" ? Field.Letters : Field.IdDigits
        value: fields.form.documentNumberShown
        error: fields.form.documentError
        onEdited: text => fields.form.documentNumber = text
        onFieldLeft: fields.form.leaveDocument()
    }
    PillButton {
        objectName: "documentSuggestion"
        visible: fields.form.asksDocument && fields.form.documentSuggestion !== ""
        text: qsTrId("identity.did-you-mean").arg(fields.form.documentSuggestion)
        privacy: Voice.Private
        iconName: "question"
        onClicked: fields.form.acceptDocumentSuggestion()
    }
    PillButton {
        objectName: "otherDocument"
        visible: fields.form.asksDocument && !fields.otherKind
        text: qsTrId("join.other-document")
        iconName: "document"
        checked: fields.choosesKind
        onClicked: fields.choosesKind = !fields.choosesKind
    }
    NumberField {
        objectName: "mobile"
        width: parent.width
        visible: fields.form.asksMobile && !fields.form.noMobile
        label: qsTrId("identity.mobile")
        hint: qsTrId("identity.mobile.hint")
        value: fields.form.mobileShown
        error: fields.form.mobileError
        onEdited: text => fields.form.mobile = text
        onFieldLeft: fields.form.leaveMobile()
    }
    Toggle {
        objectName: "noMobile"
        width: parent.width
        visible: fields.form.asksMobile
        text: qsTrId("identity.no-mobile")
        note: qsTrId("identity.no-mobile.note")
        checked: fields.form.noMobile
        onClicked: fields.form.noMobile = !fields.form.noMobile
    }
}
