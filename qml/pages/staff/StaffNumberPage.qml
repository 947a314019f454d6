// Whether the person at the counter has applied already: asked of the centre, with the person there and willing.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "staffNumberPage"
    section: qsTrId("staff.title")
    scene: "phone-scan"
    title: qsTrId("staff.number")
    lead: qsTrId("staff.number.lead")
    homeVisible: false
    primaryText: qsTrId("mycard.find")
    primaryBusy: Staff.queries.asking
    onPrimary: Staff.queries.lookUpNumber()
    Component.onDestruction: Staff.queries.forgetNumber()

    NumberField {
        objectName: "staffNumber"
        width: parent.width
        label: qsTrId("identity.number")
        hint: qsTrId("identity.number.hint")
        pad: Field.IdDigits
        value: Staff.queries.numberShown
        onEdited: text => Staff.queries.setNumber(text)
    }
    Notice {
        objectName: "numberText"
        width: parent.width
        visible: Staff.queries.numberText !== ""
        text: Staff.queries.numberText
        tone: Staff.queries.known.count > 0 ? StateChip.Caution : StateChip.Calm
    }
    Repeater {
        model: Staff.queries.known

        AnswerCard {
            required property string code
            required property string name
            required property string detail

            objectName: "known-" + code
            privacy: Voice.Private
            aloud: ""
            width: page.bodyWidth
            title: name
            text: detail
        }
    }
}
