// What holds for each page, in portrait, landscape and on a 10-inch panel, with large type and lowered controls.
import QtQuick
import QtTest
import Warmheart.Backend
import Warmheart.Fakes
import Warmheart.Ui

Kiosk {
    id: test

    name: "EveryPage"

    readonly property var series: [
        { tag: "portrait", size: [1080, 1920], looks: {} },
        { tag: "portrait, large", size: [1080, 1920], looks: { largeType: true } },
        { tag: "portrait, lowered", size: [1080, 1920], looks: { loweredControls: true } },
        { tag: "landscape", size: [1920, 1080], looks: {} },
        { tag: "landscape, large and lowered", size: [1920, 1080], looks: { largeType: true, loweredControls: true } },
        { tag: "10 inch", size: [897, 526], looks: {} },
        { tag: "10 inch, large", size: [897, 526], looks: { largeType: true } }
    ]

    function cleanup() {
        resize([1080, 1920]);
    }

    // Back, Home, looks and staff to call: WCAG 2.2, 3.2.3, 3.2.4, 3.2.6; staff help stays: 无障碍环境建设法 39.
    // Targets are 60 units (tst_pages), and 8 units lie between any two: WCAG 2.2, 2.5.8.
    function test_what_pages_share_stands_where_it_stood_and_targets_lie_apart_data() {
        return series;
    }
    function test_what_pages_share_stands_where_it_stood_and_targets_lie_apart(data) {
        resize(data.size);
        const before = {};
        for (const route of ["home"].concat(routes())) {
            showPage(route, data.looks);
            lie_apart(route);
            if (route !== "home" && !route.startsWith("staff"))  // Home has them in its own foot, staff have no Home
                stands_where_it_stood(route, before);
        }
    }
    function stands_where_it_stood(route, before) {
        for (const name of ["backButton", "homeButton", "callStaffButton", "languageButton", "accessButton"]) {
            const found = all(window.page).find(one => one.objectName === name && one.visible);
            verify(found !== undefined || name === "backButton", name + " is on " + route);
            if (found === undefined)
                continue;
            const now = { words: found.Accessible.name, place: placeOf(found) };
            before[name] = before[name] ?? now;
            compare(now.words, before[name].words, name + " of " + route);
            for (const edge of ["left", "top", "right", "bottom"])
                verify(Math.abs(now.place[edge] - before[name].place[edge]) <= 1,
                    name + " of " + route + ": " + edge + " " + now.place[edge] + ", was " + before[name].place[edge]);
        }
    }
    function lie_apart(route) {
        const targets = all(window.page).filter(isTarget).map(item => ({ name: item.objectName, place: sightOf(item) }))
            .filter(one => one.place.right - one.place.left > 1 && one.place.bottom - one.place.top > 1);
        const holds = (outer, inner) => outer.left <= inner.left && outer.top <= inner.top
            && outer.right >= inner.right && outer.bottom >= inner.bottom;
        for (let i = 0; i < targets.length; ++i) {
            for (let j = i + 1; j < targets.length; ++j) {
                const [one, other] = [targets[i].place, targets[j].place];
                if (holds(one, other) || holds(other, one))  // a service on the red tile of rest
                    continue;
                const gap = Math.max(one.left - other.right, other.left - one.right,
                    one.top - other.bottom, other.top - one.bottom);
                verify(gap >= 8 * Appearance.unitPx - 1.5,
                    route + ": " + gap + " px between " + targets[i].name + " and " + targets[j].name);
            }
        }
    }

    // WCAG 2.2, 1.3.1 and 4.1.2, EN 301 549, 5.1.3.1: what can be read can be heard.
    function test_every_word_is_said_by_a_stop_of_the_keys_data() {
        return series.filter(one => one.tag === "portrait" || one.tag === "10 inch");
    }
    function test_every_word_is_said_by_a_stop_of_the_keys(data) {
        resize(data.size);
        FakeSpeech.plug(true);
        for (const route of ["home"].concat(riderRoutes())) {
            showPage(route, data.looks);
            Voice.on = true;
            const items = all(window.page).filter(item => item.visible);
            const stops = items.filter(item => item.activeFocusOnTab);
            const said = stops.map(stop => stop.Accessible.name + "\n" + stop.Accessible.description);
            for (const text of items.filter(item => item instanceof Text && item.text !== "")) {
                let above = text;
                while (above !== null && stops.indexOf(above) < 0)
                    above = above.parent;
                verify(above !== null || said.some(words => words.indexOf(text.text) >= 0),
                    route + ": nobody says " + text.text);
                if (above !== null)
                    verify(above.Accessible.name !== "", route + ": " + above + " has words");
            }
        }
    }
    // WCAG 2.2, 2.5.3: who says what stands on a button is understood.
    function test_what_stands_on_a_control_is_part_of_its_name() {
        for (const route of ["home"].concat(riderRoutes())) {
            showPage(route, {});
            for (const control of all(window.page).filter(item => item instanceof Pressable && item.visible))
                verify(control.Accessible.name.toLowerCase().indexOf(control.text.toLowerCase()) >= 0,
                    route + ": " + control.text + " is called " + control.Accessible.name);
        }
    }
    // WCAG 2.2, 2.5.2.
    function test_a_finger_that_slides_off_presses_nothing() {
        const tile = item("joinTile");
        const finger = touchEvent(tile);
        finger.press(0, tile).commit();
        wait(10);
        verify(tile.down);
        compare(window.page.objectName, "homePage");
        finger.move(0, tile, tile.width / 2, -tile.height).commit();
        wait(10);
        finger.release(0, tile, tile.width / 2, -tile.height).commit();
        wait(60);
        compare(window.page.objectName, "homePage");
    }
    function test_a_label_and_its_value_are_one_thing() {
        let rows = 0;
        for (const route of riderRoutes()) {
            showPage(route, {});
            for (const row of all(window.page).filter(item => item instanceof InfoRow && item.visible)) {
                ++rows;
                compare(row.Accessible.name, row.label + "\n" + row.value);
                for (const part of all(row).filter(item => item instanceof Text))
                    verify(part.Accessible.ignored, row.label + ": its parts are not said once more");
            }
        }
        verify(rows > 6, rows + " rows");
    }
}
