// How many have joined and how often somebody was served, since the event began.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Grid {
    id: figures

    readonly property real cell: (width - (columns - 1) * columnSpacing) / columns

    columnSpacing: Theme.gap
    rowSpacing: Theme.gap

    Fact {
        objectName: "eventJoins"
        width: figures.cell
        label: qsTrId("staff.event.joins")
        value: Staff.event.joins.toString()
    }
    Fact {
        objectName: "eventVisits"
        width: figures.cell
        label: qsTrId("staff.event.visits")
        value: Staff.event.visits.toString()
        tone: StateChip.Calm
    }
}
