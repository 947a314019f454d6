// One case: a topic or some words, and only where it is needed who asks.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool saving: Help.state === Help.Saving
    readonly property bool opened: Help.state === Help.Opened

    objectName: "helpAskPage"
    section: qsTrId("help.title")
    scene: "call-back"
    title: Help.kindName
    lead: Help.kindAbout
    keepsInput: true
    primaryText: saving ? qsTrId("check.saving") : qsTrId("help.submit")
    primaryBusy: saving
    onPrimary: Help.submit()
    onOpenedChanged: page.opened && page.visible && page.go(Routes.helpDone)

    Notice {
        objectName: "helpError"
        width: parent.width
        visible: Help.sentence !== ""
        text: Help.sentence
        tone: StateChip.Bad
    }
    Notice {
        objectName: "helpDue"
        width: parent.width
        text: Help.dueText + " " + qsTrId("help.or-call").arg(Help.kindPhone)
        iconName: "phone"
    }
    ChoiceGrid {
        objectName: "helpTopic"
        width: parent.width
        label: qsTrId("help.topic")
        choices: Help.topics
        chosen: Help.topic
        onPicked: code => Help.topic = code
    }
    Field {
        objectName: "helpWish"
        width: parent.width
        label: qsTrId("help.wish")
        hint: qsTrId("help.wish.hint")
        optional: true
        maximumLength: 1000
        value: Help.wish
        error: Help.wishError
        onEdited: text => Help.wish = text
    }
    Toggle {
        objectName: "helpNamed"
        width: parent.width
        visible: !Help.needsName
        text: qsTrId("help.named")
        note: qsTrId("help.named.note")
        checked: Help.named
        onClicked: Help.named = !Help.named
    }
    IdentityFields {
        form: Help.identity
        visible: Help.named
    }
    Toggle {
        objectName: "helpCallBack"
        width: parent.width
        visible: Help.named && !Help.identity.noMobile
        text: qsTrId("help.call-back")
        checked: Help.callBack
        onClicked: Help.callBack = !Help.callBack
    }
    Repeater {
        model: Help.named ? Help.consents.texts : null

        ConsentCard {
            required property string textId
            required property bool required

            objectName: "consent-" + textId
            width: page.bodyWidth
            title: qsTrId("consent.title." + textId)
            mandatory: required
            bad: Help.consents.error !== "" && required && !given
            agreeWords: qsTrId("consent.agree." + textId)
            onAnswered: given => Help.consents.setGiven(textId, given)
        }
    }
    FieldError {
        objectName: "consentsError"
        width: parent.width
        text: Help.consents.error
    }
}
