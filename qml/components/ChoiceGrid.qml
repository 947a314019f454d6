// One of many, as large cells: occupations, documents, platforms, streets, unions. Words, a drawing and a mark
// together.
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Warmheart.Backend
import Warmheart.Ui

Column {
    id: grid

    property string label: ""
    required property RowList choices
    required property string chosen
    property string error: ""
    property string iconPrefix: ""
    property int columns: 2
    property bool optional: false
    signal picked(string code)

    spacing: Theme.gapSmall

    Label {
        width: parent.width
        visible: grid.label !== ""
        text: grid.optional ? qsTrId("field.optional").arg(grid.label) : grid.label
        color: Theme.inkSecond
    }

    GridLayout {
        width: parent.width
        columns: grid.columns
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        Repeater {
            model: grid.choices

            ChoiceCell {
                required property string code
                required property string name
                required property string detail

                objectName: grid.objectName + "-" + code
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: implicitHeight
                Layout.preferredWidth: 1
                text: name
                note: detail
                iconName: grid.iconPrefix === "" ? "" : grid.iconPrefix + code
                bad: grid.error !== ""
                checked: grid.chosen === code
                onClicked: grid.picked(code)
            }
        }
    }

    FieldError {
        objectName: grid.objectName + "Error"
        width: parent.width
        text: grid.error
    }
}
