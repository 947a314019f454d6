// A whole look-up and a whole name with ◀ ▶ ✓ ↩ alone: no touch, no letter of a real keyboard.
import QtQuick
import QtTest
import Warmheart.Backend
import Warmheart.Keyboard
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "KeypadNavigation"

    function forward() {
        keyClick(Qt.Key_Right);
        wait(10);
    }
    function ok() {
        keyClick(Qt.Key_Return);
        wait(30);
    }
    // ▶ until the thing has the focus.
    function goTo(target) {
        for (let i = 0; i < 60 && test.window.activeFocusItem?.objectName !== target; ++i)
            forward();
        compare(test.window.activeFocusItem?.objectName, target);
    }
    // Rows with ▶, into the row with ✓, keys with ▶, ✓ presses.
    function press(name) {
        verify(KeypadNavigation.on, "on the keys");
        for (let i = 0; i < 12 && !KeypadNavigation.row().some(key => key.objectName === name); ++i)
            forward();
        const row = KeypadNavigation.row();
        const at = row.findIndex(key => key.objectName === name);
        verify(at >= 0, name + " is in a row");
        if (row.length > 1) {
            ok();
            for (let i = 0; i < at; ++i)
                forward();
        }
        ok();
    }

    function test_a_look_up_by_code_and_four_digits() {
        FakeKiosk.setFound("approved");
        goTo("cardTile");
        ok();
        at("myCardPage");
        goTo("queryCodeInput");
        verify(!KeypadNavigation.on);
        ok();
        verify(KeypadNavigation.on);
        for (const digit of "741926039")
            press("pad_" + digit);
        compare(Card.search.code, "741926039");
        press("pad_done");
        verify(!KeypadNavigation.on);
        goTo("lastFourInput");
        ok();
        for (const digit of "0001")
            press("pad_" + digit);
        press("pad_done");
        goTo("primaryButton");
        ok();
        at("cardStatusPage");
    }

    function test_a_name_in_pinyin() {
        toIdentity();
        goTo("nameInput");
        ok();
        for (const letter of "zhang")
            press("key_" + letter);
        press("candidate_0");
        compare(Join.identity.name, "张");
        press("key_backspace");
        compare(Join.identity.name, "");
        press("key_letters");
        press("key_pinyin");
        press("key_done");
        verify(!KeypadNavigation.on);
        verify(test.window.activeFocusItem?.objectName !== "nameInput");
    }

    function test_the_way_out_is_step_by_step_and_the_page_stays() {
        touch("cardTile");
        at("myCardPage");
        goTo("queryCodeInput");
        ok();
        ok();
        verify(KeypadNavigation.column >= 0);
        keyClick(Qt.Key_Escape);
        compare(KeypadNavigation.column, -1);
        keyClick(Qt.Key_Escape);
        verify(!KeypadNavigation.on);
        compare(test.window.page.objectName, "myCardPage");
        compare(test.window.activeFocusItem?.objectName, "queryCodeInput");
        keyClick(Qt.Key_Escape);
        at("homePage");
    }

    function test_what_is_chosen_is_said() {
        FakeSpeech.plug(true);
        FakeSpeech.headphones(true);
        touch("cardTile");
        at("myCardPage");
        goTo("queryCodeInput");
        wait(100);  // the field has been said
        ok();
        tryVerify(() => FakeSpeech.said.indexOf("1 2 3") >= 0);
        ok();
        tryVerify(() => FakeSpeech.said === "1");
    }
}
