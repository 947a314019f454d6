// Home was touched in the middle of a form.
import Warmheart.Ui

AskSheet {
    objectName: "leaveDialog"
    title: qsTrId("leave.title")
    words: qsTrId("leave.words")
    stayWords: qsTrId("leave.stay")
    leaveWords: qsTrId("leave.leave")
}
