// One labelled line to type in. What is typed belongs to the backend: `edited` hands it over, `fieldLeft` asks for the
// check. The pad it wants is told by input method hints, where the keyboard looks (app/kiosk/keyboard/typing.h).
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Warmheart.Backend
import Warmheart.Ui

Column {
    id: field

    enum Pad { Keyboard, Digits, IdDigits, Letters }

    required property string label
    required property string value
    property string error: ""
    property string hint: ""
    property string help: ""
    property bool optional: false
    property bool nameField: false
    property int pad: Field.Keyboard
    property int maximumLength: 32767
    property bool grouped: false  // the backend writes blanks between the digits
    property int privacy: Voice.Private  // what is typed; where others hear it, it is said how much
    property alias input: input
    readonly property string words: optional ? qsTrId("field.optional").arg(label) : label
    signal edited(string text)
    signal fieldLeft

    // Regrouping moves the text under the cursor: it stays behind the character that was typed.
    function hand(text: string, cursor: int): void {
        const typed = text.substring(0, cursor).replace(/ /g, "").length;
        field.edited(text);
        if (field.grouped)
            input.cursorPosition = (input.text.match(new RegExp("^( *[^ ]){" + typed + "}")) ?? [""])[0].length;
    }

    // A low screen shows its foot again only when nobody types: what follows is asked for after that.
    function leave(forward: bool): void {
        input.focus = false;
        input.nextItemInFocusChain(forward).forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

    spacing: Theme.gapTiny * 2

    Label {
        width: parent.width
        text: field.words
        color: Theme.inkSecond
        Accessible.ignored: true
    }

    T.TextField {
        id: input

        property bool isNameField: field.nameField
        readonly property int privacy: field.privacy

        objectName: field.objectName + "Input"
        width: parent.width
        implicitHeight: Theme.fieldHeight
        leftPadding: Theme.pad
        rightPadding: Theme.pad
        verticalAlignment: TextInput.AlignVCenter
        text: field.value
        maximumLength: field.maximumLength
        font.family: Theme.fontFamily
        font.pixelSize: Theme.typeLarge
        color: Theme.ink
        selectionColor: Theme.red
        selectedTextColor: Theme.wordsOnRed
        selectByMouse: false
        activeFocusOnTab: true
        inputMethodHints: field.pad === Field.Digits ? Qt.ImhDigitsOnly
                          : field.pad === Field.IdDigits ? Qt.ImhPreferNumbers
                          : field.pad === Field.Letters ? Qt.ImhLatinOnly
                          : Qt.ImhNone
        Accessible.role: Accessible.EditableText
        Accessible.name: field.words
        Accessible.description: field.error !== "" ? field.error : field.hint
        onTextEdited: field.hand(text, cursorPosition)
        onActiveFocusChanged: if (!activeFocus) field.fieldLeft()
        Keys.onLeftPressed: event => {
            event.accepted = cursorPosition === 0;
            if (event.accepted)
                field.leave(false);
        }
        Keys.onRightPressed: event => {
            event.accepted = cursorPosition === length;
            if (event.accepted)
                field.leave(true);
        }

        cursorDelegate: Rectangle {
            width: Theme.line * 1.5
            color: Theme.red
            visible: input.cursorVisible
        }
        background: Rectangle {
            radius: Theme.radius
            color: field.error !== "" && !input.activeFocus ? Theme.errorTint : Theme.surface
            border.width: input.activeFocus || field.error !== "" ? Theme.line * 2 : Theme.line
            border.color: field.error !== "" ? Theme.error : input.activeFocus ? Theme.ink : Theme.border
        }

        Label {
            anchors.fill: parent
            anchors.leftMargin: input.leftPadding
            anchors.rightMargin: input.rightPadding
            verticalAlignment: Text.AlignVCenter
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            text: field.hint
            font.pixelSize: Theme.typeBody
            color: Theme.hint
            visible: input.text === "" && input.preeditText === "" && !input.activeFocus
            Accessible.ignored: true
        }
    }

    FieldError {
        objectName: field.objectName + "Error"
        width: parent.width
        text: field.error
    }
    Label {
        width: parent.width
        visible: field.help !== "" && field.error === ""
        text: field.help
        font.pixelSize: Theme.typeSmall
        color: Theme.inkSecond
    }
}
