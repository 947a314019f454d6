// Every colour, size, duration and font of the kiosk. Pages and components hold none.
// One unit is 0.3 mm of the real panel (Appearance.unitPx pixels), so 60 units are a target of 18 mm on any of them.
pragma Singleton

import QtQuick
import Warmheart.Backend

QtObject {
    id: theme

    // --- the window, told by Main -------------------------------------------------------------------------------
    property real windowWidth: 1080
    property real windowHeight: 1920
    readonly property bool wide: windowWidth > windowHeight
    readonly property bool compact: Math.min(windowWidth, windowHeight) < 620 * unit
    readonly property bool lowered: Appearance.loweredControls && !compact  // the page lies below a picture
    readonly property bool frameBelow: !wide || lowered  // Back, Home and looks, for somebody who sits
    readonly property bool largeFields: !wide || Appearance.largeType  // two fields do not stand side by side
    readonly property bool night: Appearance.theme === "night"
    readonly property bool highContrast: Appearance.theme === "contrast"

    // --- size ---------------------------------------------------------------------------------------------------
    readonly property real unit: Appearance.unitPx
    readonly property real typeScale: Appearance.largeType ? 1.5 : 1
    readonly property real headScale: Appearance.largeType ? (compact ? 1.2 : 1.35) : 1

    readonly property int hair: Math.max(1, Math.round(unit))
    readonly property int line: Math.max(2, Math.round((highContrast ? 3 : 1.6) * unit))
    readonly property int focusLine: Math.round(4 * unit)
    readonly property int gapTiny: Math.round(4 * unit)
    readonly property int gapSmall: Math.round(8 * unit)
    readonly property int gap: Math.round((compact ? 10 : 14) * unit)
    readonly property int gapLarge: Math.round((compact ? 14 : 26) * unit)
    readonly property int gapHuge: Math.round((compact ? 18 : 40) * unit)
    readonly property int margin: Math.round((compact ? 20 : 46) * unit)
    readonly property int pad: Math.round((compact ? 14 : 22) * unit)
    readonly property int target: Math.ceil(61 * unit)
    readonly property int roundButton: Math.round((compact ? 61 : 76) * unit)
    readonly property int fieldHeight: Math.round(Math.max(compact ? 61 : 78, typeLargeUnits * 2.1) * unit)
    readonly property int primaryHeight: Math.round(Math.max(compact ? 64 : 104, typeHeadingUnits * 2.2) * unit)
    readonly property int radius: Math.round((compact ? 14 : 20) * unit)
    readonly property int radiusLarge: Math.round((compact ? 18 : 30) * unit)
    readonly property int iconSmall: Math.round(26 * Math.min(typeScale, 1.25) * unit)
    readonly property int icon: Math.round(34 * Math.min(typeScale, 1.25) * unit)
    readonly property int iconLarge: Math.round((compact ? 40 : 52) * unit)
    readonly property int readingWidth: Math.round(900 * unit)
    readonly property int labelWidth: Math.round(typeBody * (Appearance.language === "en" && !Appearance.largeType
                                                             ? 7.8 : 6.4))
    readonly property int stepWidth: Math.round(96 * unit)
    readonly property int qrSide: Math.round((compact ? 200 : wide || Appearance.loweredControls ? 330 : 420) * unit)
    readonly property int qrMost: Math.round((compact ? 260 : 620) * unit)
    readonly property int qrLeast: Math.round(150 * unit)  // 45 mm: the 57 modules of a card are 0.8 mm each
    readonly property int signatureHeight: Math.round((compact ? 170
                                                       : wide || Appearance.loweredControls ? 320 : 520) * unit)
    readonly property int loweredBy: Math.round(windowHeight * (wide ? 0.24 : 0.4))
    readonly property int artHeight: Math.round((wide ? 250 : 320) * unit)
    readonly property real artShare: 0.44  // of a page's height, the most that a scene takes
    readonly property real sceneRatio: 4 / 3
    readonly property int sceneLeast: Math.round((compact ? 90 : 140) * unit)
    readonly property int sceneStep: Math.max(1, Math.round(20 * unit))
    readonly property int tileMost: Math.round(260 * unit)
    readonly property real restShare: 0.38  // of Home on a tall screen, below what is said
    readonly property int actMost: Math.round((compact ? 64 : 150) * unit)
    readonly property int tileIconMost: Math.round((compact ? 40 : 96) * unit)
    readonly property real paneShare: compact ? 0.3 : 0.38  // of a wide page's width: the picture and the sentence
    readonly property real cardRatio: 54 / 85.6  // of a bank card's format (ISO/IEC 7810 ID-1)
    readonly property int cardLeast: Math.round(400 * unit)  // narrower it is no card to look at
    readonly property int cardRadius: Math.round(30 * unit)
    readonly property real stampTilt: -12
    readonly property real homeSceneRatio: 2  // of assets/icons/home-….svg
    readonly property real homeSceneShare: wide ? 0.3 : 0.36  // of the width of Home's head
    readonly property int levelBar: Math.round((compact ? 5 : 7) * unit)
    readonly property real inkWidth: 5 * unit
    readonly property real smallSignature: 0.36  // of the pad's size, where it is shown once more
    readonly property real wayShare: 0.34  // of a row that is one way to join: its drawing, or the code to scan

    // --- type: capitals of the smallest are 4.8 mm, enlarged 7.3 mm: 0.7° at 600 mm (EN 301 549, 5.1.4), for those of
    // --- the font are 0.733 of its size
    readonly property real enlargedLeast: Appearance.largeType ? 33.4 : 0
    readonly property string fontFamily: "Noto Sans CJK SC"
    readonly property real typeHeadingUnits: (compact ? 29 : 36) * headScale
    readonly property real typeLargeUnits: (compact ? 26 : 30) * typeScale
    readonly property int typeDisplay: Math.round((compact ? 40 : wide ? 56 : 64) * headScale * unit)
    readonly property int typeTitle: Math.round((compact ? 33 : 48) * headScale * unit)
    readonly property int typeHeading: Math.round(typeHeadingUnits * unit)
    readonly property int typeLarge: Math.round(typeLargeUnits * unit)
    readonly property int typeBody: Math.round((compact ? 24 : 28) * typeScale * unit)
    readonly property int typeSmall: Math.max(Math.round((compact ? 22 : 24) * typeScale * unit),
                                              Math.ceil(enlargedLeast * unit))
    readonly property int typeSign: Math.max(Math.round((compact ? 24 : 28) * unit),
                                             Math.ceil(enlargedLeast * unit))  // one or two letters in a circle
    readonly property int typeClock: Math.round((compact ? 40 : 60) * headScale * unit)
    readonly property int typeCode: Math.round((compact ? 40 : 58) * headScale * unit)
    readonly property int typeFact: Math.round((compact ? 60 : 120) * unit)  // the one fact of an outcome
    readonly property real fontLine: 1.45  // the font's own line, of its size
    readonly property real lineHeight: 1.02  // of that line
    readonly property real tightLine: 0.9

    // --- colour: [warm, high contrast, night] -------------------------------------------------------------------
    readonly property color ground: night ? "#171210" : highContrast ? "#FFFFFF" : "#FBF7F2"
    readonly property color surface: night ? "#221B17" : highContrast ? "#FFFFFF" : "#FFFFFF"
    readonly property color quiet: night ? "#2D241E" : highContrast ? "#FFFFFF" : "#F3E9DF"
    readonly property color quietPressed: night ? "#3A2F28" : highContrast ? "#D9D9D9" : "#E6D8CA"
    readonly property color hairline: night ? "#41352C" : highContrast ? "#000000" : "#E3D6C9"
    readonly property color track: highContrast ? ground : hairline  // within the outline of steps still to come
    readonly property color ink: night ? "#F1E6DB" : highContrast ? "#000000" : "#2E241E"
    readonly property color inkSecond: night ? "#C9B8A8" : highContrast ? "#1A1A1A" : "#6B5A4E"
    // in an empty field: never taken for an answer
    readonly property color hint: night ? "#A39484" : highContrast ? "#595959" : "#7A695D"
    readonly property color border: night ? "#9A8878" : highContrast ? "#000000" : "#8C7B6E"
    readonly property color red: night ? "#B8352B" : highContrast ? "#8F0F08" : "#C0271D"
    readonly property color redPressed: night ? "#96261E" : highContrast ? "#5E0803" : "#A31D14"
    readonly property color redInk: night ? "#F09A8E" : highContrast ? "#8F0F08" : "#B3261E"
    readonly property color redOnWhite: "#C0271D"
    readonly property color wordsOnRed: "#FFFFFF"
    readonly property color wordsOnRedSecond: night ? "#FBE3DC" : highContrast ? "#FFFFFF" : "#FFE9E2"
    readonly property color redVeil: night ? "#CB554B" : highContrast ? "#8F0F08" : "#D04A40"
    readonly property color redTint: night ? "#3A211C" : highContrast ? "#FFFFFF" : "#FBEAE4"
    readonly property color dark: night ? "#F1E6DB" : highContrast ? "#000000" : "#2E241E"
    readonly property color darkPressed: night ? "#D5C7B9" : highContrast ? "#333333" : "#120C09"
    readonly property color wordsOnDark: night ? "#171210" : "#FFFFFF"
    readonly property color amber: night ? "#D9973B" : highContrast ? "#8F0F08" : "#F2A33A"
    readonly property color amberOnDark: night ? "#8A4B00" : highContrast ? "#FFFFFF" : "#F2A33A"
    readonly property color amberOnRed: highContrast ? "#FFFFFF" : "#FFC879"
    readonly property color amberTint: night ? "#33261A" : highContrast ? "#FFFFFF" : "#FDEFD9"
    readonly property color good: night ? "#86D3AA" : highContrast ? "#0B4A2B" : "#1B6E46"
    readonly property color goodTint: night ? "#1C3026" : highContrast ? "#FFFFFF" : "#EAF4EE"
    readonly property color caution: night ? "#F2C078" : highContrast ? "#5A2F00" : "#8A4B00"
    readonly property color cautionTint: night ? "#35281A" : highContrast ? "#FFFFFF" : "#FFF1DC"
    readonly property color error: night ? "#F5A398" : highContrast ? "#8F0F08" : "#B3261E"
    readonly property color errorTint: night ? "#3B1F1B" : highContrast ? "#FFFFFF" : "#FCEBE8"
    // of an alert's level: [none, blue, yellow, orange, red]; words on `surface`
    readonly property var alertInks: night ? ["#F1E6DB", "#8EC5FF", "#F2D478", "#F2B078", "#F5A398"]
                                     : highContrast ? ["#000000", "#0033CC", "#4A3B00", "#6B2F00", "#8F0F08"]
                                     : ["#2E241E", "#1D5FBF", "#7A5A00", "#A34A00", "#B3261E"]
    // of the ring around what the keys have reached: together 3:1 on every ground there is
    readonly property color focus: night ? "#8EC5FF" : highContrast ? "#0033CC" : "#0B3F8C"
    readonly property color focusInner: night ? "#171210" : "#FFFFFF"
    readonly property color scrim: "#99000000"
    readonly property color paper: "#FFFFFF"
    readonly property color paperInk: "#000000"
    readonly property color paperInkSecond: highContrast ? "#1A1A1A" : "#6B5A4E"
    readonly property color paperLine: highContrast ? "#000000" : "#8C7B6E"

    // --- motion: slide or cut, never more than 200 ms ---------------------------------------------
    readonly property int stamp: Appearance.reducedMotion ? 0 : 180
    readonly property int slide: Appearance.reducedMotion ? 0 : 160
    readonly property int quick: Appearance.reducedMotion ? 0 : 90
}
