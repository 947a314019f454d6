// A number for a service that is full, large; how many come first; and what holds once it is called.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

OutcomeFrame {
    id: page

    readonly property bool waiting: Queue.state === Queue.Waiting
    readonly property bool called: Queue.state === Queue.Called
    readonly property bool failed: Queue.state === Queue.Failed

    objectName: "restQueuePage"
    section: Queue.service
    title: waiting ? qsTrId("queue.waiting.title")
           : called ? qsTrId("queue.called.title")
           : failed ? qsTrId("queue.failed.title")
           : Queue.state === Queue.Over ? qsTrId("queue.over.title")
           : ""
    titleIcon: waiting ? "waiting" : called ? "bell" : ""
    titleColor: called ? Theme.good : Theme.caution
    lead: waiting && !(Theme.compact && Appearance.largeType) ? qsTrId("queue.waiting.lead")
          : called && !brief ? qsTrId("queue.called.lead")
          : Queue.state === Queue.Over ? qsTrId("queue.over.lead")
          : ""
    scene: failed ? "lost" : Queue.state === Queue.Over ? "leave" : called ? "seat" : "full"
    backVisible: false
    primaryText: called ? qsTrId("queue.use") : qsTrId("done.finish")
    secondText: waiting || called ? qsTrId("queue.leave") : qsTrId("rest.others")
    onPrimary: {
        if (!page.called)
            return page.finish();
        Visit.chooseCalled(Queue.serviceOf(Queue.code), Queue.code);
        page.startOver(Routes.visitWho);
    }
    onSecond: page.waiting || page.called ? Queue.leave() : page.startOver(Routes.visit)

    Fact {
        objectName: "queueNumber"
        width: parent.width
        visible: page.waiting || page.called
        value: Queue.numberText
        note: Queue.placeText
        tone: page.called ? StateChip.Good : StateChip.Caution
    }
    Notice {
        objectName: "queueSentence"
        width: parent.width
        visible: Queue.sentence !== ""
        text: Queue.sentence
        tone: StateChip.Caution
    }
}
