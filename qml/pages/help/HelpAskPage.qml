// One case: a topic or some words, and only where it is needed who asks.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageFrame {
    id: page

    readonly property bool saving: Help.state === Help.Saving
    readonly property bool opened: Help.state === Help.Opened
    readonly property bool byCard: Help.cardName !== ""

    objectName: "helpAskPage"
    section: qsTrId("help.title")
    scene: "call-back"
    title: Help.kindName
    lead: Help.kindAbout
    keepsInput: true
    takesScans: true
    primaryText: saving ? qsTrId("check.saving") : qsTrId("help.submit")
    primaryBusy: saving
    onPrimary: Help.submit()
    onScanned: text => Help.takeCard(text)
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
    Notice {
        objectName: "helpCardRefusal"
        width: parent.width
        visible: Help.cardRefusal !== ""
        text: Help.cardRefusal
        tone: StateChip.Caution
    }
    Notice {
        objectName: "helpCard"
        width: parent.width
        visible: page.byCard
        text: qsTrId("help.by-card").arg(Help.cardName)
        tone: StateChip.Good
        iconName: "card"
    }
    PillButton {
        objectName: "helpCardDrop"
        visible: page.byCard
        text: qsTrId("help.by-card.drop")
        iconName: "pen"
        onClicked: Help.dropCard()
    }
    RecentTile {
        width: parent.width
        recent: Help.identity.recent
        takesCards: true
        visible: offered && Help.named && !page.byCard && Help.identity.name === ""
        onCardTaken: scanned => Help.takeCard(scanned)
        onTypedTaken: Help.identity.useRecent()
    }
    Notice {
        objectName: "helpScan"
        width: parent.width
        visible: Help.named && !page.byCard
        text: qsTrId("help.scan")
        iconName: "scan"
    }
    IdentityFields {
        form: Help.identity
        visible: Help.named && !page.byCard
    }
    Toggle {
        objectName: "helpCallBack"
        width: parent.width
        visible: Help.named && (page.byCard || !Help.identity.noMobile)
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
