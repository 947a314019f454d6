// Whether the person at the counter has applied already: asked of the centre, with the person there and willing.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "staffNumberPage"
    section: qsTrId("staff.title")
    title: qsTrId("staff.number")
    lead: qsTrId("staff.number.lead")
    homeVisible: false
    primaryText: qsTrId("mycard.find")
    primaryBusy: Staff.asking
    onPrimary: Staff.lookUpNumber()
    Component.onDestruction: Staff.forgetNumber()

    NumberField {
        objectName: "staffNumber"
        width: parent.width
        label: qsTrId("identity.number")
        hint: qsTrId("identity.number.hint")
        pad: Field.IdDigits
        value: Staff.numberShown
        onEdited: text => Staff.setNumber(text)
    }
    Notice {
        objectName: "numberText"
        width: parent.width
        visible: Staff.numberText !== ""
        text: Staff.numberText
        tone: Staff.known.count > 0 ? StateChip.Caution : StateChip.Calm
    }
    Repeater {
        model: Staff.known

        AnswerCard {
            required property string code
            required property string name
            required property string detail

            objectName: "known-" + code
            width: page.bodyWidth
            title: name
            text: detail
        }
    }
}
