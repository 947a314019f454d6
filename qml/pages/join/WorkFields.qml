// Occupation, street of work, platform and employer, for joining and for filling anew what was returned.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Column {
    id: fields

    signal streetAsked

    width: parent.width
    spacing: Theme.gapLarge
    visible: Join.asksOccupation || Join.asksStreet || Join.asksPlatform || Join.asksEmployer

    ChoiceGrid {
        objectName: "occupation"
        width: parent.width
        visible: Join.asksOccupation
        label: qsTrId("work.occupation")
        choices: Join.occupations
        chosen: Join.occupation
        error: Join.occupationError
        iconPrefix: "work-"
        onPicked: code => Join.occupation = code
    }
    PickField {
        objectName: "street"
        width: parent.width
        visible: Join.asksStreet
        label: qsTrId("work.street")
        iconName: "place"
        hint: qsTrId("work.street.hint")
        value: Join.outsideCity ? qsTrId("work.outside-city") : Join.streetCode === "" ? "" : qsTrId("work.district-street").arg(Join.districtName).arg(Join.streetName)
        error: Join.streetError
        onAsked: fields.streetAsked()
    }
    ChoiceGrid {
        objectName: "platform"
        width: parent.width
        visible: Join.asksPlatform && Join.platforms.count > 0
        label: qsTrId("work.platform")
        optional: true
        choices: Join.platforms
        chosen: Join.platform
        error: Join.platformError
        columns: Appearance.largeType ? 2 : 3
        onPicked: code => Join.platform = Join.platform === code ? "" : code
    }
    Field {
        objectName: "employer"
        width: parent.width
        visible: Join.asksEmployer
        label: qsTrId("work.employer")
        hint: qsTrId("work.employer.hint")
        optional: true
        value: Join.employer
        error: Join.employerError
        onEdited: text => Join.employer = text
        onFieldLeft: Join.leaveField(Join.EmployerField)
    }
}
