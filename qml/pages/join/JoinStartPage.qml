// The first page of joining: which way is quickest. The phone's code is right here; the document is read, and the form
// shown, after the notice and the consents (PIPL Art. 13, 14, 17). Nothing of anybody is taken on this page.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

ChooseFrame {
    id: page

    readonly property bool sent: Phone.done
    readonly property bool beside: !Theme.wide  // a wide page has the ways in a row

    function begin(byReader: bool): void {
        Join.byReader = byReader;
        page.go(Routes.joinConsent);
    }

    objectName: "joinStartPage"
    section: qsTrId("join.title")
    title: qsTrId("join.start.title")
    lead: Theme.compact && Appearance.largeType ? "" : qsTrId("join.start.lead")
    scene: "member-card"
    keepsInput: true
    secondText: qsTrId("join.questions.member")
    secondIcon: "card"
    thirdText: qsTrId("join.start.questions")
    thirdIcon: "question"
    count: Reader.present ? 3 : 2
    columns: beside ? 1 : count
    most: Math.max(Theme.tileMost, page.share)
    onSecond: page.go(Routes.myCard)
    onThird: page.go(Routes.joinQuestions)
    onSentChanged: page.sent && page.visible && page.go(Routes.phoneJoin)
    Component.onCompleted: {
        Join.begin();
        Phone.begin();
    }

    WayTile {
        objectName: "joinByReader"
        width: page.cell
        height: page.tall
        visible: Reader.present
        beside: page.beside
        text: qsTrId("join.way.reader")
        note: Theme.compact ? "" : qsTrId("join.way.reader.note")
        scene: "card-reader"
        onClicked: page.begin(true)
    }
    WayTile {
        objectName: "onMyPhone"
        width: page.cell
        height: page.tall
        beside: page.beside
        text: qsTrId("join.way.phone")
        note: Phone.failed ? qsTrId("handoff.failed")
              : Theme.compact ? ""
              : Phone.offline ? qsTrId("join.way.phone.offline")
              : qsTrId("join.way.phone.note")
        scene: "phone-scan"
        code: Phone.address
        onClicked: page.go(Routes.phoneJoin)
    }
    WayTile {
        objectName: "joinHere"
        width: page.cell
        height: page.tall
        beside: page.beside
        text: qsTrId("join.way.here")
        note: Theme.compact ? "" : qsTrId("join.way.here.note")
        scene: "pen"
        onClicked: page.begin(false)
    }
}
