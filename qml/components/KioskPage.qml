// What Main knows of a page: where its pad goes, whether a scanned card makes sense there, and where it wants to go.
import QtQuick

FocusScope {
    id: page

    property real padHeight: 0
    readonly property bool typing: padHeight > 0
    property real padTop: height - padHeight
    property string scene: ""  // a picture of what the page is about: assets/icons/scene-<scene>.svg
    property bool takesCards: false  // a scanned card opens its validity page, a ticket its booking
    property bool takesScans: false  // the page itself takes what was scanned
    property bool backVisible: true
    property bool keepsInput: false  // leaving for Home would throw away what was typed
    property bool unkept: false  // it shows a code that was neither printed nor sent to a phone
    property bool keepAsked: false  // whether the code was kept has been asked

    signal back
    signal home
    signal go(page: url)
    signal startOver(page: url)  // from Home to there: what was passed is behind
    signal backTo(name: string)  // a page that was passed, by its objectName
    signal finish  // the person is done: wipe and show Home
    signal panelAsked
    signal callAsked  // somebody wants staff
    signal scanned(text: string)

    // Slides by whole pixels: elsewhere every letter is drawn anew, and kept, for each quarter of a pixel.
    transform: Translate {
        x: Math.round(page.x) - page.x
    }
}
