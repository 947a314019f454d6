// A field of digits shown in groups (3-4-4, 6-8-4). Regrouping keeps the cursor beside the digit that was touched.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Ui

Field {
    id: field

    property int digitsBefore: 0

    pad: Field.Digits
    onEditing: digitsBefore = input.text.substring(0, input.cursorPosition).replace(/ /g, "").length
    input.onTextChanged: input.cursorPosition = input.activeFocus ? (input.text.match(new RegExp("^( *[^ ]){" + digitsBefore + "}")) ?? [input.text])[0].length : 0
}
