// What kind of work: one touch, and on to where.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

ChooseFrame {
    id: page

    objectName: "joinWorkPage"
    section: qsTrId("join.title")
    title: qsTrId("join.work.title")
    lead: Theme.compact ? "" : qsTrId("join.work.lead")
    scene: "rider"
    step: 3
    steps: 6
    keepsInput: true
    count: Join.work.occupations.count
    columns: 2

    Repeater {
        model: Join.work.occupations

        ChoiceCell {
            required property string code
            required property string name

            objectName: "occupation-" + code
            width: page.cell
            height: page.tall
            text: name
            iconName: "work-" + code
            iconSize: Math.max(Theme.icon, Math.min(page.share * 0.36, Theme.tileIconMost))
            checked: Join.work.occupation === code
            onClicked: {
                Join.work.occupation = code;
                page.go(Routes.joinPlace);
            }
        }
    }
}
