// A code is on the screen that was neither printed nor sent to a phone, and the rider is about to leave it.
import Warmheart.Ui

AskSheet {
    objectName: "keepDialog"
    title: qsTrId("keepcode.title")
    words: qsTrId("keepcode.words")
    stayWords: qsTrId("keepcode.stay")
    leaveWords: qsTrId("keepcode.leave")
}
