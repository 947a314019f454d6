// Staff mode: a service is one touch, a member one scan before it. Services on the left, six tabs on the right; on a
// tall screen the tabs stand at the foot. What has just happened is said in a line of its own: nothing moves under a
// finger.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

PageShell {
    id: page

    readonly property real paneWidth: Theme.wide ? rail.x - Theme.gapLarge - Theme.margin : width - 2 * Theme.margin

    objectName: "staffPage"
    section: qsTrId("card.person").arg(qsTrId("staff.title")).arg(Staff.name)
    title: section
    subtitle: Staff.board.syncText
    backVisible: false
    homeVisible: false
    takesScans: true
    headerText: qsTrId("staff.lock")
    headerIcon: "lock"
    onHeaderAct: Staff.lock()
    onScanned: text => Staff.counter.scan(text)

    WhoIsNext {
        id: next

        x: Theme.margin
        width: page.paneWidth
    }
    CounterLine {
        id: said

        x: Theme.margin
        y: next.height + Theme.gapSmall
        width: page.paneWidth
    }
    TileGrid {
        id: services

        readonly property real below: Theme.wide ? page.room : rail.y

        x: Theme.margin
        y: said.y + said.height + Theme.gapSmall
        width: page.paneWidth
        columns: Theme.wide ? 3 : 2
        count: Visit.services.count
        most: page.height
        room: below - y - (Theme.wide ? 0 : Theme.gapLarge)

        Repeater {
            model: Visit.services

            FitTile {
                required property string code
                required property string name
                required property string stateText

                objectName: "staffService-" + code
                width: services.cell
                height: services.tall
                text: name
                note: Appearance.largeType || Theme.compact ? "" : stateText
                says: name + ", " + stateText
                iconName: Theme.compact ? "" : "service-" + code.toLowerCase()
                beside: true
                onClicked: Staff.counter.registerVisit(code)
            }
        }
    }
    StaffRail {
        id: rail

        x: Theme.wide ? page.width - width - Theme.margin : Theme.margin
        y: Theme.wide ? 0 : page.room - height
        width: Theme.wide ? Math.round(page.width * (Theme.compact ? 0.36 : 0.24)) : page.paneWidth
        roomHeight: Theme.wide ? page.room : 0
        onGo: route => page.go(route)
    }
}
