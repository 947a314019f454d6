// Colours and sizes of the keyboard. Main.qml binds unit, theme and largeType; nothing else here is set from outside.
pragma Singleton
import QtQuick

QtObject {
    id: look

    // Pixels of one dp (0.3 mm on the real screen).
    property real unit: 1.24
    // "warm", "contrast" or "night".
    property string theme: "warm"
    property bool largeType: false
    property string fontFamily: "Noto Sans CJK SC"
    // The room the keyboard is in; KeyboardPanel binds them.
    property real roomWidth: 1080
    property real roomHeight: 1920

    readonly property bool contrast: theme === "contrast"
    readonly property bool night: theme === "night"

    readonly property color board: contrast ? "#FFFFFF" : night ? "#1C1714" : "#F3E9DF"
    readonly property color boardEdge: contrast ? "#000000" : night ? "#3A312B" : "#DCCFC2"
    readonly property color key: contrast ? "#FFFFFF" : night ? "#3A312B" : "#FFFFFF"
    readonly property color keyEdge: contrast ? "#000000" : night ? "#8F8074" : "#84746A"
    readonly property color helper: contrast ? "#E4E4E4" : night ? "#2A231F" : "#E8DACD"
    readonly property color primary: contrast ? "#000000" : night ? "#E9B872" : "#2E241E"
    readonly property color pressed: contrast ? "#FFD500" : night ? "#6B4A2A" : "#F8D8B4"
    readonly property color pressedEdge: contrast ? "#000000" : night ? "#E9B872" : "#C0271D"
    readonly property color ink: contrast ? "#000000" : night ? "#F4EBE2" : "#2E241E"
    readonly property color quietInk: contrast ? "#000000" : night ? "#CDBFB3" : "#6B5A4E"
    readonly property color primaryInk: contrast ? "#FFFFFF" : night ? "#1C1714" : "#FFFFFF"
    readonly property color ring: contrast ? "#0033CC" : night ? "#8EC5FF" : "#0B3F8C"
    readonly property color ringInner: night ? "#171210" : "#FFFFFF"
    readonly property color accent: contrast ? "#000000" : night ? "#F0A24B" : "#C0271D"

    readonly property real roomHeightDp: roomHeight / unit
    // A 10-inch panel: three rows of twelve keys instead of four of ten.
    readonly property bool compact: roomHeightDp < 600
    readonly property real rowHeight: Math.round(unit * Math.max(60, Math.min(84, roomHeightDp * 0.076)))
    readonly property int rows: compact ? 3 : 4
    readonly property real keysWidth: Math.round(Math.min(roomWidth, unit * 1100))
    readonly property real keysHeight: rows * rowHeight
    readonly property real padWidth: Math.round(Math.min(roomWidth, unit * (compact ? 760 : 860)))
    readonly property int padRows: compact ? 2 : 4
    readonly property int padColumns: compact ? 7 : 4
    readonly property real barHeight: Math.round(unit * (compact ? 62 : 72))
    readonly property real cell: Math.round(unit * (compact ? 72 : 84))
    readonly property real gap: Math.round(unit * 3)
    readonly property real radius: Math.round(unit * 12)
    readonly property real edge: Math.max(1, Math.round(unit * (contrast ? 2 : 1)))
    readonly property real stroke: Math.max(2, unit * 2)

    readonly property real typeScale: largeType ? 1.2 : 1
    // Enlarged capitals are 7.3 mm: 0.7° at 600 mm (EN 301 549, 5.1.4).
    readonly property real enlargedLeast: largeType ? Math.ceil(unit * 33.4) : 0
    readonly property real letterSize: Math.max(enlargedLeast, Math.round(rowHeight * 0.40 * typeScale))
    readonly property real digitSize: Math.max(enlargedLeast, Math.round(rowHeight * 0.44 * typeScale))
    readonly property real labelSize: Math.max(enlargedLeast, Math.round(unit * 23 * typeScale))
    readonly property real smallLabelSize: Math.max(enlargedLeast, Math.round(unit * 20 * typeScale))
    readonly property real candidateSize: Math.max(enlargedLeast, Math.round(barHeight * 0.44 * typeScale))
    readonly property real leastSize: Math.round(unit * 14)
}
