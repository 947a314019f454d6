// In large type the smallest capitals are 7.3 mm: 0.7° at 600 mm (EN 301 549, 5.1.4). Capitals of the font are 0.733 of
// its size, a unit is 0.3 mm. What a text was shrunk to counts, not what it asked for.
import QtQuick
import QtTest
import Warmheart.Backend
import Warmheart.Keyboard
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "Enlarged"

    function cleanup() {
        resize([1080, 1920]);
    }
    function capitals(text) {
        return text.fontInfo.pixelSize / Appearance.unitPx * 0.3 * 0.733;
    }
    function are_large(root, where, wanted, distance = 600) {
        const least = distance * Math.tan(0.7 * Math.PI / 180);
        for (const text of all(root).filter(item => item instanceof Text && item.visible && item.text !== ""
                                            && (wanted === undefined || wanted(item))))
            verify(capitals(text) >= least - 0.05,
                where + ": capitals of " + text.text + " are " + capitals(text).toFixed(2) + " mm, not "
                + least.toFixed(2));
    }

    function test_the_words_of_every_page_of_riders() {
        for (const route of riderRoutes()) {
            showPage(route, { largeType: true });
            are_large(window.page, route);
        }
    }
    function test_the_keys_of_the_keyboard_data() {
        const rows = [];
        for (const language of ["zh", "en"]) {
            for (const size of [[1080, 1920], [1920, 1080]])
                rows.push({ tag: language + " " + size[0], language: language, size: size });
        }
        return rows;
    }
    function test_the_keys_of_the_keyboard(data) {
        resize(data.size);
        showPage("joinIdentity", { largeType: true, language: data.language });
        const panel = sheetItem("keyboardPanel");
        for (const field of ["nameInput", "documentNumberInput", "mobileInput"]) {
            item(field).forceActiveFocus();
            tryVerify(() => panel.visible && window.page.padHeight > 0);
            wait(100);
            are_large(panel, field);
        }
        item("nameInput").forceActiveFocus();
        for (const page of ["key_symbols", "key_letters", "key_pinyin", "key_handwriting"]) {
            const key = () => all(panel).find(one => one.objectName === page && one.visible);
            tryVerify(() => key() !== undefined, 2000, page);
            mouseClick(key());
            wait(150);
            are_large(panel, page);
        }
    }
    // Twelve keys of 18 mm side by side leave no room for two characters of 10 mm: there what types itself is large.
    function test_the_letters_and_digits_of_a_small_keyboard() {
        resize([897, 526]);
        showPage("joinIdentity", { largeType: true });
        const panel = sheetItem("keyboardPanel");
        for (const field of ["nameInput", "mobileInput"]) {
            item(field).forceActiveFocus();
            tryVerify(() => panel.visible && window.page.padHeight > 0);
            wait(100);
            are_large(panel, field, text => text.parent instanceof KeyFace && text.parent.kind === KeyFace.Letter
                                            && text.text.length === 1, 570);  // who types sits nearer
        }
    }
}
