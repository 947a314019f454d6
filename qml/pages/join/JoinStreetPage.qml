// The street of work: sought by a few letters or characters, or found below its district.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    property bool choosingDistrict: Join.work.districtCode === ""
    readonly property bool searching: search.sought !== ""

    function take(code: string): void {
        Join.work.chooseStreet(code);
        page.back();
    }

    objectName: "joinStreetPage"
    section: qsTrId("join.title")
    scene: "street-stand"
    title: choosingDistrict || searching ? qsTrId("street.district.title")
                                         : qsTrId("street.title").arg(Join.work.districtName)
    lead: qsTrId("street.lead")
    keepsInput: true
    secondText: choosingDistrict || searching ? "" : qsTrId("street.other-district")
    onSecond: page.choosingDistrict = true
    Component.onDestruction: Join.work.search = ""

    SearchField {
        id: search

        objectName: "streetSearch"
        label: qsTrId("search.street")
        onSoughtChanged: Join.work.search = sought
    }
    Notice {
        objectName: "streetNone"
        width: parent.width
        visible: page.searching && Join.work.found.count === 0
        text: qsTrId("search.none")
    }
    ChoiceGrid {
        objectName: "streetFound"
        width: parent.width
        visible: page.searching
        choices: Join.work.found
        chosen: Join.work.streetCode
        columns: Appearance.largeType ? (Theme.wide ? 2 : 1) : Theme.wide ? 3 : 2
        onPicked: code => page.take(code)
    }
    ChoiceGrid {
        objectName: "district"
        width: parent.width
        visible: page.choosingDistrict && !page.searching
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
        visible: !page.choosingDistrict && !page.searching
        choices: Join.work.streets
        chosen: Join.work.streetCode
        columns: Appearance.largeType ? (Theme.wide ? 2 : 1) : Theme.wide ? 3 : 2
        onPicked: code => page.take(code)
    }
    Toggle {
        objectName: "outsideCity"
        width: parent.width
        visible: page.choosingDistrict && !page.searching
        text: qsTrId("work.outside-city")
        note: qsTrId("work.outside-city.note")
        checked: Join.work.outsideCity
        onClicked: {
            Join.work.outsideCity = true;
            page.back();
        }
    }
}
