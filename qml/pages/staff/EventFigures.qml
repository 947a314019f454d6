// How many have joined and how often somebody was served, since the event began.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

Grid {
    id: figures

    readonly property real cell: (width - (columns - 1) * columnSpacing) / columns
    readonly property int size: Theme.compact && Appearance.largeType ? Theme.typeFact * 0.8 : Theme.typeFact

    columnSpacing: Theme.gap
    rowSpacing: Theme.compact ? Theme.gapSmall : Theme.gap

    Fact {
        objectName: "eventJoins"
        width: figures.cell
        size: figures.size
        label: qsTrId("staff.event.joins")
        value: Staff.event.joins.toString()
    }
    Fact {
        objectName: "eventVisits"
        width: figures.cell
        size: figures.size
        label: qsTrId("staff.event.visits")
        value: Staff.event.visits.toString()
        tone: StateChip.Calm
    }
}
