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
    visible: Join.work.asksOccupation || Join.work.asksStreet || Join.work.asksPlatform || Join.work.asksEmployer

    ChoiceGrid {
        objectName: "occupation"
        width: parent.width
        visible: Join.work.asksOccupation
        label: qsTrId("work.occupation")
        choices: Join.work.occupations
        chosen: Join.work.occupation
        error: Join.work.occupationError
        iconPrefix: "work-"
        onPicked: code => Join.work.occupation = code
    }
    PickField {
        objectName: "street"
        width: parent.width
        visible: Join.work.asksStreet
        label: qsTrId("work.street")
        iconName: "place"
        hint: qsTrId("work.street.hint")
        value: Join.work.outsideCity ? qsTrId("work.outside-city")
               : Join.work.streetCode === "" ? ""
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
        columns: Appearance.largeType ? 2 : 3
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
