// Occupation, street of work, platform and employer, for joining and for filling anew what was returned.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Column {
    id: fields

    property bool asksOccupation: Join.work.asksOccupation
    signal streetAsked

    width: parent.width
    spacing: Theme.gapLarge
    visible: asksOccupation || Join.work.asksStreet || Join.work.asksPlatform || Join.work.asksEmployer

    ChoiceGrid {
        objectName: "occupation"
        width: parent.width
        visible: fields.asksOccupation
        label: qsTrId("work.occupation")
        choices: Join.work.occupations
        chosen: Join.work.occupation
        error: Join.work.occupationError
        iconPrefix: "work-"
        onPicked: code => Join.work.occupation = code
    }
    ChoiceCell {
        objectName: "streetNear"
        width: parent.width
        height: Math.max(implicitHeight, Theme.fieldHeight)
        visible: Join.work.asksStreet && Join.work.nearName !== ""
        text: qsTrId("join.near").arg(Join.work.nearName)
        iconName: "place"
        bad: Join.work.streetError !== ""
        checked: Join.work.near
        onClicked: Join.work.chooseStreet(Join.work.nearCode)
    }
    PickField {
        objectName: "street"
        width: parent.width
        visible: Join.work.asksStreet
        label: Join.work.nearName === "" ? qsTrId("work.street") : qsTrId("join.elsewhere")
        iconName: "place"
        hint: qsTrId("work.street.hint")
        value: Join.work.outsideCity ? qsTrId("work.outside-city")
               : Join.work.streetCode === "" || Join.work.near ? ""
               : qsTrId("work.district-street").arg(Join.work.districtName).arg(Join.work.streetName)
        error: Join.work.streetError
        onAsked: fields.streetAsked()
    }
    ChoiceGrid {
        objectName: "platform"
        width: parent.width
        visible: Join.work.asksPlatform && Join.work.platforms.count > 0
        label: qsTrId("work.platform")
        optional: true
        choices: Join.work.platforms
        chosen: Join.work.platform
        error: Join.work.platformError
        columns: Appearance.largeType ? 2 : Theme.compact ? 4 : 3
        onPicked: code => Join.work.platform = Join.work.platform === code ? "" : code
    }
    Field {
        objectName: "employer"
        width: parent.width
        visible: Join.work.asksEmployer
        label: qsTrId("work.employer")
        hint: qsTrId("work.employer.hint")
        optional: true
        value: Join.work.employer
        error: Join.work.employerError
        onEdited: text => Join.work.employer = text
        onFieldLeft: Join.work.leaveEmployer()
    }
}
