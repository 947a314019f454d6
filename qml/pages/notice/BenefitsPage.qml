// What members can use now, and how they get it. From the mirror: it needs no network.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    objectName: "benefitsPage"
    section: qsTrId("mycard.section")
    title: qsTrId("benefit.title")
    scene: "envelope"
    primaryText: qsTrId("done.finish")
    onPrimary: page.finish()

    Notice {
        objectName: "noBenefits"
        width: parent.width
        visible: Bulletin.benefits.count === 0
        text: qsTrId("benefit.none")
    }
    Repeater {
        model: Bulletin.benefits

        AnswerCard {
            required property string name
            required property string detail

            width: page.bodyWidth
            title: name
            text: detail
        }
    }
}
