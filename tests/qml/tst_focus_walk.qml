// ▶ from the first thing of a page to the first again: every control is reached, lies wholly in sight and shows that it
// is where the keys are (WCAG 2.2, 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11, 2.4.12).
import QtQuick
import QtTest
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "FocusWalk"

    readonly property var series: [
        { tag: "portrait", size: [1080, 1920], looks: {} },
        { tag: "10 inch", size: [897, 526], looks: {} }
    ]

    function cleanup() {
        resize([1080, 1920]);
    }
    function isWhole(item) {
        const [place, sight] = [placeOf(item), sightOf(item)];
        return ["left", "top", "right", "bottom"].every(edge => Math.abs(place[edge] - sight[edge]) <= 1);
    }
    function isMarked(item) {
        if (item instanceof TextInput)
            return item.background.border.width >= 2 * Theme.line;
        return all(item).some(part => part instanceof FocusRing && part.visible);
    }
    // All that the keys have reached, in their order.
    function walk(where) {
        const passed = [];
        for (let presses = 0; presses < 400; ++presses) {
            keyClick(Qt.Key_Right);
            wait(10);
            const reached = window.activeFocusItem;
            verify(reached !== null, where + ": the keys are somewhere");
            if (reached === passed[0] && (passed.length > 1 || presses > 40))  // of a lone field the cursor moves
                return passed;
            if (passed.indexOf(reached) >= 0)
                continue;  // the cursor of a field
            passed.push(reached);
            tryVerify(() => isWhole(reached), 500, where + ": " + reached.objectName + " lies wholly in sight");
            verify(isMarked(reached), where + ": " + reached.objectName + " shows that the keys are there");
        }
        fail(where + ": the keys come round");
        return passed;
    }
    function walk_all(root, where) {
        const names = walk(where).map(item => item.objectName);
        const missed = all(root).filter(item => isTarget(item) && item.enabled && !item.objectName.startsWith("scroll"))
            .map(item => item.objectName).filter(name => names.indexOf(name) < 0);
        compare(missed, [], where + ": all that can be touched is reached by keys");
    }

    function test_the_keys_reach_everything_and_it_is_seen_data() {
        const rows = [];
        for (const one of series) {
            for (const route of ["home"].concat(routes()))
                rows.push({ tag: one.tag + ", " + route, size: one.size, looks: one.looks, route: route });
        }
        return rows;
    }
    function test_the_keys_reach_everything_and_it_is_seen(data) {
        resize(data.size);
        showPage(data.route, data.looks);
        const page = window.page;
        walk_all(page, data.route);
        compare(window.page, page, "where the keys are changes nothing");
    }

    function test_the_keys_reach_every_switch_of_the_panel_data() {
        return series.concat({ tag: "10 inch, large", size: [897, 526], looks: { largeType: true } },
            { tag: "portrait, large", size: [1080, 1920], looks: { largeType: true } });
    }
    function test_the_keys_reach_every_switch_of_the_panel(data) {
        resize(data.size);
        showPage("home", data.looks);
        FakeSpeech.plug(true);
        window.page.panelAsked();
        tryVerify(() => findChild(window.contentItem, "accessPanel") !== null);
        wait(60);
        walk_all(sheetItem("accessPanel"), "the panel");
    }
}
