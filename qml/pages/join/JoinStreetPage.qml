// District, then street of work. Lists are cells to touch, a screenful at a time.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    property bool choosingDistrict: Join.work.districtCode === ""

    objectName: "joinStreetPage"
    section: qsTrId("join.title")
    title: choosingDistrict ? qsTrId("street.district.title") : qsTrId("street.title").arg(Join.work.districtName)
    lead: qsTrId("street.lead")
    keepsInput: true
    secondText: choosingDistrict ? "" : qsTrId("street.other-district")
    onSecond: page.choosingDistrict = true

    ChoiceGrid {
        objectName: "district"
        width: parent.width
        visible: page.choosingDistrict
        choices: Join.work.districts
        chosen: Join.work.districtCode
        columns: Appearance.largeType ? 2 : Theme.wide ? 4 : 3
        onPicked: code => {
            Join.work.outsideCity = false;
            Join.work.districtCode = code;
            page.choosingDistrict = false;
        }
    }
    ChoiceGrid {
        objectName: "streetChoice"
        width: parent.width
        visible: !page.choosingDistrict
        choices: Join.work.streets
        chosen: Join.work.streetCode
        columns: Appearance.largeType ? (Theme.wide ? 2 : 1) : Theme.wide ? 3 : 2
        onPicked: code => {
            Join.work.outsideCity = false;
            Join.work.streetCode = code;
            page.back();
        }
    }
    Toggle {
        objectName: "outsideCity"
        width: parent.width
        visible: page.choosingDistrict
        text: qsTrId("work.outside-city")
        note: qsTrId("work.outside-city.note")
        checked: Join.work.outsideCity
        onClicked: {
            Join.work.outsideCity = true;
            page.back();
        }
    }
}
