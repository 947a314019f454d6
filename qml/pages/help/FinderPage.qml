// Other stations of the district: a map of the nearest around this one, and the same stations as a list. From the
// mirror: it needs no network. Without places there is no map; the own street comes first then.
pragma ComponentBehavior: Bound

import QtQuick
import Warmheart.Backend
import Warmheart.Ui

ChooseFrame {
    id: page

    function show(code: string): void {
        Finder.choose(code);
        if (Finder.chosen !== "")
            page.go(Routes.station);
    }

    objectName: "finderPage"
    section: qsTrId("help.finder")
    title: qsTrId("help.finder.title")
    lead: Finder.stations.count === 0 || Finder.sentence === "" ? qsTrId("help.finder.lead") : Finder.sentence
    twoColumns: Theme.wide && (Finder.located || !Theme.compact)
    count: Finder.stations.count
    columns: Theme.compact || Appearance.largeType ? 1 : 2
    primaryText: qsTrId("done.finish")
    onPrimary: page.finish()

    aside: [
        StationMap {
            id: map

            readonly property real share: Theme.compact ? 0.62 : Theme.wide ? 0.66 : Appearance.largeType ? 0.3 : 0.36

            objectName: "stationMap"
            width: parent ? parent.width : 0
            height: Math.min(width, Math.round(page.room * share))
            visible: Finder.located
            finder: Finder
            fontFamily: Theme.fontFamily
            fontPixels: Theme.typeSmall / Theme.typeScale
            corner: Theme.radiusLarge
            ground: Theme.surface
            line: Theme.hairline
            words: Theme.inkSecond
            mark: Theme.good
            closed: Theme.inkSecond
            markWords: Theme.surface
            here: Theme.redInk
            hereText: qsTrId("finder.here")
            northText: qsTrId("finder.north")
            metresText: qsTrId("finder.metres")
            kilometresText: qsTrId("finder.kilometres")
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTrId("finder.spoken")

            TapHandler {
                onTapped: point => page.show(map.stationAt(point.position.x, point.position.y))
            }
        }
    ]

    above: [
        Notice {
            objectName: "noStations"
            width: parent ? parent.width : 0
            visible: Finder.stations.count === 0
            text: qsTrId("help.finder.none")
        }
    ]

    Repeater {
        model: Finder.stations

        StationTile {
            width: page.cell
            height: page.tall
            onClicked: page.show(code)
        }
    }
}
