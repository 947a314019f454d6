// Somebody who hears and has four keys, and sees nothing: the screen is dark, and what is pressed is decided by what
// was said. Things are looked for by their sentences, so that a page may move without a test of it.
import QtQuick
import QtTest
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    // What role the voice says of a thing.
    readonly property string button: qsTrId("voice.button")
    readonly property string choice: qsTrId("voice.choice")
    readonly property string box: qsTrId("voice.check")
    readonly property string field: qsTrId("voice.field")

    function listen(headphones) {
        FakeSpeech.plug(true);
        FakeSpeech.forget();
        if (headphones)
            FakeSpeech.headphones(true);
        else
            Voice.on = true;
        Voice.curtain = true;
        hears(qsTrId("voice.on"));
        if (test.window.page.objectName === "homePage")
            hears(qsTrId("home.sentence"));
    }
    // Since the last key.
    function heard() {
        return FakeSpeech.all.join("\n");
    }
    function hears(words) {
        tryVerify(() => heard().indexOf(words) >= 0, 3000, "heard: " + heard() + "\nnot: " + words);
    }
    // Some keys say nothing: the cursor moves in a field.
    function press(key) {
        FakeSpeech.forget();
        keyClick(key);
        for (let waited = 0; waited < 15 && FakeSpeech.all.length === 0; ++waited)
            wait(20);
    }
    // ▶ until it is said; the role tells a button from a sentence that names it.
    function seek(words, role) {
        for (let presses = 0; presses < 150; ++presses) {
            press(Qt.Key_Right);
            if (FakeSpeech.said.indexOf(words) >= 0 && (role === undefined || FakeSpeech.said.indexOf(role) >= 0))
                return;
        }
        fail("the keys never reach what says: " + words);
    }
    function confirm() {
        FakeSpeech.forget();
        keyClick(Qt.Key_Return);
        wait(20);
    }
    function choose(words, role) {
        seek(words, role);
        confirm();
    }
    // The text of a consent comes before the button that agrees to it.
    function agree(title, words) {
        seek(title + "。");
        choose(words, button);
    }

    // On the keyboard of the screen: rows with ▶, into one with ✓, keys with ▶, ✓ presses.
    function strike(name) {
        const named = word => word.toLowerCase() === name.toLowerCase();
        for (let rows = 0; rows < 16 && !FakeSpeech.said.split(" ").some(named); ++rows)
            keyClick(Qt.Key_Right);
        const row = FakeSpeech.said.split(" ");
        verify(row.some(named), name + " is a key of a row, not of: " + FakeSpeech.said);
        if (row.length > 1) {
            keyClick(Qt.Key_Return);
            for (let keys = 0; keys < row.length && !named(FakeSpeech.said); ++keys)
                keyClick(Qt.Key_Right);
            verify(named(FakeSpeech.said), name + " is reached, not " + FakeSpeech.said);
        }
        keyClick(Qt.Key_Return);
        wait(30);
    }
    function type(label, keys) {
        choose(label, field);
        for (const key of keys)
            strike(key);
        strike(qsTrId("keyboard.done"));
    }
}
