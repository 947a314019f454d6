// Text and signs stand out from what lies below them, in all three looks: WCAG 2.2, 1.4.3 and 1.4.11, in the contrast
// look 1.4.6. First the colours as they are meant to meet, then what is on each page.
import QtQuick
import QtTest
import Warmheart.Backend
import Warmheart.Keyboard
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "Contrast"

    readonly property var looks: [{ tag: "warm" }, { tag: "contrast" }, { tag: "night" }]
    readonly property real text: Theme.highContrast ? 7 : 4.5
    readonly property real large: Theme.highContrast ? 4.5 : 3
    readonly property real sign: 3

    function stand_out(colours, words, grounds, least) {
        for (const word of words) {
            for (const ground of grounds) {
                const found = contrast(colours[word], colours[ground]);
                verify(found >= least, word + " on " + ground + ": " + found.toFixed(2) + " of " + least);
            }
        }
    }

    function test_the_colours_of_pages_data() {
        return looks;
    }
    function test_the_colours_of_pages(data) {
        Appearance.theme = data.tag;
        const bare = ["ground", "surface", "quiet"];
        stand_out(Theme, ["ink"], bare.concat("quietPressed", "redTint", "amberTint", "goodTint", "cautionTint",
            "errorTint"), text);
        stand_out(Theme, ["inkSecond"], bare.concat("redTint", "amberTint", "errorTint"), text);
        stand_out(Theme, ["redInk", "good", "caution", "error"], bare, text);
        stand_out(Theme, ["hint"], ["surface", "errorTint"], text);
        for (const tone of ["good", "caution", "error"])
            stand_out(Theme, [tone], [tone + "Tint"], text);
        stand_out(Theme, ["wordsOnRed", "wordsOnRedSecond"], ["red", "redPressed"], text);
        stand_out(Theme, ["amberOnRed"], ["red"], large);
        stand_out(Theme, ["wordsOnDark"], ["dark", "darkPressed"], text);
        stand_out(Theme, ["paperInk", "paperInkSecond"], ["paper"], text);
        for (const ink of Theme.alertInks.map(name => Qt.color(name)))
            verify(contrast(ink, Theme.surface) >= text && contrast(ink, Theme.ground) >= text, ink + " of an alert");

        stand_out(Theme, ["border", "error"], bare, sign);
        stand_out(Theme, ["red"], ["ground"], sign);
        stand_out(Theme, ["redInk"], ["amberTint", "redTint", "errorTint"], sign);
        stand_out(Theme, ["amberOnDark"], ["dark"], sign);
        stand_out(Theme, ["paperLine", "paperInk"], ["paper"], sign);
        stand_out(Theme, ["focusInner"], ["focus"], sign);
    }

    function test_the_colours_of_the_keyboard_data() {
        return looks;
    }
    function test_the_colours_of_the_keyboard(data) {
        touch("cardTile");
        at("myCardPage");
        Appearance.theme = data.tag;
        item("queryCodeInput").forceActiveFocus();
        tryCompare(KeyboardTheme, "theme", data.tag);
        stand_out(KeyboardTheme, ["ink"], ["board", "key", "helper", "pressed"], text);
        stand_out(KeyboardTheme, ["quietInk"], ["board"], text);
        stand_out(KeyboardTheme, ["primaryInk"], ["primary"], text);
        stand_out(KeyboardTheme, ["keyEdge"], ["board", "key", "helper"], sign);
        stand_out(KeyboardTheme, ["pressedEdge"], ["board", "pressed"], sign);
    }

    function test_steps_that_are_still_to_come_have_an_outline_data() {
        return looks;
    }
    function test_steps_that_are_still_to_come_have_an_outline(data) {
        showPage("joinIdentity", { theme: data.tag });
        const bars = all(window.page).filter(item => item.objectName.startsWith("step-") && item.visible);
        verify(bars.length > 1);
        for (const bar of bars) {
            verify(bar.border.width >= 2, "an outline");
            verify(contrast(bar.border.color, groundOf(bar)) >= sign);
        }
        verify(bars.some(bar => contrast(bar.color, groundOf(bar)) >= sign), "those behind are filled");
    }

    // The nearest filled thing below.
    function groundOf(item) {
        const filled = it => (it instanceof Rectangle) && it.visible && it.color.a === 1;
        for (let above = item.parent; above !== null; above = above.parent) {
            if (filled(above.background))
                return above.background.color;
            if (filled(above))
                return above.color;
        }
        return Theme.ground;
    }
    // What cannot be used now is faint (1.4.3, "inactive").
    function isActive(item) {
        for (let above = item; above !== null; above = above.parent) {
            if (above.opacity < 1 || above.enabled === false)
                return false;
        }
        return true;
    }
    function test_the_words_and_signs_of_every_page_data() {
        return looks;
    }
    function test_the_words_and_signs_of_every_page(data) {
        for (const route of routes()) {
            showPage(route, { theme: data.tag });
            for (const one of all(window.page).filter(item => item.visible && isActive(item))) {
                const words = one instanceof Text && one.text !== "";
                const drawing = one instanceof Icon && one.name !== "";
                if (!words && !drawing)
                    continue;
                const least = drawing ? sign : one.font.bold && one.font.pixelSize >= Theme.typeHeading ? large : text;
                const found = contrast(one.color, groundOf(one));
                verify(found >= least, route + ": " + (words ? one.text : one.name) + " in " + one.color + " on "
                    + groundOf(one) + ": " + found.toFixed(2) + " of " + least);
            }
        }
    }
}
