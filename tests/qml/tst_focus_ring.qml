// The two lines of the ring stand out on whatever lies below them (WCAG 1.4.11: 3:1), and from each other.
import QtQuick
import QtTest
import Warmheart.Backend
import Warmheart.Keyboard
import Warmheart.Ui

Kiosk {
    id: test

    name: "FocusRing"

    FocusRing {
        id: ring

        shown: true
    }

    function stands_out(tones, grounds, where) {
        verify(contrast(tones[0], tones[1]) >= 3, where + ": the lines stand out from each other");
        for (const ground of grounds)
            verify(tones.some(tone => contrast(tone, ground) >= 3), where + " on " + ground);
    }

    function test_the_ring_stands_out_on_every_ground_data() {
        return [{ tag: "warm" }, { tag: "contrast" }, { tag: "night" }];
    }
    function test_the_ring_stands_out_on_every_ground(data) {
        Appearance.theme = data.tag;
        const grounds = ["ground", "surface", "quiet", "quietPressed", "track", "red", "redPressed", "redTint",
            "redVeil", "dark", "darkPressed", "amber", "amberTint", "goodTint", "cautionTint", "errorTint", "paper"];
        const lines = [ring.border.color, ring.children[0].border.color];
        stands_out(lines, grounds.map(name => Theme[name]), data.tag);
        for (const line of [ring, ring.children[0]])
            verify(line.border.width >= 2);
    }
    // What is focusable on the red tile lies on red, with its ring.
    function test_the_ring_of_a_quick_service_is_this_ring() {
        const quick = item("quick-WATER");
        verify(all(quick).every(one => !(one instanceof FocusRing)), "who touches has no ring made");
        quick.forceActiveFocus(Qt.TabFocusReason);
        tryCompare(quick, "visualFocus", true);
        const its = all(quick).find(one => one instanceof FocusRing);
        verify(its !== undefined);
        compare(its.inner, quick.corner);
        compare(its.width, quick.width + 2 * its.outset);
        verify(Qt.colorEqual(its.border.color, ring.border.color));
        verify(Qt.colorEqual(its.children[0].border.color, ring.children[0].border.color));
        item("joinTile").forceActiveFocus(Qt.TabFocusReason);
        tryVerify(() => all(quick).every(one => !(one instanceof FocusRing)));
    }
    function test_the_ring_of_the_keyboard_stands_out_too_data() {
        return [{ tag: "warm" }, { tag: "contrast" }, { tag: "night" }];
    }
    function test_the_ring_of_the_keyboard_stands_out_too(data) {
        touch("cardTile");
        at("myCardPage");
        Appearance.theme = data.tag;
        item("queryCodeInput").forceActiveFocus();
        const keys = sheetItem("fourKeysRing");
        tryCompare(KeyboardTheme, "theme", data.tag);
        stands_out([keys.border.color, keys.children[0].border.color],
            ["board", "key", "helper", "primary", "pressed"].map(name => KeyboardTheme[name]), data.tag);
    }
}
