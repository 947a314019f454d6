// Something that is required was not agreed to: what that means, and what is open all the same. What was typed goes.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    objectName: "joinRefusedPage"
    section: qsTrId("join.title")
    title: qsTrId("join.refused.title")
    titleColor: Theme.ink
    scene: "leave"
    primaryText: qsTrId("frame.home")
    onPrimary: page.home()

    Lines {
        objectName: "refusalNotice"
        width: parent.width
        room: page.bodyRoom
        lines: [qsTrId("join.consent.refusal").arg(Station.unionAddress)]
    }

    actCount: 2
    acts: [
        RowTile {
            objectName: "restAct"
            width: page.actCell
            height: page.actTall
            text: qsTrId("rest.title")
            picture: "rest"
            onClicked: {
                Join.wipe();
                page.startOver(Routes.visit);
            }
        },
        RowTile {
            objectName: "helpAct"
            width: page.actCell
            height: page.actTall
            text: qsTrId("home.help")
            picture: "help"
            onClicked: {
                Join.wipe();
                page.startOver(Routes.help);
            }
        }
    ]
}
