// What is costly while pages move, or as long as they are there, and is not seen.
import QtQuick
import QtTest
import Warmheart.Backend
import Warmheart.Ui

Kiosk {
    name: "Slide"

    KioskPage {
        id: page

        width: 100
        height: 100
    }

    function test_a_page_is_shown_on_whole_pixels_data() {
        return [{ tag: "-0.6", at: -0.6, shown: -1 }, { tag: "10.4", at: 10.4, shown: 10 },
            { tag: "10.6", at: 10.6, shown: 11 }, { tag: "12", at: 12, shown: 12 }];
    }
    function test_a_page_is_shown_on_whole_pixels(data) {
        page.x = data.at;
        fuzzyCompare(page.mapToItem(page.parent, 0, 0).x, data.shown, 1e-9);
    }
    // An animator moves what is drawn and leaves x behind: the page could not follow it on whole pixels.
    function test_a_sliding_page_knows_where_it_is() {
        const home = window.page;
        let between = 0;
        const moved = () => between += home.x !== 0 && Math.abs(home.x) !== window.width;
        home.xChanged.connect(moved);
        for (let tries = 0; tries < 5 && between === 0; ++tries) {
            Appearance.reducedMotion = false;
            home.go(Routes.myCard);
            at("myCardPage");
            Idle.wipeNow();
            at("homePage");
        }
        home.xChanged.disconnect(moved);
        verify(between > 0);
    }
    function test_who_touches_has_no_ring_made() {
        verify(all(item("homePage")).every(part => !(part instanceof FocusRing)));
    }
}
